"""With a screen: the window stands open on the case when the demo has ended, for whoever wants to go on by hand."""

from __future__ import annotations

from ui.demo.hands import Key
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.doorstep.unlock import UnlockPage
from ui.places import CaseAt, WizardAt


def play(stage: Stage, scene: Scene) -> Script:
    """Unlocks once and goes to the case; after a lock of somebody's own the words are theirs to write."""
    ledger = scene.ledger()
    if ledger.latest("over", "look") is not None:
        return
    yield from stage.at(UnlockPage)
    words = ledger.latest("words")
    yield from stage.typing(words.what if words else "")
    stage.hands.press(Key.Key_Return)
    yield from stage.until("at rygsækken er åben", lambda: stage.shell.opened is not None)
    yield from stage.settled()
    here = stage.shell.window.page
    if here is not None and isinstance(here.place, WizardAt):
        stage.shell.window.go(CaseAt(here.place.case))
    yield from stage.settled()
    stage.ledger.say("over")
