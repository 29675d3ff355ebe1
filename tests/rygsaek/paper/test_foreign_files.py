"""What comes from elsewhere is kept as a PDF of what it shows; what else was in it is gone, or it is refused in words."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest

from forms.pdf.cleaning import without_notes
from rygsaek.errors import InputError
from rygsaek.paper.foreign_files import MOST_BYTES, prepared
from tests.support.foreign_files import SEEN, TELLTALE, jpeg, locked_pdf, pdf, pdf_with_a_file_inside, png, signed_pdf, tiff


def everything_in(data: bytes) -> bytes:
    """The file with each of its streams opened."""
    with pikepdf.open(io.BytesIO(data)) as paper:
        streams = [one.read_raw_bytes() + _opened(one) for one in paper.objects if isinstance(one, pikepdf.Stream)]
        said = [repr(one).encode() for one in paper.objects]
    return b"\n".join((data, *streams, *said))


def _opened(one: pikepdf.Stream) -> bytes:
    try:
        return one.read_bytes()
    except (pikepdf.PdfError, zlib.error):
        return b""


@pytest.mark.parametrize(("make", "pages"), [(jpeg, 1), (png, 1), (tiff, 3), (pdf, 1)])
def test_a_file_keeps_what_it_shows_and_nothing_of_what_it_tells(make: Callable[[], bytes], pages: int) -> None:
    given = make()
    told = (TELLTALE.encode(), TELLTALE.encode("utf-16-be"))
    assert any(one in given for one in told), "there is nothing to take out"
    made = prepared(given)
    assert made.pages == pages and made.data.startswith(b"%PDF-")
    inside = everything_in(made.data)
    assert not any(one in inside for one in told)
    words = (b"JavaScript", b"/URI", b"Exif\0", b"/Info", b"/Metadata")
    assert [word for word in words if word in inside] == []
    assert prepared(given) == made, "the same file gives the same bytes"
    if make is pdf:
        with pypdfium2.PdfDocument(made.data) as shown:
            assert SEEN in shown[0].get_textpage().get_text_bounded()


def test_a_photograph_stands_upright_however_the_camera_was_held() -> None:
    with pypdfium2.PdfDocument(prepared(jpeg(orientation=6)).data) as shown:
        width, height = shown[0].get_size()
        assert width > height
        lying = shown[0].render(scale=0.2).to_pil().convert("L")
    middle = lying.height // 2
    assert lying.getpixel((5, middle)) == 255 or lying.getpixel((lying.width - 5, middle)) < 60


def test_a_jpeg_without_notes_is_the_same_picture() -> None:
    silent = without_notes(jpeg())
    assert TELLTALE.encode() not in silent
    assert silent.endswith(jpeg()[-2000:])
    assert without_notes(b"no jpeg") == b"no jpeg"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow says so before it gives up
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"MZ\x90\0 a program", "file.kind"),
        (b"%PDF-1.7 cut short", "file.unreadable"),
        (jpeg()[:900], "file.unreadable"),
        (png()[:60], "file.unreadable"),
        (b"II*\0\xff\xff\xff\xff", "file.unreadable"),
        (b"%PDF-" + bytes(MOST_BYTES), "file.too_large"),
        (signed_pdf(), "file.signed"),
        (pdf_with_a_file_inside(), "file.inside"),
        (locked_pdf(), "file.locked"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_cannot_be_kept_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        prepared(data)
    assert refused.value.code == code
    assert refused.value.title.endswith(".") and refused.value.advice.endswith(".")
