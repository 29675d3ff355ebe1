"""Scanning a paper into a case: the scanner, the pages as they come, where it belongs, and keeping it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui.desk.desk_page import DeskPage
from ui.parts.pick import Pick
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Body, Button, Card, Entry, Heading, Note, Row, Text, empty, px
from ui.places import CaseAt, ScanAt
from ui.presenters.scanning import Scanning, Waiting
from ui.tasks import Scope

if TYPE_CHECKING:
    from forms.pdf.document import Paper
    from ui.parts.paper_preview import PaperPreview

WHAT_IT_IS = "Har vi selv lavet papiret, finder koden på det frem til, hvor det hører til."
ONE_AT_A_TIME = "Læg en side i scanneren ad gangen."
ALL_AT_ONCE = "Læg alle siderne i arkføderen, eller læg en side i ad gangen."
FEED = "Scan alle i arkføderen"
NO_CPR = "Skriv ikke CPR-nummer. Står der intet, finder vi et navn."
SIGNED = "Hvem har skrevet under på papiret?"
AS_ON_PAPER = "Skriv navnene, som de står der. Lad et felt stå tomt, hvis der ikke er skrevet under."


class ScanPage(DeskPage):
    """Shows what the presenter tells."""

    def __init__(self, place: ScanAt, runner: Scope, scanning: Scanning) -> None:
        super().__init__(place, runner, "Scan et papir", back=CaseAt(place.case), back_text="Sagen")
        self._scanning = scanning
        self._preview: PaperPreview | None = None
        self._shown = ""
        self._is_busy = True
        self._is_changing = False
        self._signatures: dict[str, Entry] = {}
        column = self.column = self.add_column(width=760)
        self.trouble = Note("", "wrong")
        self.kept = Note("", "done")
        self.scanner = Pick()
        self.scanner.activated.connect(lambda _at: scanning.choose(self.scanner.chosen()))
        self.scanner_entry = Entry("Scanner", self.scanner)
        self.words = Note("", "told")
        self.how = Text(ONE_AT_A_TIME, "muted")
        self.scan = Button("Scan", self._on_scan, look="primary", shortcut="Ctrl+Return")
        self.feed = Button(FEED, self._on_feed, look="primary", shortcut="Ctrl+F", name=FEED)
        self.stop = Button("Stop", scanning.stop)
        self.look_again = Button("Led efter scanneren igen", self._on_find)
        self._waiting_card = Card(gap=8)
        self._waiting_card.hide()
        self._waiting: tuple[Waiting, ...] = ()
        self.found = QWidget()
        self._found = QVBoxLayout(self.found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(px(16))
        self._build_found()
        for one in (
            Heading("Scan et papir", 1), Body(WHAT_IT_IS, "muted"), self.how, self.trouble, self.kept, self.scanner_entry,
            self.words,
            Row(self.feed, self.scan, self.stop, self.look_again), self.found, self._waiting_card,
        ):  # fmt: skip
            column.box.addWidget(one)
        column.box.addStretch(1)
        scanning.changed.listen(self._show)
        scanning.looked.listen(self._on_looked)
        scanning.kept.listen(self._on_kept)
        scanning.trouble.listen(self._on_trouble)
        self._show()

    def enter(self) -> None:
        self._scanning.begin()

    def leave(self) -> None:
        self._scanning.end()

    def focus_first(self) -> None:
        """To what is asked next."""
        names = [one.line for one in self._signatures.values()][:1]
        asked: list[QWidget] = [self.place_pick, *names, self.keep, self.feed, self.scan, self.stop]
        first = next((one for one in asked if one.isVisible() and one.isEnabled()), self.look_again)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_found(self) -> None:
        """What is asked of a scan that has come."""
        self.said = Note("", "told")
        self.place_pick = Pick()
        self.place_entry = Entry("Hvilket papir hører det til?", self.place_pick)
        self.title = Entry("Hvad skal bilaget hedde?", help_text=NO_CPR)
        self._names = QVBoxLayout()
        self._names.setSpacing(px(12))
        self.keep = Button("Læg i sagen", self._on_keep, look="primary")
        self.discard = Button("Smid scanningen væk", self._scanning.discard)
        self.page_pick = Pick()
        self.page_pick.activated.connect(lambda _at: self._look_at_page())
        self.page_entry = Entry("Skal en side drejes eller tages væk?", self.page_pick)
        self.turn = Button("Drej siden", lambda: self._on_page(self._scanning.turn))
        self.drop = Button("Tag siden væk", lambda: self._on_page(self._scanning.drop))
        self._page_row = Row(self.turn, self.drop)
        self._found.addWidget(self.page_entry)
        self._found.addWidget(self._page_row)
        self._found.addWidget(self.said)
        self._found.addWidget(self.place_entry)
        self._found.addWidget(self.title)
        self._found.addLayout(self._names)
        self._found.addWidget(Row(self.keep, self.discard))

    def _show(self) -> None:
        scanning, laid = self._scanning, self._scanning.laid
        scanners = scanning.scanners or ()
        self.scanner.offer([one.name for one in scanners], [one.id for one in scanners], scanning.scanner)
        self.scanner_entry.setVisible(len(scanners) > 1)
        self.words.say(scanning.words)
        self.scan.say("Scan en side til" if scanning.is_more else "Scan  Ctrl+Enter")
        self.scan.setAccessibleName("Scan en side til" if scanning.is_more else "Scan")
        self.how.setText(ALL_AT_ONCE if scanning.has_feeder else ONE_AT_A_TIME)
        self.scan.setVisible(bool(scanners) and not scanning.is_scanning)
        self.scan.setEnabled(scanning.may_scan)
        self.scan.be_look("quiet" if laid is not None or scanning.has_feeder else "primary")
        self.feed.setVisible(scanning.has_feeder and not scanning.is_scanning)
        self.feed.setEnabled(scanning.may_scan)
        self.feed.be_look("quiet" if laid is not None else "primary")
        self.stop.setVisible(scanning.is_scanning)
        self.look_again.setVisible(scanning.scanners == ())
        self._show_found()
        self._show_waiting()
        was_busy, self._is_busy = self._is_busy, scanning.is_scanning or scanning.scanners is None
        if was_busy and not self._is_busy:
            self.focus_first()  # what the keyboard stood at is gone

    def _show_found(self) -> None:
        laid = self._scanning.laid
        self.found.setVisible(laid is not None)
        if self._preview is not None:
            self._preview.setVisible(laid is not None)
        if laid is None:
            self._shown = ""
            return
        self.keep.setVisible(laid.may_keep)
        self.keep.setEnabled(self._scanning.may_keep)
        self.discard.setEnabled(self._scanning.may_change)
        for one in (self.page_pick, self.turn):
            one.setEnabled(self._scanning.may_change)
        self.drop.setEnabled(self._scanning.may_change and laid.pages > 1)
        if laid.id == self._shown:
            return
        self._shown = laid.id
        self._offer_pages(laid.pages)
        self.said.say(laid.said)
        before = self.place_pick.chosen()
        values = [one.value for one in laid.places]
        proposed = before if before in values[1:] else next(iter(values), "")  # another page does not change what was chosen
        self.place_pick.offer([one.words for one in laid.places], values, proposed)
        self.place_entry.setVisible(bool(laid.places))
        self.title.setVisible(bool(laid.places))
        empty(self._names)
        typed = {path: entry.text() for path, entry in self._signatures.items()}
        self._signatures = {one.path: Entry(one.label) for one in laid.signatures}
        for path, entry in self._signatures.items():
            entry.line.setText(typed.get(path, ""))
        if self._signatures:
            self._names.addWidget(Text(SIGNED, "strong"))
            self._names.addWidget(Text(AS_ON_PAPER, "muted"))
        for entry in self._signatures.values():
            self._names.addWidget(entry)
            entry.show()  # at once: the keyboard goes there
        follow_the_eye(self)

    def _offer_pages(self, count: int) -> None:
        """The page that was chosen stays chosen; else the last one, which has just come."""
        before, numbers = self.page_pick.chosen(), [str(number) for number in range(1, count + 1)]
        keeps = self._is_changing and before in numbers
        self._is_changing = False
        self.page_pick.offer([f"Side {one}" for one in numbers], numbers, before if keeps else numbers[-1])

    def _look_at_page(self) -> None:
        if self._preview is not None:
            self._preview.go_to(int(self.page_pick.chosen()))

    def _on_page(self, change: Callable[[int], None]) -> None:
        self._quiet()
        self._is_changing = True
        change(int(self.page_pick.chosen()))

    def _show_waiting(self) -> None:
        """Scans of an earlier time; never what they show."""
        mine = self._scanning.laid
        waiting: tuple[Waiting, ...] = tuple(one for one in self._scanning.waiting if mine is None or one.id != mine.id)
        if waiting == self._waiting:
            return
        self._waiting = waiting
        empty(self._waiting_card.box)
        self._waiting_card.box.addWidget(Heading("Scannet før, men ikke lagt i en sag", 3))
        for one in waiting:
            look = Button("Vis", partial(self._scanning.open, one.id), name=f"Vis scanningen {one.words}")
            self._waiting_card.box.addWidget(Row(Text(one.words), look, trailing=1))
        self._waiting_card.setVisible(bool(waiting))
        follow_the_eye(self)

    def _on_looked(self, paper: Paper) -> None:
        from ui.parts.paper_preview import PaperPreview  # QtPdf is only for who looks at one

        if self._preview is None:
            self._preview = PaperPreview()
            self._preview.setMinimumHeight(px(420))
            self._found.insertWidget(0, self._preview)
            follow_the_eye(self)
        self._preview.pages.setAccessibleName(paper.title)
        self._preview.show_paper(paper)
        self._preview.show()
        self._look_at_page()

    def _on_scan(self) -> None:
        self._quiet()
        self._scanning.scan()
        self.focus_first()

    def _on_feed(self) -> None:
        self._quiet()
        self._scanning.scan(is_fed=True)
        self.focus_first()

    def _on_find(self) -> None:
        self._quiet()
        self._scanning.find()

    def _on_keep(self) -> None:
        self._quiet()
        signed = {path: entry.text() for path, entry in self._signatures.items()}
        self._scanning.keep(self.place_pick.chosen(), self.title.text(), signed)

    def _on_kept(self, said: str) -> None:
        self.title.line.clear()
        self.kept.say(said)

    def _on_trouble(self, error: RygsaekError) -> None:
        self.trouble.say(f"{error.title} {error.advice}")

    def _quiet(self) -> None:
        self.trouble.say("")
        self.kept.say("")
