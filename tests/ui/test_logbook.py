"""Row 22: whatever goes wrong, wherever, nothing of a case reaches the log or the terminal; the person is told in Danish."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from forms.problems import Problem, ProblemsError
from rygsaek.errors import InputError, OursError, RygsaekError
from ui import logbook
from ui.messages import BUG_TITLE, bug, where

CANARY = "KANARIEFUGL-0701611234"
TIMES = 1_000


@pytest.fixture
def log_folder(tmp_path: Path) -> Iterator[Path]:
    """The logbook in force, and everything as it was afterwards."""
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    logbook.open_logbook(tmp_path)
    yield tmp_path
    for one in root.handlers[:]:
        one.close()
        root.removeHandler(one)
    for one in handlers:
        root.addHandler(one)
    root.setLevel(level)
    logging.raiseExceptions = raising
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def text_of(folder: Path) -> str:
    return "".join(one.read_text(encoding="utf-8") for one in folder.glob("*.log*"))


def raise_it(number: int) -> None:
    """Exceptions of many kinds, each with the canary in another place."""
    said = f"{CANARY} {number}"
    kinds = (
        ValueError(said), KeyError(said), OSError(5, said, said), UnicodeDecodeError("utf-8", said.encode(), 0, 1, said),
        RuntimeError(said, {"navn": said}),
    )  # fmt: skip
    try:
        raise kinds[number % len(kinds)]
    except Exception as first:
        if number % 2:
            raise TypeError(said) from first
        raise


def test_a_thousand_exceptions_leave_no_word_of_a_case(log_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown: list[RygsaekError] = []
    logbook.catch_everything(shown.append)
    foreign = logging.getLogger("somebody.else")
    for number in range(TIMES):
        try:
            raise_it(number)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            foreign.exception("could not save %s", CANARY)
            foreign.warning(f"about {CANARY}")
    thread = threading.Thread(target=raise_it, args=(1,))
    thread.start()
    thread.join()
    assert CANARY not in text_of(log_folder)
    assert "test_logbook.py" in text_of(log_folder), "a log that says nothing of where is no log"
    out = capfd.readouterr()
    assert CANARY not in out.out + out.err
    assert len(shown) == TIMES + 1
    assert {one.title for one in shown} == {BUG_TITLE}
    assert not any(CANARY in str(one) for one in shown)


def test_sabotage_an_ordinary_formatter_would_have_told(log_folder: Path) -> None:
    handler = logging.getLogger().handlers[0]
    handler.setFormatter(logging.Formatter())
    try:
        raise_it(0)
    except Exception:
        logging.getLogger("somebody.else").exception("could not save %s", CANARY)
    assert CANARY in text_of(log_folder)


def test_what_cannot_be_raised_is_logged_bare(log_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logbook.catch_everything(lambda _: None)

    class Falls:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    Falls()
    gc.collect()
    out = capfd.readouterr()
    assert CANARY not in text_of(log_folder) + out.out + out.err
    assert "unraisable" in text_of(log_folder)


def test_qts_own_messages_say_their_kind_alone(log_folder: Path) -> None:
    logbook.quieten_qt()
    try:
        qWarning(CANARY)
    finally:
        qInstallMessageHandler(None)
    assert CANARY not in text_of(log_folder)
    assert "QtWarningMsg" in text_of(log_folder)


def test_a_full_log_turns_over(tmp_path: Path, log_folder: Path) -> None:
    path = log_folder / logbook.FILE
    path.write_text("x" * (logbook.LARGEST_BYTES + 1))
    logbook.open_logbook(log_folder)
    logging.getLogger("rygsaek.x").error("one line")
    assert path.stat().st_size < 1_000
    assert path.with_name(f"{logbook.FILE}.1").exists()


def test_our_own_errors_are_said_as_they_are(log_folder: Path) -> None:
    shown: list[RygsaekError] = []
    logbook.catch_everything(shown.append)
    error = InputError("Datoen kan ikke læses.", "Skriv den som 3/4.")
    sys.excepthook(InputError, error, None)
    assert shown == [error]


def test_problems_become_their_first_sentence() -> None:
    problem = Problem("answer.x", "navn", "Navnet mangler.", "Skriv det.")
    told = bug(ProblemsError([problem]), logging.getLogger("rygsaek.test"))
    assert (type(told), told.title, told.advice) == (InputError, "Navnet mangler.", "Skriv det.")
    assert isinstance(bug(ValueError(CANARY), logging.getLogger("rygsaek.test")), OursError)


def test_the_place_of_an_error_is_told_without_its_words() -> None:
    try:
        raise_it(0)
    except ValueError as error:
        told = where(error)
    assert told.startswith("ValueError at tests/ui/test_logbook.py:")
    assert CANARY not in told
