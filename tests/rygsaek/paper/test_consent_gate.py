"""Every exit asks the case's consents: what is not covered stays, is named, and leaves only for a reason that is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import attachments, papers, withdrawn
from rygsaek.paper.exits import Exits
from rygsaek.paper.wishes import Wish
from tests.rygsaek.paper.conftest import papers_made
from tests.support.consents import give, part
from tests.support.foreign_files import pdf
from tests.support.wired import NOWHERE

ALL = ["helbred_psykisk", "helbred_somatisk", "oekonomi", "bolig", "arbejde_uddannelse", "familie", "indsatser_og_status"]


def to(document: str, recipient: str = "Bo Dam", **other: Any) -> Wish:
    return Wish(document=document, copy="third", length="whole", recipient=recipient, **other)


def refused(act: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as told:
        act()
    assert told.value.code == "consent.refused"
    return told.value


def test_a_paper_for_others_stays_until_a_consent_covers_all_that_it_tells(
    desk: Desk, exits: Exits, case: str, agreement: str
) -> None:
    assert (
        refused(lambda: exits.print_document(NOWHERE, case, to(agreement, ""))).title
        == "Der står ikke, hvem der skal have papiret."
    )
    assert refused(lambda: exits.print_document(NOWHERE, case, to(agreement))).title == "Bo Dam står ikke i noget samtykke."
    give(desk, case, part(oplysningstyper=ALL[:2]))
    told = refused(lambda: exits.print_document(NOWHERE, case, to(agreement)))
    assert "til Bo Dam nævner ikke støtte og indsatser, økonomi, bolig, arbejde og uddannelse og familie." in told.title
    assert "Spørg borgeren. Det kræver et ja til Bo Dam" in told.advice and "skriv hvorfor" in told.advice
    assert exits.queue.jobs() == () and papers_made(desk, case) == ()
    give(desk, case, part(oplysningstyper=ALL[2:]))
    exits.print_document(NOWHERE, case, to(agreement))
    (copy,) = papers_made(desk, case)
    assert (copy.recipient, copy.override) == ("Bo Dam", "") and copy.consent.startswith("efter samtykket af 4. maj 2026")
    assert accesslog.entries(desk, case)[-1].detail.endswith(copy.consent)


def test_a_reason_lets_it_go_and_is_kept_in_the_log_and_in_the_case(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    exits.save_document(case, to(agreement, override=" Der er fare for liv. "), tmp_path / "a.pdf")
    (copy,) = papers_made(desk, case)
    assert copy.override.strip() == "Der er fare for liv."
    assert accesslog.entries(desk, case)[-1].detail.endswith("Bo Dam, uden samtykke: Der er fare for liv.")
    assert any("til Bo Dam uden samtykke" in line.what for line in views.history(desk, case))


def test_every_way_out_asks_and_nothing_readable_is_left_behind(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    attached = attachments.attach(desk, case, pdf(), title="Brev").id
    meeting = cases.fill_form(
        desk, case, "udrettedagsorden",
        {"moede_dato": "2026-05-20", "formaal": "En plan", "moede_status": "planlagt",
         "deltagere": [{"_id": "r1", "navn": "Bo Dam", "hvorfor_inviteret": "du hjælper"}]},
    )  # fmt: skip
    closing = cases.fill_form(
        desk, case, "overgang", {"omraader": [{"_id": "r1", "omraade": "bolig", "modtager": "Bo Dam", "overtager": "Huslejen"}]}
    )
    network = cases.fill_form(desk, case, "netvaerkskort", {"bolig": [{"_id": "r1", "navn": "Nordby Bolig"}]})
    ways: dict[str, Callable[[], object]] = {
        "agreement": lambda: exits.print_document(NOWHERE, case, to(agreement)),
        "network map": lambda: exits.print_document(NOWHERE, case, to(network)),
        "invitation": lambda: exits.print_document(NOWHERE, case, Wish(document=meeting, paper="indkaldelse", row="r1")),
        "agenda": lambda: exits.print_document(NOWHERE, case, Wish(document=meeting, paper="dagsorden", row="r1")),
        "handover": lambda: exits.print_document(NOWHERE, case, Wish(document=closing, paper="overdragelse", row="r1")),
        "file": lambda: exits.save_document(case, to(agreement), tmp_path / "a.pdf"),
        "attachment": lambda: exits.save_attachment(case, attached, tmp_path / "b.pdf", "third", "Bo Dam"),
        "attachment on paper": lambda: exits.print_attachment(NOWHERE, case, attached, "third", "Bo Dam"),
        "export": lambda: exits.export_case(case, tmp_path / "ud", "third", "Bo Dam"),
    }
    for name, act in ways.items():
        assert "Bo Dam" in refused(act).title, name
    assert exits.queue.jobs() == () and papers_made(desk, case) == ()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk"]
    give(desk, case, part(oplysningstyper=["bolig"], moede_invitation=True))
    for name in ("invitation", "agenda", "handover"):
        assert ways[name](), name
    assert {copy.recipient for copy in papers_made(desk, case)} == {"Bo Dam"}


def test_a_paper_that_waited_is_asked_about_as_it_leaves(desk: Desk, exits: Exits, case: str, agreement: str) -> None:
    consent = give(desk, case, part(oplysningstyper=ALL))
    moment = exits.queue.moment(case, "v1")
    exits.queue.hold_visit(case, "v1")
    (job,) = exits.print_papers(NOWHERE, case, (to(agreement),), "v1", moment)
    cases.fill(desk, case, consent, {"tilbagekaldt_dato": "2026-05-04"})
    assert "taget samtykket til Bo Dam tilbage" in refused(lambda: exits.release(job, case)).title
    assert exits.queue.job(job).stands == "held"


def test_others_get_of_a_case_what_a_consent_covers_and_the_rest_is_named(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    row = {"omraade": "bolig", "modtager": "Bo Dam", "overtager": "Huslejen"}
    other = {"omraade": "misbrug", "modtager": "Carl Lund", "overtager": "Hjælpen"}
    cases.fill_form(desk, case, "overgang", {"omraader": [{"_id": "r1", **row}, {"_id": "r2", **other}]})
    give(desk, case, part(oplysningstyper=["bolig"]))
    brought = attachments.attach(desk, case, pdf(), title="Brev")
    plan = exits.ask_export(case, "third", "Bo Dam")
    assert plan == (("Overdragelse", "Samtykke"), plan.missing) and papers_made(desk, case) == (), "nothing has left"
    assert exits.ask_attachment(case, brought.id, "third", "Bo Dam").missing == plan.missing[-1:]
    assert exits.ask_attachment(case, brought.id) == (("Brev",), ())
    attachments.remove(desk, case, brought.id)
    handed = exits.export_case(case, tmp_path / "ud", "third", "Bo Dam")
    assert (handed.titles, handed.missing) == (plan.titles, plan.missing[:-1])
    told = {(copy.form, copy.named) for copy in papers_made(desk, case)}
    assert told == {("overgang", "overdragelse"), ("samtykke", "til_part")}
    assert {(one.form, one.code) for one in handed.missing} == {
        ("borger", "consent.refused"),
        ("samarbejdsaftale", "consent.refused"),
    }
    given = [one.read_text("utf-8") for one in (tmp_path / "ud").iterdir() if one.suffix in (".txt", ".json")]
    assert not any("Carl Lund" in one or "Hjælpen" in one for one in given)


def test_of_a_paper_that_a_consent_covers_in_part_that_part_is_handed_out_and_says_so(
    desk: Desk, exits: Exits, case: str, tmp_path: Path
) -> None:
    areas = [
        {"_id": "r1", "omraade": "bolig", "beskrivelse": "Huslejen er for sen."},
        {"_id": "r2", "omraade": "misbrug", "beskrivelse": "Hun drikker om aftenen."},
    ]
    needs = {"behov": areas, "konklusion": ["raad_vejledning"], "raad_givet": "Et sted at få råd om øl."}
    cases.fill_form(desk, case, "behovsvurdering", needs)
    cases.fill_form(
        desk, case, "udrettedagsorden",
        {"moede_dato": "2026-05-20", "formaal": "En plan", "moede_status": "planlagt", "vis_paa_papir": ["foedselsdato"],
         "borger_navn": "Anna Nørgaard", "borger_foedselsdato": "1980-01-07",
         "deltagere": [{"_id": "r1", "navn": "Bo Dam", "hvorfor_inviteret": "du hjælper"}]},
    )  # fmt: skip
    give(desk, case, part(oplysningstyper=["bolig"], moede_invitation=True))
    planned = exits.ask_export(case, "third", "Bo Dam")
    handed = exits.export_case(case, tmp_path / "ud", "third", "Bo Dam")
    assert planned.titles == handed.titles and "Det har du brug for (en del)" in handed.titles
    assert [one for one in handed.missing if one.form == "behovsvurdering"] == [
        one for one in planned.missing if one.title == "Resten af »Det har du brug for«"
    ]
    told = " ".join(one.read_text("utf-8") for one in (tmp_path / "ud").iterdir() if one.suffix in (".txt", ".json"))
    assert "Huslejen er for sen." in told and "en del: kun det, borgeren har sagt ja til" in told
    assert "drikker" not in told and "råd om øl" not in told and "ikke talt om endnu" not in told
    papers_told = json.loads((tmp_path / "ud" / "indhold.json").read_text("utf-8"))["papers"]
    invitation = next(one for one in papers_told if one["form"] == "udrettedagsorden" and "Indbydelse" in one["title"])
    note = (tmp_path / "ud" / invitation["note"]).read_text("utf-8")
    assert "Møde om Anna Nørgaard" in note and "1980" not in note, "a birth date was not said yes to"
    assert "formaal" in invitation["answers"] and "borger_foedselsdato" not in invitation["answers"]
    copies = {copy.form: set(copy.information or ()) for copy in papers_made(desk, case)}
    assert (copies["behovsvurdering"], copies["udrettedagsorden"]) == ({"bolig"}, {"moede"})
    exits.export_case(case, tmp_path / "alt", "third", "Bo Dam", "Der er fare for liv.")
    assert "drikker" in " ".join(one.read_text("utf-8") for one in (tmp_path / "alt").glob("*.txt")), "a reason lets all go"


def test_a_consent_taken_back_stops_what_waits_and_tells_what_they_have_had(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    consent = give(desk, case, part(oplysningstyper=ALL), part("Nordby Bolig"))
    exits.save_document(case, to(agreement), tmp_path / "a.pdf")
    waiting = exits.print_document(NOWHERE, case, to(agreement))
    own = exits.print_document(NOWHERE, case, Wish(document=agreement))
    done = withdrawn.withdraw(exits, case, consent, "sagde")
    assert done.parties == ("Bo Dam", "Nordby Bolig") and done.had == ("Bo Dam fik et papir den 4. maj 2026.",)
    assert [exits.queue.job(one).stands for one in (waiting, own)] == ["cancelled", "waiting"]
    assert cases.undo(desk, case) is None
    receipt = papers.preview(desk, case, consent, paper=withdrawn.RECEIPT)
    text = " ".join("".join(receipt.page_texts).split())
    for said in ("Dit ja er lavet om til et nej.", "Nordby Bolig", "Bo Dam fik et papir den 4. maj 2026.", "bliver i din sag"):
        assert said in text
    with pytest.raises(InputError) as again:
        withdrawn.withdraw(exits, case, consent, "sagde")
    assert again.value.code == "consent.not_standing"
