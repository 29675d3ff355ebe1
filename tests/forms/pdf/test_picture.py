"""The network's picture: who is in it is data, contact is told by shape and in words, names stay on the page."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from forms.pdf import style
from forms.pdf.document import render
from tests.support.papers import faults, letters, request_from, request_of, text_of

FORM = """
[picture]
centre = "navn"
inner = ["privat"]
outer = ["fagligt", "uspurgt"]

[[section]]
id = "a"
title = "Kortet"
field = [
  { id = "navn", kind = "person", label = "Dit navn" },
  { id = "privat_nu", kind = "yes_no", label = "Er der nogen?" },
  { id = "privat", kind = "rows", label = "Nære", row_name = "navn", show_if = { field = "privat_nu", is_not = false }, field = [
    { id = "navn", kind = "person", label = "Navn" },
    { id = "har_kontakt", kind = "yes_no", label = "Taler I sammen?" },
  ] },
  { id = "fagligt", kind = "rows", label = "Fagligt", row_name = "navn", field = [
    { id = "navn", kind = "person", label = "Navn" },
    { id = "har_kontakt", kind = "yes_no", label = "Taler I sammen?" },
  ] },
  { id = "uspurgt", kind = "rows", label = "Uspurgt", row_name = "navn", field = [
    { id = "navn", kind = "person", label = "Navn" },
  ] },
]
"""


def figures(data: bytes) -> list[Any]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            (str(node.Alt), [float(side) for side in node.A.BBox]) for node in pdf.Root.StructTreeRoot.K.K if node.S == "/Figure"
        ]


def alt(answers: dict[str, Any], **changes: Any) -> str:
    found = figures(render(request_from(FORM, answers, **changes)).data)
    return found[0][0] if found else ""


def test_the_picture_says_in_words_what_it_shows() -> None:
    told = alt(
        {
            "navn": "Anna Nordvang",
            "privat": [{"navn": "Karen", "har_kontakt": True}, {"navn": "Per", "har_kontakt": False}],
            "fagligt": [{"navn": "Bo"}, {"navn": "Eva", "har_kontakt": True}],
        }
    )
    assert told == (
        "Tegning af netværket med Anna i midten. "
        "Inderst, privat: Karen (taler sammen nu), Per (ikke nu). "
        "Yderst, fagligt: Bo (det ved vi ikke), Eva (taler sammen nu)."
    )


def test_one_alone_talks_when_the_group_says_so_and_nobody_is_asked_twice() -> None:
    assert "Karen (taler sammen nu)" in alt({"privat_nu": True, "privat": [{"navn": "Karen"}]})
    assert "Karen (det ved vi ikke)" in alt({"privat_nu": True, "privat": [{"navn": "Karen"}, {"navn": "Per"}]})
    assert "Tolken (taler sammen nu)" in alt({"uspurgt": [{"navn": "Tolken"}]})


@pytest.mark.parametrize(
    ("answers", "changes"),
    [
        ({}, {}),
        ({"privat": [{"har_kontakt": True}]}, {}),
        ({"privat": [{"navn": "Karen"}]}, {"blank": True}),
        ({"privat_nu": False}, {}),
    ],
)
def test_nobody_to_draw_is_no_picture(answers: dict[str, Any], changes: dict[str, Any]) -> None:
    assert alt(answers, **changes) == ""


def test_who_is_left_out_is_not_drawn() -> None:
    answers = {"privat": [{"navn": "Karen"}, {"navn": "Per"}]}
    told = alt(answers, left_out=("privat/r1",))
    assert "Karen" not in told
    assert "Per" in told


def test_a_hidden_group_is_not_drawn() -> None:
    assert "Karen" not in alt({"privat_nu": False, "privat": [{"navn": "Karen"}], "fagligt": [{"navn": "Bo"}]})


@pytest.mark.parametrize("count", [1, 2, 3, 8, 20, 60, 200])
def test_names_stay_on_the_page_and_none_lies_over_another(count: int) -> None:
    names = [f"Navn Efternavnsen{number:03}" if number % 3 else "Wolfeschlegelsteinhausenbergerdorff" for number in range(count)]
    inner, outer = names[: count // 3], names[count // 3 :]
    answers = {"navn": "Anna", "privat": [{"navn": name} for name in inner], "fagligt": [{"navn": name} for name in outer]}
    paper = render(request_from(FORM, answers))
    assert faults(paper.data) == []
    ((_, (left, bottom, right, top)),) = figures(paper.data)
    assert top - bottom < style.PAGE_HEIGHT - 2 * style.TOP
    drawn = [letter for letter in letters(paper.data)[0] if bottom < letter.bottom < top and left - 1 < letter.left < right]
    assert drawn
    assert all(letter.left >= style.LEFT - 1.5 and letter.right <= style.LEFT + style.WIDTH + 1.5 for letter in drawn)
    assert all(letter.size == 12 for letter in drawn)
    baselines = sorted({(round(letter.bottom), letter.left > style.PAGE_WIDTH / 2) for letter in drawn if letter.text == "f"})
    for right_side in (False, True):
        heights = [height for height, side in baselines if side is right_side]
        assert all(above - below >= 13 for below, above in pairwise(heights))


def test_the_list_under_the_picture_has_everybody() -> None:
    told = " ".join(text_of(render(request_of("netvaerkskort_60")).data))
    request = request_of("netvaerkskort_60")
    rows = [row for field_id in ("privat_netvaerk", "beskaeftigelse", "bolig") for row in request.answers[field_id]]
    assert len(rows) > 20
    for row in rows:
        assert re.sub(r"\s", "", row["navn"]) in re.sub(r"[\s\u00ad]", "", told)
