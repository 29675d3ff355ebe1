"""What the pages of an open vault do by themselves: the index waits while a visit spares its battery."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import search
from rygsaek.casework.desk import Desk
from tests.ui.stage import arrive
from ui.shell import Shell


def test_the_index_waits_for_power_and_is_brought_up_to_date_then(
    qapp: QApplication, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught_up: list[Desk] = []
    monkeypatch.setattr(search, "catch_up", caught_up.append)
    shell.background.save_power(True)
    shell.pages.warm_up()
    arrive(qapp, shell)
    assert caught_up == []
    shell.background.save_power(False)
    arrive(qapp, shell)
    assert len(caught_up) == 1


def test_sending_asks_for_power_too(shell: Shell) -> None:
    assert shell.opened is not None
    syncing = shell._make_syncing(shell.opened)
    shell.background.save_power(True)
    assert not syncing._may_work()
    shell.background.save_power(False)
    assert syncing._may_work()
    syncing.stop()
