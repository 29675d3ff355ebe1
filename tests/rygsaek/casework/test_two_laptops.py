"""Two vaults that meet: nothing is lost, what was written twice shows everywhere, and a person chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from forms.problems import ProblemsError
from rygsaek.casework import cases, drafts, edits, promoting, rows, search, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.versions import Version
from rygsaek.history.changes import PAPER_MADE, NewChange, paper_register
from tests.support.desks import ANNA, BO, SetClock, merge, new_desk


class Pair(NamedTuple):
    """Lise's desk and Bo's, both with Anna's case and agreement; row: a person in her network map."""

    lise: Desk
    bo: Desk
    case: str
    facts: str
    agreement: str
    network: str
    row: str

    def meet(self) -> None:
        merge(self.bo, self.case, self.lise)
        merge(self.lise, self.case, self.bo)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with new_desk(tmp_path / "lise", SetClock()) as lise, new_desk(tmp_path / "bo", SetClock(), BO) as bo:
        case = cases.create_case(lise, ANNA)
        agreement = cases.fill_form(lise, case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
        network = cases.open_document(lise, case, "netvaerkskort")
        row = rows.add_row(lise, case, network, "privat_netvaerk", values={"navn": "Mor"})
        merge(bo, case, lise)
        yield Pair(lise, bo, case, views.case_view(lise, case).documents[0].document, agreement, network, row)


def test_a_case_comes_over_whole(pair: Pair) -> None:
    ours = views.document_view(pair.lise, pair.case, pair.agreement)
    theirs = views.document_view(pair.bo, pair.case, pair.agreement)
    assert theirs.answers == ours.answers
    assert theirs.definition is not None
    assert views.case_list(pair.bo)[0].name == "Anna Nørgaard"
    assert [hit.case for hit in search.find(pair.bo, "søster")] == [pair.case]


def test_what_was_written_twice_shows_in_view_list_search_and_history(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"aktuel_situation": "Bor på værestedet."})
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    pair.meet()
    for desk in (pair.lise, pair.bo):
        shown = views.document_view(desk, pair.case, pair.agreement)
        standing = shown.conflicts["aktuel_situation"]
        assert {(one.value, one.who) for one in standing} == {
            ("Bor på værestedet.", ("Lise Holm",)),
            ("Bor i sin bil.", ("Bo Krag",)),
        }
        assert ("document.conflict", "aktuel_situation") in {(problem.code, problem.field) for problem in shown.problems}
        assert views.case_view(desk, pair.case).conflicts == 1
        assert views.case_list(desk)[0].conflicts == 1
        assert [hit.case for hit in search.find(desk, "værestedet")] == [pair.case]
        assert [hit.case for hit in search.find(desk, "bil")] == [pair.case]
        assert search.find(desk, "søsters") == ()
        lines = views.history(desk, pair.case, "aktuel_situation")
        assert {(line.who, line.new) for line in lines} >= {("Lise Holm", "Bor på værestedet."), ("Bo Krag", "Bor i sin bil.")}


def test_choosing_settles_it_on_both_laptops(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"aktuel_situation": "Bor på værestedet."})
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    pair.meet()
    cases.choose(pair.lise, pair.case, pair.agreement, "aktuel_situation", "Bor i sin bil.")
    pair.meet()
    for desk in (pair.lise, pair.bo):
        shown = views.document_view(desk, pair.case, pair.agreement)
        assert shown.conflicts == {}
        assert shown.answers["aktuel_situation"] == "Bor i sin bil."
        assert views.case_list(desk)[0].conflicts == 0
        assert search.find(desk, "værestedet") == ()
        lines = views.history(desk, pair.case, "aktuel_situation")
        assert set(lines[-1].old.split(" / ")) == {"Bor på værestedet.", "Bor i sin bil."}
        assert lines[-1].new == "Bor i sin bil."


def test_the_same_written_twice_is_no_conflict(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"haab_laengere_sigt": "Et job"})
    cases.fill(pair.bo, pair.case, pair.agreement, {"haab_laengere_sigt": "Et job"})
    pair.meet()
    assert views.document_view(pair.bo, pair.case, pair.agreement).conflicts == {}


def test_half_an_address_is_never_mixed(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.facts, {"adresse": "Nørregade 1", "postnr": "9000", "by": "Aalborg"})
    cases.fill(pair.bo, pair.case, pair.facts, {"adresse": "Havnegade 2", "postnr": "5000", "by": "Odense C"})
    pair.meet()
    shown = views.document_view(pair.lise, pair.case, pair.facts)
    assert len(shown.conflicts["@adresse"]) == 2
    with pytest.raises(ProblemsError) as caught:
        cases.fill(pair.lise, pair.case, pair.facts, {"postnr": "8000"})
    assert [problem.code for problem in caught.value.problems] == ["document.conflict"]
    assert views.case_view(pair.lise, pair.case).address_line == ""
    cases.fill(pair.lise, pair.case, pair.facts, {"adresse": "Bakken 3", "postnr": "8000", "by": "Aarhus C"})
    pair.meet()
    assert views.case_view(pair.bo, pair.case).address_line == "Bakken 3, 8000 Aarhus C"


