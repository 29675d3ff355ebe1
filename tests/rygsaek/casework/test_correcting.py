"""A note that is finished is never written in: its correction is a note of its own beside it."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.search import find
from rygsaek.errors import InputError
from tests.support.forms import raw_example

FORM = "journalnotat"


@pytest.fixture
def note(desk: Desk, anna: str) -> str:
    document = cases.fill_form(desk, anna, FORM, {**raw_example(FORM), "tekst": "Huslejen for april mangler."})
    cases.finish(desk, anna, document)
    return document


def test_a_correction_stands_beside_the_note_and_both_are_read_found_and_told_of(desk: Desk, anna: str, note: str) -> None:
    with pytest.raises(ProblemsError):
        cases.fill(desk, anna, note, {"tekst": "Noget andet"})
    new = cases.correct(desk, anna, note, {"tekst": "Huslejen for marts mangler."})
    before, after = views.document_view(desk, anna, note), views.document_view(desk, anna, new)
    assert (before.answers["tekst"], after.answers["tekst"]) == ("Huslejen for april mangler.", "Huslejen for marts mangler.")
    assert (before.successor, after.begun.predecessor) == (new, note)
    assert after.answers["haendt_dato"] == before.answers["haendt_dato"], "it happened when it happened"
    assert not after.is_frozen
    assert find(desk, "april mangler")
    assert find(desk, "marts mangler")
    assert {note, new} <= {line.document for line in views.history(desk, anna)}
    (began,) = [line.what for line in views.history(desk, anna, document=new) if line.what.startswith("begyndte")]
    assert began == "begyndte på papiret, som retter det fra 4. maj 2026"


def test_correcting_goes_on_in_the_latest_and_a_note_of_another_thing_is_its_own(desk: Desk, anna: str, note: str) -> None:
    new = cases.correct(desk, anna, note)
    assert cases.correct(desk, anna, note) == new, "begun once, it is gone on with"
    other = cases.open_document(desk, anna, FORM)
    assert other not in (note, new)
    cases.finish(desk, anna, new)
    third = cases.correct(desk, anna, note)
    assert views.document_view(desk, anna, third).begun.predecessor == new


def test_a_paper_that_is_open_is_written_in_itself_and_an_unknown_one_is_told(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, FORM, {"tema": "Brev"})
    assert cases.correct(desk, anna, document, {"tema": "Post"}) == document
    with pytest.raises(InputError) as raised:
        cases.correct(desk, anna, "ukendt")
    assert raised.value.code == "document.unknown"
