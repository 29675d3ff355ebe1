"""The course as data: what is wrong in a course file is told by its code, and the method's asks only for what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.course import Evidence, method_course, read_course
from forms.course_sense import check_course
from forms.library import Library
from forms.problems import ProblemsError
from forms.profile import decode_profile, encode_profile, load_profile

FORMS = Library.load().newest_of_all()
LINE = '[[milestone]]\nid = "kontakt"\ntitle = "Kontakt"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LINE + LINE, "course.twice"),
        (LINE + 'under = "moede"\n', "course.under_unknown"),
        (LINE + '[[milestone]]\nid = "a"\ntitle = "A"\nunder = "a"\n', "course.under_unknown"),
        (LINE + 'act = "danser"\n', "course.word_unknown"),
        (LINE + "farve = 1\n", "course.unknown_key"),
        (LINE, "course.unreachable"),
        (LINE + 'after = "moede"\n', "course.after_unknown"),
        (LINE + 'turn = "op"\n', "course.word_unknown"),
        (LINE + 'reached = [{ form = "besoeg" }]\n', "course.missing_key"),
        ('[[milestone]]\nid = "kontakt"\n', "course.missing_key"),
        (LINE + 'owes = [{ form = "besoeg" }]\n', "course.missing_key"),
        (LINE + 'owes = [{ form = "besoeg", text = "T", lacks = "stamp" }]\n', "course.word_unknown"),
        (LINE + 'owes = [{ form = "besoeg", text = "T", lacks = "paper", until = {} }]\n', "course.owes_unclear"),
        (LINE + 'owes = [{ form = "besoeg", text = "T", lacks = "paper", day = "dato" }]\n', "course.owes_unclear"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as raised:
        read_course(text, "course.toml")
    assert code in {problem.code for problem in raised.value.problems}


def test_a_course_is_read_with_what_says_that_a_milestone_is_reached() -> None:
    text = LINE + 'act = "ring"\nreached = [{ form = "besoeg", day = "dato", when = { field = "besoeg_status", is = "holdt" } }]'
    (found,) = read_course(text, "course.toml")
    assert (found.id, found.act) == ("kontakt", "ring")
    assert found.reached == (Evidence("besoeg", "dato", {"field": "besoeg_status", "is": "holdt"}),)


def test_the_methods_course_asks_for_days_and_answers_that_its_forms_have() -> None:
    assert check_course(method_course(), FORMS, "course.toml") == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('{ form = "besoget", day = "dato" }', "course.form_unknown"),
        ('{ form = "besoeg", day = "datoen" }', "course.field_unknown"),
        ('{ form = "besoeg", day = "fra" }', "course.no_date"),
        ('{ form = "besoeg", day = "dato", who = "hvem_var_det" }', "course.field_unknown"),
        ('{ form = "besoeg", day = "dato", when = { field = "status", is = "holdt" } }', "course.condition_field_unknown"),
        ('{ form = "besoeg", day = "dato", when = { field = "sted", is = "maanen" } }', "course.condition_option_unknown"),
    ],
)
def test_what_the_forms_do_not_have_is_told_by_its_code(said: str, code: str) -> None:
    found = check_course(read_course(f"{LINE}reached = [{said}]\n", "course.toml"), FORMS, "course.toml")
    assert [problem.code for problem in found] == [code]
    assert all(problem.remedy for problem in found)


@pytest.mark.parametrize(
    ("owed", "code"),
    [
        ('form = "besoget"', "course.form_unknown"),
        ('form = "sagsoplysning", write = "samtyke"', "course.form_unknown"),
        ('form = "besoeg", until = { field = "status", is = "holdt" }', "course.condition_field_unknown"),
        ('form = "besoeg", when = { field = "sted", is = "maanen" }', "course.condition_option_unknown"),
        ('form = "besoeg", lacks = "signature"', "course.owes_nothing"),
        ('form = "besoeg", lacks = "paper"', "course.owes_nothing"),
        ('form = "besoeg", day = "dagen"', "course.field_unknown"),
        ('form = "besoeg", day = "udbytte"', "course.no_date"),
    ],
)
def test_a_step_owes_only_what_the_forms_can_give(owed: str, code: str) -> None:
    text = f'{LINE}reached = [{{ form = "besoeg", day = "dato" }}]\nowes = [{{ {owed}, text = "T" }}]\n'
    found = check_course(read_course(text, "course.toml"), FORMS, "course.toml")
    assert [problem.code for problem in found] == [code]


def test_papers_of_a_step_are_forms() -> None:
    text = f'{LINE}papers = ["besoget"]\nreached = [{{ form = "besoeg", day = "dato" }}]\n'
    found = check_course(read_course(text, "course.toml"), FORMS, "course.toml")
    assert [problem.code for problem in found] == ["course.form_unknown"]


def test_a_ring_of_milestones_is_told_at_each_of_them() -> None:
    reached = 'reached = [{ form = "besoeg", day = "dato" }]\n'
    ring = "".join(f'[[milestone]]\nid = "{one}"\ntitle = "T"\nafter = "{after}"\n{reached}' for one, after in ("ab", "bc", "ca"))
    led_in = f'[[milestone]]\nid = "d"\ntitle = "T"\nafter = "a"\n{reached}'
    with pytest.raises(ProblemsError) as raised:
        read_course(ring + led_in, "course.toml")
    told = [(problem.code, problem.field) for problem in raised.value.problems]
    assert told == [("course.loop", f"course.toml: milepæl {one}") for one in "abc"]


def test_a_municipality_has_a_course_of_its_own_beside_its_file_and_it_travels_with_the_profile(tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text('kommune = "Nordby Kommune"\n', encoding="utf-8")
    methods = load_profile(tmp_path / "kommune.toml")
    assert methods.course == method_course()
    (tmp_path / "course.toml").write_text(f'{LINE}reached = [{{ form = "besoeg", day = "dato" }}]\n', encoding="utf-8")
    own = load_profile(tmp_path / "kommune.toml")
    assert [one.id for one in own.course] == ["kontakt"]
    assert own.fingerprint != methods.fingerprint
    assert decode_profile(encode_profile(own)).course == own.course
    assert Library.load([tmp_path]).problems == (), "a course is no form"
    (tmp_path / "course.toml").write_text(LINE + "reached = 1\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as raised:
        load_profile(tmp_path / "kommune.toml")
    assert "course.wrong_type" in {problem.code for problem in raised.value.problems}
