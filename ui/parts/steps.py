"""Panels of which one shows at a time, and only that one takes room."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class Steps(QWidget):
    """The first panel shows until another is chosen."""

    def __init__(self, *panels: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._panels = panels
        self.current = panels[0]
        for one in panels:
            box.addWidget(one)
            if one is not self.current:
                one.hide()

    def show_panel(self, panel: QWidget) -> None:
        """Shows this one instead."""
        self.current = panel
        for one in self._panels:
            one.setVisible(one is panel)
