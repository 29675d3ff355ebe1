"""The cards of the day: visits, promises, what is owed; and, where nothing is there yet, what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.widgets import Body, Button, Card, Heading, Marked, Note, Row, Text, TextLook, look_of, px
from ui.parts.widgets import Line as Rule
from ui.presenters.due import DueHere
from ui.presenters.home import Outside, Today, arrived_sentence, coming_sentence
from ui.presenters.lines import Line

SHOWN = 5
SHOWN_FILES = 5


class TodayCards(QWidget):
    """visit: start the visit of a line; open_case: look at its case; open_paper: at its paper.

    owed: `unprinted` or `unsigned` was pressed.
    """

    visit = Signal(object)
    open_case = Signal(object)
    open_paper = Signal(object)
    owed = Signal(str)
    sheet = Signal()
    all_day = Signal()
    remove = Signal(str)
    new_case = Signal()
    handed = Signal()
    asked = Signal()

    def __init__(self, on_warned: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_warned = on_warned
        self._first: Button | None = None
        self.next_visit: Line | None = None
        self._files: Card | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(16))
        self.box = QVBoxLayout()
        self.box.setSpacing(px(16))
        self._outer.addLayout(self.box)

    def take_focus(self) -> bool:
        """To the one thing to do next, where there is one."""
        if self._first is None:
            return False
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_any_focus(self) -> bool:
        """To the first thing that can be done here, but never to what deletes a file."""
        files = self._files
        found = (one for one in self.findChildren(Button) if files is None or not files.isAncestorOf(one))
        first = next((one for one in found if not one.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def show_today(self, today: Today, *, only_next: bool, owed: tuple[str, str]) -> None:
        """Shows the day anew. owed: the sentences of what is not printed and not signed."""
        self._clear()
        self.next_visit = next(iter(today.upcoming), None)
        if only_next:
            self._add_visits(today.upcoming[:1], today.upcoming, "Dit næste besøg", "Du har ikke flere besøg i dag.")
            self.box.addWidget(Row(Button("Vis hele dagen", self.all_day.emit)))
            return
        if today.lease:
            card = Card()
            card.box.addWidget(Note(today.lease, "due"))
            self.box.addWidget(card)
        if today.asked:
            card = Card()
            answer = Button("Se det", self.asked.emit, name="Se, hvad den anden leder beder om")
            card.box.addWidget(Row(Note(today.asked, "due"), answer, trailing=1))
            self.box.addWidget(card)
        if today.handed:
            card = Card()
            show = Button("Se det", self.handed.emit, name="Se det, der er afleveret")
            card.box.addWidget(Row(Note(today.handed, "due"), show, trailing=1))
            self.box.addWidget(card)
        if today.cases == 0:
            self._add_empty()
        else:
            none = "Ingen besøg i dag i de sager, der er her." if today.on_their_way or today.arrived else "Ingen besøg i dag."
            self._add_visits(today.visits, today.upcoming, "", none, today.meetings, today.agreed)
            coming = coming_sentence(today.on_their_way, has_lines=bool(today.coming))
            told = " ".join(filter(None, (coming, arrived_sentence(today.arrived))))
            self._add_lines("På vej hertil" if today.on_their_way else "Lige kommet", today.coming, self.open_case, told)
            self._add_due(today.due, today.due_later)
            self._add_lines("Det har du lovet i denne uge", today.promises, self.open_case)
            self._add_lines("Det venter på andre", today.waits, self.open_paper)
            self._add_lines("Et ja løber snart ud", today.expiring, self.open_paper)
            self._add_owed(owed)
        if today.sheet_is_owed:
            self._add_sheet()
        if today.disk_is_open:
            self.box.addWidget(_Warning(self._on_warned))

    def _add_empty(self) -> None:
        card = Card()
        card.box.addWidget(Heading("Her er ingen sager endnu", 3))
        card.box.addWidget(Body("Begynd med at oprette den første borger. Du behøver kun et navn. Resten kan vente."))
        self._first = Button("Ny sag", self.new_case.emit, look="primary")
        card.box.addWidget(Row(self._first))
        self.box.addWidget(card)

    def _add_visits(
        self, visits: Sequence[Line], upcoming: Sequence[Line], title: str, none: str,
        meetings: Sequence[Line] = (), agreed: Sequence[Line] = (),
    ) -> None:  # fmt: skip
        card = Card(gap=8)
        if title:
            card.box.addWidget(Heading(title, 3))
        rows = [(line, self._visit_row(line, is_next=line in upcoming[:1])) for line in visits]
        rows += [(line, self._meeting_row(line, f"Koordinerende møde om {line.title}", self.open_paper)) for line in meetings]
        rows += [(line, self._meeting_row(line, line.title, self.open_case)) for line in agreed]
        for place, (_, row) in enumerate(sorted(rows, key=lambda one: _clock(one[0].when))):
            if place:
                card.box.addWidget(Rule())
            card.box.addWidget(row)
        if not rows:
            card.box.addWidget(Body(none, "muted"))
        self.box.addWidget(card)

    def _meeting_row(self, line: Line, said: str, to: SignalInstance) -> QWidget:
        spoken = ", ".join(filter(None, (line.when, said[:1].lower() + said[1:], line.detail)))
        look = Button("Åbn", partial(to.emit, line), name=f"Åbn, {spoken}")
        return Row(_two_lines(f"{line.when}  {said}", line.detail, "strong"), look, gap=12, trailing=1)

    def _visit_row(self, line: Line, *, is_next: bool) -> QWidget:
        words = _two_lines(f"{line.when}  Besøg hos {line.title}", line.detail, "h3" if is_next else "strong")
        start = Button("Start besøg", lambda: self.visit.emit(line), look="primary" if is_next else "quiet",
                       shortcut="F5" if is_next else "", takes_key=False, name=f"Start besøg, {line.spoken}")  # fmt: skip
        look = Button("Åbn", lambda: self.open_case.emit(line), name=f"Åbn, {line.spoken}")
        if is_next:
            self._first = start
        return Row(words, start, look, gap=12, trailing=1)

    def _add_lines(self, title: str, lines: Sequence[Line], to: SignalInstance, told: str = "") -> None:
        """A card with a few lines, each with its button; the rest as a count. told: what is to be said of them first."""
        if not lines and not told:
            return
        card = Card(gap=8)
        card.box.addWidget(Heading(title, 3))
        if told:
            card.box.addWidget(Body(told, "muted"))
        for line in lines[:SHOWN]:
            row = QWidget()
            box = QHBoxLayout(row)
            box.setContentsMargins(0, 0, 0, 0)
            words = QVBoxLayout()
            words.setSpacing(px(4))
            words.addWidget(Text(line.detail or line.title))
            words.addWidget(Text(f"{line.title} · {line.when}", "small"))
            box.addLayout(words, 1)
            box.addWidget(Button("Åbn", partial(to.emit, line), name=f"Åbn, {line.spoken}"))
            card.box.addWidget(row)
        if len(lines) > SHOWN:
            card.box.addWidget(Text(f"og {len(lines) - SHOWN} mere", "small"))
        self.box.addWidget(card)

    def _add_due(self, due: Sequence[DueHere], later: int) -> None:
        """Limits of the next days, each with the one thing to do and why then; the rest as a count."""
        if not due:
            return
        card = Card(gap=8)
        card.box.addWidget(Heading("Frister", 3))
        for place, one in enumerate(due):
            if place:
                card.box.addWidget(Rule())
            told = (Text(one.line.detail, look_of(one.kind)), Text(f"{one.line.title} · {one.line.when}"))
            words = Marked(one.kind, *told, Text(one.because, "small"))
            words.setMinimumWidth(px(220))
            look = Button("Åbn", partial(self.open_case.emit, one.line), name=f"Åbn, {one.line.spoken}")
            card.box.addWidget(Row(words, look, gap=12, trailing=1))
        if later:
            card.box.addWidget(Text(f"og {later} senere", "small"))
        self.box.addWidget(card)

    def _add_owed(self, owed: tuple[str, str]) -> None:
        if not any(owed):
            return
        card = Card(gap=4)
        for what, sentence in zip(("unprinted", "unsigned"), owed, strict=True):
            if sentence:
                show = Button("Vis", partial(self.owed.emit, what), name=f"Vis: {sentence}")
                card.box.addWidget(Row(Note(sentence, "due"), show, trailing=1))
        self.box.addWidget(card)

    def _add_sheet(self) -> None:
        card = Card()
        card.box.addWidget(Note("Dit nøgleark er ikke printet endnu.", "due"))
        card.box.addWidget(Body("Glemmer du dine seks ord, er det den eneste anden vej ind."))
        card.box.addWidget(Row(Button("Print nøglearket", self.sheet.emit)))
        self.box.addWidget(card)

    def show_files(self, files: Sequence[Outside]) -> None:
        """Shows what lies outside the vault, under everything else."""
        if self._files is not None:
            self._files.hide()
            self._files.deleteLater()
            self._files = None
        if not files:
            return
        card = self._files = Card(gap=8)
        card.box.addWidget(Heading("Filer uden for rygsækken", 3))
        card.box.addWidget(Body("De kan læses af andre. Slet dem, når du har brugt dem.", "muted"))
        for one in files[:SHOWN_FILES]:
            words = QWidget()
            box = QVBoxLayout(words)
            box.setContentsMargins(0, px(4), 0, px(4))
            box.setSpacing(px(4))
            box.addWidget(Text(one.what))
            box.addWidget(Text(f"{breakable(one.where)} · {one.told}", "small"))
            words.setMinimumWidth(px(220))
            delete = Button("Slet filen", partial(self.remove.emit, one.id), name=f"Slet filen {one.where}")
            card.box.addWidget(Row(words, delete, gap=12, trailing=1))
        if len(files) > SHOWN_FILES:
            card.box.addWidget(Text(f"og {len(files) - SHOWN_FILES} mere", "small"))
        self._outer.addWidget(card)

    def _clear(self) -> None:
        self._first = None
        while (item := self.box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _two_lines(first: str, second: str, look: TextLook) -> QWidget:
    words = QWidget()
    box = QVBoxLayout(words)
    box.setContentsMargins(0, px(4), 0, px(4))
    box.setSpacing(px(4))
    box.addWidget(Text(first, look))
    if second:
        box.addWidget(Text(second, "muted"))
    words.setMinimumWidth(px(220))
    return words


def _clock(when: str) -> tuple[int, ...]:
    """`Kl. 9.30` as (9, 30), so that it comes before `Kl. 10`; what has no time comes last."""
    told = tuple(int(part) for part in when.removeprefix("Kl. ").split(".") if part.isdigit())
    return told or (24,)


def breakable(path: str) -> str:
    """A path that may go on on the next line after each folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


class _Warning(Card):
    """Told once: the disk under the vault is not encrypted."""

    def __init__(self, on_read: Callable[[], object]) -> None:
        super().__init__()
        self.box.addWidget(Note("Computerens disk er ikke krypteret.", "due"))
        self.box.addWidget(
            Body(
                "Rygsækken er låst for sig selv. Men andet på disken kan læses, hvis computeren bliver stjålet. "
                "Bed it-afdelingen om hjælp."
            )
        )

        def read() -> None:
            on_read()
            self.hide()

        self.box.addWidget(Row(Button("Jeg har læst det", read)))
