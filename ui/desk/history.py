"""Who wrote what, and when. A line shows what stood before and after; an earlier answer can be written again, and what should not
stand here taken out for good, or moved to the right case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui.desk.case_list import CaseList, LineModel
from ui.desk.desk_page import DeskPage
from ui.desk.mending import MovePanel, TakeOutPanel
from ui.page import Column
from ui.parts.widgets import Button, Card, Heading, Note, Row, Text, px
from ui.places import CaseAt, HistoryAt, WizardAt
from ui.presenters.history import Entry, HistoryPresenter
from ui.presenters.lines import Line
from ui.presenters.mending import Mending
from ui.tasks import Scope

if TYPE_CHECKING:
    from sync.runner import Outcome

WIDE = 900
LINES = 4
"""So many lines show at once where they stand over the chosen one."""


class HistoryPage(DeskPage):
    """List to the left, the chosen line to the right; one under the other where there is no room."""

    def __init__(self, place: HistoryAt, runner: Scope, presenter: HistoryPresenter, mending: Mending) -> None:
        super().__init__(place, runner, "Hvem skrev hvad hvornår", back=CaseAt(place.case), back_text="Sagen")
        self._presenter, self._case = presenter, place.case
        self._entries: tuple[Entry, ...] = ()
        self._stays = False
        """The next look is not asked for by the person, who goes on where they are."""
        self.take_out_panel, self.move_panel = TakeOutPanel(mending), MovePanel(mending)
        self.model = LineModel()
        self.list = CaseList(self.model, "Hvem skrev hvad hvornår")
        self.list.opened.connect(lambda _: self.restore.setFocus() if self.restore.isVisible() else self.to_field.setFocus())
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._show(now.row()))
        self._halves = QHBoxLayout()
        self._halves.setSpacing(0)
        self._lines = QWidget()
        self._lines.setProperty("look", "plain")
        self._lines_box = QVBoxLayout(self._lines)
        self._lines_box.addWidget(Heading("Hvem skrev hvad hvornår", 1))
        self._lines_box.addWidget(self.list, 1)
        self._chosen_column = self._make_card()
        self._halves.addWidget(self._chosen_column, 1)
        self.body.addLayout(self._halves)
        for panel in self._panels:
            panel.closed.connect(self._close_panels)
        mending.done.listen(self._on_mended)
        mending.trouble.listen(self._on_trouble)
        self._arrange()
        presenter.entries.listen(self._on_entries)
        presenter.returned.listen(lambda entry: self.say.emit(f"{entry.field or 'Svaret'}: det gamle står der igen."))

    def enter(self) -> None:
        self._presenter.begin()

    def on_sent(self, outcome: Outcome | None) -> None:
        """It was sent and got: what a lead has taken out may not stay on the screen. Nobody is disturbed who mends something."""
        if outcome is not None and outcome.taken and all(panel.isHidden() for panel in self._panels):
            self._stays = True
            self._presenter.begin()

    def focus_first(self) -> None:
        self.list.setFocus()

    def foot_column(self) -> Column:
        return self._chosen_column

    def _make_card(self) -> Column:
        self.card = Card()
        self.what = Heading("", 3)
        self.who = Text("", "muted")
        self.before_label, self.before = Text("Før", "small"), Text("")
        self.after_label, self.after = Text("Efter", "small"), Text("", "large")
        self.restore = Button("Skriv det her igen", self._on_again)
        self.to_field = Button("Gå til feltet", self._on_field)
        self.move_on = Button("Flyt til en anden sag …", self._on_move, name="Flyt til en anden sag")
        self.take_out = Button("Fjern for altid …", self._on_take_out, name="Fjern for altid …")
        self.kept = Note("Det gamle bliver stående i historikken.", "told")
        for one in (self.what, self.who, self.before_label, self.before, self.after_label, self.after, self.kept):
            self.card.box.addWidget(one)
        self.card.box.addWidget(Row(self.restore, self.to_field, self.move_on, self.take_out))
        for panel in self._panels:
            self.card.box.addWidget(panel)
        column = Column(width=640)
        column.box.addWidget(self.card)
        column.box.addStretch(1)
        self.card.hide()
        return column

    def _on_entries(self, entries: tuple[Entry, ...]) -> None:
        had, self._stays = self._chosen() if self._stays else None, False
        self._entries = entries
        self.model.replace([Line(one.change, one.what, "", one.who_when) for one in entries], is_whole=True)
        row = next((row for row, one in enumerate(entries) if had is not None and one.change == had.change), 0)
        if entries:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self._show(row)

    def _show(self, row: int) -> None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        self.card.setVisible(entry is not None)
        if entry is None:
            return
        self.what.setText("Bilag" if entry.is_file else entry.field or entry.form or entry.what)
        self.who.setText(f"{entry.who_when}. {entry.form}" if entry.form and (entry.field or entry.is_file) else entry.who_when)
        self.before.setText(entry.old)
        self.after.setText(entry.new or entry.what)
        for one in (self.before_label, self.before):
            one.setVisible(bool(entry.old))
        self.after_label.setVisible(not entry.is_file)
        self.restore.setVisible(entry.may_return)
        self.kept.setVisible(entry.may_return)
        self.to_field.setVisible(bool(entry.path))
        self.move_on.setVisible(entry.may_move)
        self.take_out.setVisible(entry.may_take_out)
        for panel in self._panels:
            panel.hide()

    def _chosen(self) -> Entry | None:
        row = self.list.currentIndex().row()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _on_again(self) -> None:
        if (entry := self._chosen()) is not None:
            self._presenter.write_again(entry)

    def _on_field(self) -> None:
        if (entry := self._chosen()) is not None:
            self.go.emit(WizardAt(self._case, entry.document, entry.path))

    @property
    def _panels(self) -> tuple[TakeOutPanel, MovePanel]:
        return self.take_out_panel, self.move_panel

    def _on_move(self) -> None:
        if (entry := self._chosen()) is not None:
            self.take_out_panel.hide()
            self.move_panel.open(entry)

    def _on_take_out(self) -> None:
        if (entry := self._chosen()) is not None:
            self.move_panel.hide()
            self.take_out_panel.open(entry)

    def _close_panels(self) -> None:
        for panel in self._panels:
            panel.hide()
        self.list.setFocus()

    def _on_mended(self, said: str) -> None:
        self._close_panels()
        self.say.emit(said)
        self._presenter.begin()

    def _on_trouble(self, error: RygsaekError) -> None:
        for panel in self._panels:
            panel.problem.say(f"{error.title} {error.advice}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other; where there is no room the lines stand over the chosen one, and all of it scrolls."""
        is_wide, stands_beside = self.width() >= px(WIDE), self._halves.indexOf(self._lines) >= 0
        if is_wide and not stands_beside:
            self._lines_box.setContentsMargins(px(24), px(24), px(24), px(24))
            self.list.setMinimumHeight(0)
            self._halves.insertWidget(0, self._lines, 1)
        elif not is_wide and self._chosen_column.box.indexOf(self._lines) < 0:
            self._lines_box.setContentsMargins(0, 0, 0, 0)
            self.list.setMinimumHeight(self.list.line_height() * LINES)
            self._chosen_column.box.insertWidget(0, self._lines)
