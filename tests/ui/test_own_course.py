"""A municipality's own course that is wrong: told when its folder is read, and the program still starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from forms.course import method_course
from forms.profile import Person
from rygsaek.casework import cases, dues, views
from tests.support import wired
from ui import wiring
from ui.cli.forms import forms_app
from ui.presenters.overview_source import COURSE_LEFT_OUT, DeskOverview

MILESTONE = '[[milestone]]\nid = "kontakt"\ntitle = "Kontakt"\nreached = [{ form = "besoget", day = "dato" }]\n'
BROKEN = {
    "no course at all": "milestone = 1\n",
    "not TOML": "[[milestone\n",
    "not UTF-8": "\xff",
    "a condition that cannot be asked": MILESTONE.replace("besoget", "besoeg").replace(
        '"dato" }', '"dato", when = { field = 1 } }'
    ),
}


def test_with_a_course_that_is_wrong_the_case_opens_by_the_methods_and_the_lead_is_told(tmp_path: Path) -> None:
    places = wired.places(tmp_path)
    with wired.new_desk(tmp_path) as desk:
        case = cases.create_case(desk, wired.answers("borger"))
        ring = wired.ring_of(desk)
    for what, text in BROKEN.items():
        (places.municipality / "course.toml").write_bytes(text.encode("latin-1"))
        with wired.reopened_by_ring(tmp_path, ring) as desk:
            assert desk.profile.kommune == "Nordby Kommune", f"{what}: the rest of the profile is kept"
            assert views.case_view(desk, case).citizen_name, what
            assert [one.milestone.id for one in dues.standing(desk, case).steps][:2] == ["henvendelse", "videregivet"], what
            assert {one.code.partition(".")[0] for one in desk.problems} == {"course"}, what
            lead = replace(desk, worker=Person("Mette Sand"))
            view = DeskOverview(lead, lambda desk=desk: wired.exits_of(desk)).view()
            assert view is not None and view.told == COURSE_LEFT_OUT, what


def test_a_form_that_is_not_there_is_told_of_the_folder_and_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text('kommune = "Nordby Kommune"\n', encoding="utf-8")
    course = tmp_path / "course.toml"
    course.write_text(MILESTONE, encoding="utf-8")
    found = wiring.municipality_in(tmp_path)
    assert [problem.code for problem in found.problems] == ["course.form_unknown"]
    assert (found.profile.kommune, found.profile.course) == ("Nordby Kommune", method_course())
    told = CliRunner().invoke(forms_app, ["check", str(course)])
    assert told.exit_code == 1
    assert "Mente du »besoeg«?" in told.output
    course.write_text(MILESTONE.replace("besoget", "besoeg"), encoding="utf-8")
    told = CliRunner().invoke(forms_app, ["check", str(course)])
    assert (told.exit_code, told.output) == (0, "course.toml: i orden\n")
