"""Papers for tests: requests from the filled examples, and what a finished file holds, read back with other people's tools."""

from __future__ import annotations

import ctypes
import subprocess
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import page
import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from forms.answers import computed
from forms.model import Definition
from forms.paths import Answers
from forms.pdf.document import PaperRequest
from forms.profile import Person, Profile, names, read_profile
from forms.reading import read_answers, read_definition
from tests.support.forms import example

DAY = date(2026, 5, 4)
PAPER_ID = "k7m2p9xq4d"
PROFILE: Profile = read_profile((files("forms") / "kommune.toml").read_text("utf-8"), "kommune.toml")
NAMES = names(PROFILE, Person("Lise Holm", "12 34 56 78"), "Anna Nordvang")


def request_for(definition: Definition, answers: Answers, **changes: Any) -> PaperRequest:
    """A request as the program makes them: computed values, names, a paper id, the first version."""
    request = PaperRequest(
        definition=definition,
        answers=answers,
        profile=PROFILE,
        made_on=DAY,
        names=NAMES,
        computed=computed(definition, answers, DAY, {}),
        paper_id=PAPER_ID,
        version="1",
    )
    return msgspec.structs.replace(request, **changes)


def request_of(name: str, **changes: Any) -> PaperRequest:
    """A request for a filled example."""
    return request_for(*example(name), **changes)


def request_from(toml: str, answers: dict[str, Any] | None = None, **changes: Any) -> PaperRequest:
    """A request for a form written in the test itself; its id, version and titles are put before it."""
    head = 'id = "proeve"\nversion = 3\nstandard_name = "Prøve"\ntitle = "En prøve"\n'
    definition = read_definition(head + toml, "proeve.toml")
    return request_for(definition, read_answers(definition, answers or {}), **changes)


class Letter(NamedTuple):
    """One character on a page with its box, in points from the lower left corner."""

    text: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


def letters(data: bytes) -> list[list[Letter]]:
    """Every visible character of every page."""
    pages = []
    with pypdfium2.PdfDocument(data) as pdf:
        for sheet in pdf:
            text = sheet.get_textpage()
            found = []
            for index in range(text.count_chars()):
                sign = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
                if sign.isspace() or pdfium.FPDFText_IsGenerated(text.raw, index):
                    continue
                sides = [ctypes.c_double() for _ in range(4)]
                pdfium.FPDFText_GetCharBox(text.raw, index, *(ctypes.byref(side) for side in sides))
                left, right, bottom, top = (side.value for side in sides)
                found.append(Letter(sign, round(pdfium.FPDFText_GetFontSize(text.raw, index), 2), left, bottom, right, top))
            pages.append(found)
            text.close()
            sheet.close()
    return pages


def text_of(data: bytes) -> list[str]:
    """The text of every page as pdftotext finds it, in reading order, cut words whole."""
    run = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(one.replace("\u00ad\n", "").split()) for one in run.stdout.decode().split("\f")[:-1]]


def codes(data: bytes) -> list[list[str]]:
    """What the QR codes on each page say, read from a picture of it at 200 dpi."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for sheet in pdf:
            picture = sheet.render(scale=200 / 72).to_pil()
            found.append([code.text for code in zxingcpp.read_barcodes(picture.convert("L"))])
            sheet.close()
    return found


def faults(data: bytes) -> list[str]:
    """What the validators have against a file: PDF/UA-1, PDF/A-2a, and qpdf."""
    told = []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(data, profile=profile)
        told += [f"{profile.value} {failure.rule_id}: {failure.message}" for failure in report.failures]
    return told


def qpdf_complaints(data: bytes, folder: Path) -> str:
    """What `qpdf --check` says against a file, "" for nothing."""
    target = folder / "paper.pdf"
    target.write_bytes(data)
    run = subprocess.run(["qpdf", "--check", str(target)], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr
