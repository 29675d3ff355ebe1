"""The ages of the method's two target groups, as a municipality sets them: `[maalgrupper]` in kommune.toml.

The method's own ages were lost with its source, and were local anyway, so there is no default: while they are not set, whoever
fills in the screening picks the group by hand.
"""

from __future__ import annotations

from typing import Final

import msgspec

from forms.authoring.table import Table

GROUPS: Final = ("1", "2")
OLDEST: Final = 120


class TargetGroup(msgspec.Struct, frozen=True):
    """One group: its id, and the first and the last age in it, in whole years."""

    id: str
    first_age: int
    last_age: int


def read_target_groups(table: Table) -> tuple[TargetGroup, ...]:
    """`[maalgrupper]` in kommune.toml: both groups, or none where it does not stand there. Tells `profile.ages_…`."""
    raw = table.table_or_none("maalgrupper")
    if raw is None:
        return ()
    groups = Table(raw, "maalgrupper", table.findings)
    told_before = len(table.findings.problems)
    groups.know(GROUPS)
    one, other = (_group(name, groups) for name in GROUPS)
    is_sound = len(table.findings.problems) == told_before
    if is_sound and one.first_age <= other.last_age and other.first_age <= one.last_age:
        text = "De to målgrupper har aldre, der falder sammen."
        groups.tell("ages_overlap", text, "Lad den ene gruppe slutte, før den anden begynder.")
    return one, other


def _group(name: str, groups: Table) -> TargetGroup:
    if not groups.has(name):
        text = f"Målgruppe {name} mangler."
        groups.tell("missing_key", text, f"Skriv {name} = {{ fra = …, til = … }}, eller slet [maalgrupper].")
        return TargetGroup(name, 0, 0)
    ages = Table(groups.table_or_none(name) or {}, f"maalgrupper.{name}", groups.findings)
    ages.know(("fra", "til"))
    first = ages.whole("fra", least=0, needed=True, most=OLDEST)
    last = ages.whole("til", least=0, needed=True, otherwise=first, most=OLDEST)
    if last < first:
        ages.tell("ages_backwards", f"Målgruppe {name} slutter, før den begynder.", "Skriv den yngste alder ved fra.")
    return TargetGroup(name, first, last)
