"""What both demos do at the doorstep of a new vault: say who works here, and keep the recovery sheet."""

from __future__ import annotations

from ui.demo.hands import Key
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.demo.story import LISE
from ui.doorstep.sheet import FILE_NAME


def name_the_worker(stage: Stage) -> Script:
    """Types who works here, and waits for the six words."""
    hands = stage.hands
    for text in LISE:
        yield from stage.typing(text)
        if text != LISE.phone:
            hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    yield from stage.until("de seks ord", lambda: hands.has("Jeg har skrevet dem ned"))


def keep_the_sheet(stage: Stage, scene: Scene) -> Script:
    """Saves the recovery sheet as a file, and goes on to today."""
    hands, target = stage.hands, scene.papers / FILE_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    hands.touch_then("Gem som fil")
    yield from stage.until("filvælgeren", hands.answer_file_dialog(target))
    yield from stage.until("nøglearket som fil", target.exists)
    yield from stage.in_front()
    yield from stage.until("vejen videre", lambda: hands.has("Videre til i dag"))
    yield from stage.settled()
    hands.touch("Videre til i dag")
