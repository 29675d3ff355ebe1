"""What a role may not see is not in the case, the history, the search, what is offered, nor on paper."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from forms.roles import Colleague
from rygsaek.casework import agenda, cases, offers, search, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish


def seen_as(desk: Desk, role: str) -> Desk:
    """The same desk, had the municipality given its worker another role."""
    staff = (Colleague(desk.worker.name, role),)
    return replace(desk, profile=msgspec.structs.replace(desk.profile, staff=staff))


@pytest.fixture
def agreement(desk: Desk, anna: str) -> str:
    document = cases.open_document(desk, anna, "samarbejdsaftale")
    cases.fill(desk, anna, document, {"aktuel_situation": "Huslejen er ikke betalt", "naeste_dato": "2026-05-11"})
    return document


def test_a_receiver_sees_no_agreement_anywhere(desk: Desk, anna: str, agreement: str) -> None:
    receiver = seen_as(desk, "modtager")
    assert [line.form for line in views.case_view(receiver, anna).documents] == ["borger"]
    assert views.history(receiver, anna, document=agreement) == ()
    assert search.find(receiver, "huslejen") == ()
    assert views.case_list(receiver)[0].next_what is None
    assert agenda.dates(receiver, desk.today(), desk.today().replace(year=2027)) == ()
    for look in (
        lambda: views.document_view(receiver, anna, agreement),
        lambda: papers.preview(receiver, anna, agreement),
        lambda: cases.fill(receiver, anna, agreement, {"aktuel_situation": "Noget andet"}),
        lambda: cases.begin_document(receiver, anna, "samarbejdsaftale"),
    ):
        with pytest.raises(InputError) as raised:
            look()
        assert raised.value.code == "role.not_yours"


def test_the_same_words_are_found_by_whoever_may_see_them(desk: Desk, anna: str, agreement: str) -> None:
    assert [hit.document for hit in search.find(desk, "huslejen")] == [agreement]
    assert [hit.form for hit in search.find(seen_as(desk, "modtager"), "anna")] == ["borger"]


def test_nothing_hidden_is_offered(desk: Desk, anna: str, agreement: str) -> None:
    network = desk.library.newest("netvaerkskort")
    cases.fill(desk, anna, agreement, {"aktuel_situation": "Bor hos Karen"})
    with desk.vault.read() as reader:
        state = desk.journal.state(anna, reader)
        known = offers.known_in(seen_as(desk, "modtager"), reader, state, form=network.id)
    assert "samarbejdsaftale" not in known.sources
    assert "samarbejdsaftale" not in known.forms
    assert "borger" in known.sources


def test_a_colleague_reads_and_writes_notes_alone(desk: Desk, anna: str, agreement: str) -> None:
    colleague = seen_as(desk, "fs_kollega")
    assert views.document_view(colleague, anna, agreement).answers["aktuel_situation"] == "Huslejen er ikke betalt"
    with pytest.raises(InputError):
        cases.fill(colleague, anna, agreement, {"aktuel_situation": "Noget andet"})


def test_an_administrator_sees_no_case(desk: Desk, anna: str) -> None:
    administrator = seen_as(desk, "administrator")
    assert views.case_list(administrator) == ()
    assert search.find(administrator, "anna") == ()
    with pytest.raises(InputError):
        views.case_view(administrator, anna)


def test_a_printed_extract_holds_only_what_the_role_sees(desk: Desk, anna: str, agreement: str) -> None:
    with desk.vault.read() as reader, pytest.raises(InputError):
        papers.subject_of(seen_as(desk, "skp"), reader, anna, Wish(document=agreement))
