"""The third act: the process that the lock started, unlocked, and back where the keyboard was."""

from __future__ import annotations

from ui.demo.hands import Key
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.doorstep.unlock import UnlockPage
from ui.form.wizard import WizardPage


def play(stage: Stage, scene: Scene) -> Script:
    """Ends with the window closed."""
    stage.step("Låser op igen efter låsen")
    yield from stage.in_front()
    yield from stage.at(UnlockPage)
    words = scene.ledger().latest("words")
    yield from stage.typing(words.what if words else "")
    stage.hands.press(Key.Key_Return)
    yield from stage.at(WizardPage)
    yield from stage.until("det felt, der blev skrevet i", lambda: bool(stage.hands.text()))
    stage.ledger.say("found", stage.hands.text())
    yield from stage.quick_picture("34-tilbage-efter-lås")
    stage.ledger.say("over")
    stage.shell.window.close()
