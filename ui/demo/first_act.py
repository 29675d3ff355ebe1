"""The first act: a vault, its recovery sheet, a case, and a visit, until the process is killed in the middle of a word."""

from __future__ import annotations

from ui.demo import story
from ui.demo.hands import CONTROL, Key, NotThereError
from ui.demo.new_vault import keep_the_sheet, name_the_worker
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.demo.talking import Talk
from ui.desk.case import CasePage
from ui.desk.home import HomePage
from ui.desk.new_case import NewCasePage
from ui.doorstep.create import CreatePage
from ui.doorstep.recover import RestorePage
from ui.doorstep.sheet import SheetPage
from ui.form.wizard import WizardPage
from ui.table.visit import VisitPage


def play(stage: Stage, scene: Scene) -> Script:
    """Ends only by being killed."""
    yield from stage.in_front()
    yield from _make_the_vault(stage)
    yield from _save_the_sheet(stage, scene)
    yield from _open_a_case(stage)
    yield from _begin_the_visit(stage)
    stage.step("Skriver det, Anna siger. Midt i det slukkes maskinen")
    for letter in story.FIRST_GOAL * 20:
        yield from stage.typing(letter)
        stage.ledger.say("typed", letter)
        yield from stage.breath()


def _make_the_vault(stage: Stage) -> Script:
    stage.step("Laver en ny rygsæk")
    hands = stage.hands
    yield from stage.at(CreatePage)
    yield from stage.picture("01-velkommen")
    hands.touch("Hent fra en sikkerhedskopi")
    yield from stage.at(RestorePage)
    yield from stage.picture("02-hent-fra-kopi")
    hands.touch("Tilbage")
    yield from stage.at(CreatePage)
    yield from name_the_worker(stage)
    words = hands.said("Ord ")
    stage.ledger.say("words", words)
    yield from stage.quick_picture("03-seks-ord")
    hands.touch("Jeg har skrevet dem ned")
    yield from stage.until("ordene igen", lambda: hands.has("Opret rygsækken"))
    yield from stage.typing(words)
    yield from stage.quick_picture("04-seks-ord-igen")
    hands.press(Key.Key_Return)
    yield from stage.at(SheetPage)


def _save_the_sheet(stage: Stage, scene: Scene) -> Script:
    stage.step("Gemmer nøglearket")
    yield from stage.picture("05-nøgleark")
    yield from keep_the_sheet(stage, scene)


def _open_a_case(stage: Stage) -> Script:
    stage.step(f"Opretter en sag for {story.CITIZEN} (opdigtet, med erstatnings-cpr)")
    hands = stage.hands
    yield from stage.at(HomePage)
    yield from stage.picture("06-i-dag-tom")
    hands.press(Key.Key_N, CONTROL)
    yield from stage.at(NewCasePage)
    yield from stage.typing(story.CITIZEN)
    yield from stage.picture("07-ny-sag")
    hands.press(Key.Key_Return)
    yield from stage.at(WizardPage)
    facts = list(story.FACTS)
    while facts:
        yield from stage.until("spørgsmålene", lambda: hands.has("Næste"))
        for label, text in tuple(facts):
            try:
                hands.go_to(label)
            except NotThereError:
                continue
            facts.remove((label, text))
            yield from stage.typing(text)
            hands.press(Key.Key_Tab)
            yield from stage.settled()
        if len(facts) == len(story.FACTS) - 1:
            yield from stage.picture("08-oplysninger")
        hands.press(Key.Key_Return, CONTROL)
        yield from stage.settled()
    hands.touch(f"Tilbage til {story.CITIZEN}")
    yield from stage.at(CasePage)


def _begin_the_visit(stage: Stage) -> Script:
    stage.step("Begynder besøget")
    hands = stage.hands
    yield from stage.until("sagen", lambda: hands.has("Start besøg"))
    yield from stage.picture("09-sagen-ny")
    hands.press(Key.Key_F5)
    yield from stage.at(VisitPage)
    yield from stage.until("koden til pausen", lambda: hands.has("Gem koden"))
    yield from stage.picture("10-koden")
    for _ in range(2):
        yield from stage.typing(story.PIN)
        hands.press(Key.Key_Return)
    yield from stage.until("begyndelsen på besøget", lambda: hands.has("Næste"))
    yield from stage.picture("11-besøget-begynder")
    hands.press(Key.Key_Return)
    yield from stage.until("det første spørgsmål", Talk(stage, {}).is_asking)
    yield from stage.settled()
