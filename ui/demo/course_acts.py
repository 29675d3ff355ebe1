"""One case from the inquiry to the follow-up: what is done in the windows on each of its days."""

from __future__ import annotations

from ui.demo import course_story as story
from ui.demo.desk_work import write
from ui.demo.hands import CONTROL, Key
from ui.demo.new_vault import keep_the_sheet, name_the_worker
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.demo.story import PIN
from ui.demo.talking import Talk
from ui.desk.case import CasePage
from ui.desk.home import HomePage
from ui.desk.new_case import NewCasePage
from ui.doorstep.create import CreatePage
from ui.doorstep.sheet import SheetPage
from ui.doorstep.unlock import UnlockPage
from ui.table.after_visit import AfterVisitPage
from ui.table.visit import VisitPage

MOST_TABS = 60


def inquiry(stage: Stage, scene: Scene) -> Script:
    """A vault, a case, the screening, and who is to have it."""
    yield from _make_the_vault(stage, scene)
    stage.step("Opretter sagen, screener og fordeler den")
    yield from stage.at(HomePage)
    stage.hands.press(Key.Key_N, CONTROL)
    yield from stage.at(NewCasePage)
    yield from stage.typing(story.CITIZEN)
    stage.hands.press(Key.Key_Return)
    yield from write(stage, story.FACTS)
    yield from _begin(stage, "Screeningsskema")
    yield from write(stage, story.SCREENING, "forløb-01-screening")
    yield from _decide(stage, "Sagen er fordelt")
    yield from write(stage, story.ASSIGNED)
    yield from stage.picture("forløb-02-sagen-fordelt")
    yield from _close(stage)


def contact(stage: Stage, scene: Scene) -> Script:
    """Nobody answers; then there is contact, and a visit is agreed on."""
    yield from _open(stage, scene)
    stage.step("Ringer to gange, og aftaler et besøg")
    for answers in (story.NO_ANSWER, story.AGREED):
        stage.hands.touch("Ring nu")
        yield from write(stage, answers)
    yield from _begin(stage, "Besøg")
    yield from write(stage, story.VISIT)
    yield from stage.picture("forløb-03-kontakt")
    yield from _close(stage)


def first_meeting(stage: Stage, scene: Scene) -> Script:
    """The visit: an agreement and a consent, and the record that says it was the first."""
    yield from _open(stage, scene, "forløb-04-i-dag")
    stage.step("Holder det første møde")
    hands = stage.hands
    hands.press(Key.Key_F5)
    yield from stage.at(VisitPage)
    yield from stage.until("koden til pausen", lambda: hands.has("Gem koden"))
    for _ in range(2):
        yield from stage.typing(PIN)
        hands.press(Key.Key_Return)
    yield from stage.until("begyndelsen på besøget", lambda: hands.has("Næste"))
    hands.press(Key.Key_Return)
    talk = Talk(stage, story.AGREEMENT)
    yield from stage.until("det første spørgsmål", talk.is_asking)
    yield from talk.until_the_end({})
    hands.touch("Dit ja eller nej")
    consent = Talk(stage, story.CONSENT)
    yield from stage.until("spørgsmålene om ja og nej", consent.is_asking)
    yield from consent.until_the_end({})
    yield from _end_the_visit(stage)
    yield from _write_in(stage, "Besøg i dag")
    yield from write(stage, story.HELD)
    yield from stage.picture("forløb-05-første-møde")
    yield from _picture_at(stage, "Skriv: Andre systemer", "forløb-05-det-mangler")
    yield from _close(stage)


def invitation(stage: Stage, scene: Scene) -> Script:
    """What is needed is written down, the coordinating meeting is planned, and people are invited."""
    yield from _open(stage, scene)
    stage.step("Vurderer behov, og indkalder til det koordinerende møde")
    yield from _begin(stage, "Behovsvurdering")
    yield from write(stage, story.NEEDS)
    yield from _begin(stage, "Udrettedagsorden")
    yield from write(stage, story.INVITATION, "forløb-06-dagsorden")
    yield from stage.picture("forløb-07-indkaldt")
    yield from _close(stage)


def meeting(stage: Stage, scene: Scene) -> Script:
    """It is held, and the minutes are sent."""
    yield from _open(stage, scene, "forløb-08-i-dag-møde")
    stage.step("Skriver referat")
    yield from _write_in(stage, "Udrettedagsorden")
    yield from write(stage, story.MINUTES)
    yield from stage.picture("forløb-09-møde-holdt")
    yield from _close(stage)


