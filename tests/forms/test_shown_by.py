"""The answers on a named paper are those that it shows, so that what machines get beside it tells no more."""

from __future__ import annotations

from datetime import date

from forms.shown_by import shown_by
from tests.support.forms import definition, example

TODAY = date(2026, 5, 4)


def test_a_paper_for_each_row_holds_its_own_row_and_no_others() -> None:
    form, answers = example("overgang")
    paper = form.paper("overdragelse")
    assert paper is not None
    mine, other = answers["omraader"][:2]
    found = shown_by(form, paper, mine["_id"], answers, TODAY)
    (row,) = found["omraader"]
    assert row["modtager"] == mine["modtager"] and "enig_borger" not in row, "what no line mentions is not there"
    assert other["modtager"] not in str(found)
    assert {"borger_navn", "omraader"} <= set(found) and not {"krise_kontakt", "fs_bliver_ved"} & set(found)


def test_listed_rows_hold_what_their_lines_show_and_what_is_hidden_is_not_there() -> None:
    form, answers = example("udrettedagsorden")
    paper = form.paper("referat")
    assert paper is not None
    found = shown_by(form, paper, answers["deltagere"][0]["_id"], answers, TODAY)
    decided = [row for row in answers["dagsorden"] if row.get("beslutning") or row.get("opgave")]
    assert [row["_id"] for row in found["dagsorden"]] == [row["_id"] for row in decided]
    assert not any("hvad_skal_vi_opnaa" in row for row in found["dagsorden"])
    assert found["borger_foedselsdato"] == "1981-01-07" and "borger_adresse" not in found
    unticked = {**answers, "vis_paa_papir": []}
    assert "borger_foedselsdato" not in shown_by(form, paper, "", unticked, TODAY)


def test_no_named_paper_holds_a_cpr_number() -> None:
    form, answers = example("samtykke")
    for paper in form.papers:
        assert "cpr" not in {
            field.kind
            for section in definition("samtykke").sections
            for field in section.fields
            if field.id in shown_by(form, paper, "", answers, TODAY)
        }
