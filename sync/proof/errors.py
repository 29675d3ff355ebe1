"""The error of everything that is not signed, chained or allowed as it should be."""

from __future__ import annotations


class ProofError(Exception):
    """Something that is not to be trusted. code: stable, `PROTOCOL.md` lists them; it says nothing of the content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
