"""`rygsaek forms …`, as a form author and a program meet it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.support.forms import EXAMPLES, FORMS, form_of
from tests.support.inline import HEAD, whole
from tests.support.papers import text_of
from ui.cli import command_line
from ui.cli.forms import forms_app

LINE = '[[section.field]]\nid = "navn"\nkind = "line"\nlabel = "Navn"\n'
FORM = whole(
    LINE
    + """
    required = "hard"
    [[section.field]]
    id = "tal"
    kind = "number"
    label = "Tal"
    [[section.field]]
    id = "part"
    kind = "rows"
    label = "Parter"
    field = [
      { id = "hvem", kind = "person", label = "Hvem" },
      { id = "note", kind = "line", label = "Note", visible = "internal" },
      { id = "svar", kind = "choice", label = "Svar", options = [{ id = "ja", label = "Ja" }, { id = "nej", label = "Nej" }] },
    ]
    [[section.field]]
    id = "antal"
    kind = "number"
    label = "Antal"
    computed = { rule = "count", rows = "part" }
    """
)


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(forms_app, [str(argument) for argument in arguments], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of whoever runs the tests has no say in them."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("hjem")))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "proeve.toml"
    path.write_text(FORM, "utf-8")
    return path


def answers(folder: Path, data: Any) -> Path:
    path = folder / "svar.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def test_every_form_is_listed() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert re.search(r"^samarbejdsaftale +udgave 1  Samarbejdsaftale \(Vores aftale\)$", result.stdout, re.MULTILINE)
    assert tuple(form["id"] for form in json.loads(run("list", "--json").stdout)) == FORMS


def test_a_form_is_laid_open_for_programs(own: Path) -> None:
    result = run("show", own, "--json")
    shown = json.loads(result.stdout)
    assert (shown["id"], shown["version"]) == ("proeve", 1)
    navn, _, part, antal = shown["fields"]
    assert {key: navn[key] for key in ("id", "kind", "required", "visibility", "section", "rows", "options", "computed")} == {
        "id": "navn", "kind": "line", "required": "hard", "visibility": "citizen", "section": "om_dig",
        "rows": [], "options": [], "computed": False,
    }  # fmt: skip
    assert [(cell["id"], cell["visibility"]) for cell in part["rows"]] == [
        ("hvem", "citizen"), ("note", "internal"), ("svar", "citizen"),
    ]  # fmt: skip
    assert part["rows"][2]["options"] == [{"id": "ja", "label": {"da": "Ja"}}, {"id": "nej", "label": {"da": "Nej"}}]
    assert antal["computed"] is True


def test_a_field_of_an_internal_section_is_internal() -> None:
    shown = json.loads(run("show", "samarbejdsaftale", "--json").stdout)
    internal = {section["id"] for section in shown["sections"] if section["visibility"] == "internal"}
    assert internal
    assert all(field["visibility"] == "internal" for field in shown["fields"] if field["section"] in internal)


@pytest.mark.parametrize("form_id", ["besoeg", "borger", "netvaerkskort", "samarbejdsaftale", "samtykke"])
def test_every_field_of_a_form_is_shown_to_people(form_id: str) -> None:
    text = run("show", form_id).stdout
    for field in json.loads(run("show", form_id, "--json").stdout)["fields"]:
        assert f"  {field['id']}: " in text


def test_a_form_in_order_is_said_to_be(own: Path) -> None:
    result = run("check", own)
    assert (result.exit_code, result.stdout) == (0, "proeve.toml: i orden\n")


def test_every_problem_of_every_file_is_told_at_once(own: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "forkert.toml"
    wrong.write_text(FORM.replace('"line"', '"linje"').replace("count", "tael"), "utf-8")
    result = run("check", own, wrong, tmp_path / "findes_ikke.toml", tmp_path)
    assert result.exit_code == 1
    assert "proeve.toml: i orden" in result.stdout
    for code in ("form.kind_unknown", "form.rule_unknown", "form.file  findes_ikke.toml"):
        assert code in result.stdout
    assert "forkert.toml: afsnit om_dig, felt navn" in result.stdout


def test_forms_checked_together_may_name_each_other(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "anden.toml"
    other.write_text(whole(LINE + 'prefill = "proeve.navn"', HEAD.replace("proeve", "anden")), "utf-8")
    assert run("check", other).exit_code == 1
    assert run("check", own, other).exit_code == 0


def test_a_section_that_is_hard_to_read_gets_advice_and_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "tung.toml"
    label = (
        "Samarbejdspartnernes indstillinger vedrørende foranstaltningerne foranlediger sagsbehandlingsmæssige overvejelser. " * 3
    )
    path.write_text(whole(LINE.replace('"Navn"', f'"{label.strip()}"')), "utf-8")
    result = run("check", path)
    assert result.exit_code == 0
    assert "form.hard_to_read  proeve: om_dig  (råd)" in result.stdout


def test_a_profile_is_checked_with_its_words(tmp_path: Path) -> None:
    profile = tmp_path / "kommune.toml"
    profile.write_text('kommune = "Nordby"\n[tekster.borger.navn]\nlabel = "Hvad hedder du?"\n', "utf-8")
    assert run("check", profile).exit_code == 0
    profile.write_text('kommune = "Nordby"\n[tekster.borger.navnet]\nlabel = "Hvad hedder du?"\n', "utf-8")
    result = run("check", profile)
    assert result.exit_code == 1
    assert "profile.text_unknown  tekster.borger.navnet" in result.stdout


def test_answers_are_worked_out_and_checked(own: Path, tmp_path: Path) -> None:
    result = run("answers", own, answers(tmp_path, {"part": [{"hvem": "Bo"}, {"hvem": "Eva"}]}))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "computed": {"antal": 2},
        "problems": [{"code": "answer.required", "field": "navn", "text": "Her mangler et svar.", "remedy": "Svar på »Navn«."}],
        "notes": [],
    }


def test_full_answers_have_no_problems(own: Path, tmp_path: Path) -> None:
    result = run("answers", own, answers(tmp_path, {"navn": "Anna"}))
    assert (result.exit_code, json.loads(result.stdout)["problems"]) == (0, [])


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.json")))
def test_the_examples_have_only_what_may_be_missing(name: str) -> None:
    result = run("answers", form_of(name), EXAMPLES / f"{name}.json")
    found = json.loads(result.stdout)
    assert {problem["code"] for problem in found["problems"]} <= {"answer.required"}
    assert result.exit_code == (1 if found["problems"] else 0)


def test_answers_come_from_standard_input_too(own: Path) -> None:
    result = run("answers", own, "-", given='\ufeff{"navn": "Åse"}'.encode())
    assert result.exit_code == 0


BAD: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "answers.json", "svar.json: linje 1, tegn 1"),
    "no JSON": (b'{"navn": Anna}', "answers.json", "svar.json: linje 1, tegn 10"),
    "a comma too many": (b'{\n"navn": "Anna",\n}', "answers.json", "svar.json: linje 3, tegn 1"),
    "not UTF-8": (b'{"navn": "\xe6"}', "answers.file", "svar.json"),
    "a field twice": (b'{"navn": "a", "navn": "b"}', "answers.twice", "svar.json: navn"),
    "NaN": (b'{"tal": NaN}', "answers.json", "svar.json"),
    "infinity": (b'{"tal": -Infinity}', "answers.json", "svar.json"),
    "a number beyond measure": (b'{"tal": ' + b"1" * 5000 + b"}", "answers.json", "svar.json"),
    "a float beyond measure": (b'{"tal": 1e999}', "answer.wrong_number", "tal"),
    "depth beyond measure": (b'{"navn": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "answers.json", "svar.json"),
    "a list": (b"[]", "answer.wrong_type", ""),
    "null": (b"null", "answer.wrong_type", ""),
    "a text": (b'"navn"', "answer.wrong_type", ""),
    "an unknown field": (b'{"mavn": "Anna"}', "answer.unknown_field", "mavn"),
    "a boolean for a number": (b'{"tal": true}', "answer.wrong_type", "tal"),
    "a number for a text": (b'{"navn": 3}', "answer.wrong_type", "navn"),
    "a nest for a text": (b'{"navn": {"a": [{"b": 1}]}}', "answer.wrong_type", "navn"),
    "rows that are none": (b'{"part": {"hvem": "Bo"}}', "answer.wrong_type", "part"),
    "an unknown field in a row": (b'{"part": [{"hvam": "Bo"}]}', "answer.unknown_field", "part/r1/hvam"),
    "an option that is none": (b'{"part": [{"svar": "maaske"}]}', "answer.unknown_option", "part/r1/svar"),
}


@pytest.mark.parametrize(("data", "code", "place"), BAD.values(), ids=BAD.keys())
def test_bad_answers_are_coded_problems_for_programs_and_for_people(
    own: Path, tmp_path: Path, data: bytes, code: str, place: str
) -> None:
    path = tmp_path / "svar.json"
    path.write_bytes(data)
    result = run("answers", own, path)
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["computed"] == {}
    assert [(problem["code"], problem["field"]) for problem in found["problems"]] == [(code, place)]
    paper = tmp_path / "papir.pdf"
    result = run("render", own, path, "-o", paper)
    assert result.exit_code == 1
    assert f"{code}  {place}".rstrip() in result.stderr
    assert not paper.exists()


@pytest.mark.parametrize("missing", ["findes_ikke.json", ".", "proeve.toml/svar.json", "x" * 300])
def test_answers_that_cannot_be_read_are_told(own: Path, tmp_path: Path, missing: str) -> None:
    result = run("answers", own, tmp_path / missing)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["code"] == "answers.file"


@pytest.mark.parametrize("command", [["show"], ["render"]])
def test_an_unknown_form_is_told_with_those_there_are(command: list[str], tmp_path: Path) -> None:
    result = run(*command, "samarbejdsaftalen", *(["--blank", "-o", tmp_path / "a.pdf"] if command == ["render"] else []))
    assert result.exit_code == 1
    assert "form.unknown  samarbejdsaftalen" in result.stderr
    assert "samarbejdsaftale," in result.stderr


def test_answers_to_an_unknown_form_are_a_problem_for_programs(tmp_path: Path) -> None:
    result = run("answers", "samarbejdsaftalen", answers(tmp_path, {}))
    assert result.exit_code == 1
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["form.unknown"]


def test_a_broken_form_is_told_where_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "forkert.toml"
    path.write_text(FORM.replace('"line"', '"linje"', 1), "utf-8")
    code, place = "form.kind_unknown", "forkert.toml: afsnit om_dig, felt navn"
    for command in (["show", path], ["render", path, "--blank", "-o", tmp_path / "a.pdf"]):
        result = run(*command)
        assert result.exit_code == 1
        assert f"{code}  {place}" in result.stderr
    result = run("answers", path, answers(tmp_path, {}))
    assert result.exit_code == 1
    assert [(problem["code"], problem["field"]) for problem in json.loads(result.stdout)["problems"]] == [(code, place)]


def test_the_municipalitys_own_forms_are_there_for_every_command(tmp_path: Path) -> None:
    folder = tmp_path / "bruger" / "kommune"
    folder.mkdir(parents=True)
    (folder / "proeve.toml").write_text(FORM, "utf-8")
    (folder / "kommune.toml").write_text('kommune = "Nordby Kommune"', "utf-8")
    home = ["--profile-dir", str(tmp_path / "bruger")]
    paper = tmp_path / "tom.pdf"
    for command in (["list"], ["show", "proeve"], ["render", "proeve", "--blank", "-o", str(paper)]):
        assert command_line.run([*home, "forms", *command]) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert command_line.run(["--profile-dir", str(tmp_path / "andre"), "forms", "show", "proeve"]) == 1


def test_the_same_answers_make_the_same_paper(own: Path, tmp_path: Path) -> None:
    made = answers(tmp_path, {"navn": "Anna", "part": [{"hvem": "Bo", "note": "hemmeligt"}]})
    papers = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for paper in papers:
        result = run("render", own, made, "-o", paper)
        assert (result.exit_code, result.stdout.strip()) == (0, str(paper))
    assert papers[0].read_bytes() == papers[1].read_bytes()
    assert papers[0].read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf", "proeve.toml", "svar.json"]


@pytest.mark.parametrize(
    "more", [["--blank"], ["--blank", "--short"], ["--blank", "--for", "internal"], ["--blank", "--lang", "da"]]
)
def test_a_blank_paper_needs_no_answers(own: Path, tmp_path: Path, more: list[str]) -> None:
    assert run("render", own, "-o", tmp_path / "tom.pdf", *more).exit_code == 0
    assert (tmp_path / "tom.pdf").read_bytes().startswith(b"%PDF")


def test_a_paper_without_answers_is_blank_and_with_some_has_lines_for_the_rest(own: Path, tmp_path: Path) -> None:
    papers = [tmp_path / f"{name}.pdf" for name in ("tom", "ogsaa_tom", "halv", "fuld")]
    made = answers(tmp_path, {"navn": "Anna"})
    for paper, more in zip(papers, (["--blank"], [], [made, "--blank"], [made]), strict=True):
        assert run("render", own, *more, "-o", paper).exit_code == 0
    blank, also_blank, half, full = (paper.read_bytes() for paper in papers)
    assert blank == also_blank
    assert len({blank, half, full}) == 3


def test_a_paper_carries_the_municipalitys_own_form_and_words(own: Path, tmp_path: Path) -> None:
    profile = tmp_path / "kommune.toml"
    profile.write_text('kommune = "Nordby Kommune"\n[tekster.proeve.navn]\nlabel = "Hvad hedder du?"\n', "utf-8")
    before, after = tmp_path / "foer.pdf", tmp_path / "efter.pdf"
    made = answers(tmp_path, {"navn": "Anna"})
    assert run("render", own, made, "-o", before).exit_code == 0
    assert run("render", "proeve", made, "-o", after, "--profile", profile).exit_code == 0
    assert before.read_bytes() != after.read_bytes()


def test_a_profile_that_cannot_be_used_is_told(own: Path, tmp_path: Path) -> None:
    result = run("render", own, "--blank", "-o", tmp_path / "a.pdf", "--profile", tmp_path / "findes_ikke.toml")
    assert result.exit_code == 1
    assert "profile.file" in result.stderr


def test_a_language_that_the_form_has_not_is_told(own: Path, tmp_path: Path) -> None:
    result = run("render", own, "--blank", "-o", tmp_path / "a.pdf", "--lang", "pl")
    assert result.exit_code == 1
    assert "form.language_missing" in result.stderr


@pytest.mark.parametrize("target", ["findes_ikke/papir.pdf", "."])
def test_a_paper_that_cannot_be_written_is_the_surroundings_fault(own: Path, tmp_path: Path, target: str) -> None:
    result = run("render", own, "--blank", "-o", tmp_path / target)
    assert result.exit_code == 3
    assert "output.file" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "borger"],
        ["render", "borger", "--blank", "-o", "a.pdf", "--for", "naboen"],
        ["show"],
        ["answers", "borger"],
        ["check"],
        ["findes_ikke"],
    ],
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_danish_letters_come_out_whole_whatever_the_terminal_was_set_to() -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = "from ui.cli.forms import forms_app; forms_app()"
    done = subprocess.run(
        [sys.executable, "-c", command, "show", "borger"], env=surroundings, capture_output=True, check=True, cwd=Path.cwd()
    )
    assert "Må et brev fra os ligge fremme hos dig?" in done.stdout.decode("utf-8")


def test_a_named_paper_is_rendered_for_its_row_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    target = tmp_path / "ud.pdf"
    answers = EXAMPLES / "overgang.json"
    assert run("render", "overgang", answers, "--paper", "overdragelse", "--row", "r2", "-o", target).exit_code == 0
    text = " ".join(text_of(target.read_bytes()))
    assert "Per Kolding" in text and "Ida Friis" not in text
    refused = run("render", "overgang", answers, "--paper", "overdragelsen", "-o", target)
    assert refused.exit_code == 1
    assert "Mente du »overdragelse«?" in refused.output
    assert "--row r1" in run("render", "overgang", answers, "--paper", "overdragelse", "-o", target).output