def addresses(pair: Pair) -> list[str]:
    """What stands as an address when one has moved the citizen within the town, and the other has written another town."""
    cases.fill(pair.lise, pair.case, pair.facts, {"adresse": "Nørregade 1", "postnr": "8200"})
    cases.fill(pair.bo, pair.case, pair.facts, {"by": "Odense C"})
    pair.meet()
    shown = views.document_view(pair.bo, pair.case, pair.facts)
    standing = [one.value for one in shown.conflicts.get("@adresse", ())] or [shown.answers]
    return [" ".join(one[part] for part in ("adresse", "postnr", "by")) for one in standing]


WRITTEN = ["Nørregade 1 8200 Aarhus C", "Elmegade 3, 2. tv 8000 Odense C"]


def test_each_address_that_stands_is_one_that_somebody_wrote(pair: Pair) -> None:
    assert sorted(addresses(pair)) == sorted(WRITTEN)


def test_a_program_that_keeps_each_part_by_itself_is_found_out(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "register_of", lambda _, path: path)
    (mixed,) = addresses(pair)
    assert mixed not in WRITTEN


def test_text_typed_into_half_an_address_stays_a_draft(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.facts, {"postnr": "9000"})
    cases.fill(pair.bo, pair.case, pair.facts, {"postnr": "5000"})
    pair.meet()
    drafts.put(pair.lise, pair.case, pair.facts, "by", "Aarhus", 6)
    left = promoting.promote(pair.lise)
    assert [(one.draft.text, one.problem.code) for one in left] == [("Aarhus", "document.conflict")]
    assert [draft.text for draft in drafts.all(pair.lise)] == ["Aarhus"]


def test_what_was_typed_before_a_colleagues_answer_came_stands_beside_it(pair: Pair) -> None:
    drafts.put(pair.lise, pair.case, pair.agreement, "aktuel_situation", "Bor på være", 11)
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    pair.meet()
    drafts.put(pair.lise, pair.case, pair.agreement, "aktuel_situation", "Bor på værestedet.", 18)
    assert promoting.promote(pair.lise) == ()
    standing = views.document_view(pair.lise, pair.case, pair.agreement).conflicts["aktuel_situation"]
    assert {one.value for one in standing} == {"Bor på værestedet.", "Bor i sin bil."}


@pytest.mark.parametrize(
    ("typed", "street"), [({"postnr": "8200"}, "Elmegade 3, 2. tv"), ({"adresse": "Bakken 3", "postnr": "8200"}, "Bakken 3")]
)
def test_parts_of_an_address_typed_meanwhile_go_with_the_rest_that_was_seen_and_stay_one_writers(
    pair: Pair, typed: dict[str, str], street: str
) -> None:
    for path, text in typed.items():
        drafts.put(pair.lise, pair.case, pair.facts, path, text, len(text))
    cases.fill(pair.bo, pair.case, pair.facts, {"adresse": "Havnegade 2", "postnr": "5000", "by": "Odense C"})
    pair.meet()
    assert promoting.promote(pair.lise) == ()
    standing = views.document_view(pair.lise, pair.case, pair.facts).conflicts["@adresse"]
    assert [one.value for one in standing] == [
        {"adresse": "Havnegade 2", "postnr": "5000", "by": "Odense C"},
        {"adresse": street, "postnr": "8200", "by": "Aarhus C"},
    ]


def test_typing_back_what_one_saw_overrules_nobody(pair: Pair) -> None:
    drafts.put(pair.lise, pair.case, pair.agreement, "aktuel_situation", "Bor hos sin søster.", 19)
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    pair.meet()
    assert promoting.promote(pair.lise) == ()
    shown = views.document_view(pair.lise, pair.case, pair.agreement)
    assert (shown.answers["aktuel_situation"], shown.conflicts) == ("Bor i sin bil.", {})


def test_a_choice_overrules_only_what_was_seen(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"aktuel_situation": "Bor på værestedet."})
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    merge(pair.lise, pair.case, pair.bo)
    seen = views.document_view(pair.lise, pair.case, pair.agreement).conflicts["aktuel_situation"]
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor hos en ven."})
    merge(pair.lise, pair.case, pair.bo)
    ids = [one for standing in seen for one in standing.ids]
    cases.choose(pair.lise, pair.case, pair.agreement, "aktuel_situation", "Bor på værestedet.", ids)
    standing = views.document_view(pair.lise, pair.case, pair.agreement).conflicts["aktuel_situation"]
    assert {one.value for one in standing} == {"Bor på værestedet.", "Bor hos en ven."}


