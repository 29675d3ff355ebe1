"""Every built-in form, filled and blank, at every length: what must hold of any paper."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from forms.pdf import style
from forms.pdf.document import PaperRequest, render
from tests.support.forms import EXAMPLES, FORMS, definition
from tests.support.papers import PAPER_ID, codes, faults, letters, qpdf_complaints, request_for, request_of, text_of

EXAMPLE_NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
SMALL_PRINT = {style.FOOTNOTE, 10.0, 11.0}
"""Sizes under 12 that stand on a citizen's paper: the office's reference line, the standard name, the sender."""


def every_paper() -> list[Any]:
    papers = []
    for name in EXAMPLE_NAMES:
        for copy in ("citizen", "internal", "third") if name in ("samtykke", "netvaerkskort") else ("citizen", "internal"):
            for length in ("short", "whole"):
                papers.append(pytest.param(request_of(name, copy=copy, length=length), id=f"{name}-{copy}-{length}"))
    for form in FORMS:
        for length in ("short", "whole"):
            blank = request_for(definition(form), {}, blank=True, length=length, version="")
            papers.append(pytest.param(blank, id=f"{form}-blank-{length}"))
        papers.append(pytest.param(request_for(definition(form), {}), id=f"{form}-empty"))
        internal = request_for(definition(form), {}, blank=True, copy="internal", names={}, paper_id=None)
        papers.append(pytest.param(internal, id=f"{form}-blank-internal"))
    return papers


EVERY_PAPER = every_paper()


@pytest.mark.parametrize("request_", EVERY_PAPER)
def test_a_paper_is_whole(request_: PaperRequest, tmp_path: Any) -> None:
    paper = render(request_)
    assert faults(paper.data) == []
    assert qpdf_complaints(paper.data, tmp_path) == ""
    texts = text_of(paper.data)
    assert len(texts) == paper.pages == len(paper.page_texts)
    for number, (text, told) in enumerate(zip(texts, paper.page_texts, strict=True), 1):
        assert f"side {number} af {paper.pages}" in text
        assert told.endswith(f"side {number} af {paper.pages}")
    for sheet in letters(paper.data):
        assert sheet
        assert min(letter.left for letter in sheet) >= style.LEFT - 1.5
        assert max(letter.right for letter in sheet) <= style.LEFT + style.WIDTH + 1.5
        assert min(letter.bottom for letter in sheet) >= style.BOTTOM - 3
        assert max(letter.top for letter in sheet) <= style.PAGE_HEIGHT - style.TOP + 3
        if request_.copy != "internal" or request_.blank:
            assert {letter.size for letter in sheet if letter.size < 12} <= SMALL_PRINT


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_what_a_page_text_says_stands_on_the_page(name: str) -> None:
    paper = render(request_of(name))
    for told, shown in zip(paper.page_texts, text_of(paper.data), strict=True):
        flat = "".join(shown.split())
        for line in told.split("\n"):
            if not line.startswith("Tegning af"):
                assert "".join(line.split()) in flat or all(word in flat for word in line.split())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_request_is_the_same_bytes(form: str) -> None:
    assert render(request_of(form)) == render(request_of(form))


def test_the_same_request_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from forms.pdf.document import render; from tests.support.papers import request_of;"
        "print(hashlib.sha256(render(request_of('netvaerkskort_60')).data).hexdigest())"
    )
    here = hashlib.sha256(render(request_of("netvaerkskort_60")).data).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"}
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert run.stdout.strip() == here


def test_every_font_is_embedded_and_cut_to_what_is_used() -> None:
    with pikepdf.open(BytesIO(render(request_of("netvaerkskort_60")).data)) as pdf:
        fonts = [font for sheet in pdf.pages for font in sheet.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert str(font.BaseFont)[7:8] == "+"
            assert len(font.FontDescriptor.FontFile2.read_raw_bytes()) < 40_000


def test_the_file_says_what_it_is_without_saying_whose() -> None:
    paper = render(request_of("samarbejdsaftale"))
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert str(pdf.docinfo.Title) == "Vores aftale (Samarbejdsaftale)"
        assert str(pdf.Root.Lang) == "da"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.Root.Metadata.read_bytes()
    assert b"Anna" not in metadata
    assert paper.title == "Vores aftale"


@pytest.mark.parametrize("name", ["samarbejdsaftale_lang", "netvaerkskort_60", "samtykke"])
def test_each_page_has_its_own_code(name: str) -> None:
    paper = render(request_of(name))
    assert codes(paper.data) == [[f"RYGSAEK:{PAPER_ID}:{number}"] for number in range(1, paper.pages + 1)]


def test_a_paper_of_no_case_says_form_and_version_in_its_code() -> None:
    paper = render(request_for(definition("borger"), {}, blank=True, paper_id=None, length="short"))
    assert codes(paper.data) == [["RYGSAEK:borger-1:1"]]


def test_the_fingerprint_follows_what_is_shown_and_not_the_print() -> None:
    first = render(request_of("samarbejdsaftale"))
    again = render(request_of("samarbejdsaftale", paper_id="zzzzzzzzzz"))
    other = render(request_of("samarbejdsaftale", version="2"))
    longer = render(request_of("samarbejdsaftale", length="short"))
    assert first.fingerprint == again.fingerprint
    assert first.data != again.data
    assert len({first.fingerprint, other.fingerprint, longer.fingerprint}) == 3
    shown = " ".join(first.fingerprint[start : start + 4] for start in range(0, 32, 4))
    assert shown in text_of(first.data)[0]


def test_one_answer_changed_changes_the_fingerprint() -> None:
    request = request_of("samarbejdsaftale")
    other = request_for(request.definition, {**request.answers, "haab_laengere_sigt": "At få en hund"})
    assert render(request).fingerprint != render(other).fingerprint


def test_a_given_fingerprint_is_printed_as_it_is() -> None:
    paper = render(request_of("samtykke", fingerprint="ab" * 32))
    assert paper.fingerprint == "ab" * 32
    assert "abab abab abab" in text_of(paper.data)[0]


def test_headings_stand_in_an_unbroken_order() -> None:
    with pikepdf.open(BytesIO(render(request_of("samarbejdsaftale_lang")).data)) as pdf:
        kinds = [str(node.S) for node in pdf.Root.StructTreeRoot.K.K]
    levels = [int(kind[2]) for kind in kinds if kind[1] == "H" and kind[2].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_papers_made_at_once_by_many_threads_are_the_same_as_one_by_one() -> None:
    names = ["samarbejdsaftale", "netvaerkskort_60", "samtykke", "borger"] * 3
    alone = [render(request_of(name)).data for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: render(request_of(name)).data, names)) == alone
