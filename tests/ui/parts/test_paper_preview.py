"""The paper on the screen, and why there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.clipping import clipped
from ui.parts.paper_preview import PaperPreview


def test_why_there_is_no_paper_is_read_whole(qapp: QApplication, qtbot: QtBot) -> None:
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.resize(320, 400)
    preview.show()
    why = "Papirets skrift har ikke tegnet 😊. Det er ved »Hvad vil du gerne nå på tre måneder?«. Skriv det med andre ord."
    preview.clear(why)
    qapp.processEvents()
    assert preview.why.text() == why and not preview.pages.isVisible()
    assert preview.why.label.width() <= preview.width() and not clipped(preview)
    preview.clear()
    assert preview.pages.isVisible() and not preview.why.isVisible()
