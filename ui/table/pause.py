"""The pause: a neutral page with the time. The PIN is asked only on Enter, so that nobody at the table is met by a lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.page import Column
from ui.parts.widgets import Button, Heading, Note, Row, Text, px
from ui.presenters.pin_gate import PIN_DIGITS, PinGate

SAY = "Vi holder pause."
ASK = "Skriv din kode for at gå videre."


class PausePage(QWidget):
    """Stands over the visit. opened: the right PIN was written. locked: ten wrong ones were.

    clock_words: tells the time as it is shown ("10.42"). steady_s: seconds of a clock that never jumps, for the gate.
    """

    opened = Signal()
    locked = Signal()

    def __init__(self, gate: PinGate, clock_words: Callable[[], str], steady_s: Callable[[], float]) -> None:
        super().__init__()
        self._gate, self._clock_words, self._steady_s = gate, clock_words, steady_s
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("at", "table")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(SAY)
        self.time = Heading("", 0)
        self.say = Heading(SAY, 1)
        self.ask = Text(ASK, "large")
        self.pin = QLineEdit()
        self.pin.setProperty("look", "table")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.pin.setMaxLength(PIN_DIGITS + 2)
        self.pin.setMaximumWidth(px(240))
        self.pin.setAccessibleName("Din kode, seks tal")
        self.pin.returnPressed.connect(self._on_enter)
        self.pin.textEdited.connect(self._on_edited)
        self.problem = Note("", "wrong")
        self.go_on = Button("Gå videre", self._on_go_on, look="primary")
        self._asked = (self.ask, self.pin)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = Column(width=700, gap=12)
        outer.addWidget(column)
        box = column.box
        box.addStretch(2)
        for one in (self.time, self.say):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (self.ask, self.pin, self.problem):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(Row(self.go_on), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self._tick = QTimer(self)
        self._tick.setInterval(5_000)
        self._tick.timeout.connect(self._show_time)

    def begin(self) -> None:
        """The pause begins: nothing is asked yet."""
        self._show_time()
        self._tick.start()
        self.pin.clear()
        self.problem.say("")
        for one in self._asked:
            one.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """The pause is over."""
        self._tick.stop()
        self.pin.clear()

    @property
    def is_asking(self) -> bool:
        """Whether the box for the PIN stands there."""
        return not self.pin.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_go_on()
        elif event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.begin()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # nothing behind the pause is touched through it

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.pin.setMaximumWidth(theme.current().px(240))

    def _on_go_on(self) -> None:
        if self.is_asking:
            self._on_enter()
            return
        for one in self._asked:
            one.show()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, text: str) -> None:
        if sum(sign.isdigit() for sign in text) >= PIN_DIGITS:
            self._on_enter()

    def _on_enter(self) -> None:
        tried = self._gate.attempt(self.pin.text(), self._steady_s())
        if tried.outcome == "open":
            self.opened.emit()
            return
        if tried.outcome != "unfinished":
            self.pin.clear()
        self.problem.say(tried.text)
        if tried.outcome == "lock":
            self.locked.emit()

    def _show_time(self) -> None:
        self.time.setText(f"Klokken er {self._clock_words()}")
