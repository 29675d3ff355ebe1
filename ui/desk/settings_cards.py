"""The parts of the settings page, each a card that says itself what was kept and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.appearance import Appearance
from ui.desk.part_card import PartCard
from ui.doorstep.unlock import PassphraseField
from ui.doorstep.word_panels import ShowWords
from ui.parts.choices import BigChoice
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Entry, Row, Text
from ui.presenters.settings import IDLE_MINUTES, SettingsPresenter, SettingsView

COLOURS = (("system", "Som computeren"), ("light", "Lys"), ("dark", "Mørk"))


class LookCard(PartCard):
    """changed: an Appearance."""

    changed = Signal(object)

    def __init__(self, look: Appearance) -> None:
        super().__init__("Tekst og farver")
        self._look = look
        self.sizes = {scale: BigChoice(f"{scale} %", size=theme.BASE) for scale in theme.SCALES}
        self.colours = {value: BigChoice(name, size=theme.BASE) for value, name in COLOURS}
        self.add(Text("Tekstens størrelse", "strong"), Row(*self.sizes.values()))
        self.add(Text("Farver", "strong"), Row(*self.colours.values()))
        self.sizes.get(look.scale, self.sizes[100]).setChecked(True)
        self.colours[look.colours].setChecked(True)
        for scale, choice in self.sizes.items():
            choice.setAccessibleName(f"Tekst {scale} procent")
            choice.clicked.connect(lambda _=False, scale=scale: self._change(scale=scale))
        for value, choice in self.colours.items():
            choice.clicked.connect(lambda _=False, value=value: self._change(colours=value))

    def focus_first(self) -> None:
        """To the text size that holds."""
        chosen = next((one for one in self.sizes.values() if one.isChecked()), self.sizes[100])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, **changes: object) -> None:
        look = Appearance(**{"scale": self._look.scale, "colours": self._look.colours, **changes})  # type: ignore[arg-type]
        if look != self._look:
            self._look = look
            self.changed.emit(look)


class WhoCard(PartCard):
    """Name, title and number; kept when a field is left."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("Dig")
        self._presenter = presenter
        self._known: tuple[str, str, str] | None = None
        self.name, self.title, self.phone = Entry("Dit navn"), Entry("Din stilling"), Entry("Dit nummer")
        self.add(Body("Det står på de papirer, du printer.", "muted"), self.name, self.title, self.phone)
        for one in (self.name, self.title, self.phone):
            one.line.editingFinished.connect(self.commit)

    def show_view(self, view: SettingsView) -> None:
        """Shows who it is."""
        who = view.worker
        self._known = (who.name, who.title, who.phone)
        for entry, text in zip((self.name, self.title, self.phone), self._known, strict=True):
            entry.line.setText(text)

    def commit(self) -> None:
        """Keeps what is typed, where it changed."""
        typed = (self.name.text(), self.title.text(), self.phone.text())
        if self._known is not None and typed != self._known:
            self._known = typed
            self._presenter.set_worker(*typed)


class PrinterCard(PartCard):
    """The printer that is used without asking."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("Printer")
        self.pick = Pick()
        self.entry = Entry("Print på", self.pick)
        self.none = Body("Der er ingen printer lige nu. Tænd den, og sæt kablet i.", "muted")
        self.add(self.entry, self.none)
        self.pick.activated.connect(lambda _: presenter.set_printer(self.pick.chosen()))

    def show_view(self, view: SettingsView) -> None:
        """Shows the printers that are there, and the chosen one also when it is not."""
        names = view.printers if not view.printer or view.printer in view.printers else (*view.printers, view.printer)
        labels = [name if name in view.printers else f"{name} (ikke tændt)" for name in names]
        self.pick.offer(labels, names, view.printer)
        self.entry.setVisible(bool(names))
        self.none.setVisible(not names)


class KeysCard(PartCard):
    """When it locks, and the three keys: the words, the code of the pause, the recovery sheet."""

    sheet = Signal()

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("Lås og koder")
        self.idle = Pick()
        self.idle.offer([_minutes(one) for one in IDLE_MINUTES], [str(one) for one in IDLE_MINUTES], "5")
        self.idle.activated.connect(lambda _: presenter.set_idle_min(int(self.idle.chosen())))
        self.pin = _PinPart(presenter)
        self.words = _WordsPart(presenter)
        for one in (self.pin, self.words):
            one.hide()
        self.add(
            Entry("Lås, når ingen har rørt noget i", self.idle, help_text="I et besøg gælder kommunens egne tider."),
            Row(
                Button("Ny kode til pausen", lambda: _open(self.pin, self.words)),
                Button("Nye seks ord", lambda: _open(self.words, self.pin)),
                Button("Nyt nøgleark", self.sheet.emit),
            ),
            self.pin,
            self.words,
        )

    def show_view(self, view: SettingsView) -> None:
        """Shows the minutes."""
        minutes = sorted({*IDLE_MINUTES, view.idle_min})
        self.idle.offer([_minutes(one) for one in minutes], [str(one) for one in minutes], str(view.idle_min))


class _PinPart(PartCard):
    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("Ny kode til pausen")
        self.first = Entry("Seks tal", help_text="Koden slutter en pause i et besøg. Den åbner ikke rygsækken.")
        self.again = Entry("De samme seks tal igen")
        for one in (self.first, self.again):
            one.line.setEchoMode(QLineEdit.EchoMode.Password)
            one.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            one.line.setMaxLength(6)
            one.line.returnPressed.connect(lambda: presenter.set_pin(self.first.text(), self.again.text()))
        keep = Button("Brug koden", lambda: presenter.set_pin(self.first.text(), self.again.text()))
        self.add(self.first, self.again, Row(keep))

    def say_kept(self, text: str) -> None:
        self.first.line.clear()
        self.again.line.clear()
        super().say_kept(text)


class _WordsPart(PartCard):
    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__("Nye seks ord")
        self.old = PassphraseField("De gamle ord")
        label = Text("De gamle ord", "strong")
        label.setBuddy(self.old.line)
        self.show_words = ShowWords(presenter.words)
        self.again = Entry("Skriv de nye ord fra dit papir")
        self._keep = Button("Skift ord", lambda: presenter.change_passphrase(self.old.line.text(), self.again.text()))
        self.again.line.returnPressed.connect(self._keep.click)
        self._later = (label, self.old, self.again, Row(self._keep))
        self.add(self.show_words, *self._later)
        for one in self._later:
            one.hide()
        self.show_words.kept.connect(self._on_written)

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self._keep.setEnabled(not is_busy)

    def say_kept(self, text: str) -> None:
        self.old.line.clear()
        self.again.line.clear()
        super().say_kept(text)

    def _on_written(self) -> None:
        self.show_words.hide()
        for one in self._later:
            one.show()
        self.old.line.setFocus()


def _open(part: QWidget, other: QWidget) -> None:
    other.hide()
    part.setVisible(part.isHidden())
    if not part.isHidden():
        first = next((one for one in part.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _minutes(number: int) -> str:
    return "1 minut" if number == 1 else f"{number} minutter"
