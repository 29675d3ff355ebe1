"""The small QR code in a paper's foot: paper id and page number only, so that a scan finds home and tells a finder nothing."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode import qrencoder

_MASK = 3
"""Any mask decodes; trying all eight for the prettiest takes 6 ms a page, one takes 0.7."""
_CAPACITY_BY_VERSION = {1: 14, 2: 26, 3: 42, 4: 62, 5: 84, 6: 106, 7: 122, 8: 152, 9: 180, 10: 213}
"""Bytes that fit at correction level M (ISO/IEC 18004, table 7)."""


def page_code(paper_id: str | None, form: str, version: int, page: int) -> str:
    """What a page's code says. page: from 1. A paper of no case and no id says form and form version instead."""
    return f"RYGSAEK:{paper_id}:{page}" if paper_id else f"RYGSAEK:{form}-{version}:{page}"


@lru_cache(maxsize=8)
def squares(text: str) -> tuple[str, ...]:
    """The code's rows from the top, 1 for black, without the white rim of four squares. Raises ValueError over 213 bytes."""
    size = len(text.encode())
    version = next((version for version, capacity in _CAPACITY_BY_VERSION.items() if size <= capacity), None)
    if version is None:
        raise ValueError(f"{size} bytes are too many for a small QR code")
    code = qrencoder.QRCode(version, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.makeImpl(False, _MASK)
    count = code.getModuleCount()
    return tuple("".join("1" if code.isDark(row, column) else "0" for column in range(count)) for row in range(count))
