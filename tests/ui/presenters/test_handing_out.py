"""What goes and what stays, in words, before anything is handed out; the consents are not asked at each letter."""

from __future__ import annotations

from pathlib import Path

from rygsaek.errors import InputError
from rygsaek.paper.consent_gate import OR_WHY, REFUSED
from rygsaek.paper.export import Missing, Plan
from tests.support.presenting import AtOnce, HandRunner, HandTimers
from ui.presenters.handing_out import ASK_FOR_ALL, Given, HandingOut, Whom, stay_words
from ui.presenters.handing_out_source import free_folder

REST = Missing("samarbejdsaftale", "Resten af »Vores aftale«", REFUSED, "Samtykket nævner ikke bolig.", f"Spørg. {OR_WHY}")
OWN = Missing("kontaktforsoeg", "Kontaktforsøg", "paper.internal", "Det er kommunens eget papir.", "Vælg »Kommunen«.")


class OneParty:
    """Of somebody else the agreement goes in part; with a reason all of it does."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.trouble: InputError | None = None

    def first_name(self) -> str:
        return "Anna"

    def ask(self, copy: str, recipient: str, override: str) -> Plan:
        self.asked.append((copy, recipient))
        if copy != "third" or override:
            return Plan(("Vores aftale",), (OWN,) if copy == "third" else ())
        return Plan(("Vores aftale (en del)",), (REST, OWN))

    def give(self, whom: Whom, target: Path) -> Given:
        if self.trouble is not None:
            raise self.trouble
        return Given(str(target), ("Vores aftale",))


def test_a_part_goes_without_a_reason_and_all_of_it_with_one() -> None:
    source, timers = OneParty(), HandTimers()
    handing = HandingOut(source, AtOnce(), timers)
    handing.begin()
    assert handing.going == ("Vores aftale",) and handing.may_give
    handing.choose(copy="third")
    for typed in ("B", "Bo", "Bo Dam"):
        handing.choose(recipient=typed)
        assert not handing.may_give and handing.staying == ()
    assert source.asked == [("internal", "")], "not at each letter"
    timers.forward(1)
    assert {who for _, who in source.asked[1:]} == {"Bo Dam"}
    assert handing.going == ("Vores aftale (en del)",) and handing.may_give and handing.uncovered
    assert handing.staying == (
        "Resten af »Vores aftale«: Samtykket nævner ikke bolig. Spørg.",
        "»Kontaktforsøg«: Det er kommunens eget papir. Vælg »Kommunen«.",
    )
    handing.choose(override="Der er fare for liv")
    assert handing.going == ("Vores aftale",) and len(handing.staying) == 1 and handing.uncovered
    handing.choose(recipient="Bo Dams")
    assert handing.whom.override == "" and not handing.may_give


def test_a_second_press_writes_nothing_more_and_what_went_wrong_leaves_the_choice(tmp_path: Path) -> None:
    source, runner = OneParty(), HandRunner()
    handing = HandingOut(source, runner, HandTimers())
    handing.begin()
    runner.all()
    handing.give(tmp_path)
    handing.give(tmp_path)
    assert len(runner.waiting) == 1
    source.trouble = InputError("Samtykket er taget tilbage.", "Spørg borgeren.", code=REFUSED)
    told: list[str] = []
    handing.trouble.listen(lambda error: told.append(error.code))
    runner.all()
    assert told == [REFUSED] and handing.may_give


def test_one_reason_is_said_once_for_all_that_it_keeps() -> None:
    other = REST._replace(title="Brev")
    assert stay_words((OWN, REST, other))[0] == f"Resten af »Vores aftale«, »Brev«: {REST.text} {ASK_FOR_ALL}"


def test_a_folder_that_is_there_is_never_written_into(tmp_path: Path) -> None:
    for expected in ("ud", "ud-2", "ud-3"):
        free_folder(tmp_path, "ud").mkdir()
        assert (tmp_path / expected).is_dir()
