"""What a lead sees over all cases: who has how many, what waits for a decision, which cases nobody has."""

from __future__ import annotations

from datetime import date

import pytest

from rygsaek.casework import cases, dues, overview, preview, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.overview import Load
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from rygsaek.errors import InputError
from tests.support.desks import as_role
from tests.support.wired import exits_of
from ui.presenters.overview_source import DeskOverview


@pytest.fixture
def lead(desk: Desk) -> Desk:
    return as_role(desk, "tovholder")


def decide(desk: Desk, case: str, step: str, day: str, whom: str = "") -> None:
    document = cases.begin_document(desk, case, "beslutning")
    given = {"tildelt_til": whom} if whom else {"begrundelse": "Aftalt."}
    cases.fill(desk, case, document, {"skridt": step, "dato": day, "hvem": "Lise Holm", **given})


def told(one: Load) -> tuple[str, int, int, int]:
    return (one.worker, one.open, one.resting, one.closed)


def inquiry(desk: Desk, name: str, day: str = "", **more: str) -> str:
    case = cases.create_case(desk, {"navn": name})
    if day:
        cases.fill_form(desk, case, "screeningsskema", {"henvendelse_dato": day, **more})
    return case


def test_load_is_counted_by_worker_and_by_how_the_case_stands(lead: Desk) -> None:
    for name, step in (("Ida Bro", ""), ("Per Lund", "pause"), ("Ane Dal", "afslutning"), ("Jon Vig", "genaabning")):
        case = inquiry(lead, name)
        decide(lead, case, "tildeling", "2026-04-01", "Bo Krag" if name != "Jon Vig" else "bo  krag")
        if step:
            decide(lead, case, "pause" if step == "genaabning" else step, "2026-04-02")
        if step == "genaabning":
            decide(lead, case, step, "2026-04-10")
    decide(lead, inquiry(lead, "Eva Sø"), "tildeling", "2026-04-01", "Lise Holm")
    found = overview.overview(lead).load
    assert [told(one) for one in found] == [("Bo Krag", 2, 1, 1), ("Lise Holm", 1, 0, 0)]
    assert {one.short_name for one in found[0].cases} == {"I. B.", "J. V."}


def test_inquiries_wait_the_oldest_first_with_initials_until_somebody_decides(lead: Desk) -> None:
    later, first = inquiry(lead, "Ida Bro", "2026-04-20"), inquiry(lead, "Per Lund", "2026-04-13")
    inquiry(lead, "Ane Dal", "2026-04-01", beslutning="videregives", videregivet_dato="2026-04-02")
    found = overview.overview(lead)
    assert [(one.case, one.short_name, one.day) for one in found.inbox] == [
        (first, "P. L.", "2026-04-13"), (later, "I. B.", "2026-04-20"),
    ]  # fmt: skip
    assert [one.short_name for one in found.unassigned] == ["A. D."]


def test_a_case_is_given_to_somebody_by_a_decision_in_it(lead: Desk) -> None:
    case = inquiry(lead, "Ida Bro")
    assert [one.case for one in overview.overview(lead).unassigned] == [case]
    document = overview.assign(lead, case)
    assert views.document_view(lead, case, document).answers["skridt"] == "tildeling"
    cases.fill(lead, case, document, {"tildelt_til": "Bo Krag", "dato": lead.today().isoformat()})
    found = overview.overview(lead)
    assert (found.unassigned, [told(one) for one in found.load]) == ((), [("Bo Krag", 1, 0, 0)])
    again = overview.assign(lead, case)
    assert again != document, "what was decided before stands"
    cases.fill(lead, case, again, {"tildelt_til": "Lise Holm", "dato": lead.today().isoformat()})
    assert [told(one) for one in overview.overview(lead).load] == [("Lise Holm", 1, 0, 0)], "given on, though decided before"


def test_a_limit_that_was_not_kept_stands_with_its_reason_until_it_is_met(lead: Desk) -> None:
    case = inquiry(lead, "Ida Bro")
    decide(lead, case, "tildeling", "2026-04-20", "Bo Krag")
    (late,) = overview.overview(lead).late
    assert (late.short_name, late.worker, late.title, late.day, late.why) == (
        "I. B.", "Bo Krag", "Kontakt til borgeren", "2026-04-22", "",
    )  # fmt: skip
    document = dues.give_reason(lead, case, "frist_kontakt", date(2026, 4, 20))
    cases.fill(lead, case, document, {"grund": "indlagt"})
    assert [one.why for one in overview.overview(lead).late] == ["Borgeren er indlagt"]
    cases.fill_form(lead, case, "kontaktforsoeg", {"dato": "2026-05-04", "kanal": "telefon", "resultat": "kontakt"})
    assert overview.overview(lead).late == ()


def test_a_case_that_rests_waits_for_nobody(lead: Desk) -> None:
    case = inquiry(lead, "Ida Bro", "2026-04-20")
    decide(lead, case, "frabedt_4_1", "2026-04-21")
    assert (overview.overview(lead).inbox, overview.overview(lead).unassigned) == ((), ())


@pytest.mark.parametrize("role", ["fs", "modtager", "revisor"])
def test_who_does_not_lead_or_sees_no_cases_gets_none_of_it(desk: Desk, role: str) -> None:
    with pytest.raises(InputError) as raised:
        overview.overview(as_role(desk, role))
    assert raised.value.code == "role.not_yours"


def test_cases_on_their_way_are_told_as_not_counted(lead: Desk) -> None:
    inquiry(lead, "Ida Bro", "2026-04-01")
    with lead.vault.write() as tx:
        preview.put(tx, "paavej", Preview("Bo Dam", Head("Bo"), 0, 0, 0, ()))
    found = overview.overview(lead)
    assert (len(found.inbox), found.on_their_way) == (1, 1)
    source = DeskOverview(lead, lambda: exits_of(lead))
    view = source.view()
    assert view is not None and view.told == "1 sag er ikke lagt på plads her endnu og er ikke talt med."
    assert view.told in source.figures("all").told
