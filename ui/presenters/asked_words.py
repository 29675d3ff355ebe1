"""That another lead asks for this one's yes, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rygsaek.vault.transaction import Reader
from sync import membership
from sync.office.labels import label_of
from sync.office.second_lead import Waits
from ui.presenters.status_words import many


def asked_words(reader: Reader, found: Sequence[Waits]) -> str:
    """Who asks, and for how much; "" for who is in no office."""
    known = membership.load(reader)
    if known is None or not found:
        return ""
    labels = {one.device: label_of(reader, known, one.device) for one in found}
    names = sorted({label.person if label is not None else "En leder" for label in labels.values()})
    cases = many(sum(one.cases for one in found), "1 sag", "sager")
    return f"{' og '.join(names)} vil åbne {cases} med kontornøglen og beder om dit ja."
