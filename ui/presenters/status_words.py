"""The line that says what is only on this computer, and why: one thing that happened, one piece of advice; the rest behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from forms.problems import Problem
from sync.errors import KEPT, words_of
from sync.missing import Missing
from sync.status import REVOKED, Standing
from ui.presenters.times import moment_words

NOTHING = "Der ligger ikke noget, som kun er her."
HANDED = "{} er afleveret til kontoret. En kollega kan tage det ind i sagen."
UNSENT = "Det, du har delt, fjernet eller slettet, er ikke sendt endnu."
WILL_SEND = "Vi sender dem, når der er net."
WILL_SEND_IT = "Vi sender det, når der er net."
PUT_BACK = "Serveren var sat tilbage til en ældre kopi {when}. Det, den manglede, sender vi igen. Sig det til it."
COMPARE = "Sammenlign de seks ord med en kollega."
MINUTE_MS = 60_000
TOLD_FOR = timedelta(days=1)


class StatusLine(NamedTuple):
    """line: what everybody is to read; more: what else there is to know, in whole sentences."""

    line: str = ""
    more: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """All of it."""
        return (self.line, *self.more)


SILENT = StatusLine()


def status_line(standing: Standing, now: datetime, clock: Problem | None = None) -> StatusLine:
    """`3 nye ting i 2 sager ligger kun her. Vi sender dem, når der er net. Sidst sendt i fredags kl. 14.10.`

    Where nothing is only here, that too is said. Where something is wrong, the gravest thing alone stands in the line, with its
    one piece of advice. clock: what is wrong with this computer's, as far as the vault tells.
    """
    here, waits = tuple(_here(standing)), tuple(_waits(standing))
    when = (*_since(standing, now), *_comes(standing), *_sent(standing, now))
    wrong = tuple(_wrong(standing, now, clock))
    if not wrong:
        return StatusLine(" ".join((*here, *when, *waits[:1])), waits[1:])
    shown = here[:1] if here[0] != NOTHING else ()
    return StatusLine(" ".join((*shown, wrong[0])), (*wrong[1:], *here[len(shown) :], *when, *waits, KEPT))


def _here(standing: Standing) -> Iterator[str]:
    local = standing.local
    lies = [f"{many(local.changes, '1 ny ting', 'nye ting')} i {many(local.cases, '1 sag', 'sager')}"] if local.changes else []
    lies += [many(local.files, "1 bilag", "bilag")] if local.files else []
    if lies:
        yield f"{' og '.join(lies)} ligger kun her."
    elif local.decided:  # beside answers and files a share goes without saying: a new case has one of its own
        yield UNSENT
    elif not local.drafts:
        yield NOTHING
        if standing.handed:
            yield HANDED.format(many(standing.handed, "1 ny ting", "nye ting"))
    if local.drafts:
        yield f"{many(local.drafts, '1 felt', 'felter')} er du i gang med."


def _since(standing: Standing, now: datetime) -> Iterator[str]:
    if standing.local.since is not None:
        yield f"Det ældste er fra {moment_words(standing.local.since, now)}."


def _comes(standing: Standing) -> Iterator[str]:
    """What becomes of it, where nothing keeps it here."""
    local = standing.local
    if not standing.is_member or standing.is_revoked or standing.is_in_doubt or standing.refused:
        return
    if standing.attempt.code in ("", "net.unreachable"):
        if local.changes or local.files:
            yield WILL_SEND
        elif local.decided:
            yield WILL_SEND_IT


def _wrong(standing: Standing, now: datetime, clock: Problem | None) -> Iterator[str]:
    """What is wrong, each with its piece of advice, the gravest first."""
    attempt = standing.attempt
    if standing.is_revoked or standing.is_in_doubt:
        yield _said(REVOKED if standing.is_revoked else "roster.forked")
    elif attempt.code and attempt.code != "net.unreachable" and not (attempt.code == "request.clock" and attempt.shift_ms):
        yield _said(attempt.code)
    if attempt.shift_ms:
        wrong = "bagud" if attempt.shift_ms > 0 else "for langt fremme"
        yield f"Computerens ur er {_long(abs(attempt.shift_ms))} {wrong}. Stil uret."
    elif clock is not None:
        yield f"{clock.text} {clock.remedy}"
    yield from dict.fromkeys(_said(code) for code in sorted(standing.refused.values()))
    if any(one.is_other for one in _missing(standing)):
        yield f"Serveren viser dig noget andet i en sag, end en kollega har set. {COMPARE}"
    elif any(one.is_alarm for one in _missing(standing)):
        yield f"{_missing_words(standing)} {COMPARE}"
    yield from _wrong_at_the_store(standing, now)


def _said(code: str) -> str:
    """A code in words. That all is kept stands behind the line."""
    return " ".join(words_of(code)).removesuffix(KEPT).rstrip()


def _wrong_at_the_store(standing: Standing, now: datetime) -> Iterator[str]:
    """What whoever looks after the store is to be told."""
    found = datetime.fromtimestamp(standing.attempt.put_back_ms / 1000, UTC)
    if standing.attempt.put_back_ms and not standing.is_in_doubt and abs(now - found) < TOLD_FOR:
        yield PUT_BACK.format(when=moment_words(found, now))
    if standing.files_wrong:
        yield f"{many(standing.files_wrong, '1 bilag', 'bilag')} er ikke, som de skal være på serveren. Sig det til it."
    told = ("roster", "orgdoc") if standing.is_in_doubt else ()
    aside = sum(count for reason, count in standing.set_aside.items() if reason.partition(".")[0] not in told)
    if aside:
        yield f"{many(aside, '1 ting', 'ting')} fra serveren kan ikke bruges og er lagt til side. Sig det til it."


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
    """What is not here yet."""
    others = _missing(standing)
    if any(not one.is_other for one in others) and not any(one.is_alarm for one in others):
        yield _missing_words(standing)
    if standing.stopped:
        they = "den" if len(standing.stopped) == 1 else "de"
        yield f"{many(len(standing.stopped), '1 sag', 'sager')} på vej hertil kom ikke. Måske er {they} ikke delt med dig mere."
    if standing.fetching:
        yield f"{many(standing.fetching, '1 sag', 'sager')} er på vej hertil."
    if standing.arrived:
        yield f"{many(standing.arrived, '1 sag', 'sager')} er kommet og bliver lagt på plads."
    if standing.files_away:
        yield f"{many(standing.files_away, '1 bilag', 'bilag')} fra kolleger er ikke kommet hertil endnu."
    if standing.unchecked:
        yield f"{many(standing.unchecked, '1 sag', 'sager')} er ikke efterprøvet endnu. Det sker, når resten er hentet."


def _missing(standing: Standing) -> list[Missing]:
    return [one for one in standing.missing if one.case not in standing.stopped]


def _missing_words(standing: Standing) -> str:
    found = [one for one in _missing(standing) if not one.is_other]
    saves, cases = sum(one.saves for one in found), len({one.case for one in found})
    return f"Her mangler {many(saves, '1 ændring', 'ændringer')} fra {_whose(standing)} i {many(cases, '1 sag', 'sager')}."


def _whose(standing: Standing) -> str:
    """`Bo Krag`, `Bo Krag, Lise Holm og andre kolleger`."""
    names = [one for one in standing.authors if one]
    if len(names) < len(standing.authors) or not names:
        names.append("andre kolleger" if names else "kolleger")
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]


def many(count: int, one: str, more: str) -> str:
    """`1 sag`, `2 sager`."""
    return one if count == 1 else f"{count} {more}"
