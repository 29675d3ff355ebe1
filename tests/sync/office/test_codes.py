"""Invites and the office's kit, as people type and scan them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from forms.pdf.office_sheets import invite_sheet, kit_sheets
from rygsaek.errors import DiskError, InputError
from rygsaek.paper.scanned_codes import code_in_file, codes_in
from rygsaek.vault.groups import ALPHABET
from sync.office import words
from sync.office.codes import InviteCode, KitCode, server_url

SERVERS = st.sampled_from(["https://central.nordby.dk", "https://x.dk:8443/rygsaek", "http://127.0.0.1:8000", "http://[::1]:9"])
HALVES = st.binary(min_size=16, max_size=16)
DAY = date(2026, 5, 4)


@given(SERVERS, HALVES, HALVES)
def test_an_invite_is_read_as_it_was_printed(server: str, org: bytes, secret: bytes) -> None:
    code = InviteCode(server, org, secret)
    assert InviteCode.read(str(code)) == code
    address, _, groups = str(code).partition("#")
    assert InviteCode.read(f" {address}# {groups.lower().replace('-', ' ').replace('0', 'o')} ") == code
    assert len(groups.split("-")) == 13


@given(HALVES, HALVES, st.integers(0, 64), st.sampled_from(ALPHABET.upper()))
def test_every_wrong_character_of_an_invite_is_found(org: bytes, secret: bytes, place: int, character: str) -> None:
    address, _, groups = str(InviteCode("https://central.nordby.dk", org, secret)).partition("#")
    plain = groups.replace("-", "")
    if plain[place] == character:
        return
    with pytest.raises(InputError, match=f"gruppe {place // 5 + 1}\\."):
        InviteCode.read(f"{address}#{plain[:place]}{character}{plain[place + 1 :]}")


@pytest.mark.parametrize("typed", ["https://central.nordby.dk", "Y4M53-KSHTM", ""])
def test_half_an_invite_is_told_as_that(typed: str) -> None:
    with pytest.raises(InputError, match="ikke hele invitationen"):
        InviteCode.read(typed)


def test_a_mistyped_address_is_nearly_always_found() -> None:
    code = str(InviteCode("https://central.nordby.dk", bytes(16), bytes(range(16))))
    found = 0
    for number in range(100):
        try:
            InviteCode.read(code.replace("nordby", f"nordby{number}"))
        except InputError as error:
            found += error.code == "input.code"
    assert found > 80


@given(st.binary(min_size=32, max_size=32), SERVERS)
def test_a_kit_is_read_with_and_without_its_address(seed: bytes, server: str) -> None:
    kit = KitCode(server, seed)
    assert len(kit.groups) == 14
    assert KitCode.read(str(kit)) == kit
    assert KitCode.read(" ".join(kit.groups)) == KitCode("", seed)


def test_neither_code_is_taken_for_the_other_or_for_a_vaults_sheet() -> None:
    invite = InviteCode("https://central.nordby.dk", bytes(16), bytes(16))
    kit = KitCode("https://central.nordby.dk", bytes(32))
    for read, other, title in (
        (InviteCode.read, kit, "Det er kontornøglen og ikke en invitation."),
        (KitCode.read, invite, "Det er en invitation og ikke kontornøglen."),
    ):
        with pytest.raises(InputError) as refused:
            read(str(other))
        assert refused.value.title == title, "it is not told as a slip"
    forged = KitCode.read(str(kit)).groups[:-1]
    with pytest.raises(InputError):
        KitCode.read(" ".join((*forged, "00000")))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Central.Nordby.dk", "https://central.nordby.dk"),
        ("https://central.nordby.dk/", "https://central.nordby.dk"),
        ("https://central.nordby.dk:8443/rygsaek/", "https://central.nordby.dk:8443/rygsaek"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_address_has_one_spelling(typed: str, meant: str) -> None:
    assert server_url(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "http://central.nordby.dk", "ftp://x.dk", "https://me:secret@x.dk", "https://x.dk?a", "https://x.dk:p", "x y.dk"],
)
def test_an_address_that_would_tell_others_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        server_url(typed)
    assert refused.value.code == "input.address"


def test_both_codes_come_back_from_the_printed_sheet_and_from_a_scan_of_it() -> None:
    kit = KitCode("https://central.nordby.dk", bytes(range(32)))
    saved = kit_sheets(kit.groups, str(kit), "central.nordby.dk", DAY)
    assert [KitCode.read(text) for text in codes_in(saved)] == [kit]
    invite = InviteCode("http://127.0.0.1:8000", bytes(range(16)), bytes(range(16, 32)))
    saved = invite_sheet(str(invite).partition("#")[2].split("-"), str(invite), "http://127.0.0.1:8000", DAY)
    assert [InviteCode.read(text) for text in codes_in(saved)] == [invite]
    picture = io.BytesIO()
    Image.fromarray(zxingcpp.create_barcode(str(invite), zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)).save(picture, "PNG")
    assert codes_in(picture.getvalue()) == (str(invite),)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and no more", b"\x89PNG\r\n\x1a\nnothing", b"plain text"])
def test_a_file_that_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        codes_in(data)
    assert refused.value.code == "input.picture"


def drawn(text: str) -> Image.Image:
    return Image.fromarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=5))


def test_of_a_picture_it_is_said_what_is_wrong_with_it(tmp_path: Path) -> None:
    invites = [InviteCode("https://central.nordby.dk", bytes(range(16)), bytes([n] * 16)) for n in (1, 2)]
    both = Image.new("L", (1200, 600), 255)
    for place, one in enumerate(invites):
        both.paste(drawn(str(one)), (20 + 600 * place, 20))
    for picture, title in (
        (Image.new("L", (300, 300), 255), "Der er ingen kode at se i filen."),
        (drawn("https://nordby.dk/menu#top"), "Koden i filen er ikke en invitation."),
        (both, "Der er flere koder i filen."),
    ):
        picture.save(tmp_path / "a.png")
        with pytest.raises(InputError) as refused:
            code_in_file(tmp_path / "a.png", "invitation")
        assert (refused.value.title, refused.value.code) == (title, "input.picture")
    with pytest.raises(DiskError):
        code_in_file(tmp_path, "invitation")
    clear = Image.new("RGBA", both.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (20, 20), ImageOps.invert(drawn(str(invites[0]))))
    clear.save(tmp_path / "a.png")
    assert code_in_file(tmp_path / "a.png", "invitation") == str(invites[0]), "black on nothing is black on white"


def test_six_words_tell_devices_and_offices_apart() -> None:
    one = words.of_device(b"o" * 32, b"d" * 32)
    assert len(one) == 6 and all(word.isalpha() for word in one)
    assert words.of_device(b"o" * 32, b"d" * 32) == one
    others = {words.of_device(b"p" * 32, b"d" * 32), words.of_device(b"o" * 32, b"e" * 32)}
    others.add(words.of_office(b"o" * 32, b"d" * 32, b"", b""))
    others.add(words.of_office(b"o" * 32, b"", b"d" * 32, b""))
    assert len({one, *others}) == 5
