"""Which editor a kind of field gets."""

from __future__ import annotations

from forms.model import Kind
from ui.fields.base import FieldEditor, Size
from ui.fields.chosen import ChoiceEditor, ChoicesEditor, YesNoEditor
from ui.fields.fixed import FixedEditor, ShownEditor
from ui.fields.signed import SignatureEditor
from ui.fields.written import CprEditor, LineEditor, TextEditor
from ui.presenters.field_view import FieldView

EDITORS: dict[Kind, type[FieldEditor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "date": LineEditor,
    "time": LineEditor,
    "number": LineEditor,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "phone": LineEditor,
    "mail": LineEditor,
    "cpr": CprEditor,
    "person": LineEditor,
    "signature": SignatureEditor,
    "fixed": FixedEditor,
}
"""Rows are no field of their own on the screen: they are cards (ui/form/rows.py)."""


def editor_for(view: FieldView, size: Size = "desk", *, is_alone: bool = False) -> FieldEditor:
    """A fresh editor that shows this field."""
    kind: type[FieldEditor] = ShownEditor if view.is_shown_only else EDITORS[view.kind]
    return kind(view, size, is_alone=is_alone)
