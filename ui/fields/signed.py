"""Signing: on paper, on the screen, with words, or not at all. Four choices of equal size; what is signed stays in view above."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.fields.chosen import _Buttons, _check
from ui.parts.choices import BigChoice
from ui.parts.flow_layout import FlowLayout
from ui.parts.widgets import Text, px
from ui.presenters.field_view import FieldView

WAYS = (("papir", "På papir"), ("skaerm", "På skærm"), ("ord", "Med ord"), ("vil_ikke", "Jeg vil ikke"))
SAYS = {
    "papir": "Så skriver du dit navn på papiret, når det er printet.",
    "skaerm": "Skriv dit navn her.",
    "ord": "Så skriver vi, at du sagde ja med ord.",
    "vil_ikke": "Det er helt i orden. Så skriver vi, at du ikke vil skrive under.",
}
COPIED = "Navnet står på papiret fra den dag."
ON_THE_PAPER = "Der er skrevet under på papiret"
"""All that is to be said of a paper that was copied in: nobody signs the copy, and nobody who did not sign refuses by it."""


class SignatureEditor(_Buttons):
    """How someone signs, and the name where it is written on the screen."""

    def fill(self, holder: QWidget) -> None:
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        ways = QWidget(holder)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        ways.setSizePolicy(policy)
        flow = FlowLayout(ways, gap=px(12))
        size = theme.LARGE if self.size_kind == "desk" else 24
        said = self.view.value.get("how") if isinstance(self.view.value, dict) else ""
        on_copy = (("papir", ON_THE_PAPER), *(one for one in WAYS if one[0] == said != "papir"))
        ways_offered = on_copy if self.view.is_copied else WAYS
        buttons = [BigChoice(text, size=size) for _, text in ways_offered]
        widest = max(button.sizeHint().width() for button in buttons)
        for button, (how, _) in zip(buttons, ways_offered, strict=True):
            button.setMinimumWidth(widest)
            self.add(button, how)
            button.setParent(ways)
            flow.addWidget(button)
        self.says = Text("", "muted" if self.size_kind == "desk" else "large")
        self.name = QLineEdit()
        self.name.setAccessibleName("Dit navn")
        self.name.setProperty("look", "table" if self.size_kind == "table" else "large")
        self.name.setMaximumWidth(px(560))
        self.name.textEdited.connect(lambda _text: self._emit("skaerm"))
        self.watch(self.name)
        for one in (ways, self.says, self.name):
            box.addWidget(one)

    def show_value(self, view: FieldView) -> None:
        value = view.value if isinstance(view.value, dict) else {}
        how = value.get("how", "")
        _check(self, [one == how for one in self.values])
        self.says.setText(COPIED if view.is_copied and how == "papir" else SAYS.get(how, ""))
        self.says.setVisible(bool(how))
        self.name.setVisible(how == "skaerm")
        self.name.setReadOnly(view.is_read_only)
        if not self.name.hasFocus() and self.name.text() != value.get("name", ""):
            self.name.setText(str(value.get("name", "")))

    def on_clicked(self, value: Any) -> None:
        self._emit(value)
        if value == "skaerm":
            self.name.setFocus()

    def _emit(self, how: str) -> None:
        name = self.name.text().strip()
        self.answer({"how": how, "name": name} if how == "skaerm" and name else {"how": how})
