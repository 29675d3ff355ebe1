"""The editors of a page and the presenter behind them: made when first shown, kept while they stand, told of what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from rygsaek.casework.offers import Suggestion
from ui.fields.base import FieldEditor, Size
from ui.fields.editors import editor_for
from ui.parts.hearing import hear
from ui.presenters.editing import Editing
from ui.presenters.field_view import FieldView, QuickWord
from ui.presenters.offering import Offering


class FieldHost(QObject):
    """Editors by path.

    focused: the keyboard came to a field. went_on: the person is done in a field (Enter, J, N).
    """

    focused = Signal(str)
    went_on = Signal(str)

    def __init__(
        self,
        editing: Editing,
        view_of: Callable[[str], FieldView],
        offering: Offering,
        size: Size,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editing = editing
        self._view_of = view_of
        self._offering = offering
        self._size: Size = size
        self._editors: dict[str, FieldEditor] = {}
        self._suggested: dict[str, dict[str, Suggestion]] = {}
        self.is_alone = False
        hear(self, editing.changed, self.refresh)

    def editor(self, path: str) -> FieldEditor:
        """The editor of a field, made if there is none."""
        found = self._editors.get(path)
        if found is None:
            found = self._editors[path] = self._make(path)
        return found

    def find(self, path: str) -> FieldEditor | None:
        """The editor of a field, if it stands on the page."""
        return self._editors.get(path)

    def keep(self, paths: Iterable[str]) -> None:
        """Lets go of every editor but these."""
        wanted = set(paths)
        for path in [one for one in self._editors if one not in wanted]:
            editor = self._editors.pop(path)
            editor.blockSignals(True)
            editor.hide()
            editor.setParent(None)
            editor.deleteLater()

    def let_go(self) -> None:
        """The page goes: nothing more is shown or told."""
        self.keep(())
        self.deleteLater()

    def refresh(self, paths: Iterable[str] | None = None) -> None:
        """Shows anew what stands in these fields (a rows field means all its cells), or in all."""
        tops = None if paths is None else {path.partition("/")[0] for path in paths}
        for path, editor in self._editors.items():
            if tops is None or path.partition("/")[0] in tops:
                editor.show_view(self._view_of(path))

    def focused_path(self) -> str:
        """The field that the keyboard is in, "" for none."""
        return next((path for path, editor in self._editors.items() if editor.holds_focus()), "")

    def focus_any(self) -> bool:
        """Moves the keyboard to the first field; False where there is none."""
        return any(self.focus(path) for path in self._editors)

    def focus(self, path: str, caret: int = -1, blanks: str = "") -> bool:
        """Moves the keyboard to a field; False where it is not on the page. caret, blanks: as `FieldEditor.take_focus`."""
        editor = self._editors.get(path)
        if editor is None:
            return False
        editor.take_focus(caret, blanks)
        return True

    def _make(self, path: str) -> FieldEditor:
        editor = editor_for(self._view_of(path), self._size, is_alone=self.is_alone)
        editor.typed.connect(self._editing.type)
        editor.answered.connect(self._on_answered)
        editor.entered.connect(self._on_entered)
        editor.left.connect(self._on_left)
        editor.took_offer.connect(self._on_offer_taken)
        editor.went_on.connect(self.went_on)
        editor.chose.connect(self._editing.choose)
        editor.asked_offers.connect(self._on_asked_offers)
        return editor

    def _on_answered(self, path: str, value: object) -> None:
        self._editing.answer(path, value)

    def _on_entered(self, path: str) -> None:
        self.focused.emit(path)

    def _on_left(self, path: str) -> None:
        self._editing.settle(path)
        editor = self._editors.get(path)
        if editor is not None and editor.view.suggests:
            editor.offers.show_words(())

    def _on_asked_offers(self, path: str, text: str) -> None:
        def show(found: tuple[Suggestion, ...]) -> None:
            editor = self._editors.get(path)
            if editor is not None and editor.holds_focus():
                self._suggested = {path: {one.text: one for one in found}}
                editor.offers.show_words([QuickWord(one.text, one.text) for one in found])

        self._offering.ask(path, text, show)

    def _on_offer_taken(self, path: str, text: str) -> None:
        suggestion = self._suggested.get(path, {}).get(text)
        if suggestion is None:
            self._editing.type(path, text, len(text))
            self._editing.settle(path)
        else:
            self._editing.take(path, suggestion)
            self._editors[path].offers.show_words(())
        self.refresh([path])