def closing(stage: Stage, scene: Scene) -> Script:
    """Others take over what they have agreed to, and the case is closed."""
    yield from _open(stage, scene)
    stage.step("Giver sagen videre, og slutter forløbet")
    yield from _begin(stage, "Overgang")
    yield from write(stage, story.CLOSING, "forløb-10-overgang")
    yield from stage.picture("forløb-11-afsluttet")
    yield from _picture_at(stage, "Skriv i Samarbejdsaftale", "forløb-11-papirer")
    yield from _close(stage)


def follow_up(stage: Stage, scene: Scene) -> Script:
    """Three months later."""
    yield from _open(stage, scene, "forløb-12-i-dag-opfølgning")
    stage.step("Følger op")
    yield from _begin(stage, "Opfølgning")
    yield from write(stage, story.FOLLOW_UP)
    yield from stage.picture("forløb-13-opfølgning")
    yield from _close(stage)


def _make_the_vault(stage: Stage, scene: Scene) -> Script:
    stage.step("Laver en ny rygsæk")
    hands = stage.hands
    yield from stage.in_front()
    yield from stage.at(CreatePage)
    yield from name_the_worker(stage)
    words = hands.said("Ord ")
    stage.ledger.say("words", words)
    hands.touch("Jeg har skrevet dem ned")
    yield from stage.until("ordene igen", lambda: hands.has("Opret rygsækken"))
    yield from stage.typing(words)
    hands.press(Key.Key_Return)
    yield from stage.at(SheetPage)
    yield from keep_the_sheet(stage, scene)


def _open(stage: Stage, scene: Scene, picture: str = "") -> Script:
    """Unlocks, and goes to the case. picture: of the home page, on the way."""
    stage.step("Låser op")
    hands = stage.hands
    yield from stage.in_front()
    yield from stage.at(UnlockPage)
    words = scene.ledger().latest("words")
    yield from stage.typing(words.what if words else "")
    hands.press(Key.Key_Return)
    yield from stage.until("at rygsækken er åben", lambda: stage.shell.opened is not None)
    yield from stage.settled()
    if picture:
        if isinstance(stage.shell.window.page, CasePage):
            hands.touch("‹ I dag")
        yield from stage.at(HomePage)
        yield from stage.picture(picture)
    if not isinstance(stage.shell.window.page, CasePage):
        hands.press(Key.Key_Down)
        yield from stage.settled()
        hands.press(Key.Key_Return)
    yield from stage.at(CasePage)
    yield from _case_is_read(stage)


def _case_is_read(stage: Stage) -> Script:
    yield from stage.until("sagen", lambda: stage.hands.has("Nyt papir") and stage.hands.has("Start besøg"))
    yield from stage.settled()


def _begin(stage: Stage, name: str) -> Script:
    """A new paper, from the case's list."""
    yield from _pick(stage, "Nyt papir", name)


def _decide(stage: Stage, what: str) -> Script:
    """A decision, from those that are possible now."""
    yield from _pick(stage, "Skriv en beslutning", what)


def _pick(stage: Stage, button: str, line: str) -> Script:
    yield from _case_is_read(stage)
    stage.hands.touch(button)
    yield from stage.until("listen", stage.hands.has_menu)
    stage.hands.pick(line)


def _write_in(stage: Stage, name: str) -> Script:
    yield from _case_is_read(stage)
    stage.hands.touch(f"Skriv i {name}")


def _picture_at(stage: Stage, name: str, picture: str) -> Script:
    """The page where the keyboard comes to something that begins with these words."""

    def come() -> Script:
        yield from _case_is_read(stage)
        for _ in range(MOST_TABS):
            if stage.hands.focused().accessibleName().startswith(name):
                return
            stage.hands.press(Key.Key_Tab)
        raise LookupError(name)

    yield from stage.picture_each_time(picture, come, stage.settled)


def _end_the_visit(stage: Stage) -> Script:
    hands = stage.hands
    yield from stage.until("slutningen", lambda: hands.has("Slut besøget"))
    hands.touch("Slut besøget")
    yield from stage.until("koden", lambda: _is_paused(stage))
    hands.press(Key.Key_Return)
    yield from stage.settled()
    yield from stage.typing(PIN)
    yield from stage.at(AfterVisitPage)
    hands.press(Key.Key_Return, CONTROL)
    yield from stage.at(CasePage)


def _is_paused(stage: Stage) -> bool:
    page = stage.shell.window.page
    return isinstance(page, VisitPage) and page.is_paused


def _close(stage: Stage) -> Script:
    yield from stage.settled()
    stage.ledger.say("over")
    stage.shell.window.close()
