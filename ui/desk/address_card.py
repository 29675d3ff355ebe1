"""Where the office's store is, for the day when it has moved."""

from __future__ import annotations

from ui.desk.part_card import PartCard
from ui.parts.widgets import Body, Button, Entry, Row
from ui.presenters.office import OfficePresenter, OfficeView


class AddressCard(PartCard):
    """The address in use, and another."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Kontorets server")
        self._presenter = presenter
        self.address = Entry("Serverens adresse")
        self.use = Button("Brug denne adresse", self._on_use)
        self.address.line.returnPressed.connect(self._on_use)
        self.add(Body("Flytter it serveren, får du en ny adresse af it. Skriv den her."), self.address, Row(self.use))

    def show_view(self, view: OfficeView) -> None:
        """Shows the address in use."""
        if not self.address.line.isModified():
            self.address.line.setText(view.server.removeprefix("https://"))

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.use.setEnabled(not is_busy)

    def _on_use(self) -> None:
        if self.use.isEnabled():
            self._presenter.move(self.address.text())
