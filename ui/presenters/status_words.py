"""The line that says what is only on this computer, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sync.errors import words_of
from sync.status import LocalOnly, Standing
from ui.presenters.times import moment_words

NOTHING = "Der ligger ikke noget, som kun er her."
HANDED = "{} er afleveret til kontoret. En kollega kan tage det ind i sagen."
UNSENT = "Det, du har delt, fjernet eller slettet, er ikke sendt endnu."
WILL_SEND = "Vi sender dem, når der er net."
WILL_SEND_IT = "Vi sender det, når der er net."
PUT_BACK = "Serveren var sat tilbage til en ældre kopi {when}. Det, den manglede, sender vi igen. Sig det til it."
MINUTE_MS = 60_000
TOLD_FOR = timedelta(days=1)


def local_words(standing: Standing, now: datetime) -> str:
    """`3 nye ting i 2 sager ligger kun her. Vi sender dem, når der er net. Sidst sendt i fredags kl. 14.10.`

    Where nothing is only here, that too is said.
    """
    return " ".join((*_here(standing, now), *_why(standing, now), *_sent(standing, now), *_waits(standing)))


def _here(standing: Standing, now: datetime) -> Iterator[str]:
    local = standing.local
    if not local.changes and not local.drafts and not local.files and not local.decided:
        yield NOTHING
        if standing.handed:
            yield HANDED.format(many(standing.handed, "1 ny ting", "nye ting"))
        return
    if local.changes:
        yield f"{many(local.changes, '1 ny ting', 'nye ting')} i {many(local.cases, '1 sag', 'sager')} ligger kun her."
    if local.files:
        yield f"{many(local.files, '1 bilag', 'bilag')} ligger kun her."
    if local.drafts:
        yield f"{many(local.drafts, '1 felt', 'felter')} er du i gang med."
    if _only_decided(local):
        yield UNSENT
    if local.since is not None:
        yield f"Det ældste er fra {moment_words(local.since, now)}."


def _only_decided(local: LocalOnly) -> bool:
    """Beside answers and files that are only here a share goes without saying: a new case has one of its own."""
    return bool(local.decided) and not local.changes and not local.files


def _why(standing: Standing, now: datetime) -> Iterator[str]:
    """Why it is only here, the gravest reason alone."""
    refused = sorted(set(standing.refused.values()))
    if standing.is_revoked or standing.is_in_doubt:
        yield " ".join(words_of("roster.revoked" if standing.is_revoked else "roster.forked"))
    elif standing.attempt.code and standing.attempt.code != "net.unreachable":
        yield " ".join(words_of(standing.attempt.code))
    elif refused:
        yield " ".join(words_of(refused[0]))
    elif standing.is_member and (standing.local.changes or standing.local.files):
        yield WILL_SEND
    elif standing.is_member and _only_decided(standing.local):
        yield WILL_SEND_IT
    if standing.attempt.shift_ms:
        wrong = "bagud" if standing.attempt.shift_ms > 0 else "for langt fremme"
        yield f"Computerens ur er {_long(abs(standing.attempt.shift_ms))} {wrong}. Stil uret."
    found = datetime.fromtimestamp(standing.attempt.put_back_ms / 1000, UTC)
    if standing.attempt.put_back_ms and not standing.is_in_doubt and abs(now - found) < TOLD_FOR:
        yield PUT_BACK.format(when=moment_words(found, now))


def _long(span_ms: int) -> str:
    """`20 minutter`, `3 timer`, `1000 dage`: the largest of them of which there are two."""
    minutes = round(span_ms / MINUTE_MS)
    hours, days = round(minutes / 60), minutes // (60 * 24)
    if days >= 2:
        return f"{days} dage"
    return f"{hours} timer" if hours >= 2 else many(minutes, "1 minut", "minutter")


def _sent(standing: Standing, now: datetime) -> Iterator[str]:
    if standing.attempt.well_at_ms:
        yield f"Sidst sendt {moment_words(datetime.fromtimestamp(standing.attempt.well_at_ms / 1000, UTC), now)}."


def _waits(standing: Standing) -> Iterator[str]:
    others = [one for one in standing.missing if one.case not in standing.stopped]
    missing = sum(one.saves for one in others if not one.is_other)
    cases = len({one.case for one in others if not one.is_other})
    if missing:
        yield f"Her mangler {many(missing, '1 ændring', 'ændringer')} i {many(cases, '1 sag', 'sager')}, som kolleger har lavet."
    if any(one.is_alarm or one.is_other for one in others):
        yield "Sammenlign de seks ord med en kollega."
    if standing.stopped:
        they = "den" if len(standing.stopped) == 1 else "de"
        yield f"{many(len(standing.stopped), '1 sag', 'sager')} på vej hertil kom ikke. Måske er {they} ikke delt med dig mere."
    if standing.fetching:
        yield f"{many(standing.fetching, '1 sag', 'sager')} er på vej hertil."
    if standing.arrived:
        yield f"{many(standing.arrived, '1 sag', 'sager')} er kommet og bliver lagt på plads."
    if standing.files_away:
        yield f"{many(standing.files_away, '1 bilag', 'bilag')} fra kolleger er ikke kommet hertil endnu."
    if standing.files_wrong:
        yield f"{many(standing.files_wrong, '1 bilag', 'bilag')} er ikke, som de skal være på serveren. Sig det til it."
    if standing.unchecked:
        yield f"{many(standing.unchecked, '1 sag', 'sager')} er ikke efterprøvet endnu. Det sker, når resten er hentet."
    told = ("roster", "orgdoc") if standing.is_in_doubt else ()
    aside = sum(count for reason, count in standing.set_aside.items() if reason.partition(".")[0] not in told)
    if aside:
        yield f"{many(aside, '1 ting', 'ting')} fra serveren kan ikke bruges og er lagt til side. Sig det til it."


def many(count: int, one: str, more: str) -> str:
    """`1 sag`, `2 sager`."""
    return one if count == 1 else f"{count} {more}"
