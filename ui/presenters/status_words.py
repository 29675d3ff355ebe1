"""The line that says what is only on this computer, in words."""

from __future__ import annotations

from datetime import datetime

from rygsaek.casework.status import LocalOnly
from ui.presenters.times import moment_words


def local_words(local: LocalOnly, now: datetime) -> str:
    """`3 nye ting i 2 sager ligger kun her. Det ældste er fra i fredags kl. 14.10.`; where nothing is, that too is said."""
    if not local.changes and not local.drafts:
        return "Der ligger ikke noget, som kun er her."
    parts = []
    if local.changes:
        things = "1 ny ting" if local.changes == 1 else f"{local.changes} nye ting"
        cases = "1 sag" if local.cases == 1 else f"{local.cases} sager"
        parts.append(f"{things} i {cases} ligger kun her.")
    if local.drafts:
        parts.append("1 felt er du i gang med." if local.drafts == 1 else f"{local.drafts} felter er du i gang med.")
    if local.since is not None:
        parts.append(f"Det ældste er fra {moment_words(local.since, now)}.")
    return " ".join(parts)
