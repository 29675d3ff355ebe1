"""The visit on the screen: one citizen fills the window, large type, one question at a time, a pause at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from forms.answers import new_row_id
from rygsaek.casework import pin
from rygsaek.errors import RygsaekError
from ui.form.field_host import FieldHost
from ui.page import Page
from ui.places import AfterVisitAt, VisitAt
from ui.presenters.coaching import place_of, prompt_lines
from ui.presenters.editing import Editing
from ui.presenters.offering import Offering
from ui.presenters.opening import opening_lines
from ui.presenters.pin_gate import PinGate
from ui.presenters.printing import Printing
from ui.presenters.shelf import Shelf
from ui.presenters.shown_to_citizen import NAMES, shown_now
from ui.presenters.times import clock_words
from ui.presenters.visit import Choice, Visit
from ui.presenters.visit_end import VisitEnd
from ui.presenters.visit_form import VisitForm
from ui.table.pause import PausePage
from ui.table.pin_choice import PinChoice
from ui.table.quiet_watch import QuietWatch
from ui.table.visit_aloud import Aloud
from ui.table.visit_end import EndSheet
from ui.table.visit_extras import OtherScreen, PowerWatch, Turning
from ui.table.visit_frame import VisitFrame
from ui.table.visit_needs import VisitNeeds
from ui.table.visit_pages import Opening, QuestionSheet
from ui.table.visit_sign import SignSheet
from ui.tasks import Scope


class VisitPage(Page):
    """One citizen, one mode. Nothing of any other case is on the screen while this page stands."""

    is_citizens = True
    keeps_quiet_itself = True

    def __init__(self, place: VisitAt, runner: Scope, needs: VisitNeeds) -> None:
        super().__init__(place, runner, "Besøg")
        self.place: VisitAt = place
        self._needs = needs
        self.visit = Visit(needs.desk, place.case, place.visit or new_row_id(), runner, needs.timers)
        self.host: FieldHost | None = None
        self.sheet: QuestionSheet | None = None
        self.printing: Printing | None = None
        self.end: VisitEnd | None = None
        self.shelf: Shelf | None = None
        self._shown_page = ""
        self._prompt = -1
        self._has_pin = place.is_paused
        self.frame = VisitFrame()
        self.frame.back.clicked.connect(self.go_back)
        self.frame.skip.clicked.connect(self.visit.skip)
        self.frame.stop.clicked.connect(self._on_stop)
        self.frame.next.clicked.connect(self.go_on)
        self.frame.pause.clicked.connect(self.pause)
        self.frame.topics.clicked.connect(self._on_topics)
        gate = PinGate(lambda typed: pin.check_pin(needs.desk.vault, typed))
        self.aloud = Aloud(self.visit, runner, self.frame)
        self.aloud.reading.changed.listen(self._tell_citizen)
        self.paused = PausePage(gate, lambda: clock_words(needs.desk.now()), needs.steady_s)
        self.paused.opened.connect(self._on_pin)
        self.paused.locked.connect(self.lock)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self.paused)
        self.turning = Turning(self._stack, self.frame)
        self.other_screen = OtherScreen(self)
        self.power = PowerWatch(runner, needs.timers, needs.background, self.frame.say_power)
        self._is_leaving = False
        self.quiet = QuietWatch(self, needs.limits, needs.timers, needs.steady_s)
        self.quiet.pause_wanted.connect(self.pause)
        self.quiet.lock_wanted.connect(self.lock)
        self._last_escape_s = -10.0
        if place.is_paused:
            self._stack.setCurrentWidget(self.paused)
            self.paused.begin()
        self._keys()
        self.visit.moved.listen(self._show)
        self.visit.reshaped.listen(self._reshape)
        self.visit.trouble.listen(self._on_trouble)
        self.visit.saved.listen(lambda _at: self.frame.say_trouble(""))

    # Page

    def enter(self) -> None:
        self.runner.read(lambda: pin.has_pin(self._needs.desk.vault), self._on_pin_known)

    def again(self) -> VisitAt:
        return replace(self.place, is_paused=self.is_paused)

    def writes_in(self) -> QWidget | None:
        """On a page that is turned round, what turns it has the keyboard, and hands it on."""
        return self.frame.focusWidget() if self.turning.is_turned and not self.is_paused else self.focusWidget()

    def leave(self) -> None:
        self.visit.leave()
        self.power.stop()
        self.quiet.stop()
        self.other_screen.close()

    def focus_first(self) -> None:
        if self.is_paused:
            self.paused.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.visit.form is not None and self.host is not None:
            target = self.visit.form.first_stop()
            if target is None or not self.host.focus(target):
                self.frame.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.frame.focus_first()

    @property
    def is_paused(self) -> bool:
        return self._stack.currentWidget() is self.paused

    # beginning

    def _on_pin_known(self, has_pin: bool) -> None:
        if has_pin:
            self._begin()
            return
        self.frame.pause.hide()
        choice = PinChoice()
        vault = self._needs.desk.vault
        choice.chosen.connect(
            lambda digits: self.runner.write(lambda: pin.set_pin(vault, digits), lambda _none: self._begin(), choice.refuse)
        )
        self.frame.show_sheet(choice, only=())
        choice.focus_first()

    def _begin(self) -> None:
        self._has_pin = True
        self.frame.pause.show()
        place = self.place
        self.visit.begin(
            document=place.document,
            path=place.path,
            station=place.station,
            is_stopped=place.is_stopped,
            is_back=bool(place.visit),
        )
        self.power.look()

    # showing

    def _show(self) -> None:
        """Another page stands."""
        self._prompt = -1
        self.frame.say_coach("")
        station = self.visit.station
        if station == "form" and self.visit.form is not None:
            self._show_question(self.visit.form)
        elif station == "end":
            self._show_end()
        elif station == "sign":
            self._show_sign()
        elif station == "aloud":
            self._let_go_of_host()
            self.aloud.show()
        else:
            self._show_opening()
        self._keep_place()
        self._tell_citizen()
        if self.is_paused:  # what stands behind the pause must not get the keys of the PIN
            self.paused.begin()

    def _tell_citizen(self) -> None:
        opening = opening_lines(self.visit)
        self.other_screen.show_page(
            shown_now(self.visit, self.end, opening, is_paused=self.is_paused, aloud=self.aloud.reading.page)
        )

    def _show_opening(self) -> None:
        self._let_go_of_host()
        screen = self.other_screen
        sheet = Opening(opening_lines(self.visit), self.visit.choices(), has_screen=screen.is_there, say=screen.say)
        sheet.chosen.connect(self._on_choice)
        sheet.turn_wanted.connect(self.turning.swap)
        sheet.screen_wanted.connect(self._on_screen)
        self.frame.show_sheet(sheet, only=("next", "stop"))
        self.frame.say_next("Næste ›")
        self.frame.say_where("", "")
        self.frame.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self, form: VisitForm) -> None:
        editing, asked = form.editing, form.question
        if editing is None or asked is None:
            return
        host = FieldHost(editing, form.field, self._offering(editing), "table", self)
        host.went_on.connect(self._on_went_on)
        host.focused.connect(self._on_focused)
        sheet = QuestionSheet(editing, host)
        sheet.show_question(asked)
        self._let_go_of_host()
        self.host, self.sheet = host, sheet
        self.frame.show_sheet(sheet, only=("back", "skip", "stop", "next", "topics"))
        self.frame.say_next("Næste ›")
        self.frame.say_where(form.title, form.progress)
        target = self.place.path if self.place.path in asked.paths and self._shown_page == "" else form.first_stop()
        self._shown_page = asked.id
        slip = (self.place.caret, self.place.blanks) if target == self.place.path else (-1, "")
        if target is None or not host.focus(target, *slip):
            self.frame.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offering(self, editing: Editing) -> Offering:
        return Offering(editing, self.runner, self.visit.citizen.citizen_name if self.visit.citizen else "")

    def _let_go_of_host(self) -> None:
        if self.host is not None:
            self.host.let_go()
            self.host = None

    def _reshape(self) -> None:
        form = self.visit.form
        asked = form.question if form is not None else None
        if self.sheet is None or form is None or asked is None or self.host is None:
            return
        if asked.id != self._shown_page:
            self._show()
            return
        self.sheet.show_question(asked)
        self.frame.say_where(form.title, form.progress)
        self._tell_citizen()

    def _show_end(self) -> None:
        if self.printing is None:
            self.printing = Printing(self._needs.room, self.runner, self.place.case, self.visit.first_name, self.visit.id)
            self.printing.trouble.listen(self._on_trouble)
            self.destroyed.connect(self.printing.end)
            self.end = VisitEnd(self.visit, self.printing, self.runner)
            self.shelf = Shelf(self._needs.room, self.printing, self.runner, is_at_table=True)
            self.shelf.load()
        if self.end is None or self.shelf is None:
            return
        self._let_go_of_host()
        sheet = EndSheet(self.end, self.visit, self.runner, self.shelf)
        sheet.chosen.connect(self._on_choice)
        sheet.sign_wanted.connect(self.visit.sign)
        sheet.aloud_wanted.connect(self.visit.read_aloud)
        sheet.over.connect(self._on_over)
        sheet.said_next.connect(self.frame.say_next)
        sheet.settled.connect(lambda: self.frame.next.setFocus(Qt.FocusReason.OtherFocusReason))
        self.frame.show_sheet(sheet, only=("back", "next"))
        self.frame.say_where("", "")
        self.end.enter()
        self.frame.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sign(self) -> None:
        self._let_go_of_host()
        sheet = SignSheet(self.visit, self.runner)
        self.frame.show_sheet(sheet, only=("back",))
        self.frame.say_where(NAMES, "")
        sheet.done.connect(self._on_signed)
        sheet.aloud_wanted.connect(self.visit.read_aloud)
        sheet.wanted.connect(lambda form, path: self.visit.go(form, at=path))
        sheet.focus_first()

    # what the person does

    def go_back(self) -> None:
        """One page back, of what is read aloud first."""
        if not self.aloud.turn(-1):
            self.visit.back()

    def go_on(self) -> None:
        """The one thing to do next: another page, the paper, or the end."""
        if self.visit.station == "aloud":
            if not self.aloud.turn(1):
                self.visit.back()
        elif self.visit.station == "end" and self.end is not None:
            if self.end.is_over:
                self._on_over()
            else:
                self.end.print()
        else:
            self.visit.next()

    def _on_went_on(self, path: str) -> None:
        """Enter in a field: the next one on the page that should be answered, or the next page."""
        form = self.visit.form
        if form is None or self.host is None:
            return
        stop = form.next_stop(path)
        if stop is None or not self.host.focus(stop):
            self.go_on()

    def _on_focused(self, path: str) -> None:
        form = self.visit.form
        if form is not None and form.document:
            self.place = VisitAt(self.place.case, form.document, path, visit=self.visit.id)
            self.moved.emit(self.place)

    def _keep_place(self) -> None:
        visit = self.visit
        if visit.form is None:
            station = {"aloud": "end", "end": "end", "sign": "sign"}.get(visit.station, "")
            form = visit.forms.get(visit.current)
            document = form.document if form is not None and station else ""
            self.place = VisitAt(
                self.place.case, document, visit=visit.id, station=station, is_stopped=visit.is_stopped and bool(station)
            )
            self.moved.emit(self.place)

    def _on_choice(self, choice: Choice) -> None:
        self.visit.go(choice.form, is_rest=choice.is_rest)

    def _on_screen(self) -> None:
        self.other_screen.swap()
        self._tell_citizen()

    def _on_stop(self) -> None:
        self.visit.stop()

    def _on_topics(self) -> None:
        self.visit.topics()

    def _on_trouble(self, error: RygsaekError) -> None:
        self.frame.say_trouble(f"{error.title} {error.advice}")

    def _on_coach(self) -> None:
        lines = prompt_lines(place_of(self.visit), self.visit.desk.profile)
        self._prompt = (self._prompt + 1) % (len(lines) + 1)
        self.frame.say_coach(lines[self._prompt] if self._prompt < len(lines) else "")

    # pause and end

    def pause(self) -> None:
        """A neutral page at once; papers on their way are held. Before there is a PIN nothing would end it: then it locks."""
        if self.is_paused:
            return
        if not self._has_pin:
            self.lock.emit()
            return
        self.visit.leave()
        self._needs.room.hold(self.place.case, self.visit.id)
        self._stack.setCurrentWidget(self.paused)
        self.paused.begin()
        self._tell_citizen()

    def cover(self) -> bool:
        """A closed lid is a pause, once there is a PIN to end it."""
        if self._has_pin:
            self.pause()
        return self._has_pin

    def _on_signed(self) -> None:
        """Back to the end: once, however often the word was pressed."""
        if self.visit.station == "sign":
            self.visit.back()

    def _on_over(self) -> None:
        """The visit is over: the PIN leads from the citizen's page to the caseworker's."""
        self._is_leaving = True
        self.pause()

    def _on_pin(self) -> None:
        self.paused.end()
        self.quiet.touch()
        if self._is_leaving:
            self.go.emit(AfterVisitAt(self.place.case, self.visit.id))
            return
        self._stack.setCurrentWidget(self.turning.shown)
        self.focus_first()
        self.turning.take_keyboard()
        self._tell_citizen()

    def _on_escape(self) -> None:
        now_s = self._needs.steady_s()
        if now_s - self._last_escape_s <= 1.5:
            self.pause()
        self._last_escape_s = now_s

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.go_on), ("Ctrl+Enter", self.go_on), ("Escape", self._on_escape), ("F1", self._on_coach),
            ("Alt+Left", self.go_back), ("Alt+Right", self.visit.skip), ("F9", self.turning.swap),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)  # not the frame: turned round it is no child of this window
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_key, act))

    def _on_key(self, act: Callable[[], object]) -> None:
        if not self.is_paused:
            act()
