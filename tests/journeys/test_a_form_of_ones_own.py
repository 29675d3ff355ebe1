"""A form written from FORMAT.md alone works at desk and table, on paper, in search and history, without a line of code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import pytest

from forms.flow import Flow
from rygsaek.casework import cases, search, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from rygsaek.paper import papers
from tests.support.wired import answers, new_desk, reopened
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording
from ui.presenters.form_shape import item_paths
from ui.presenters.wizard import Wizard

T = TypeVar("T")


class AtOnce:
    """A runner that does everything where it is asked."""

    def write(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> AtOnce:
        result = work()
        if done is not None:
            done(result)
        return self

    read = write

    def cancel(self) -> None:
        """Nothing is ever under way."""


class Stopped:
    """Timers of which none ever rings."""

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


def first_example() -> str:
    """The form that FORMAT.md begins with, as a super-user copies it."""
    found = re.search(r"^```toml formular\n(.*?)^```$", (files("forms") / "FORMAT.md").read_text("utf-8"), re.M | re.S)
    assert found is not None
    return found[1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "profile"
    (home / "kommune").mkdir(parents=True)
    (home / "kommune" / "haveplan.toml").write_text(first_example(), "utf-8")
    with new_desk(home) as found:
        yield found


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, answers("borger"))


def editing_of(desk: Desk, case: str, document: str) -> Editing:
    editing = Editing(desk, case, document, AtOnce(), Stopped())
    editing.load()
    return editing


def test_the_wizard_asks_it_and_shows_what_an_answer_brings(desk: Desk, case: str) -> None:
    document = cases.open_document(desk, case, "haveplan")
    editing = editing_of(desk, case, document)
    wizard = Wizard(editing, Wording({"Navn": "Lise"}))
    assert (wizard.title, wizard.section_title) == ("Det vil du med din have", "Din have")
    assert list(item_paths(wizard.items)) == ["navn", "har_have", "naeste_dato"]
    assert editing.text("navn") == "Anna Nordvang"
    cases.fill(desk, case, document, {"har_have": True})
    assert "oensker" in list(item_paths(Wizard(editing_of(desk, case, document), Wording({})).items))


def test_the_visit_leads_through_it(desk: Desk, case: str) -> None:
    document = cases.open_document(desk, case, "haveplan")
    view = views.document_view(desk, case, document)
    flow = Flow.begin(view.definition, view.answers, today=desk.today())
    assert [page.paths for page in flow.pages] == [("navn",), ("har_have",), ("naeste_dato",)]


def test_its_answers_are_printed_found_and_remembered(desk: Desk, case: str) -> None:
    document = cases.open_document(desk, case, "haveplan")
    day = desk.today() + timedelta(days=14)
    cases.fill(desk, case, document, {"har_have": True, "oensker": "Gulerødder og ro", "naeste_dato": day.isoformat()})

    short = " ".join(papers.preview(desk, case, document, length="short").page_texts)
    whole = " ".join(papers.preview(desk, case, document, length="whole").page_texts)
    assert "Kan du ikke, så ring til Lise på 12 34 56 78." in short
    assert "Gulerødder og ro" in whole

    (hit,) = search.find(desk, "gulerød")
    assert (hit.case, hit.form, hit.path) == (case, "haveplan", "oensker")

    told = views.history(desk, case, "oensker")
    assert [(line.field_label, line.new) for line in told] == [("Hvad vil du gerne med den?", "Gulerødder og ro")]
    assert [line.title for line in views.case_view(desk, case).documents if line.document == document]


def test_the_document_keeps_its_form_when_the_municipality_takes_it_away(tmp_path: Path) -> None:
    home = tmp_path / "profile"
    (home / "kommune").mkdir(parents=True)
    own = home / "kommune" / "haveplan.toml"
    own.write_text(first_example(), "utf-8")
    with new_desk(home) as desk:
        case = cases.create_case(desk, answers("borger"))
        document = cases.fill_form(desk, case, "haveplan", {"har_have": True, "oensker": "Gulerødder"})
    own.unlink()
    with reopened(home) as desk:
        assert "haveplan" not in desk.library.ids()
        view = views.document_view(desk, case, document)
        assert view.definition is not None
        assert view.definition.title == {"da": "Det vil du med din have"}
        assert "Gulerødder" in " ".join(papers.preview(desk, case, document, length="whole").page_texts)
