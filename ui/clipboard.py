"""What is copied here leaves the clipboard after half a minute and at the lock, and stays out of clipboard histories.

Three systems have a word for that; each is put beside the text (Windows' clipboard history and cloud clipboard, KDE's
Klipper, and the convention of macOS). Only what this process put there is ever cleared.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_S = 30
NO = QByteArray(b"\x00\x00\x00\x00")
MARKS = {
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
    "org.nspasteboard.ConcealedType": QByteArray(b"1"),
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': NO,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': NO,
}
_SEEN = "x-kde-passwordManagerHint"


class ClipboardGuard(QObject):
    """Marks what this program copies, and takes it back. kept_s: seconds that a copy stays."""

    def __init__(self, parent: QObject | None = None, *, kept_s: float = KEPT_S) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(kept_s * 1000))
        self._timer.timeout.connect(self.clear)
        self._clipboard.changed.connect(self._on_changed)

    def clear(self) -> None:
        """Takes back what this program copied, and nothing that others did."""
        self._timer.stop()
        for mode in self._modes():
            if self._owns(mode):
                self._clipboard.clear(mode)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        if mode not in self._modes() or not self._owns(mode):
            return
        data = self._clipboard.mimeData(mode)
        if data is None or not data.hasText() or not data.text():
            return
        self._timer.start()
        if data.hasFormat(_SEEN):
            return
        marked = QMimeData()
        marked.setText(data.text())
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked, mode)

    def _modes(self) -> tuple[QClipboard.Mode, ...]:
        if self._clipboard.supportsSelection():
            return (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
        return (QClipboard.Mode.Clipboard,)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        if QGuiApplication.platformName() == "offscreen":
            return True  # nobody else has a clipboard there, and Qt does not tell
        return self._clipboard.ownsClipboard() if mode == QClipboard.Mode.Clipboard else self._clipboard.ownsSelection()
