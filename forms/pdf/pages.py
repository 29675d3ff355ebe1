"""Pages of a finished paper: some alone, as for printing again what did not come out; of a scan one more, or one turned."""

from __future__ import annotations

import io
from collections.abc import Collection


def only_pages(data: bytes, pages: Collection[int]) -> bytes:
    """The paper with these pages (counted from 1) and no others; same input, same bytes.

    Raises ValueError where a page is asked for that is not there. What is cut is meant for a printer, not to be kept:
    its tags and its archive mark are left out.
    """
    import pikepdf  # seldom needed, and as heavy as the rest of printing together

    with pikepdf.open(io.BytesIO(data)) as paper:
        if not pages or not set(pages) <= set(range(1, len(paper.pages) + 1)):
            raise ValueError(f"pages {sorted(pages)} of {len(paper.pages)}")
        for number in range(len(paper.pages), 0, -1):
            if number not in pages:
                del paper.pages[number - 1]
        for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines", "/Names"):
            if key in paper.Root:
                del paper.Root[key]
        paper.remove_unreferenced_resources()
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def joined(data: bytes, more: bytes) -> bytes:
    """The pages of two papers of pictures, one behind the other; same input, same bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as paper, pikepdf.open(io.BytesIO(more)) as behind:
        paper.pages.extend(behind.pages)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def turned(data: bytes, page: int) -> bytes:
    """The paper with one page (counted from 1) a quarter further round, as a clock goes. Raises ValueError."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as paper:
        if not 1 <= page <= len(paper.pages):
            raise ValueError(f"page {page} of {len(paper.pages)}")
        paper.pages[page - 1].rotate(90, relative=True)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()
