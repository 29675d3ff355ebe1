"""The conductor: lays the table, starts the acts, kills the first one in the middle of a word, and tells what came of it.

Every act is a process of its own with the program's own window, because that is what a kill and a lock end.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path

from forms.problems import ProblemsError
from rygsaek.errors import RygsaekError
from ui.demo import account, acts, office_play, papers, scene, simulated_printer
from ui.demo.acts import ActError, Tell
from ui.demo.ledger import Kind
from ui.demo.scene import Scene
from ui.demo.simulated_printer import SimulatedPrinter
from ui.messages import where

DONE, FAILED = 0, 3
TYPED_LEAST, TYPED_MOST = 45, 90
Printer = SimulatedPrinter | None


class Steps:
    """Where the conductor is, for whoever reads why it ended."""

    now = "Begyndelsen"


def play(out: Path, *, headless: bool, tell: Tell) -> int:
    """The whole demo; returns the exit code. out: where papers and pictures are left; tell: takes each line for the reader."""
    return framed(out, _play, tell, has_screen=not headless and screen_is_there())


def framed(out: Path, course_of_it: Callable[[Scene, Printer, Tell, Steps], bool], tell: Tell, *, has_screen: bool) -> int:
    """A throw-away vault and a printer around what is played; whatever goes wrong is told in Danish. Returns the exit code.

    course_of_it: plays, names its last steps as it comes to them, and says whether all went as promised.
    """
    folder = Path(tempfile.mkdtemp(prefix="rygsaek-fremvisning-"))
    is_kept = is_as_promised = False
    steps = Steps()
    try:
        with ExitStack() as stack:
            _empty(out)
            printer = stack.enter_context(simulated_printer.switched_on(folder))
            told = Scene(str(folder), str(out.absolute()), printer.uri if printer else "")
            scene.write(told)
            _lay_the_table(told)
            is_as_promised = course_of_it(told, printer, tell, steps)
        steps.now = "Vinduet til sidst"
        if has_screen:
            is_kept = _leave_open(told, tell)
    except Exception as error:  # a newcomer who sees a traceback learns nothing from it
        tell(f"Det gik ikke: {error if isinstance(error, ActError) else f'{steps.now}. {_told(error, out, folder)}'}")
        return FAILED
    finally:
        if not is_kept:
            shutil.rmtree(folder, ignore_errors=True)
    return DONE if is_as_promised else FAILED


def _play(told: Scene, printer: Printer, tell: Tell, steps: Steps) -> bool:
    tell(account.beginning(told))
    killed_at = _first_act(told, tell)
    locked_s = play_act(told, "second", tell, ends_with="locking")
    _await(told, "third", tell)
    steps.now = "Kontoret"
    met = office_play.play(told, tell)
    steps.now = "Papirerne til sidst"
    left = papers.leave(told, printer.papers() if printer else [])
    tell(account.ending(told, left, met, killed_at, locked_s))
    return left.is_as_promised and met.is_as_promised


def _told(error: Exception, out: Path, folder: Path) -> str:
    """Why it ended, for somebody who sees Rygsæk for the first time."""
    match error:
        case RygsaekError():
            return f"{error.title} {error.advice}"
        case ProblemsError():
            return f"{error.problems[0].text} {error.problems[0].remedy}"
        case OSError():
            return f"Der kunne ikke skrives i {out} eller {folder}: {error.strerror}"
    return f"Der er en fejl i Rygsæk. Giv besked, og skriv dette med: {where(error)}"


def screen_is_there() -> bool:
    """Whether there is a screen for a window to stand open on."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _lay_the_table(told: Scene) -> None:
    """The invented municipality's file, where a real one's would lie."""
    folder = told.profile_dir / "kommune"
    folder.mkdir(parents=True)
    with as_file(files("forms") / "kommune.toml") as source:
        shutil.copyfile(source, folder / "kommune.toml")


def _empty(out: Path) -> None:
    """What an earlier run left behind goes; nothing else in the folder is touched."""
    for name in ("skærmbilleder", "papirer"):
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)


def _first_act(told: Scene, tell: Tell) -> float:
    """Until it has typed for a while; then it is killed. Returns when."""
    wanted = random.randint(TYPED_LEAST, TYPED_MOST)  # noqa: S311 – no secret
    process = acts.start(told, "first")
    heard, silence = 0, acts.Silence()
    try:
        while process.poll() is None:
            lines = acts.lines(told, "first")
            heard = acts.tell_steps(lines, heard, tell)
            if sum(one.kind == "typed" for one in lines) >= wanted:
                process.kill()
                process.wait()
                return time.monotonic()
            if silence.is_too_long(lines):
                raise ActError("Første del blev aldrig færdig")
            time.sleep(acts.LISTEN_S)
    finally:
        process.kill()
        process.wait()
    raise ActError(acts.why(told, "first", process.returncode))


def play_act(told: Scene, act: str, tell: Tell, *, ends_with: Kind) -> float:
    """Play an act to its end; returns the seconds from what it ends with until its process was gone."""
    process = acts.start(told, act)
    heard, silence = 0, acts.Silence()
    try:
        while process.poll() is None:
            lines = acts.lines(told, act)
            heard = acts.tell_steps(lines, heard, tell)
            if silence.is_too_long(lines):
                raise ActError(acts.why(told, act, None))
            time.sleep(acts.LISTEN_S)
    finally:
        process.kill()
        process.wait()
    ended = time.monotonic()
    last = next((one for one in reversed(acts.lines(told, act)) if one.kind == ends_with), None)
    if last is None:
        raise ActError(acts.why(told, act, process.returncode))
    return ended - last.at


def _await(told: Scene, act: str, tell: Tell) -> None:
    """An act that the lock of the one before has started."""
    heard, silence = 0, acts.Silence()
    while not silence.is_too_long(lines := acts.lines(told, act)):
        heard = acts.tell_steps(lines, heard, tell)
        if any(one.kind == "over" for one in lines):
            _wait_for_the_door(told)
            return
        if any(one.kind == "failed" for one in lines):
            break
        time.sleep(acts.LISTEN_S)
    raise ActError(acts.why(told, act, None))


def _wait_for_the_door(told: Scene) -> None:
    """Until the act's process has let go of the vault."""
    end = time.monotonic() + 10.0
    while time.monotonic() < end and not papers.is_free(told):
        time.sleep(acts.LISTEN_S * 5)


def _leave_open(told: Scene, tell: Tell) -> bool:
    """The window on the case, for whoever wants to go on; the throw-away vault stays for as long as they like."""
    process = acts.start(told, "look", on_screen=True)
    end = time.monotonic() + 60.0
    while time.monotonic() < end and process.poll() is None:
        if any(one.kind == "over" for one in acts.lines(told, "look")):
            words = told.ledger().latest("words")
            tell(account.left_open(told, words.what if words else ""))
            return True
        time.sleep(acts.LISTEN_S)
    process.kill()
    process.wait()
    tell("Vinduet kunne ikke stå åbent på denne skærm. Alt andet er gjort.")
    return False
