from __future__ import annotations

import io

import pikepdf
import pytest

from forms.pdf.pages import only_pages


def numbered(pages: int) -> bytes:
    """A paper whose pages are told apart by their widths: 101, 102 …"""
    with pikepdf.new() as paper:
        for page in range(1, pages + 1):
            paper.add_blank_page(page_size=(100 + page, 842))
        out = io.BytesIO()
        paper.save(out)
    return out.getvalue()


def widths(data: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(data)) as paper:
        return [int(page.mediabox[2]) for page in paper.pages]


def test_only_the_asked_pages_are_there_in_their_order() -> None:
    assert widths(only_pages(numbered(4), {4, 2})) == [102, 104]


def test_the_same_pages_are_the_same_bytes() -> None:
    paper = numbered(3)
    assert only_pages(paper, (1,)) == only_pages(paper, [1])


@pytest.mark.parametrize("pages", [(), (0,), (4,), (1, 4)])
def test_a_page_that_is_not_there_is_refused(pages: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pages"):
        only_pages(numbered(3), pages)
