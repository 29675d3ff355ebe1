"""Papers of no form, for tests of what happens to papers."""

from __future__ import annotations

import io

import pikepdf


def pdf(pages: int) -> bytes:
    """A paper of so many empty pages; the same number is the same bytes."""
    with pikepdf.new() as paper:
        for _ in range(pages):
            paper.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()
