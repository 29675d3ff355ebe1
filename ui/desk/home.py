"""I dag: what the day asks for, and every case within reach of the keyboard.

Wide: the day to the left, the cases to the right. Narrow, or with large text: one under the other. Names are abbreviated
until a case is opened. With `only_next` no more than the next visit shows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui import theme
from ui.desk.case_list import CaseList, LineModel
from ui.desk.desk_page import DeskPage
from ui.desk.today_cards import TodayCards
from ui.file_dialogs import ask_target
from ui.page import Column
from ui.parts.widgets import Button, Heading, Note, Text, Together, px
from ui.places import CaseAt, HandedAt, Home, NewCase, OfficeAt, OverviewAt, PauseAt, RecoveryAt, Sheet, VisitAt, WizardAt
from ui.presenters.home import HomePresenter, Today, owed_sentence
from ui.presenters.lines import Line, today_words
from ui.presenters.status_words import SILENT, StatusLine
from ui.tasks import Scope

if TYPE_CHECKING:
    from sync.runner import Outcome

WIDE = 1_000
"""Below this width, in pixels at 100 %, the cases stand under the day, and everything scrolls together."""
LINES = 6
"""So many cases show at once there."""

NO_VISIT = "Du har ikke flere besøg i dag. Gå til en sag på listen, og tryk F5."


class HomePage(DeskPage):
    """on_warned: called when the person has read that the disk is not encrypted. leads: whether there is a view over all cases.
    ask: where to save a file; the system's dialog, or a test's answer.

    send, stop: the person wishes to send and get now, or to give it up.
    """

    send = Signal()
    stop = Signal()

    def __init__(
        self, place: Home, runner: Scope, presenter: HomePresenter, on_warned: Callable[[], object], *, leads: bool = False,
        ask: Callable[[QWidget, str], Path | None] = ask_target,
    ) -> None:  # fmt: skip
        super().__init__(place, runner, "I dag", pause=PauseAt(place.only_next))
        self._presenter, self._only_next = presenter, place.only_next
        self.heading = Heading("I dag", 1)
        self.cards = TodayCards(on_warned)
        self.cards.visit.connect(lambda line: self.go.emit(VisitAt(line.case)))
        self.cards.open_case.connect(self._open)
        self.cards.open_paper.connect(lambda line: self.go.emit(WizardAt(line.case, line.document)))
        self.cards.owed.connect(presenter.show_owed)
        self.cards.sheet.connect(lambda: self.go.emit(Sheet()))
        self.cards.remove.connect(presenter.remove)
        self.cards.all_day.connect(lambda: self.go.emit(Home()))
        self.cards.new_case.connect(lambda: self.go.emit(NewCase()))
        self.cards.handed.connect(lambda: self.go.emit(HandedAt()))
        self.cards.asked.connect(lambda: self.go.emit(RecoveryAt()))
        left = Column(width=640, gap=16)
        left.box.addWidget(self.heading)
        self.overview = Button("Overblik over alle sager", lambda: self.go.emit(OverviewAt()))
        left.box.addWidget(self.overview)
        self.overview.setVisible(leads and not place.only_next)
        left.box.addWidget(self.cards)
        self._ask = ask
        self.calendar = Button("Læg frister i Outlook …", self._on_calendar, name="Læg frister og aftaler i Outlook")
        self.calendar.hide()
        left.box.addWidget(self.calendar)
        left.box.addStretch(1)
        self._left = left
        self._right = self._make_right()
        self._halves = QHBoxLayout()
        self._halves.setSpacing(0)
        self._halves.addWidget(left, 5)
        self._halves.addWidget(self._right, 4)
        self._is_wide, self._is_opening, self._is_new, self._is_member = True, False, True, False
        self.line = Button("Send og hent nu", self._on_line)
        self.line.setParent(self.foot)
        self.line.hide()
        self._is_sending, self._is_wished, self._local = False, False, SILENT
        self.foot_box.addWidget(self.line)
        self.body.addLayout(self._halves)
        self._right.setVisible(not self._only_next)
        QShortcut(QKeySequence("F5"), self, self._on_visit, context=Qt.ShortcutContext.WindowShortcut)
        presenter.today.listen(self._on_today)
        presenter.cases.listen(self._on_cases)
        presenter.found.listen(self._on_found)
        presenter.elsewhere.listen(self._on_elsewhere)
        presenter.told.listen(self.say.emit)
        if not self._only_next:
            presenter.files.listen(self.cards.show_files)

    def bar_buttons(self) -> list[QWidget]:
        if isinstance(self.place, Home) and self.place.only_next:
            return []
        self.new = Button("Ny sag", lambda: self.go.emit(NewCase()), shortcut="Ctrl+N")
        return [self.new]

    def foot_column(self) -> Column:
        return self._left

    def enter(self) -> None:
        self._presenter.begin()

    def leave(self) -> None:
        self._presenter.end()

    def focus_first(self) -> None:
        if self.cards.take_focus():
            return
        if (self._only_next or not self._is_wide) and self.cards.take_any_focus():
            return
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_right(self) -> QWidget:
        half = QWidget()
        half.setProperty("look", "plain")
        box = self._right_box = QVBoxLayout(half)
        box.setContentsMargins(px(8), px(24), px(24), px(24))
        box.setSpacing(px(8))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Søg: navn, adresse, ord   Ctrl+K")
        self.search.setAccessibleName("Søg efter navn, adresse eller ord")
        self.search.setClearButtonEnabled(False)
        self.search.textEdited.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_enter)
        self.search.installEventFilter(self)
        self.model = LineModel(self._presenter.more)
        self.found = LineModel()
        self.list = CaseList(self.model, "Dine sager")
        self.list.opened.connect(self._open)
        self.list.upwards.connect(lambda: self.search.setFocus(Qt.FocusReason.OtherFocusReason))
        self.count = Text("", "small")
        self.nothing, self.elsewhere = Note("", "told"), Note("", "due")
        asked = Together()
        under = QVBoxLayout(asked)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(px(8))
        for one in (self.search, self.count, self.nothing, self.elsewhere):
            under.addWidget(one)
        box.addWidget(asked)
        box.addWidget(self.list, 1)
        key = QShortcut(QKeySequence("Ctrl+K"), self, self._to_search)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        return half

    def _on_enter(self) -> None:
        """Opens the first that was found; while the answer is on its way, when it comes. Never a case of the list before."""
        if self._presenter.is_searching:
            self._is_opening = True
            self._presenter.search_now()
        elif self.list.lines is self.found:
            self.list.open_current()

    def _on_typed(self, text: str) -> None:
        self._is_opening = False
        self._presenter.search(text)

    def _to_search(self) -> None:
        if self._only_next:
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _open(self, line: Line) -> None:
        self.go.emit(CaseAt(line.case))

    def _on_visit(self) -> None:
        """The visit of the case that is chosen on the list, else the next one of the day."""
        line = (self.list.current if self.list.hasFocus() else None) or self.cards.next_visit
        if line is None:
            self.say.emit(NO_VISIT)
        else:
            self.go.emit(VisitAt(line.case))

    def _on_today(self, today: Today) -> None:
        self.heading.setText(today_words(today.day))
        self.cards.show_today(today, only_next=self._only_next, owed=owed_sentence(today.unprinted, today.unsigned))
        self.count.setText("" if today.cases == 0 else "1 sag" if today.cases == 1 else f"{_thousands(today.cases)} sager")
        self._right.setVisible(not self._only_next and today.cases > 0)
        self.calendar.setVisible(not self._only_next and today.cases > 0)
        self._local, self._is_member = today.local, today.is_member
        self._show_line()
        if self._is_new and (not self.search.hasFocus() or not self.search.text()):
            self.focus_first()
        self._is_new = False

    def show_sending(self, is_sending: bool) -> None:
        """While it sends and gets."""
        self._is_sending = is_sending
        self._show_line()

    def on_came(self) -> None:
        """Cases have come, and others are on their way. The list is not drawn away under somebody who is in the middle of it."""
        is_at_top = self.list.verticalScrollBar().value() == 0 and not self.list.hasFocus()
        self._presenter.refresh(has_news=is_at_top and not self.search.text())

    def on_sent(self, outcome: Outcome | None) -> None:
        """It sent and got."""
        self._is_wished = False
        self._presenter.refresh(has_news=outcome is not None and outcome.taken > 0)

    def on_not_sent(self, error: RygsaekError) -> None:
        """It went wrong: said where the person wished it. What is only here, and why, the line says in any case."""
        if self._is_wished:
            self.say.emit(f"{error.title} {error.advice}")
        self._is_wished = False
        self._presenter.refresh(has_news=False)

    def _on_calendar(self) -> None:
        target = self._ask(self, "frister.ics")
        if target is not None:
            self._presenter.save_calendar(target)

    def _on_line(self) -> None:
        if not self._is_member:
            self.go.emit(OfficeAt())
        elif self._is_sending:
            self.stop.emit()
        else:
            self._is_wished = True
            self.send.emit()

    def _show_line(self) -> None:
        """The line that never lies, and what can be done about it."""
        if self._only_next:
            return
        self.say_status(StatusLine("Sender og henter …") if self._is_sending else self._local)
        text = "Tilslut kontoret" if not self._is_member else "Stop" if self._is_sending else "Send og hent nu"
        self.line.say(text)
        self.line.setAccessibleName(text)
        self.line.setVisible(bool(self._local.line))

    def _on_cases(self, lines: tuple[Line, ...], is_more: bool, is_whole: bool) -> None:
        if is_more:
            self.model.append(lines, is_whole=is_whole)
        else:
            self.model.replace(lines, is_whole=is_whole)

    def _on_found(self, words: str, lines: tuple[Line, ...]) -> None:
        self.nothing.say("" if lines or not words else f"Der er ikke noget med »{words}«. Prøv et andet ord.")
        shown = self.found if words else self.model
        if words:
            self.found.replace(lines, is_whole=True)
        self.list.show_lines(shown, f"Fundet: {words}" if words else "Dine sager")
        if self._is_opening and lines:
            self.list.open_current()
        self._is_opening = False

    def _on_elsewhere(self, told: str) -> None:
        self.elsewhere.say(told)
        if told:
            self.nothing.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.list.lines.rowCount():
                self.list.step_in()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                self._presenter.search("")
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme.current().px(WIDE)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._arrange()

    def _arrange(self) -> None:
        margins = self._right_box.contentsMargins()
        side = 0 if not self._is_wide else px(24)
        self._right_box.setContentsMargins(margins.left() if self._is_wide else 0, side, side, side)
        if self._is_wide:
            self.list.setMinimumHeight(0)
            self._halves.addWidget(self._right, 4)
        else:
            self.list.setMinimumHeight(self.list.line_height() * LINES)
            self._left.box.insertWidget(self._left.box.count() - 1, self._right)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
