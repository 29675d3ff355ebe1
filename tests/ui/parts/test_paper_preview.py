"""The paper on the screen, and why there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.pdf.document import render
from tests.support.clipping import clipped
from tests.support.papers import request_from
from ui.parts.paper_preview import PaperPreview

FORM = """
[[section]]
id = "a"
title = "Afsnit"
field = [{ id = "svar", kind = "text", label = "Svar" }]
"""


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


def test_a_page_is_as_wide_in_a_high_window_as_in_a_low_one(qapp: QApplication, qtbot: QtBot) -> None:
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.show()
    preview.show_paper(render(request_from(FORM, {"svar": "Sove bedre"})))
    widths = set()
    for height in (300, 2_000):
        preview.resize(400, height)
        qapp.processEvents()
        widths.add(preview.pages.viewport().width())
    assert len(widths) == 1, "else there is a height at which the bar comes and goes without an end"
