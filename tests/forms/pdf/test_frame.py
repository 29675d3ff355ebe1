"""Head and foot: sender or logo, long titles, codes that can be read, and the small sheets."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import msgspec
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from forms.pdf import qr
from forms.pdf.document import render
from forms.pdf.office_sheets import invite_sheet, kit_sheets
from forms.pdf.sheets import recovery_sheet
from forms.problems import ProblemsError
from tests.support.papers import codes, faults, letters, request_of, text_of

GROUPS = ("K7M2P", "9XQ4D", "ABCDE", "12345", "FGHJK", "67890", "MNPQR", "STVWX")


def logo(kind: str = "PNG", size: tuple[int, int] = (600, 200)) -> bytes:
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", size, (255, 255, 255, 0) if kind == "PNG" else (255, 255, 255))
    ImageDraw.Draw(picture).ellipse((10, 10, size[0] - 10, size[1] - 10), fill=(0, 60, 90))
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def with_logo(data: bytes) -> Any:
    request = request_of("samarbejdsaftale", length="short")
    return msgspec.structs.replace(request, profile=msgspec.structs.replace(request.profile, logo_data=data))


@pytest.mark.parametrize(("kind", "size"), [("PNG", (600, 200)), ("JPEG", (100, 900)), ("PNG", (4000, 60))])
def test_a_logo_stands_at_the_top_tagged_and_archivable(kind: str, size: tuple[int, int]) -> None:
    paper = render(with_logo(logo(kind, size)))
    assert paper == render(with_logo(logo(kind, size)))
    assert faults(paper.data) == []
    with pikepdf.open(io.BytesIO(paper.data)) as pdf:
        (figure,) = [node for node in pdf.Root.StructTreeRoot.K.K if node.S == "/Figure"]
        assert str(figure.Alt) == "Logo: Nordby Kommune"
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert 0 < right - left <= 131
    assert 0 < top - bottom <= 47


@pytest.mark.parametrize("data", [b"not a picture", logo()[:200]])
def test_a_logo_that_cannot_be_read_does_not_stop_the_paper(data: bytes) -> None:
    assert "Nordby Kommune" in text_of(render(with_logo(data)).data)[0]


def test_a_long_title_and_a_long_sender_stay_within_the_page() -> None:
    request = request_of("samarbejdsaftale", length="short")
    definition = msgspec.structs.replace(request.definition, title={"da": "En meget lang titel om alt det vi har aftalt " * 3})
    profile = msgspec.structs.replace(request.profile, kommune="Sammenlægningskommunernes Fællesforvaltning", enhed="Team " * 20)
    paper = render(msgspec.structs.replace(request, definition=definition, profile=profile))
    assert faults(paper.data) == []
    assert all(letter.right <= 545 and letter.left >= 61 for sheet in letters(paper.data) for letter in sheet)


@pytest.mark.parametrize("size", [1, 14, 15, 26, 27, 42, 84, 120, 213])
def test_a_code_of_any_length_can_be_read(size: int) -> None:
    text = ("RYGSAEK:æ" * 40).encode()[:size].decode(errors="ignore").ljust(size // 2, "x")
    rows = qr.squares(text)
    picture = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    for down, row in enumerate(rows):
        for across, sign in enumerate(row):
            if sign == "1":
                picture.putpixel((across + 4, down + 4), 0)
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST))
    assert found.text == text


def test_a_code_too_long_to_be_small_is_refused() -> None:
    with pytest.raises(ValueError, match="214 bytes"):
        qr.squares("x" * 214)


def test_the_recovery_sheet_is_one_page_to_type_from_and_to_scan() -> None:
    data = recovery_sheet(GROUPS, "Lise Holm", date(2026, 5, 4), sender=("Nordby Kommune",))
    (shown,) = text_of(data)
    assert all(group in shown for group in GROUPS)
    assert "Dit nøgleark" in shown
    assert codes(data) == [["-".join(GROUPS)]]
    assert faults(data) == []
    assert data == recovery_sheet(GROUPS, "Lise Holm", date(2026, 5, 4), sender=("Nordby Kommune",))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert GROUPS[0].encode() not in bytes(pdf.Root.Metadata.read_bytes())


def test_a_sheet_refuses_a_name_that_it_cannot_print() -> None:
    with pytest.raises(ProblemsError):
        recovery_sheet(GROUPS, "שלום", date(2026, 5, 4))


KIT_GROUPS = (*GROUPS, "ZXCVB", "ASDFG", "QWERT", "YHNMJ", "45678", "0PQRS")


def test_the_offices_key_is_the_same_page_twice_to_type_from_and_to_scan() -> None:
    code = f"central.nordby.dk#{'-'.join(KIT_GROUPS)}"
    data = kit_sheets(KIT_GROUPS, code, "central.nordby.dk", date(2026, 5, 4), sender=("Nordby Kommune", "Team Frem"))
    first, second = text_of(data)
    assert first == second
    assert all(group in first for group in KIT_GROUPS)
    assert "Kontornøglen" in first and "side 1 af 1" in first and "central.nordby.dk" in first
    assert codes(data) == [[code], [code]]
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert GROUPS[0].encode() not in bytes(pdf.Root.Metadata.read_bytes())


def test_an_invite_is_one_page_to_type_from_and_to_scan() -> None:
    code = f"central.nordby.dk:8443#{'-'.join(KIT_GROUPS[:13])}"
    data = invite_sheet(KIT_GROUPS[:13], code, "central.nordby.dk:8443", date(2026, 5, 4))
    (shown,) = text_of(data)
    assert all(group in shown for group in KIT_GROUPS[:13])
    assert codes(data) == [[code]]
    assert faults(data) == []
