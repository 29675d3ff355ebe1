"""Row 7 and promise 3: locking ends the process that held the key, nothing typed is lost, and the way back is the same field.

Real processes, offscreen. Two hundred locks: tests/long/locks.py.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rygsaek.casework import views
from rygsaek.vault.system import lock_file
from tests.support.locker import PASSPHRASE
from tests.support.locking import BACK, lay, lock_again_and_again, processes_on, sit, start
from ui import locking, wiring
from ui.locking import Locking

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc"),
    pytest.mark.timeout(900),  # whole programs one after the other: a guard, and no measure
]


def test_nothing_typed_is_lost_by_locking_while_typing(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    case, document = lay(folder)
    letters, _ = lock_again_and_again(folder, range(39, 42), "patient")  # the second ends with a blank, which no answer keeps
    desk = wiring.unlock(wiring.Places(folder), PASSPHRASE)
    with desk.vault:
        answers = views.document_view(desk, case, document).answers
    assert len(answers["aktuel_situation"].strip()) >= letters - 2, "what was typed is an answer now, not a draft"


def test_a_lock_ends_the_process_and_a_fresh_one_knows_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    case, document = lay(folder)
    sitting = sit(folder, "type", 1, "anew")
    assert sitting.code == 0
    fresh = processes_on(folder)
    try:
        assert len(fresh) == 1, fresh
        pid, command = next(iter(fresh.items()))
        assert command[-2:] == [str(folder), "stand"]
        environment = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
        for word in (case, document, PASSPHRASE, "Anna", sitting.typed):
            assert word not in environment
            assert word not in " ".join(command)
        held = lock_file(folder / "vault" / "vault.lock")
        assert held is not None, "a locked program holds no vault"
        held.close()
    finally:
        for pid in processes_on(folder):
            os.kill(pid, signal.SIGKILL)


def test_quiet_minutes_lock_by_themselves(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    lay(folder)
    assert sit(folder, "idle", 0).code == 0
    again = sit(folder, "type", 3, "patient")
    assert again.at["said"] == BACK
    assert again.at["page"] == "WizardPage"


def test_of_two_starts_at_once_one_ends_and_leaves_the_other_alone(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    lay(folder)
    both = [start(folder, "stand"), start(folder, "stand")]
    try:
        while all(one.poll() is None for one in both):
            time.sleep(0.02)
        assert sorted(str(one.poll()) for one in both) == ["0", "None"]
    finally:
        for one in both:
            one.kill()
            one.wait()


class EndedError(Exception):
    """Stands for the end of the process, which would end the tests."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def end(code: int) -> None:
        raise EndedError

    monkeypatch.setattr(locking, "end", end)
    return []


def locking_of(steps: list[str], fails: str = "") -> Locking:
    def step(name: str) -> Callable[[], None]:
        def act(*_left: float) -> None:
            steps.append(name)
            if name == fails:
                raise OSError("disk full")

        return act

    return Locking(
        hide=step("hide"), commit=step("commit"), hold=step("hold"), part=step("part"), close=step("close"), command=("true",),
        steady_s=lambda: 0.0,
    )  # fmt: skip


def test_the_window_goes_first_and_the_vault_last(steps: list[str], qapp: object) -> None:
    with pytest.raises(EndedError):
        locking_of(steps).lock()
    assert steps == ["hide", "commit", "hold", "part", "close"]


@pytest.mark.parametrize("fails", ["hide", "commit", "hold", "part", "close"])
def test_whatever_fails_the_process_ends(steps: list[str], fails: str, qapp: object) -> None:
    with pytest.raises(EndedError):
        locking_of(steps, fails).lock()
    assert steps == ["hide", "commit", "hold", "part", "close"]


def test_a_printer_that_hangs_holds_up_no_lock(steps: list[str], qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(locking, "HOLD_S", 0.01)
    lock = Locking(
        hide=lambda: None, commit=lambda _: None, hold=lambda: bool(never.wait(60)) and None, part=lambda: None,
        close=lambda _: steps.append("close"), command=("true",), steady_s=lambda: 0.0,
    )  # fmt: skip
    with pytest.raises(EndedError):
        lock.lock()
    never.set()
    assert steps == ["close"]


def test_no_step_may_wait_longer_than_two_seconds_leave(qapp: object, monkeypatch: pytest.MonkeyPatch, steps: list[str]) -> None:
    """Disk and printer hang, reader and writer too: each step uses up all that it was given."""
    now, waited = [0.0], []

    def hang(wait_s: float) -> None:
        waited.append(wait_s)
        now[0] += wait_s

    class Hanging(threading.Thread):
        def join(self, timeout: float | None = None) -> None:
            assert timeout is not None
            hang(timeout)

    monkeypatch.setattr(locking.threading, "Thread", Hanging)
    lock = Locking(
        hide=lambda: None, commit=hang, hold=lambda: None, part=lambda: None, close=hang, command=("true",),
        steady_s=lambda: now[0],
    )  # fmt: skip
    with pytest.raises(EndedError):
        lock.lock()
    assert len(waited) == 3
    assert all(waited), "and each has some time"
    assert now[0] < 2


def test_a_second_lock_meanwhile_does_nothing(steps: list[str], qapp: object) -> None:
    lock = locking_of(steps)
    lock.is_locking = True
    lock.lock()
    assert steps == []
