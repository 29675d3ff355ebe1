"""The frame of the caseworker's pages: a bar above with the way back and the lock, one column, a quiet line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.brand import Brand
from ui.page import Column, Page
from ui.parts.scrolled import Scrolled
from ui.parts.widgets import Button, Row, Text, px
from ui.places import Place, SettingsAt
from ui.tasks import Scope

if TYPE_CHECKING:
    from ui.presenters.status_words import StatusLine

READ_MORE, READ_LESS = "Læs mere", "Vis mindre"
ROOMY = 600
"""Width in pixels at 100 % from which the bar's buttons have room for their keys."""


class DeskPage(Page):
    """`body` takes the page's own layout; `bar` more buttons.

    back: where the way back leads, None on the first page. pause: the place of a pause, None where there is none from here.
    """

    def __init__(
        self,
        place: Place,
        runner: Scope,
        title: str,
        *,
        back: Place | None = None,
        back_text: str = "I dag",
        has_settings: bool = True,
        pause: Place | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(place, runner, title, parent)
        self._back = back
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.bar = QFrame()
        self.bar.setProperty("look", "bar")
        self._bar_box = QHBoxLayout(self.bar)
        left: list[QWidget] = [Brand(24)] if back is None else [Button(f"‹ {back_text}", self.go_back, name=back_text)]
        self.first_of_bar = left[0]
        self._brand = left[0] if back is None else None
        self.extra = [*self.bar_buttons()]
        right: list[QWidget] = [Button("Lås", self.lock.emit, shortcut="Ctrl+L", takes_key=False)]
        if pause is not None:
            right.insert(0, Button("Pause", lambda: self.go.emit(pause)))
        if has_settings:
            right.insert(0, Button("Indstillinger", lambda: self.go.emit(SettingsAt())))
        self._bar_buttons = [one for one in (*self.extra, *right) if isinstance(one, Button)]
        self._bar_box.addWidget(Row(*left, *self.extra, *right, trailing=len(left), is_whole=True), 1)
        box.addWidget(self.bar)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self.body, 1)
        self.foot = QFrame()
        self.foot.setProperty("look", "foot")
        self.foot_box = QHBoxLayout(self.foot)
        self.foot_box.setContentsMargins(px(24), px(4), px(24), px(4))
        self.status = Text("", "small")
        self.details = Scrolled("small")
        self.details.hide()
        self.more = Button(READ_MORE, self._on_more, look="plain", name=f"{READ_MORE} om, hvad der er sendt")
        self.more.hide()
        said = QVBoxLayout()
        said.setSpacing(px(4))
        said.addStretch(1)
        said.addWidget(self.status)
        said.addWidget(self.details)
        said.addStretch(1)
        self.foot_box.addLayout(said, 1_000)
        self.foot_box.addWidget(self.more)
        self.foot_box.addStretch(1)
        self.foot.hide()
        self._outer = box
        self._scrolled: Column | None = None
        box.addWidget(self.foot)
        if back is not None:
            for key in ("Alt+Left", "Escape"):
                QShortcut(QKeySequence(key), self, self.go_back, context=Qt.ShortcutContext.WindowShortcut)

    def bar_buttons(self) -> list[QWidget]:
        """More for the bar; called while the page is made."""
        return []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large for the window, the keys go from the buttons first, then the mark: the bar stays one line, and
        the quiet line stands at the end of what scrolls."""
        super().resizeEvent(event)
        if self._brand is not None:
            self._brand.setVisible(not self.is_tight)
        self._place_foot()
        self.details.set_most(self.height() // 3)
        is_brief = self.width() < px(ROOMY)
        side = px(12 if is_brief else 24)
        self._bar_box.setContentsMargins(side, px(8), side, px(8))
        for one in self._bar_buttons:
            one.be_brief(is_brief)

    def add_column(self, *, width: int = 920, gap: int = 16) -> Column:
        """One column as the page's body."""
        column = self._scrolled = Column(width=width, gap=gap)
        self.body.addWidget(column)
        return column

    def foot_column(self) -> Column | None:
        """What scrolls, and can have the quiet line at its end where there is no room below it."""
        return self._scrolled

    def _place_foot(self) -> None:
        column = self.foot_column() if self.is_tight else None
        wanted = self._outer if column is None else column.box
        if wanted.indexOf(self.foot) < 0:
            wanted.addWidget(self.foot)

    def go_back(self) -> None:
        """The way back."""
        if self._back is not None:
            self.go.emit(self._back)

    def say_status(self, told: StatusLine) -> None:
        """The quiet line at the foot: what is only on this computer, and the rest of it for whoever asks."""
        self.status.setText(told.line)
        self.details.say("\n".join(told.more))
        if not told.more:
            if self.more.hasFocus():
                self.focus_first()
            self.details.hide()
        self.more.setVisible(bool(told.more))
        self._say_more()
        self.foot.setVisible(bool(told.line))

    def _on_more(self) -> None:
        self.details.setVisible(self.details.isHidden())
        self._say_more()

    def _say_more(self) -> None:
        text = READ_MORE if self.details.isHidden() else READ_LESS
        self.more.say(text)
        self.more.setAccessibleName(f"{text} om, hvad der er sendt")
