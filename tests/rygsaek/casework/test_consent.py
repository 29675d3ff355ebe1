"""The consent ledger: what covers, what does not, and that the narrower reading wins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.information import DIRECTIONS, KINDS, MEETING
from rygsaek.casework import accesslog, cases, consent, consents
from rygsaek.casework.consent import Answer, Party
from rygsaek.casework.consent_rows import ConsentRow, consent_rows
from rygsaek.casework.desk import Desk
from rygsaek.casework.projectors import projectors
from rygsaek.casework.signing import sign
from rygsaek.casework.versions import Version
from rygsaek.errors import InputError
from rygsaek.history.changes import ANSWER_GIVEN, DOCUMENT_BEGUN, NewChange
from rygsaek.history.checking import check
from rygsaek.history.registers import fold
from tests.support.consents import SIGNED, give, part
from tests.support.desks import ANNA, BO, SetClock, library, merge, new_desk

BO_DAM = Party("Bo Dam")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path / "vault") as made:
        yield made


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)


def rows(desk: Desk, case: str) -> tuple[ConsentRow, ...]:
    with desk.vault.read() as reader:
        return consents.rows_of(desk, reader, desk.journal.state(case))


def asked(
    desk: Desk, case: str, kind: str = "medicin", way: str = "videregive", day: str = "2026-06-01", name: str = "Bo Dam"
) -> str:
    return consent.may(rows(desk, case), Party(name), kind, way, day).why


ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "as it is": ({}, "covered"),
    "another kind": ({"oplysningstyper": ["bolig"]}, "kind"),
    "another direction for this party": ({"retning_part": "indhente"}, "direction"),
    "a no": ({"svar": False}, "refused"),
    "no answer": ({"svar": None}, "draft"),
    "not yet": ({"gyldig_fra": "2026-06-02"}, "not_yet"),
    "its first day": ({"gyldig_fra": "2026-06-01"}, "covered"),
    "its last day": ({"gyldig_til": "2026-06-01"}, "covered"),
    "ended": ({"gyldig_til": "2026-05-31"}, "ended"),
    "no end": ({"gyldig_til": None}, "no_end"),
    "a doctor, more than a year ago": (
        {"er_sundhedsperson": True, "gyldig_fra": "2025-05-31", "gyldig_til": "2030-01-01"},
        "ended",
    ),
    "a doctor, a year ago to the day": (
        {"er_sundhedsperson": True, "gyldig_fra": "2025-06-01", "gyldig_til": "2030-01-01"},
        "covered",
    ),
    "of the health group, though nobody said a doctor": (
        {"er_sundhedsperson": None, "part_type": "sundhed_og_behandling", "gyldig_fra": "2025-05-31", "gyldig_til": "2030-01-01"},
        "ended",
    ),
    "not a doctor, more than a year ago": ({"gyldig_fra": "2025-01-01", "gyldig_til": "2030-01-01"}, "covered"),
    "another name": ({"part_navn": "Bo Damgaard"}, "unknown"),
    "the same name in other letters": ({"part_navn": " BO  dam. "}, "covered"),
}
DOCUMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "unsigned": ({"underskrift_borger": None}, "draft"),
    "will not sign": ({"underskrift_borger": {**SIGNED, "how": "vil_ikke"}}, "draft"),
    "with words and a reason": (
        {"form": "mundtlig", "mundtlig_begrundelse": "Hånden ryster.", "underskrift_borger": None},
        "covered",
    ),
    "with words and no reason": ({"form": "mundtlig", "underskrift_borger": None}, "draft"),
    "only asking": ({"retning": "indhente"}, "direction"),
    "only telling": ({"retning": "videregive"}, "covered"),
    "given later than the day": ({"dato": "2026-06-02"}, "not_yet"),
    "withdrawn before": ({"tilbagekaldt_dato": "2026-05-04"}, "withdrawn"),
}


def test_one_row_answers_by_name_kind_direction_and_day(desk: Desk) -> None:
    for name, (change, expected) in ROWS.items():
        case = cases.create_case(desk, ANNA)
        row = {key: value for key, value in part(**change).items() if value is not None}
        give(desk, case, row, dato="2025-05-01")
        assert (name, asked(desk, case)) == (name, expected)


def test_one_consent_answers_by_how_and_when_it_was_given(desk: Desk) -> None:
    for name, (change, expected) in DOCUMENTS.items():
        case = cases.create_case(desk, ANNA)
        give(desk, case, **change)
        assert (name, asked(desk, case)) == (name, expected)


def test_a_meeting_is_a_yes_of_its_own(desk: Desk, case: str) -> None:
    give(desk, case, part(moede_invitation=True), part("Nordby Bolig", moede_invitation=False), retning="indhente")
    assert asked(desk, case, MEETING) == "covered"
    assert asked(desk, case, MEETING, name="Nordby Bolig") == "kind"


def test_a_later_no_beats_an_earlier_yes_and_a_later_yes_a_no(desk: Desk, case: str) -> None:
    give(desk, case)
    give(desk, case, part(svar=False), dato="2026-06-01")
    assert [asked(desk, case, day=day) for day in ("2026-05-31", "2026-06-01")] == ["covered", "refused"]
    give(desk, case, part(gyldig_fra="2026-06-02"), dato="2026-06-02")
    assert [asked(desk, case, day=day) for day in ("2026-06-01", "2026-06-02")] == ["refused", "covered"]


def test_on_one_day_the_same_laptops_later_save_tells_which_was_last(desk: Desk, case: str) -> None:
    give(desk, case, part(svar=False))
    give(desk, case)
    assert asked(desk, case) == "covered"
    give(desk, case, part(svar=False))
    assert asked(desk, case) == "refused"


def test_on_one_day_and_two_laptops_no_clock_tells_and_the_no_stands(desk: Desk, case: str, tmp_path: Path) -> None:
    with new_desk(tmp_path / "bo", SetClock(), BO) as other:
        merge(other, case, desk)
        give(desk, case, part(svar=False))
        give(other, case)
        merge(desk, case, other)
        assert asked(desk, case) == "refused"


def test_a_no_needs_no_signature(desk: Desk, case: str) -> None:
    give(desk, case)
    give(desk, case, part(svar=False), dato="2026-05-20", underskrift_borger=None)
    assert asked(desk, case) == "refused"


def test_what_takes_over_replaces_the_whole_of_the_earlier_once_it_is_given(desk: Desk, case: str) -> None:
    first = give(desk, case)
    second = give(desk, case, part(oplysningstyper=["bolig"]), after=first, dato="2026-05-20", underskrift_borger=None)
    assert asked(desk, case) == "covered"
    sign(desk, case, second, "underskrift_borger", "papir", "Anna Nørgaard")
    assert (asked(desk, case), asked(desk, case, "bolig")) == ("kind", "covered")
    assert asked(desk, case, day="2026-05-19") == "covered"


def test_what_was_altered_after_it_was_signed_was_never_signed(desk: Desk, case: str) -> None:
    document = give(desk, case)
    cases.fill(desk, case, document, {"part/bo_dam/oplysningstyper": ["medicin", "bolig", "oekonomi"]})
    assert asked(desk, case) == "draft"


def test_a_withdrawal_takes_every_yes_to_the_same_party_and_cannot_be_taken_back(desk: Desk, case: str) -> None:
    give(desk, case, part(), part("Nordby Bolig"))
    second = give(desk, case)
    assert isinstance(cases.finish(desk, case, second), Version)
    cases.fill(desk, case, second, {"tilbagekaldt_dato": "2026-05-04", "tilbagekaldt_maade": "sagde"})
    assert (asked(desk, case), asked(desk, case, name="Nordby Bolig")) == ("withdrawn", "covered")
    assert cases.undo(desk, case) is None
    cases.fill(desk, case, second, {"tilbagekaldt_dato": None})
    assert asked(desk, case) == "withdrawn"
    give(desk, case, dato="2026-05-05")
    assert asked(desk, case) == "covered"


def test_a_slip_in_the_year_of_a_withdrawal_keeps_no_yes_alive(desk: Desk, case: str) -> None:
    document = give(desk, case)
    cases.fill(desk, case, document, {"tilbagekaldt_dato": "2027-05-04"})
    assert asked(desk, case) == "withdrawn"


def test_while_two_answers_stand_the_narrower_holds(desk: Desk, case: str) -> None:
    document = give(desk, case)
    state = desk.journal.state(case)
    (head,) = state.register(document, "part/bo_dam/@svar").heads
    wider = NewChange(document, "part/bo_dam/@svar", ANSWER_GIVEN, {**head.value, "oplysningstyper": ["medicin", "familie"]})
    desk.journal.append(case, (wider,), "Bo Krag", supersedes={(document, "part/bo_dam/@svar"): ()})
    (row,) = rows(desk, case)
    assert (row.kinds, row.is_conflict) == (("medicin",), True)
    no = NewChange(document, "part/bo_dam/@svar", ANSWER_GIVEN, {**head.value, "svar": False})
    desk.journal.append(case, (no,), "Bo Krag", supersedes={(document, "part/bo_dam/@svar"): ()})
    assert asked(desk, case) == "refused"


def test_a_party_is_who_the_consent_names_and_nobody_else(desk: Desk, case: str) -> None:
    give(desk, case, part("Bo Dam, din læge", part_type="sundhed_og_behandling"))
    told = consents.may(desk, case, "Bo Dam", "medicin", "videregive", date(2026, 6, 1))
    assert (told.answer.may, told.answer.why) == (False, "unknown")
    assert "»Bo Dam, din læge«" in told.cover


def test_a_row_of_the_network_map_is_asked_about_by_its_own_name_and_group(desk: Desk, case: str) -> None:
    network = {"bolig": [{"_id": "r1", "navn": "Bo Dam"}], "andre": [{"_id": "r1", "arbejdssted": "Bo Dam"}]}
    cases.fill_form(desk, case, "netvaerkskort", network)
    give(desk, case, part(part_type="bolig"))
    day = date(2026, 6, 1)
    assert consents.may(desk, case, "bolig/r1", "bolig", "videregive", day).answer.may
    assert not consents.may(desk, case, "andre/r1", "bolig", "videregive", day).answer.may
    with pytest.raises(InputError) as refused:
        consents.may(desk, case, "bolig/r9", "bolig", "videregive", day)
    assert refused.value.code == "consent.party_unknown"


def test_asking_is_written_down_and_told_in_words(desk: Desk, case: str) -> None:
    give(desk, case, part(undtaget="Dine børn."))
    told = consents.may(desk, case, "Bo Dam", "medicin", "videregive", date(2026, 6, 1))
    assert told.words == "Ja. Bo Dam er nævnt i samtykket af 4. maj 2026, gælder til 4. november 2026. Ikke om: Dine børn."
    assert accesslog.entries(desk, case)[-1].detail == "Samtykker"
    for kind, way, code in (("alt", "begge", "consent.kind_unknown"), ("bolig", "frem", "consent.direction_unknown")):
        with pytest.raises(InputError) as refused:
            consents.may(desk, case, "Bo Dam", kind, way, date(2026, 6, 1))
        assert refused.value.code == code


def test_a_clock_that_looks_wrong_is_told_with_the_answer(tmp_path: Path) -> None:
    clock = SetClock()
    with new_desk(tmp_path / "v", clock) as desk:
        case = cases.create_case(desk, ANNA)
        give(desk, case)
        clock.forward(days=-3000)
        assert "Uret" in consents.may(desk, case, "Bo Dam", "medicin", "videregive", date(2026, 6, 1)).clock


def test_what_runs_out_soon_is_found_over_all_cases_and_follows_from_the_log(desk: Desk, case: str) -> None:
    other = cases.create_case(desk, {"navn": "Carl Lund"})
    give(desk, case, part(gyldig_til="2026-06-03"), part("Nordby Bolig", gyldig_til="2026-06-04"))
    document = give(desk, other, part(gyldig_til="2026-05-20"))
    assert [(one.short_name, one.party, one.last) for one in consents.expiring(desk)] == [
        ("C. L.", "Bo Dam", "2026-05-20"), ("A. N.", "Bo Dam", "2026-06-03"),
    ]  # fmt: skip
    cases.fill(desk, other, document, {"tilbagekaldt_dato": "2026-05-04"})
    assert [one.short_name for one in consents.expiring(desk)] == ["A. N."]
    assert check(desk.vault, projectors(library())) == ()


KIND_SETS = st.lists(st.sampled_from(KINDS[:4]), unique=True, max_size=4)
CELLS = st.fixed_dictionaries(
    {"part_navn": st.just("Bo Dam"), "svar": st.sampled_from([True, True, True, False]), "oplysningstyper": KIND_SETS},
    optional={
        "retning_part": st.sampled_from(DIRECTIONS), "er_sundhedsperson": st.booleans(), "moede_invitation": st.booleans(),
        "gyldig_fra": st.sampled_from(["2026-05-01", "2026-05-04"]), "gyldig_til": st.sampled_from(["2026-05-31", "2027-12-31"]),
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(readings=st.lists(CELLS, min_size=1, max_size=3), ways=st.lists(st.sampled_from(DIRECTIONS), min_size=1, max_size=2))
def test_a_conflict_allows_nothing_that_one_of_its_readings_does_not(readings: list[dict[str, Any]], ways: list[str]) -> None:
    def state(cells: list[dict[str, Any]], directions: list[str]) -> Any:
        from rygsaek.history.changes import Change
        from rygsaek.history.clock import Stamp
        from rygsaek.history.ids import ChangeId

        said = [("^begun", DOCUMENT_BEGUN, {"form": "samtykke", "version": 1}), ("form", ANSWER_GIVEN, "mundtlig")]
        said += [("mundtlig_begrundelse", ANSWER_GIVEN, "Hånden ryster."), ("dato", ANSWER_GIVEN, "2026-05-04")]
        said += [("part/r1/@svar", ANSWER_GIVEN, one) for one in cells] + [("retning", ANSWER_GIVEN, one) for one in directions]
        at = Stamp(1_777_000_000_000, 0)
        return fold(
            Change(ChangeId("a", "c", 1, n), at, "Lise", "d", register, kind, value)
            for n, (register, kind, value) in enumerate(said)
        )

    def answer(cells: list[dict[str, Any]], directions: list[str], kind: str, way: str, day: str) -> Answer:
        return consent.may(consent_rows(state(cells, directions), lambda _: None), BO_DAM, kind, way, day)

    for kind in (*KINDS[:4], MEETING, ""):
        for way in DIRECTIONS:
            for day in ("2026-05-03", "2026-05-20", "2027-06-01"):
                if answer(readings, ways, kind, way, day).may:
                    assert all(answer([one], [told], kind, way, day).may for one in readings for told in ways)


ACTS = st.lists(st.sampled_from(["yes", "no", "withdraw", "clear", "change"]), min_size=2, max_size=6)


@settings(max_examples=5, deadline=None)
@given(mine=ACTS, theirs=ACTS)
def test_no_merge_brings_a_withdrawn_yes_back(
    mine: list[str], theirs: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("merging")
    with new_desk(folder / "a") as one, new_desk(folder / "b", SetClock(), BO) as other:
        case = cases.create_case(one, ANNA)
        document = give(one, case)
        cases.fill(one, case, document, {"tilbagekaldt_dato": "2026-05-04"})
        merge(other, case, one)
        for desk, acts in ((one, mine), (other, theirs)):
            for act in acts:
                what: dict[str, Any] = {
                    "yes": {"part/bo_dam/svar": True}, "no": {"part/bo_dam/svar": False},
                    "withdraw": {"tilbagekaldt_dato": "2026-05-06"},
                    "clear": {"tilbagekaldt_dato": None}, "change": {"retning": "indhente"},
                }[act]  # fmt: skip
                cases.fill(desk, case, document, what)
        merge(one, case, other)
        merge(other, case, one)
        assert asked(one, case) in ("withdrawn", "refused") and asked(other, case) == asked(one, case)


def test_the_network_map_says_whom_the_caseworker_may_talk_to_as_the_ledger_has_it(desk: Desk, case: str) -> None:
    from rygsaek.casework import views

    doctor, landlord = {"_id": "egen_laege", "navn": "Bo Dam"}, {"_id": "r2", "navn": "Carl"}
    network = cases.fill_form(desk, case, "netvaerkskort", {"sundhed_og_behandling": [doctor], "bolig": [landlord]})

    def said() -> object:
        return views.document_view(desk, case, network).values.get("fuld_samtykke")

    assert said() == "ingen"
    first = give(desk, case)
    assert said() == "nogle"
    give(desk, case, part("Carl"))
    assert said() == "alle"
    give(desk, case, part("Carl", svar=False))
    assert said() == "nogle"
    cases.fill(desk, case, first, {"tilbagekaldt_dato": "2026-05-04"})
    assert said() == "ingen"
