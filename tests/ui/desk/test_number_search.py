"""Whether a citizen has a case already, asked by their number: the answer is in sight with the field, however large the text."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.clipping import clipped
from tests.support.desks import ANNA
from tests.support.screens import LOOKS, Look
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui import theme
from ui.desk.home import HomePage
from ui.places import Home
from ui.presenters.home_source import DeskHome
from ui.shell import Shell

TOLD = "Eva Lund har en sag med samme CPR-nummer, fortalt i fredags kl. 14.10. Tal sammen, før du går videre."


@pytest.mark.parametrize("look", [LOOKS[0], *(one for one in LOOKS if one.dark and one.scale == 200)], ids=lambda look: look.name)
def test_the_answer_is_seen_without_scrolling(
    qapp: QApplication, shell: Shell, made: Made, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeskHome, "elsewhere", lambda *_: TOLD)
    theme.apply(qapp, dark=look.dark, scale=look.scale)
    shell.window.resize(look.width, look.height)
    shell.window.show()
    shell.window.lay_out_anew()
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    shell.window.activateWindow()
    page._to_search()
    QTest.keyClicks(page.search, str(ANNA["cpr"]))
    page._presenter.search_now()
    arrive(qapp, shell)
    assert page.elsewhere.text() == TOLD and page.search.hasFocus()
    assert is_seen(page.search) and is_seen(page.elsewhere) and clipped(shell.window) == []
    theme.apply(qapp)


def is_seen(one: QWidget) -> bool:
    """All of it lies within what the window shows."""
    return one.visibleRegion().boundingRect() == one.rect()
