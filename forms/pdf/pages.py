"""Some pages of a paper alone: for printing again what did not come out, from the very bytes that were frozen."""

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
