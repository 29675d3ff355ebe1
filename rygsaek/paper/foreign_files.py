"""A file from elsewhere as it may be kept: recognised by its own first bytes, cleaned, and always a PDF afterwards."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from forms.pdf.cleaning import Cleaned, cleaned
from forms.pdf.pictures import as_pdf
from forms.problems import ProblemsError
from rygsaek.errors import DiskError, InputError

MOST_BYTES: Final = 25_000_000
PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How PNG, JPEG and the two kinds of TIFF begin."""


def prepared(data: bytes) -> Cleaned:
    """A PDF, PNG, JPEG or TIFF as it may be kept. Raises InputError: `file.empty`, `.too_large`, `.kind`, or as cleaning does."""
    if not data:
        raise InputError("Filen er tom.", "Scan eller gem den igen.", code="file.empty")
    if len(data) > MOST_BYTES:
        raise too_large()
    try:
        if data[:1024].lstrip().startswith(b"%PDF-"):
            made = cleaned(data)
        elif data.startswith(PICTURES):
            made = as_pdf((data,))
        else:
            raise InputError(
                "Filen kan ikke lægges i en sag.", "Vælg en PDF eller et billede (PNG, JPEG, TIFF).", code="file.kind"
            )
    except ProblemsError as error:
        (problem,) = error.problems
        raise InputError(problem.text, problem.remedy, code=problem.code) from error
    if len(made.data) > MOST_BYTES:
        raise too_large()
    return made


def read_file(path: Path) -> bytes:
    """A file's bytes, no more of them than may be kept. Raises DiskError `disk.read`, InputError `file.too_large`."""
    try:
        with path.open("rb") as handle:
            if not stat.S_ISREG(os.fstat(handle.fileno()).st_mode):
                raise OSError("not a file")
            data = handle.read(MOST_BYTES + 1)
    except OSError as error:
        raise DiskError(f"»{path.name}« kan ikke læses.", "Se efter, om filen er der.", code="disk.read") from error
    if len(data) > MOST_BYTES:
        raise too_large()
    return data


def too_large() -> InputError:
    """More than is kept in a case."""
    megabytes = MOST_BYTES // 1_000_000
    return InputError(
        f"Filen er større end {megabytes} MB.", "Scan den i sort-hvid, eller del den i mindre filer.", code="file.too_large"
    )
