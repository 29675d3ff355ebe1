"""COURSE.md is true: its examples read, its wrong one gives its code, and every key and code is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import forms
from forms import course, course_sense, owes
from forms.course import read_course
from forms.course_sense import check_course
from forms.library import Library
from forms.problems import ProblemsError

GUIDE = (Path(forms.__path__[0]) / "COURSE.md").read_text("utf-8")
FENCES = re.findall(r"^```toml (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_its_examples_are_what_they_are_said_to_be() -> None:
    assert [kind for kind, _ in FENCES] == ["forløb", "skyldes", "course.loop"]
    *sound, (code, wrong) = FENCES
    for _, right in sound:
        assert check_course(read_course(right, "course.toml"), Library.load().newest_of_all(), "course.toml") == ()
    with pytest.raises(ProblemsError) as raised:
        read_course(wrong, "course.toml")
    assert {problem.code for problem in raised.value.problems} == {code}


def test_every_key_and_code_is_told_and_no_code_that_is_not_there() -> None:
    words = (*course.KEYS, *course.EVIDENCE_KEYS, *course.TURNS, *course.ACTS, *owes.OWES_KEYS, *owes.LACKS)
    assert [word for word in words if f"`{word}`" not in GUIDE] == []
    written = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (course, course_sense, owes))
    there = set(re.findall(r'tell\(\s*"([a-z_]+)"', written)) | {"file"}
    assert {f"course.{code}" for code in there} == set(re.findall(r"^\| `(course\.[a-z_]+)` \|", GUIDE, re.MULTILINE))
