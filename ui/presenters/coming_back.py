"""Back into the office with its kit, and what came of it in words: what is here, what waits, and what nobody can bring back."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rygsaek.errors import InputError
from sync.errors import RefusedError, SyncError
from sync.office import people, returning
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from sync.office.returning import Returned
from sync.runner import Runner
from ui.presenters.status_words import many

LOST = "Det, som de gamle computere ikke nåede at sende, er ikke med."
UNFETCHED = "Det, der står i sagerne, er ikke hentet endnu. Vi henter det, når der er net."
ON_THE_WAY = "Det, der ligger på serveren, bliver hentet nu."
FETCHED = "Det, der lå på serveren, er hentet."
OTHERS = "Er en af de andre computere også væk, så luk den ude under »Kontoret«. Så kan dens sager åbnes."


def come_back(
    line: Line, runner: Runner | None, kit: Kit, server_url: str, label: Label, lost: Collection[str] | None = None
) -> tuple[str, ...]:
    """Be back, fetch what there is, and say how it went, a sentence or two a line.

    runner: None where somebody else sends and gets as soon as this is done; lost: as `returning.come_back` has it.
    Where the line breaks after the laptop was let in, that is said, and what is left comes with the next sync.
    Raises InputError (`kit.unknown`, `office.already`), SyncError.
    """
    try:
        done = returning.come_back(line, kit, server_url, label, lost)
    except RefusedError as error:
        if error.code != "request.unknown_device":
            raise
        advice = "Se efter, om det er det rigtige ark, og om adressen er den, der står på det."
        raise InputError("Serveren kender ikke den kontornøgle.", advice, code="kit.unknown") from error
    return tuple(_told(line, done, ON_THE_WAY if runner is None else _fetched(runner)))


def _fetched(runner: Runner) -> str:
    try:
        runner.run()
    except SyncError:
        return UNFETCHED
    return FETCHED


def _told(line: Line, done: Returned, fetched: str) -> Iterator[str]:
    yield "Du er tilbage i kontoret, og du er leder."
    if done.revoked:
        names = people.names_of_devices(line, done.known, done.revoked)
        yield f"{many(len(done.revoked), '1 computer', 'computere')} er lukket ude: {names}."
    if done.cases:
        yield f"{many(len(done.cases), '1 sag', 'sager')} er åbnet med kontornøglen. {fetched}"
    if done.waiting:
        yield f"{many(len(done.waiting), '1 sag', 'sager')} har ingen nu. En leder mere skal sige ja, før de kan åbnes."
    if not done.cases and not done.waiting:
        yield "Alle kontorets sager er hos nogen, som kan åbne dem."
    if done.revoked:
        yield LOST
    if any(one.device != done.known.device for one in done.known.roster.active()):
        yield OTHERS