def test_choosing_refuses_what_the_form_does_not_know(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.facts, {"tolk_behov": True})
    cases.fill(pair.bo, pair.case, pair.facts, {"tolk_behov": None})
    pair.meet()
    with pytest.raises(ProblemsError):
        cases.choose(pair.lise, pair.case, pair.facts, "tolk_behov", "måske")
    cases.choose(pair.lise, pair.case, pair.facts, "tolk_behov", None)
    assert "tolk_behov" not in views.document_view(pair.lise, pair.case, pair.facts).answers


def test_a_row_taken_out_while_another_wrote_in_it_stands_and_says_so(pair: Pair) -> None:
    rows.remove_row(pair.lise, pair.case, pair.network, "privat_netvaerk", pair.row)
    cases.fill(pair.bo, pair.case, pair.network, {f"privat_netvaerk/{pair.row}/telefon_mobil": "12345678"})
    pair.meet()
    for desk in (pair.lise, pair.bo):
        shown = views.document_view(desk, pair.case, pair.network)
        assert [one["navn"] for one in shown.answers["privat_netvaerk"]] == ["Mor"]
        assert shown.overruled == {f"privat_netvaerk/{pair.row}": ("Lise Holm",)}


def test_a_consents_row_taken_out_stays_out(pair: Pair) -> None:
    document = cases.open_document(pair.lise, pair.case, "samtykke")
    row = rows.add_row(pair.lise, pair.case, document, "part", values={"part_navn": "Egen læge", "svar": True})
    pair.meet()
    rows.remove_row(pair.lise, pair.case, document, "part", row)
    cases.fill(pair.bo, pair.case, document, {f"part/{row}/svar": False})
    pair.meet()
    for desk in (pair.lise, pair.bo):
        assert "part" not in views.document_view(desk, pair.case, document).answers


def test_two_versions_made_apart_are_a_and_b(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"haab_laengere_sigt": "Et job"})
    cases.fill(pair.bo, pair.case, pair.agreement, {"udfordring_fs": "Tid"})
    made = [cases.freeze(desk, pair.case, pair.agreement, "print") for desk in (pair.lise, pair.bo)]
    assert [version.label for version in made] == ["1", "1"]
    paper = {"paper_id": "p1", "version_id": made[1].id, "version": "1", "copy": "citizen", "way": "print", "out": "all"}
    change = NewChange(pair.agreement, paper_register("p1"), PAPER_MADE, paper)
    pair.bo.journal.append(pair.case, (change,), pair.bo.by)
    pair.meet()
    for desk in (pair.lise, pair.bo):
        shown = views.document_view(desk, pair.case, pair.agreement)
        assert [version.label for version in shown.versions] == ["1a", "1b"]
        assert shown.version_label == "2"
        assert shown.printed_label in ("1a", "1b")
        line = next(line for line in views.case_view(desk, pair.case).documents if line.document == pair.agreement)
        assert line.copies == f"Anna har nr. {shown.printed_label}. Print nr. 2."
    after = [cases.freeze(desk, pair.case, pair.agreement, "print") for desk in (pair.lise, pair.bo)]
    pair.meet()
    assert [version.label for version in after] == ["2", "2"]
    assert [version.label for version in views.document_view(pair.bo, pair.case, pair.agreement).versions] == ["1a", "1b", "2"]


def test_nothing_is_finished_while_two_things_stand(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.agreement, {"aktuel_situation": "Bor på værestedet."})
    cases.fill(pair.bo, pair.case, pair.agreement, {"aktuel_situation": "Bor i sin bil."})
    pair.meet()
    stopped = cases.finish(pair.lise, pair.case, pair.agreement)
    assert not isinstance(stopped, Version)
    assert "document.conflict" in {problem.code for problem in stopped}


def test_a_name_in_conflict_fills_in_nowhere(pair: Pair) -> None:
    cases.fill(pair.lise, pair.case, pair.facts, {"navn": "Anna Holm"})
    cases.fill(pair.bo, pair.case, pair.facts, {"navn": "Anna Lund"})
    pair.meet()
    document = cases.open_document(pair.lise, pair.case, "samtykke")
    assert "giver_navn" not in views.document_view(pair.lise, pair.case, document).answers
    assert (
        {hit.case for hit in search.find(pair.lise, "holm")}
        == {hit.case for hit in search.find(pair.lise, "lund")}
        == {pair.case}
    )


def test_merging_again_changes_nothing(pair: Pair) -> None:
    cases.fill(pair.bo, pair.case, pair.agreement, {"udfordring_fs": "Tid"})
    pair.meet()
    before = pair.lise.journal.changes(pair.case), views.case_list(pair.lise)
    pair.meet()
    assert (pair.lise.journal.changes(pair.case), views.case_list(pair.lise)) == before
