"""FORMAT.md is true: each example reads, each wrong one gives its code, and every code, key, kind and rule is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import forms
from forms.authoring import rules, shape, wording
from forms.conditions import JOINERS, TESTS
from forms.library import Library
from forms.model import Definition
from forms.own_words import check_own_words
from forms.profile import read_profile
from forms.reading import read_answers, read_definition
from forms.texts import NAME_WORDS
from forms.upgrades import check_upgrade
from tests.support.inline import codes, whole

ROOM = Path(forms.__path__[0])
GUIDE = (ROOM / "FORMAT.md").read_text("utf-8")
FENCES = re.findall(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def fenced(kind: str) -> list[tuple[str, str]]:
    """(rest of the info line, text) of every fenced example of a kind."""
    found = []
    for language, info, text in FENCES:
        first, _, rest = f"{language} {info}".partition(" ")[2].partition(" ")
        if first == kind:
            found.append((rest, text))
    return found


def named(form_id: str, version: int = 1) -> Definition:
    read = (read_definition(text, "FORMAT.md") for _, text in fenced("formular"))
    return next(form for form in read if (form.id, form.version) == (form_id, version))


def test_every_fenced_example_is_of_a_kind_that_is_tried() -> None:
    kinds = {(language, info.partition(" ")[0]) for language, info, _ in FENCES}
    assert kinds == {("toml", "formular"), ("toml", "felter"), ("toml", "forkert"), ("toml", "kommune"), ("json", "haveplan")}


@pytest.mark.parametrize("text", [text for _, text in fenced("formular")])
def test_a_whole_example_reads(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", [text for _, text in fenced("felter")])
def test_an_example_of_fields_reads(text: str) -> None:
    assert codes(whole(text)) == []


@pytest.mark.parametrize(("code", "text"), fenced("forkert"))
def test_a_wrong_example_gives_the_code_beside_it_and_no_other(code: str, text: str) -> None:
    assert codes(whole(text)) == [code]


def test_the_municipalitys_file_reads_and_its_words_fit_the_forms() -> None:
    (_, text), *_ = fenced("kommune")
    library = Library.load()
    profile = read_profile(text, "kommune.toml")
    assert profile.kommune == "Nordby Kommune"
    assert check_own_words(profile, library.newest_of_all()) == []


def test_the_example_answers_fit_the_example_form() -> None:
    (_, text), *_ = fenced("haveplan")
    assert read_answers(named("haveplan"), json.loads(text))["oensker"] == "Gulerødder"


def test_the_example_of_a_new_version_follows_the_first() -> None:
    assert check_upgrade(named("haveplan"), named("haveplan", 2)) == []


def test_every_code_is_told_and_none_that_is_not_there() -> None:
    written = "\n".join(path.read_text("utf-8") for room in ("forms", "ui/cli") for path in (ROOM.parent / room).rglob("*.py"))
    there = set(re.findall(r'"((?:form|profile)\.[a-z_]+)"', written))
    of_the_course = set(re.findall(r"`course\.([a-z_]+)`", (ROOM / "COURSE.md").read_text("utf-8")))
    by_finding = set(re.findall(r'(?:tell\(\s*|code=|code: str = )"([a-z_]+)"', written))
    told = set(re.findall(r"`((?:form|profile)\.[a-z_]+)`", GUIDE))
    by_finding -= of_the_course - {code.partition(".")[2] for code in told}
    assert there <= told
    assert {f"form.{code}" for code in by_finding} <= told | {code.replace("profile.", "form.") for code in told}
    assert {code.partition(".")[2] for code in told} <= by_finding | {code.partition(".")[2] for code in there}


WORDS = {
    *(
        *shape.FORM_KEYS,
        *shape.SECTION_KEYS,
        *shape.FIELD_KEYS,
        *shape.PAPER_KEYS,
        *shape.NAMED_KEYS,
        *shape.ADVICE_KEYS,
        *shape.PICTURE_KEYS,
    ),
    *(*shape.KINDS, *shape.STYLES, *shape.COPIES, *shape.LOOKS, *TESTS, *JOINERS, *rules.KINDS, *NAME_WORDS),
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_key_kind_rule_and_word_is_told(word: str) -> None:
    assert re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", GUIDE)


def test_every_source_of_the_profile_is_a_line_of_its_file() -> None:
    (_, text), *_ = fenced("kommune")
    assert all(f"{word} = " in text for word in wording.PROFILE_SOURCES)
