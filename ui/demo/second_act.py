"""The second act: back at the same field after the kill, the rest of the visit, the papers, the lock in the middle of a text."""

from __future__ import annotations

from functools import partial

from rygsaek.casework import drafts
from ui.demo import story
from ui.demo.hands import CONTROL, Key
from ui.demo.measuring import stopwatch
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.demo.talking import Talk
from ui.desk.case import CasePage
from ui.desk.history import HistoryPage
from ui.desk.home import HomePage
from ui.desk.settings import SettingsPage
from ui.doorstep.recover import RecoverPage
from ui.doorstep.unlock import UnlockPage
from ui.form.wizard import WizardPage
from ui.open_vault import OpenVault
from ui.printing.print_page import PrintPage
from ui.table.after_visit import AfterVisitPage
from ui.table.visit import VisitPage

MEASURED_KEYS = 20


def play(stage: Stage, scene: Scene) -> Script:
    """Ends with the lock, which starts the third act."""
    yield from stage.in_front()
    yield from _unlock(stage, scene)
    yield from _find_the_text(stage)
    yield from _finish_the_goal(stage)
    yield from _pause(stage)
    yield from _agree(stage)
    yield from _talk_about(stage, "2", "netværket", story.NETWORK, {"privat_netvaerk/navn": "16-netværk"})
    yield from _talk_about(
        stage, "3", "ja og nej", story.CONSENT, {"part/svar": "17-ja-og-nej", "part/oplysningstyper": "18-hvad"}
    )
    yield from _end_the_visit(stage, scene)
    yield from _look_around(stage)
    yield from _write_and_lock(stage)


def _unlock(stage: Stage, scene: Scene) -> Script:
    stage.step("Starter igen, og låser op")
    hands = stage.hands
    yield from stage.at(UnlockPage)
    yield from stage.picture("12-lås-op")
    hands.touch("Brug nøgleark")
    yield from stage.at(RecoverPage)
    yield from stage.picture("13-brug-nøgleark")
    hands.touch("Tilbage")
    yield from stage.at(UnlockPage)
    words = scene.ledger().latest("words")
    yield from stage.typing(words.what if words else "")
    opening = stopwatch()
    hands.press(Key.Key_Return)
    yield from stage.until("at rygsækken er åben", lambda: stage.shell.opened is not None)
    yield from stage.at(VisitPage)
    stage.ledger.say("measured", "unlock_s", opening())
    yield from stage.until("det spørgsmål, der blev svaret på", Talk(stage, {}).is_asking)
    yield from stage.settled()


def _find_the_text(stage: Stage) -> Script:
    stage.step("Er tilbage i det samme felt")
    stage.ledger.say("found", stage.hands.text())
    yield from stage.quick_picture("14-tilbage-efter-strømsvigt")


def _finish_the_goal(stage: Stage) -> Script:
    """Types on where the kill came, and measures from each key until the vault holds it."""
    stage.step("Skriver videre, og måler fra tast til gemt")
    hands, opened = stage.hands, stage.shell.opened
    if opened is None:
        raise LookupError("rygsækken er ikke åben")
    while hands.text():
        hands.press(Key.Key_Backspace)
    yield from stage.settled()
    for count, letter in enumerate(story.FIRST_GOAL):
        yield from stage.typing(letter)
        if count < MEASURED_KEYS:
            elapsed = stopwatch()
            yield from stage.until("at en tast er gemt", partial(_is_kept, opened, hands.text()))
            stage.ledger.say("measured", "key_s", elapsed())


def _is_kept(opened: OpenVault, text: str) -> bool:
    return any(one.text == text for one in drafts.all(opened.desk))


def _agree(stage: Stage) -> Script:
    stage.step("Laver aftalen færdig")
    talk = Talk(stage, story.AGREEMENT)
    stage.hands.press(Key.Key_I, CONTROL)
    yield from stage.settled()
    yield from talk.until_the_end({"maal_3_mdr/maal": "15-mål", "aftaler/handling_borger": "15-hvem-gør-hvad"})


def _talk_about(stage: Stage, key: str, what: str, answers: story.Answers, pictures: dict[str, str]) -> Script:
    stage.step(f"Taler om {what}")
    talk = Talk(stage, answers)
    stage.hands.touch({"2": "Kortet over dem omkring dig", "3": "Dit ja eller nej"}[key])
    yield from stage.until(f"spørgsmålene om {what}", talk.is_asking)
    yield from talk.until_the_end(pictures)


def _pause(stage: Stage) -> Script:
    stage.step("Holder pause, og går videre med koden")
    hands = stage.hands

    def pause() -> Script:
        for _ in range(2):
            hands.press(Key.Key_Escape)
        yield from stage.until("pausen", lambda: _visit(stage).is_paused)

    def ask() -> Script:
        yield from pause()
        hands.press(Key.Key_Return)
        yield from stage.settled()

    def go_on() -> Script:
        if not _visit(stage).paused.is_asking:
            hands.press(Key.Key_Return)
            yield from stage.settled()
        yield from stage.typing(story.PIN)
        yield from stage.until("at pausen er slut", lambda: not _visit(stage).is_paused)

    yield from stage.picture_each_time("20-pause", pause, go_on)
    yield from stage.picture_each_time("21-pause-kode", ask, go_on)


