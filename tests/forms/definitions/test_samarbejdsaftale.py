"""The agreement: A3 with addition 2, short length first."""

from __future__ import annotations

from datetime import date

from forms.answers import computed
from forms.checks import check
from forms.flow import pages
from forms.pdf.document import render
from tests.support.forms import definition, example, outline, table
from tests.support.papers import request_of

EXPECTED = """
formaal                     fixed      no        citizen
navn                        person     hard      citizen
alder                       number     computed  citizen
indgaaet_dato               date       hard      citizen
indgaaet_sted               line       soft      citizen
tilstede                    rows       soft      citizen
tilstede/navn               person     hard      citizen
aktuel_situation            text       hard      citizen
maal_3_mdr                  rows       hard      citizen
maal_3_mdr/maal             text       hard      citizen
haab_laengere_sigt          text       no        citizen
udfordring_borger           text       no        citizen
udfordring_fs               text       no        citizen
hvad_goer_lettere           rows       soft      citizen
hvad_goer_lettere/hvad      text       hard      citizen
aftaler                     rows       hard      citizen
aftaler/maal                text       hard      citizen
aftaler/tidshorisont        choice     no        internal
aftaler/handling_borger     text       soft      citizen
aftaler/dato_borger         date       no        citizen
aftaler/handling_fs         text       soft      citizen
aftaler/dato_fs             date       no        citizen
aftaler/opfoelgningsdato    date       hard      citizen
aftaler/maal_naaet          choice     no        citizen
aftaler/maal_naaet_note     line       no        citizen
aftaler/gaaet_godt          text       no        citizen
aftaler/gaaet_mindre_godt   text       no        citizen
netvaerkskort_udfyldt       yes_no     soft      citizen
fs_koordinering             rows       no        citizen
fs_koordinering/hvad        text       hard      citizen
fs_myndighed                rows       no        citizen
fs_myndighed/hvad           text       hard      citizen
fs_andre                    rows       no        citizen
fs_andre/hvad               text       hard      citizen
samarbejdsparter            rows       no        citizen
samarbejdsparter/navn       person     hard      citizen
samarbejdsparter/hvem       line       no        citizen
samarbejdsparter/telefon    phone      no        citizen
orienter_parter             rows       no        citizen
orienter_parter/navn        person     hard      citizen
orienter_parter/samtykke_ref  date     computed  internal
opfoelgning                 rows       no        citizen
opfoelgning/opf_dato        date       soft      citizen
opfoelgning/opf_status      text       soft      citizen
opfoelgning/opf_behov_nye_maal  yes_no soft      citizen
fornyet_dato                date       no        citizen
naeste_dato                 date       soft      citizen
naeste_tid                  time       soft      citizen
naeste_sted                 choice     soft      citizen
naeste_sted_navn            line       no        citizen
krise_kontakt               line       soft      citizen
krise_telefon               phone      soft      citizen
udfyldt_af                  choice     soft      citizen
udfyldt_dato                date       soft      citizen
borger_godkendt             signature  soft      citizen
underskrift_fs              signature  soft      citizen
intern_note                 text       no        internal
"""
TODAY = date(2026, 5, 4)


def test_every_field_of_the_agreement_is_asked() -> None:
    assert outline(definition("samarbejdsaftale")) == table(EXPECTED)


def test_the_short_agreement_is_goal_who_does_what_by_when_next_time_and_whom_to_ring() -> None:
    short = {
        path
        for section in definition("samarbejdsaftale").sections
        for top in section.fields
        for path in ((top.id,) if not top.fields else tuple(f"{top.id}/{cell.id}" for cell in top.fields if cell.short))
        if top.short
    }
    assert short == {
        "maal_3_mdr/maal",
        "aftaler/maal", "aftaler/handling_borger", "aftaler/dato_borger", "aftaler/handling_fs", "aftaler/dato_fs",
        "aftaler/opfoelgningsdato",
        "naeste_dato", "naeste_tid", "naeste_sted", "naeste_sted_navn",
        "krise_kontakt", "krise_telefon",
        "borger_godkendt", "underskrift_fs",
    }  # fmt: skip


def test_a_date_nobody_spoke_of_is_offered_and_never_prefilled() -> None:
    dates = [
        field
        for section in definition("samarbejdsaftale").sections
        for top in section.fields
        for field in (top, *top.fields)
        if field.kind == "date" and field.id.startswith(("dato_", "naeste_", "opfoelgningsdato"))
    ]
    assert {field.id for field in dates} == {"dato_borger", "dato_fs", "opfoelgningsdato", "naeste_dato"}
    assert all(field.offer and not field.prefill for field in dates)


def test_the_answers_to_reached_a_goal_are_the_four_of_the_method() -> None:
    cells = {cell.id: cell for s in definition("samarbejdsaftale").sections for f in s.fields for cell in f.fields}
    assert [option.id for option in cells["maal_naaet"].options] == ["ja", "delvist", "nej", "ikke_vurderet"]


def test_the_age_stands_there_and_never_a_cpr_number() -> None:
    form, answers = example("samarbejdsaftale")
    assert computed(form, answers, TODAY, {"borger": {"foedselsdato": "1981-01-07"}})["alder"] == 45
    assert not [path for path, line in outline(form).items() if line.startswith("cpr")]


def test_the_one_page_has_its_blocks_in_the_order_of_the_storyboard() -> None:
    headings = [block.heading["da"] for block in definition("samarbejdsaftale").short_paper if block.heading]
    assert headings == [
        "Vi ses igen", "Vi ses igen",  # with a day, and while there is none
        "{fs} fra kommunen", "Det vil du gerne", "Det gør vi", "Det kan blive svært", "Det gør {Navn} sammen med andre",
        "Dem, {Navn} må tale med", "Godt at vide",
    ]  # fmt: skip


def test_what_the_authority_promised_is_on_the_citizens_one_page() -> None:
    lines = " ".join(line["da"] for block in definition("samarbejdsaftale").short_paper for line in block.lines)
    assert "{fs_myndighed}" in lines
    assert "{udfordring_fs}" in lines


def test_the_renewal_is_asked_when_new_goals_are_wanted_or_three_months_draw_near_and_not_before() -> None:
    form, answers = example("samarbejdsaftale")
    asked_on = {
        "a fortnight later": ({}, date(2026, 5, 18)),
        "new goals are wanted": ({"opfoelgning": [{"_id": "r1", "opf_behov_nye_maal": True}]}, date(2026, 5, 18)),
        "two months later": ({}, date(2026, 7, 10)),
        "just renewed": ({"fornyet_dato": "2026-07-06"}, date(2026, 7, 10)),
        "two months after that": ({"fornyet_dato": "2026-07-06"}, date(2026, 9, 10)),
    }
    found = {
        name: any(
            "fornyet_dato" in page.paths
            for page in pages(form, {**answers, **more}, by="question", audience="citizen", today=today)
        )
        for name, (more, today) in asked_on.items()
    }
    assert found == dict(zip(asked_on, (False, True, True, False, True), strict=True))


def test_the_page_says_when_the_agreement_was_renewed_and_not_before_it_was() -> None:
    shown = " ".join(render(request_of("samarbejdsaftale_fulgt_op", length="short")).page_texts)
    assert "Fornyet mandag den 18. maj 2026." in shown
    assert "Fornyet" not in " ".join(render(request_of("samarbejdsaftale", length="short")).page_texts)
    form, answers = example("samarbejdsaftale_fulgt_op")
    told = check(form, {**answers, "fornyet_dato": "2026-05-03"}, today=TODAY)
    assert [one.severity for one in told if one.field == "fornyet_dato"] == ["note"]
