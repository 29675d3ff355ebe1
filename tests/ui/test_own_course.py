"""A municipality's own course that is wrong: told when its folder is read, and the program still starts."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from ui import wiring
from ui.cli.forms import forms_app

MILESTONE = '[[milestone]]\nid = "kontakt"\ntitle = "Kontakt"\nreached = [{ form = "besoget", day = "dato" }]\n'


def test_a_form_that_is_not_there_is_told_of_the_folder_and_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text('kommune = "Nordby Kommune"\n', encoding="utf-8")
    course = tmp_path / "course.toml"
    course.write_text(MILESTONE, encoding="utf-8")
    found = wiring.municipality_in(tmp_path)
    assert [problem.code for problem in found.problems] == ["course.form_unknown"]
    assert found.profile.kommune == "Nordby Kommune"
    told = CliRunner().invoke(forms_app, ["check", str(course)])
    assert told.exit_code == 1
    assert "Mente du »besoeg«?" in told.output
    course.write_text(MILESTONE.replace("besoget", "besoeg"), encoding="utf-8")
    told = CliRunner().invoke(forms_app, ["check", str(course)])
    assert (told.exit_code, told.output) == (0, "course.toml: i orden\n")