def _visit(stage: Stage) -> VisitPage:
    found = stage.shell.window.page
    if not isinstance(found, VisitPage):
        raise LookupError("besøget er ikke på skærmen")
    return found


def _end_the_visit(stage: Stage, scene: Scene) -> Script:
    stage.step("Printer det, de har aftalt" if scene.printer else "Slutter besøget (ingen printer her)")
    hands = stage.hands
    yield from stage.until("slutningen", lambda: hands.has("Slut besøget") or hands.has("Print di"))
    yield from stage.quick_picture("22-det-har-vi-aftalt")
    if scene.printer:
        pressed = stopwatch()
        hands.touch("Print di")
        yield from stage.until("spørgsmålet om, hvad der kom ud", lambda: hands.has("Ja"))
        stage.ledger.say("measured", "print_s", pressed())
        yield from stage.quick_picture("23-kom-det-ud")
        while not _is_all_out(stage):
            yield from stage.until("det næste papir", lambda: hands.has("Ja") or _is_all_out(stage))
            if hands.has("Ja"):
                hands.touch("Ja")
            yield from stage.settled()
    hands.touch("Skriv jeres navne")
    yield from stage.settled()
    for _ in range(2):
        if hands.has("På papir"):
            hands.touch("På papir")
            yield from stage.settled()
    yield from stage.quick_picture("24-navne")
    hands.touch("Færdig med navne")
    yield from stage.until("slutningen igen", lambda: hands.has("Slut besøget"))
    hands.touch("Slut besøget")
    yield from stage.until("koden", lambda: _visit(stage).is_paused)
    hands.press(Key.Key_Return)
    yield from stage.settled()
    yield from stage.typing(story.PIN)
    yield from stage.at(AfterVisitPage)
    yield from stage.picture("25-efter-besøget")


def _is_all_out(stage: Stage) -> bool:
    printing = _visit(stage).printing
    return printing is not None and printing.is_all_out


def _look_around(stage: Stage) -> Script:
    stage.step("Ser på sagen, papiret, historikken, søgningen og indstillingerne")
    hands = stage.hands
    hands.press(Key.Key_Return, CONTROL)
    yield from stage.at(CasePage)
    yield from stage.until("sagen", lambda: hands.has("Se det hele") or hands.has("Start besøg"))
    yield from stage.picture("26-sagen")
    hands.press(Key.Key_P, CONTROL)
    yield from stage.at(PrintPage)
    yield from stage.picture("27-print")
    yield from _back_to(stage, "Sagen", CasePage)
    hands.touch("Se det hele")
    yield from stage.at(HistoryPage)
    yield from stage.picture("28-historik")
    yield from _back_to(stage, "Sagen", CasePage)
    yield from _back_to(stage, "I dag", HomePage)
    yield from stage.picture("29-i-dag")
    hands.press(Key.Key_K, CONTROL)
    yield from stage.typing(story.SEARCHED)
    yield from stage.until("det, der søges efter", lambda: _found(stage) > 0)
    yield from stage.quick_picture("30-søgning")
    hands.touch("Indstillinger")
    yield from stage.at(SettingsPage)
    yield from stage.picture("31-indstillinger")
    yield from _back_to(stage, "I dag", HomePage)


def _back_to(stage: Stage, name: str, page: type[object]) -> Script:
    stage.hands.touch(f"‹ {name}")
    yield from stage.at(page)


def _found(stage: Stage) -> int:
    page = stage.shell.window.page
    return page.found.rowCount() if isinstance(page, HomePage) else 0


def _write_and_lock(stage: Stage) -> Script:
    stage.step("Skriver i aftalen, og låser midt i det")
    hands = stage.hands
    hands.press(Key.Key_Down)
    yield from stage.settled()
    hands.press(Key.Key_Return)
    yield from stage.at(CasePage)
    yield from stage.until("papirerne", lambda: hands.has("Skriv i Samarbejdsaftale"))
    hands.touch("Skriv i Samarbejdsaftale")
    yield from stage.at(WizardPage)
    yield from stage.until("afsnittene", lambda: hands.has("Det taler vi om"))
    hands.touch("Det taler vi om")
    yield from stage.settled()
    hands.go_to("Hvordan er dit liv lige nu?")
    yield from stage.typing(story.LOCKED_ON[:40])
    yield from _with_the_paper(stage)
    hands.go_to("Hvordan er dit liv lige nu?")
    yield from stage.typing(story.LOCKED_ON[len(hands.text()) :])
    stage.ledger.say("locking", hands.text())
    hands.press(Key.Key_L, CONTROL)


def _with_the_paper(stage: Stage) -> Script:
    stage.hands.press(Key.Key_F8)
    yield from stage.until("papiret ved siden af", lambda: stage.hands.has("Skjul papiret"))
    yield from stage.quick_picture("32-aftalen-med-papir")
    stage.hands.press(Key.Key_F8)
    yield from stage.picture("33-aftalen")
