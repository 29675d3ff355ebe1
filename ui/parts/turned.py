"""A page turned round, for where there is no table and two sit opposite each other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget


class Turned(QGraphicsView):
    """Shows one widget turned by 180 degrees. Touch, pen, mouse and keyboard all reach it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Vendt side")
        self._proxy: QGraphicsProxyWidget | None = None

    def take(self, widget: QWidget) -> None:
        """Puts a widget without a parent on the turned page."""
        self._proxy = self._scene.addWidget(widget)
        widget.show()  # who lost its parent was hidden
        self.rotate(180)
        self._fit()

    def take_keyboard(self) -> None:
        """The keyboard to the widget's own field: this view has it first, since all goes through the view."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._proxy is not None:
            inner = self._proxy.widget().focusWidget() or self._proxy.widget()
            self._proxy.setFocus(Qt.FocusReason.OtherFocusReason)
            inner.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_back(self) -> QWidget | None:
        """Takes the widget off again; it has no parent then."""
        if self._proxy is None:
            return None
        widget = self._proxy.widget()
        self._proxy.setWidget(None)  # type: ignore[arg-type]  # Qt's own way to let go of it
        self._scene.removeItem(self._proxy)
        self._proxy = None
        self.resetTransform()
        return widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = self.viewport().size()
        self._scene.setSceneRect(QRectF(0, 0, size.width(), size.height()))
        if self._proxy is not None:
            self._proxy.resize(size.width(), size.height())
