"""A file is put into a case from its page, and looked at there, without a copy on the disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rygsaek.casework import accesslog
from rygsaek.paper import attachments
from tests.support.foreign_files import jpeg
from tests.ui.stage import arrive, go
from ui.desk.case import CasePage
from ui.places import CaseAt
from ui.shell import Shell


def test_a_file_is_fetched_listed_shown_and_folded_away(qapp: QApplication, shell: Shell, tmp_path: Path) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    (case,) = desk.journal.cases()
    go(qapp, shell, CaseAt(case))
    page = shell.window.page
    assert isinstance(page, CasePage)
    (tmp_path / "6701801234.jpg").write_bytes(jpeg())
    page._ask = lambda parent: tmp_path / "6701801234.jpg"
    press(page, "Hent en fil til sagen")
    arrive(qapp, shell)
    assert sorted(path.name for path in tmp_path.glob("*.jpg")) == ["6701801234.jpg"]
    (one,) = attachments.of_case(desk, case)
    assert one.attachment.title.startswith("Bilag 1, ")
    press(page, f"Vis {one.attachment.title}")
    arrive(qapp, shell)
    assert page._preview is not None and page._preview.isVisible()
    assert any(entry.what == "show" and one.attachment.id in entry.detail for entry in accesslog.entries(desk, case))
    press(page, "Skjul papiret")
    assert not page._preview.isVisible()


def press(page: CasePage, name: str) -> None:
    (button,) = [one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    QTest.keyClick(button, Qt.Key.Key_Space)
