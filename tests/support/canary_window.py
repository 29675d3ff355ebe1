"""A process that works in the real window with words that must not be left behind, and locks it in the middle of a text."""

from __future__ import annotations

import sys
from pathlib import Path

from rygsaek.paper.ipp_printer import IppPrinter
from tests.support.desks import PASSPHRASE
from ui import app
from ui.demo.hands import CONTROL, Key
from ui.demo.ledger import Ledger
from ui.demo.stage import Script, Stage
from ui.desk.home import HomePage
from ui.desk.new_case import NewCasePage
from ui.doorstep.unlock import UnlockPage
from ui.form.wizard import WizardPage
from ui.locking import end
from ui.shell import Shell

LOCKED = 0


def main(profile_dir: str, *words: str) -> None:
    """words: four of them."""
    folder = Path(profile_dir)

    def started(shell: Shell) -> None:
        stage = Stage(shell, Ledger(Path("/dev/null")), folder)
        stage.perform(play(stage, *words))

    sys.exit(app.run(folder, command=("true",), make_printer=lambda: IppPrinter(None), started=started))


def play(stage: Stage, searched: str, name: str, called: str, copied: str) -> Script:
    """Unlock, search, a new case, typing; what is copied lies on the clipboard at the lock."""
    hands = stage.hands
    yield from stage.in_front()
    yield from stage.at(UnlockPage)
    yield from stage.typing(PASSPHRASE)
    hands.press(Key.Key_Return)
    yield from stage.until("åben", lambda: stage.shell.opened is not None)
    yield from stage.settled()
    if not isinstance(stage.shell.window.page, HomePage):
        end(4)
    hands.press(Key.Key_K, CONTROL)
    yield from stage.typing(searched)
    yield from stage.settled()
    hands.press(Key.Key_N, CONTROL)
    yield from stage.at(NewCasePage)
    yield from stage.typing(name)
    hands.press(Key.Key_Return)
    yield from stage.at(WizardPage)
    yield from stage.until("spørgsmålene", lambda: hands.has("Næste"))
    hands.go_to("Hvad vil du gerne kaldes?")
    yield from stage.typing(f"{called} {copied}")
    hands.press(Key.Key_A, CONTROL)
    hands.press(Key.Key_C, CONTROL)
    yield from stage.settled()
    hands.press(Key.Key_L, CONTROL)
