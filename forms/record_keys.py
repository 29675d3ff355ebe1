"""How a case is filed in a municipality's record systems: the KLE number and the action facet of `[journal]` in kommune.toml.

KLE (KL Emnesystematik) has no number for outreach casework. 27.12.04, advice and guidance, is what is suggested where a
municipality has set none: check it against the KLE in force.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from forms.authoring.table import Table

SUGGESTED: Final = "27.12.04"
_KLE: Final = re.compile(r"\d\d\.\d\d\.\d\d\Z")
_FACET: Final = re.compile(r"[A-Z]\d\d\Z")


class RecordKeys(msgspec.Struct, frozen=True):
    """kle: main group, group, subject (`27.12.04`); facet: the action facet (`G01`), "" where none is set.

    by_form: form id → (kle, facet), for forms that are filed elsewhere.
    """

    kle: str = SUGGESTED
    facet: str = ""
    by_form: dict[str, tuple[str, str]] = {}

    def of(self, form: str) -> tuple[str, str]:
        """The KLE number and the facet that documents of a form are filed under."""
        return self.by_form.get(form, (self.kle, self.facet))


def read_record_keys(table: Table) -> RecordKeys:
    """`[journal]` in kommune.toml. Tells `profile.kle_form`, `profile.facet_form`."""
    keys = Table(table.table_or_none("journal") or {}, "journal", table.findings)
    keys.know(("kle", "facet", "formularer"))
    kle, facet = _pair(keys, RecordKeys())
    forms = Table(keys.table_or_none("formularer") or {}, "journal.formularer", table.findings)
    by_form: dict[str, tuple[str, str]] = {}
    for form in forms.raw:
        own = Table(forms.table_or_none(form) or {}, f"journal.formularer.{form}", table.findings)
        own.know(("kle", "facet"))
        by_form[form] = _pair(own, RecordKeys(kle, facet))
    return RecordKeys(kle, facet, by_form)


def _pair(table: Table, otherwise: RecordKeys) -> tuple[str, str]:
    kle, facet = table.string_or_none("kle") or otherwise.kle, table.string_or_none("facet") or otherwise.facet
    if not _KLE.match(kle):
        table.tell("kle_form", f"»{kle}« er ikke et KLE-nummer.", "Skriv det som 27.12.04.")
    if facet and not _FACET.match(facet):
        table.tell("facet_form", f"»{facet}« er ikke en handlingsfacet.", "Skriv den som G01.")
    return kle, facet
