"""Where nothing can be kept the program says so and ends, rather than not coming at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ui import app


def test_a_folder_that_cannot_be_made_is_told_in_a_window_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    said: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.extend((box.text(), box.informativeText()))
        box.close()

    QTimer.singleShot(0, read_and_close)
    assert app.run(tmp_path / "a file" / "profile") == 3
    assert said and all(said)
