"""Work off the screen's thread: order, delivery, what a closed page still may and may no longer hear."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from rygsaek.errors import DiskError, RygsaekError
from ui.messages import BUG_TITLE
from ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    found = Tasks()
    yield found
    found.close()


def wait(qtbot: QtBot, tasks: Tasks) -> None:
    if not tasks.is_idle:
        with qtbot.waitSignal(tasks.idle, timeout=10_000):
            pass


def test_writes_happen_one_at_a_time_in_the_order_given(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[int] = []
    busy = threading.Lock()

    def work(number: int) -> int:
        assert busy.acquire(blocking=False), "two writes at once"
        busy.release()
        return number

    for number in range(50):
        tasks.write(lambda number=number: work(number), done.append)  # type: ignore[misc]
    wait(qtbot, tasks)
    assert done == list(range(50))


def test_results_come_on_the_screens_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[int, int]] = []
    tasks.read(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    wait(qtbot, tasks)
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()


def test_a_page_that_is_gone_hears_nothing_but_its_write_is_made(qtbot: QtBot, tasks: Tasks) -> None:
    go_on, heard, written = threading.Event(), list[int](), list[int]()

    def work() -> int:
        go_on.wait(10)
        written.append(1)
        return 1

    scope = tasks.scope()
    scope.write(work, heard.append)
    scope.close()
    go_on.set()
    wait(qtbot, tasks)
    assert (heard, written) == ([], [1])


def test_a_failed_write_of_a_page_that_is_gone_is_told_by_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[RygsaekError] = []
    tasks.trouble.connect(told.append)

    def fail() -> None:
        raise DiskError("Disken er fuld.", "Slet noget.")

    scope = tasks.scope()
    scope.write(fail, failed=lambda error: pytest.fail("the page is gone"))
    scope.close()
    wait(qtbot, tasks)
    assert [one.title for one in told] == ["Disken er fuld."]


def test_a_failed_read_of_a_page_that_is_gone_is_nobodys_business(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[RygsaekError] = []
    tasks.trouble.connect(told.append)

    def fail() -> None:
        raise DiskError("Disken er fuld.", "Slet noget.")

    scope = tasks.scope()
    scope.read(fail)
    scope.close()
    wait(qtbot, tasks)
    assert told == []


def test_a_cancelled_read_is_not_delivered(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[int] = []
    go_on = threading.Event()
    for _ in range(2):
        tasks.read(lambda: go_on.wait(10))
    ticket = tasks.read(lambda: 1, heard.append)
    ticket.cancel()
    go_on.set()
    wait(qtbot, tasks)
    assert heard == []


def test_a_bug_is_told_in_danish_without_its_words(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[RygsaekError] = []
    tasks.trouble.connect(told.append)

    def fail() -> None:
        raise ValueError("KANARIEFUGL")

    tasks.write(fail)
    wait(qtbot, tasks)
    assert [one.title for one in told] == [BUG_TITLE]
    assert "KANARIEFUGL" not in str(told[0])


def test_draining_gives_up_when_time_is_up(tasks: Tasks) -> None:
    go_on = threading.Event()
    tasks.write(lambda: go_on.wait(20))
    assert not tasks.drain(0.01)
    go_on.set()
    assert tasks.drain()


def test_draining_waits_for_every_write(tasks: Tasks) -> None:
    written: list[int] = []
    for number in range(20):
        tasks.write(lambda number=number: written.append(number))  # type: ignore[misc]
    tasks.drain()
    assert written == list(range(20))
