"""Two people write in one case apart. Nothing is lost, and both see both wherever they look, until one of them chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from forms.values import show_value
from rygsaek.casework import cases, search, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.registers import CaseState, Register
from rygsaek.paper.papers import Wish
from tests.support.laptops import conflicts_listed, disputable, internal_paper, meet, two_answers, two_laptops
from tests.support.papers import text_of
from tests.support.table import at_table
from tests.support.wired import NOWHERE, exits_of
from ui.form.two_versions import TwoVersions
from ui.places import WizardAt

FORMS = ("borger", "netvaerkskort", "samarbejdsaftale", "samtykke", "besoeg")
SITUATION = "aktuel_situation"
Laptops = tuple[Desk, Desk, str, dict[str, str]]


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    with two_laptops(tmp_path) as found:
        yield found


@pytest.fixture
def disputed(laptops: Laptops) -> tuple[Desk, Desk, str, str]:
    """Both wrote in the same field of the agreement, and met."""
    lise, bo, case, documents = laptops
    agreement = documents["samarbejdsaftale"]
    cases.fill(lise, case, agreement, {SITUATION: "Hun sover på sofaen hos Karen."})
    cases.fill(bo, case, agreement, {SITUATION: "Hun har fået nøglen til en lejlighed."})
    meet(lise, bo, case)
    return lise, bo, case, agreement


def test_both_texts_stand_in_list_form_search_and_on_the_internal_paper(disputed: tuple[Desk, Desk, str, str]) -> None:
    *desks, case, agreement = disputed
    for desk in desks:
        assert conflicts_listed(desk, case) == 1
        shown = views.document_view(desk, case, agreement).conflicts[SITUATION]
        assert [(one.value, one.who) for one in shown] == [
            ("Hun sover på sofaen hos Karen.", ("Lise Holm",)),
            ("Hun har fået nøglen til en lejlighed.", ("Bo Krag",)),
        ]
        for word in ("sofaen", "nøglen"):
            assert [(hit.case, hit.path) for hit in search.find(desk, word)] == [(case, SITUATION)]
        paper = " ".join(text_of(internal_paper(desk, case, agreement).data))
        for told in ("sofaen hos Karen", "nøglen til en lejlighed", "Lise Holm", "Bo Krag"):
            assert told in paper
        said = [(line.who, line.new) for line in views.history(desk, case, SITUATION, agreement)][-2:]
        assert said == [("Lise Holm", "Hun sover på sofaen hos Karen."), ("Bo Krag", "Hun har fået nøglen til en lejlighed.")]


def test_the_window_shows_both_side_by_side_and_one_touch_chooses(
    qapp: QApplication, disputed: tuple[Desk, Desk, str, str]
) -> None:
    lise, _, case, agreement = disputed
    with at_table(qapp, lise.vault, case) as table:
        page = table.go(WizardAt(case, agreement, SITUATION))
        (two,) = [one for one in page.findChildren(TwoVersions) if one.isVisible()]
        said = " ".join(label.text() for label in two.findChildren(QLabel))
        assert all(told in said for told in ("Her er skrevet to ting", "Lise Holm", "Bo Krag", "sofaen", "lejlighed"))
        choose = next(one for one in two.findChildren(QPushButton) if "nøglen" in one.accessibleName())
        choose.click()
        table.settle()
        view = views.document_view(table.desk, case, agreement)
    assert (view.conflicts, view.answers[SITUATION]) == ({}, "Hun har fået nøglen til en lejlighed.")


def test_the_citizen_gets_no_paper_with_both_until_somebody_chose_or_left_it_out(
    disputed: tuple[Desk, Desk, str, str],
) -> None:
    lise, _, case, agreement = disputed
    door = exits_of(lise)
    with pytest.raises(InputError):
        door.print_document(NOWHERE, case, Wish(document=agreement, length="whole"))
    door.print_document(NOWHERE, case, Wish(document=agreement, length="whole", left_out=(SITUATION,)))
    cases.choose(lise, case, agreement, SITUATION, "Hun har fået nøglen til en lejlighed.")
    door.print_document(NOWHERE, case, Wish(document=agreement, length="whole"))


def test_what_one_chooses_both_have_chosen_and_neither_text_is_gone(disputed: tuple[Desk, Desk, str, str]) -> None:
    lise, bo, case, agreement = disputed
    cases.choose(bo, case, agreement, SITUATION, "Hun sover på sofaen hos Karen.")
    meet(lise, bo, case)
    for desk in (lise, bo):
        view = views.document_view(desk, case, agreement)
        assert view.conflicts == {} and view.answers[SITUATION] == "Hun sover på sofaen hos Karen."
        assert conflicts_listed(desk, case) == 0
        assert search.find(desk, "nøglen") == ()
        assert "Hun har fået nøglen til en lejlighed." in [line.new for line in views.history(desk, case, SITUATION)]


def test_the_same_written_twice_is_no_dispute(laptops: Laptops) -> None:
    lise, bo, case, documents = laptops
    for desk in (lise, bo):
        cases.fill(desk, case, documents["samarbejdsaftale"], {SITUATION: "Hun bor hos Karen."})
    meet(lise, bo, case)
    assert conflicts_listed(lise, case) == conflicts_listed(bo, case) == 0


def test_a_row_that_one_took_out_while_the_other_wrote_in_it_stands(laptops: Laptops) -> None:
    lise, bo, case, documents = laptops
    network = documents["netvaerkskort"]
    row = views.document_view(lise, case, network).answers["privat_netvaerk"][0]["_id"]
    cases.remove_row(lise, case, network, "privat_netvaerk", row)
    cases.fill(bo, case, network, {f"privat_netvaerk/{row}/note": "Hun har fået nyt nummer."})
    meet(lise, bo, case)
    for desk in (lise, bo):
        view = views.document_view(desk, case, network)
        assert row in [one["_id"] for one in view.answers["privat_netvaerk"]]
        assert view.overruled == {f"privat_netvaerk/{row}": ("Lise Holm",)}


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_every_form_shows_its_two_answers(laptops: Laptops, form: str) -> None:
    """Row 10: whatever two people can answer differently is shown in the form, counted in the list, found, and printed."""
    assert unshown(laptops, form) == {}


def test_a_look_that_shows_one_answer_alone_would_be_noticed(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CaseState, "conflicts", lambda state: iter(()))
    monkeypatch.setattr(Register, "is_conflict", property(lambda register: False))
    assert unshown(laptops, "samarbejdsaftale").keys() >= {"list", "form"}


def unshown(laptops: Laptops, form: str) -> dict[str, set[str]]:
    """Lise and Bo answer everything differently, each field of a fresh paper; where which of it is not shown."""
    lise, bo, case, documents = laptops
    document = documents[form] if form in documents else views.case_view(lise, case).facts_document
    view = views.document_view(lise, case, document)
    assert view.definition is not None
    registers = disputable(view.definition, view.values, lise.today())
    answers = {path: (field, two_answers(field, number)) for number, (path, field) in enumerate(registers.values())}
    before = conflicts_listed(lise, case)
    for desk, mine, others in ((lise, 0, 1), (bo, 1, 0)):  # the other's first: who writes what stands already has written nothing
        for place in (others, mine):
            cases.fill(desk, case, document, {path: both[place] for path, (_, both) in answers.items() if both})
    meet(lise, bo, case)
    missing: dict[str, set[str]] = {"form": registers.keys() - views.document_view(lise, case, document).conflicts.keys()}
    missing["list"] = set(registers) if conflicts_listed(lise, case) != before + len(registers) else set()
    paper = "".join(text_of(internal_paper(lise, case, document).data)).replace(" ", "")
    missing["paper"] = {
        path
        for path, (field, both) in answers.items()
        if both and not all(show_value(field, one).replace(" ", "") in paper for one in both)
    }
    missing["search"] = {
        path
        for path, (field, both) in answers.items()
        if both and field.kind in ("line", "text", "person", "mail", "phone") and not all(search.find(lise, one) for one in both)
    }
    return {where: paths for where, paths in missing.items() if paths}
