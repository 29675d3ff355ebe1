"""Versions, signatures, and who has which paper."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from rygsaek.casework import cases, drafts, signing, versions, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.signing import How
from rygsaek.history.changes import PAPER_MADE, NewChange, paper_register
from tests.support.forms import raw_example

FIELD = "borger_godkendt"


@pytest.fixture
def document(desk: Desk, anna: str) -> str:
    return cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos en ven."})


def handed(desk: Desk, case: str, document: str) -> str:
    version = cases.freeze(desk, case, document, "print")
    said = {"paper_id": version.label, "version_id": version.id, "version": version.label, "copy": "citizen", "out": "all"}
    desk.journal.append(case, (NewChange(document, paper_register(version.label), PAPER_MADE, said),), desk.by)
    return version.label


def copies(desk: Desk, case: str, document: str) -> str:
    return next(line.copies for line in views.case_view(desk, case).documents if line.document == document)


def test_the_same_content_is_the_same_version_however_often_and_why(desk: Desk, anna: str, document: str) -> None:
    first = cases.freeze(desk, anna, document, "print")
    again = cases.freeze(desk, anna, document, "print")
    for_another_reason = cases.freeze(desk, anna, document, "finished")
    assert first.id == again.id
    assert {first.label, again.label, for_another_reason.label} == {"1"}
    (version,) = views.document_view(desk, anna, document).versions
    assert version.reasons == {"print", "finished"}


def test_editing_begins_the_next(desk: Desk, anna: str, document: str) -> None:
    cases.freeze(desk, anna, document, "print")
    cases.fill(desk, anna, document, {"haab_laengere_sigt": "Et job"})
    assert views.document_view(desk, anna, document).version_label == "2"
    assert cases.freeze(desk, anna, document, "print").label == "2"
    assert [one.label for one in views.document_view(desk, anna, document).versions] == ["1", "2"]


def test_a_version_holds_the_same_for_ever(desk: Desk, anna: str, document: str) -> None:
    before = cases.freeze(desk, anna, document, "print")
    for number in range(5):
        cases.fill(desk, anna, document, {"aktuel_situation": f"Nr. {number}"})
    kept = views.document_view(desk, anna, document).versions[0]
    assert (kept.id, kept.heads) == (before.id, before.heads)
    changes = {change.id: change for change in desk.journal.changes(anna)}
    assert "Bor hos en ven." in {changes[head].value for head in kept.heads if isinstance(changes[head].value, str)}


def test_the_line_says_who_has_which(desk: Desk, anna: str, document: str) -> None:
    assert copies(desk, anna, document) == "Anna har ikke fået et print."
    handed(desk, anna, document)
    assert copies(desk, anna, document) == "Anna har nr. 1."
    for number in range(2):
        cases.fill(desk, anna, document, {"aktuel_situation": f"Nr. {number}"})
        cases.freeze(desk, anna, document, "finished")
    cases.fill(desk, anna, document, {"aktuel_situation": "Til sidst"})
    assert copies(desk, anna, document) == "Anna har nr. 1. Print nr. 4."


def test_a_new_consent_says_which_one_it_replaced(desk: Desk, anna: str) -> None:
    old = cases.fill_form(desk, anna, "samtykke", raw_example("samtykke"))
    cases.finish(desk, anna, old)
    new = cases.begin_document(desk, anna, "samtykke", predecessor=old)
    successors = {line.document: line.successor for line in views.case_view(desk, anna).documents}
    assert (successors[old], successors[new]) == (new, "")
    assert views.document_view(desk, anna, old).successor == new


@pytest.mark.parametrize("how", ["papir", "skaerm", "ord", "vil_ikke"])
def test_four_ways_to_answer_are_equal(desk: Desk, anna: str, document: str, how: How) -> None:
    signing.sign(desk, anna, document, FIELD, how, "Anna Nørgaard")
    shown = views.document_view(desk, anna, document)
    assert shown.answers[FIELD] == {"how": how, "name": "Anna Nørgaard", "date": "2026-05-04"}
    assert [(one.path, one.how) for one in shown.signed] == [(FIELD, how)]
    assert shown.state == "klar"


def test_signing_a_printed_paper_makes_no_other_version_of_it(desk: Desk, anna: str, document: str) -> None:
    handed(desk, anna, document)
    signing.sign(desk, anna, document, FIELD, "papir", "Anna Nørgaard")
    signing.sign(desk, anna, document, "underskrift_fs", "papir", "Lise Holm")
    assert [one.label for one in views.document_view(desk, anna, document).versions] == ["1"]
    assert copies(desk, anna, document) == "Anna har nr. 1."
    row = views.case_list(desk)[0]
    assert (row.unprinted, row.unsigned) == (0, 0)


def test_a_signature_does_not_go_along_to_what_was_written_later(desk: Desk, anna: str, document: str) -> None:
    signing.sign(desk, anna, document, FIELD, "skaerm", "Anna Nørgaard")
    cases.fill(desk, anna, document, {"aktuel_situation": "Noget helt andet."})
    shown = views.document_view(desk, anna, document)
    assert FIELD not in shown.answers
    assert [(one.path, one.how) for one in shown.signed] == [(FIELD, "skaerm")]
    assert shown.state == "i gang"
    assert views.case_list(desk)[0].unsigned == 1


def test_what_is_typed_is_signed_with_the_rest(desk: Desk, anna: str, document: str) -> None:
    drafts.put(desk, anna, document, "haab_laengere_sigt", "Et job", 6)
    signing.sign(desk, anna, document, FIELD, "ord", "Anna Nørgaard")
    shown = views.document_view(desk, anna, document)
    assert (shown.answers["haab_laengere_sigt"], shown.state) == ("Et job", "klar")


def test_nothing_is_signed_while_something_typed_cannot_be_read(desk: Desk, anna: str, document: str) -> None:
    drafts.put(desk, anna, document, "naeste_dato", "engang", 6)
    with pytest.raises(ProblemsError) as caught:
        signing.sign(desk, anna, document, FIELD, "papir", "Anna Nørgaard")
    assert [problem.field for problem in caught.value.problems] == ["naeste_dato"]
    assert views.document_view(desk, anna, document).signed == ()


def test_only_a_place_to_sign_can_be_signed(desk: Desk, anna: str, document: str) -> None:
    before = desk.journal.changes(anna)
    with pytest.raises(ProblemsError):
        signing.sign(desk, anna, document, "aktuel_situation", "papir", "Anna")
    assert desk.journal.changes(anna) == before


def test_a_signature_is_not_taken_back(desk: Desk, anna: str, document: str) -> None:
    signing.sign(desk, anna, document, FIELD, "papir", "Anna Nørgaard")
    assert cases.undo(desk, anna) is None
    assert views.document_view(desk, anna, document).signed


def test_a_signature_in_given_answers_is_a_signature(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samtykke", raw_example("samtykke"))
    shown = views.document_view(desk, anna, document)
    assert "underskrift_borger" in {one.path for one in shown.signed}
    assert "underskrift_borger" in shown.answers


def test_a_spoken_consent_owes_no_signature_of_the_citizen(desk: Desk, anna: str) -> None:
    spoken = {**raw_example("samtykke"), "form": "mundtlig"}
    spoken.pop("underskrift_borger", None)
    cases.fill_form(desk, anna, "samtykke", spoken)
    state = desk.journal.state(anna)
    owed = views.case_list(desk)[0].unsigned
    signed = {one.path for document in state.documents() for one in versions.signings(state, document)}
    assert owed == (0 if "underskrift_fs" in signed else 1)
