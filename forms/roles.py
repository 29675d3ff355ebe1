"""Roles: which forms somebody's window, search and papers show, and which they write in. Who has which stands in kommune.toml.

What a key opens is decided elsewhere: whoever holds a case's key holds the whole case. A role says what this program shows of it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from forms.authoring.findings import Findings
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table
from forms.strings import clean_line

FACTS: Final = "borger"
"""The form that holds the case's own facts: a case can be seen by whoever sees this."""
EVERY_FORM: Final = "alle"


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """forms, writes: ids, None for all of them. leads: sees load, limits and figures over all cases."""

    id: str
    title: str
    forms: frozenset[str] | None = None
    writes: frozenset[str] | None = None
    leads: bool = False

    def sees(self, form: str) -> bool:
        """Whether documents of a form show."""
        return self.forms is None or form in self.forms

    def may_write(self, form: str) -> bool:
        """Whether documents of a form may be begun and answered."""
        return self.sees(form) and (self.writes is None or form in self.writes)

    @property
    def sees_cases(self) -> bool:
        """Whether there is any case to see."""
        return self.sees(FACTS)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is left out."""
        return self.forms is None


OUTREACH_WORKER: Final = Role(id="fs", title="Fremskudt sagsbehandler")
"""Whoever is not named in kommune.toml works as one."""


class Colleague(msgspec.Struct, frozen=True):
    """Somebody whom the municipality has named. area: what they look after, "" for everything."""

    name: str
    role: str
    area: str = ""


@cache
def roles() -> dict[str, Role]:
    """The roles by id, as roles.toml has them."""
    text = (files("forms") / "roles.toml").read_text("utf-8")
    findings = Findings("roles.toml", area="roles")
    raw = read_toml(text, findings)
    found = {name: _role(name, Table(table, name, findings)) for name, table in raw.items()}
    findings.raise_any()
    return found


def role_of(staff: tuple[Colleague, ...], name: str) -> Role:
    """The role of somebody by their name."""
    named = next((one.role for one in staff if _same(one.name, name)), "")
    return roles()[named] if named else OUTREACH_WORKER


def read_staff(table: Table) -> tuple[Colleague, ...]:
    """`[[medarbejder]]` in kommune.toml."""
    found: list[Colleague] = []
    for one in table.tables("medarbejder", "medarbejder", by="navn"):
        one.know(("navn", "rolle", "omraade"))
        name = clean_line(one.string("navn"))
        if any(_same(name, known.name) for known in found):
            one.tell("twice", f"»{name}« står to gange.", "Lad hver medarbejder stå én gang, med én rolle.")
        found.append(Colleague(name, one.word("rolle", tuple(roles()), "fs", needed=True), one.string_or_none("omraade") or ""))
    return tuple(found)


def _role(name: str, table: Table) -> Role:
    table.know(("title", "forms", "writes", "leads"))
    return Role(
        id=name,
        title=table.string("title"),
        forms=_forms(table, "forms"),
        writes=_forms(table, "writes") if table.has("writes") else None,
        leads=table.truth("leads"),
    )


def _same(name: str, other: str) -> bool:
    return clean_line(name).casefold() == clean_line(other).casefold()


def _forms(table: Table, key: str) -> frozenset[str] | None:
    named = table.strings(key)
    return None if named == (EVERY_FORM,) else frozenset(named)
