"""What every page is: it asks for a place by its `go` signal, is entered, left, and knows where its first focus goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.parts.widgets import Together
from ui.places import Place
from ui.tasks import Scope

TIGHT = 430, 320
"""Width and height of a page in pixels at 100 % under which its buttons go closer together: the words need the room."""
NARROW = 400
"""Width of a column in pixels at 100 % under which its margins shrink."""


class Page(QWidget):
    """A page of the window. `place` is where it stands and is kept up to date by the page as the person moves within it.

    runner: the page's own scope; the window closes it when the page is left for good.
    """

    go = Signal(object)
    """Asks the window for another place."""
    moved = Signal(object)
    """Tells that the place within this page changed (another field), for the way back after a lock."""
    say = Signal(str)
    """One quiet line for the window to show and read aloud ("Gemt kl. 10.42")."""

    lock = Signal()
    """Asks the window to lock now."""

    keeps_quiet_itself = False
    """Whether the page has its own rules for quiet minutes (a visit): the window's idle lock then stands still."""
    is_citizens = False
    """Whether a citizen may look at it: the window then shows no line of its own."""

    def __init__(self, place: Place, runner: Scope, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.runner = runner
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)

    def enter(self) -> None:
        """Called when the page is shown: read what it needs, off this thread."""

    def leave(self) -> None:
        """Called before the page goes, also by the lock: commit what is typed, through the writer lane."""

    def again(self) -> Place:
        """The place to build this page anew at, while it stands: with what must not be lost when only its looks change."""
        return self.place

    def writes_in(self) -> QWidget | None:
        """What has the keyboard on the page, as the person sees it."""
        return self.focusWidget()

    def cover(self) -> bool:
        """The lid closes: hides what stands behind the pause. False where this page cannot: then the window locks."""
        return False

    @property
    def is_tight(self) -> bool:
        """Whether the text is large for the window."""
        return is_tight(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = "tight" if self.is_tight else ""
        if (self.property("room") or "") != room:
            self.setProperty("room", room)
            for one in self.findChildren(QPushButton):
                one.style().unpolish(one)
                one.style().polish(one)
                one.updateGeometry()

    def focus_first(self) -> None:
        """Puts the focus where the person goes on."""
        first = next((one for one in self.findChildren(QWidget) if _takes_focus(one)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def is_tight(one: QWidget) -> bool:
    """Whether the text is large for what has the size of a page."""
    px = theme.current().px
    width, height = TIGHT
    return one.width() < px(width) or one.height() < px(height)


class Outer(QWidget):
    """What a column scrolls. It tells its new size itself: an event filter of Python's on a scroll area is also given every event
    of the viewport, and on Python 3.11 ends the process when Qt has put that one where a forgotten widget stood."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Column(QScrollArea):
    """One column that scrolls, centred, as wide as reads well. `box` is its layout. What gets the focus scrolls into sight."""

    def __init__(self, *, width: int = 920, gap: int = 16, centred: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.current().px
        self.setProperty("look", "column")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        outer = Outer()
        outer.setProperty("look", "plain")
        sides = self._sides = QHBoxLayout(outer)
        self._leave_room()
        self.sheet = QWidget()
        self.sheet.setMaximumWidth(max(px(width), 1))
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.box = QVBoxLayout(self.sheet)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(gap))
        if centred:
            sides.addStretch(1)
        sides.addWidget(self.sheet, 1_000)
        sides.addStretch(1)
        self.setWidget(outer)
        outer.resized.connect(self._on_resized)
        self._app = QApplication.instance()
        if isinstance(self._app, QApplication):
            self._app.focusChanged.connect(self._on_focus)
            self._app.inputMethod().cursorRectangleChanged.connect(self._on_caret)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()
        self._on_resized()

    def _leave_room(self) -> None:
        """Beside the column, less of it where the text is large for the window: the words need the width."""
        px = theme.current().px
        side = px(8 if 0 < self.width() < px(NARROW) else 24)
        if self._sides.contentsMargins().left() != side:
            self._sides.setContentsMargins(side, px(24), side, px(24))

    def _on_resized(self) -> None:
        """What has the focus stays in sight when the column is laid out anew."""
        self._on_focus(None, QApplication.focusWidget())

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        inner = self.widget()
        if inner is None or new is None or new is inner or not inner.isAncestorOf(new):
            return
        self._show_in(inner, new)

    def _on_caret(self) -> None:
        """The line that is written stays in sight, also where its field is taller than the page."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPlainTextEdit) and self.isAncestorOf(focused):
            self._on_focus(None, focused)

    def _seen(self) -> int:
        """How much of the column's height is seen, in pixels. The viewport is not asked: of a plain QWidget that Qt made, PySide6
        finds out what it is by making every class of widget, 77 lists of names, which the first page would wait for."""
        below = self.horizontalScrollBar()
        return self.maximumViewportSize().height() - (below.height() if below.isVisible() else 0)

    def _show_in(self, inner: QWidget, one: QWidget) -> None:
        """Scrolls as little as shows it. Where all from the top to there has room, no heading is cut for it."""
        px = theme.current().px
        bar, height = self.verticalScrollBar(), self._seen()
        parent = one.parentWidget()
        around = parent if isinstance(parent, Together) else one  # with what is wrong, or was found, under the field
        whole = QRect(around.mapTo(inner, QPoint(0, 0)), around.size())
        line = _caret_line(one, inner) or whole
        if line.bottom() + px(4) <= height:
            bar.setValue(0)
            return
        wanted = whole if whole.height() + px(8) <= height else line
        room = min(px(24), max(px(4), (height - wanted.height()) // 2))
        self.ensureVisible(wanted.left(), wanted.bottom(), room, room)
        self.ensureVisible(wanted.left(), wanted.top(), room, room)
        self._cut_nothing(inner, wanted)

    def _cut_nothing(self, inner: QWidget, wanted: QRect) -> None:
        """What stands cut at the upper edge comes into sight whole, or goes, while what is wanted stays in sight."""
        bar, height, edge = self.verticalScrollBar(), self._seen(), self.verticalScrollBar().value()
        for kind in (QLabel, QAbstractButton, QComboBox):
            for one in inner.findChildren(kind):
                top = one.mapTo(inner, QPoint(0, 0)).y()
                if not (top < edge < top + one.height() and one.isVisibleTo(inner)):
                    continue
                if wanted.bottom() <= top + height:
                    bar.setValue(top)
                elif wanted.top() >= top + one.height():
                    bar.setValue(top + one.height())
                return


def _caret_line(one: QWidget, inner: QWidget) -> QRect | None:
    """Where in a column the line stands that is written in a field of several; None for all else."""
    if not isinstance(one, QPlainTextEdit):
        return None
    caret = one.cursorRect()
    return QRect(one.viewport().mapTo(inner, caret.topLeft()), caret.size())


def _takes_focus(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isEnabled() and not one.isHidden()
