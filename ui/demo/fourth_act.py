"""The fourth act: the office is made, a colleague is let in and gets the case, both write in one field, and Lise chooses."""

from __future__ import annotations

from ui.demo import story
from ui.demo.hands import CONTROL, Key
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.desk.case import CasePage
from ui.desk.home import HomePage
from ui.desk.office import OfficePage
from ui.doorstep.unlock import UnlockPage
from ui.form.wizard import WizardPage

KIT = "kontornøgle.pdf"
CHOOSE = "Vælg den her"
FIELD = "Hvordan er dit liv lige nu?"


def play(stage: Stage, scene: Scene) -> Script:
    """Ends with the window closed."""
    yield from stage.in_front()
    yield from _unlock(stage, scene)
    yield from _make_the_office(stage, scene)
    yield from _let_the_colleague_in(stage)
    yield from _share(stage)
    yield from _write_in_the_same_field(stage)
    yield from _choose(stage)
    stage.ledger.say("over")
    stage.shell.window.close()


def _unlock(stage: Stage, scene: Scene) -> Script:
    stage.step("Låser op på kontoret, hvor der er net")
    yield from stage.at(UnlockPage)
    words = scene.ledger().latest("words")
    yield from stage.typing(words.what if words else "")
    stage.hands.press(Key.Key_Return)
    yield from stage.at(WizardPage)
    yield from _home(stage)


def _make_the_office(stage: Stage, scene: Scene) -> Script:
    stage.step("Laver et kontor på det centrale lager, og gemmer kontornøglen")
    hands = stage.hands
    hands.touch("Tilslut kontoret")
    yield from stage.at(OfficePage)
    yield from stage.picture("35-tilslut-kontoret")
    hands.go_to("Serverens adresse")
    yield from stage.typing(scene.central)
    is_answered = hands.answer_file_dialog(scene.papers / KIT)
    hands.touch_then("Gem nøglen som fil")
    yield from stage.until("at nøglen er gemt", is_answered)
    yield from stage.until("kontoret", lambda: hands.has("Lav en invitation"))
    yield from stage.in_front()
    yield from stage.settled()


def _let_the_colleague_in(stage: Stage) -> Script:
    stage.step("Inviterer en kollega, sammenligner seks ord, og lukker ind")
    hands = stage.hands
    hands.touch("Lav en invitation")
    yield from stage.until("koden", lambda: bool(_office(stage).invite.code.accessibleDescription()))
    yield from _ask(stage, "join", _office(stage).invite.code.accessibleDescription())
    hands.touch("Se efter")
    yield from stage.until("kollegaen", lambda: hands.has("Ordene er ens"))
    stage.ledger.say("found", " ".join(_office(stage).pending.words))
    yield from stage.quick_picture("36-luk-ind")
    hands.touch("Ordene er ens")
    yield from stage.until("at kollegaen er inde", lambda: hands.has(f"Luk {story.BO.name}"))
    yield from stage.picture("37-kontoret")
    yield from _home(stage)


def _share(stage: Stage) -> Script:
    stage.step("Deler sagen med kollegaen, og sender")
    yield from _to_the_case(stage)
    stage.hands.touch("De må læse og skrive")
    yield from stage.until("at sagen er delt", lambda: stage.hands.has("Del ikke mere"))
    yield from stage.picture("38-sagen-er-delt")
    yield from _home(stage)
    yield from _send(stage)
    yield from stage.picture("39-alt-er-sendt")
    yield from _ask(stage, "open")


def _write_in_the_same_field(stage: Stage) -> Script:
    stage.step("Skriver i samme felt som kollegaen, uden at de ved det af hinanden")
    hands = stage.hands
    yield from _to_the_agreement(stage)
    yield from stage.until("afsnittene", lambda: hands.has("Det taler vi om"))
    hands.touch("Det taler vi om")
    yield from stage.settled()
    hands.go_to(FIELD)
    yield from stage.settled()
    hands.press(Key.Key_A, CONTROL)
    yield from stage.typing(story.WRITTEN_BY_LISE)
    yield from _home(stage)
    yield from _ask(stage, "write")
    yield from _send(stage)


def _choose(stage: Stage) -> Script:
    stage.step("Ser begge tekster, og vælger")
    hands = stage.hands
    yield from _to_the_case(stage)
    yield from stage.until("at sagen siger det", lambda: hands.has("Vælg i Samarbejdsaftale"))
    yield from stage.picture("40-skrevet-to-steder")
    hands.touch("Vælg i Samarbejdsaftale")
    yield from stage.at(WizardPage)
    yield from stage.until("de to tekster", lambda: hands.has(CHOOSE))
    yield from stage.quick_picture("41-to-versioner")
    hands.touch(CHOOSE)
    yield from stage.until("at der er valgt", lambda: not hands.has(CHOOSE))
    yield from _home(stage)
    yield from _send(stage)
    yield from _ask(stage, "read")


def _ask(stage: Stage, what: str, code: str = "") -> Script:
    """Have the colleague do something, and wait until it is done."""
    stage.ledger.say("asks", f"{what} {code}".strip())
    yield from stage.until("kollegaen", lambda: _answers(stage, what))


def _answers(stage: Stage, what: str) -> bool:
    return any(one.kind == "answered" and one.what.partition(" ")[0] == what for one in stage.ledger.lines())


def _send(stage: Stage) -> Script:
    syncing = stage.shell.syncing
    stage.hands.touch("Send og hent nu")
    yield from stage.until("at alt er sendt", lambda: syncing is not None and not syncing.is_busy)
    yield from stage.settled()


def _home(stage: Stage) -> Script:
    if isinstance(stage.shell.window.page, WizardPage):
        stage.hands.touch("‹")
        yield from stage.at(CasePage)
    stage.hands.touch("‹")
    yield from stage.at(HomePage)


def _to_the_case(stage: Stage) -> Script:
    stage.hands.press(Key.Key_K, CONTROL)
    yield from stage.settled()
    stage.hands.press(Key.Key_Down)
    yield from stage.settled()
    stage.hands.press(Key.Key_Return)
    yield from stage.at(CasePage)
    yield from stage.until("sagen", lambda: stage.hands.has("Start besøg"))


def _to_the_agreement(stage: Stage) -> Script:
    yield from _to_the_case(stage)
    yield from stage.until("papirerne", lambda: stage.hands.has("Skriv i Samarbejdsaftale"))
    stage.hands.touch("Skriv i Samarbejdsaftale")
    yield from stage.at(WizardPage)


def _office(stage: Stage) -> OfficePage:
    found = stage.shell.window.page
    if not isinstance(found, OfficePage):
        raise LookupError("kontoret er ikke på skærmen")
    return found
