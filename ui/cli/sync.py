"""`rygsaek sync`: send what is only here, and get what colleagues have written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import session_of
from ui.cli.speaking import SURROUNDINGS, say, say_json

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from sync.runner import Outcome, Runner
    from sync.status import Standing

sync_app = typer.Typer(name="sync", help="Send og hent.", pretty_exceptions_enable=False)
LOOK_S = 5.0
"""How often a running `sync` looks whether it is time."""


@sync_app.callback(invoke_without_command=True)
def sync(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Én gang, og så ikke mere.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON.")] = False,
) -> None:
    """Send, hvad der kun ligger her, og hent, hvad kolleger har skrevet. Uden --once bliver det ved, til du stopper det."""
    from sync.office.line import no_office
    from sync.status import standing
    from ui import wiring

    with session_of(context).desk() as desk:
        if not standing(desk).is_member:
            raise no_office(desk.vault)
        runner: Runner = wiring.runner_on(desk)
        for outcome in rounds(runner.run, lambda: _wait_for(runner), once=once):
            _tell(desk, outcome, as_json)
            if outcome.order is not None:
                _erase(desk)
            if outcome.is_revoked:
                raise typer.Exit(SURROUNDINGS)


def rounds(run: Callable[[], Outcome | None], wait: Callable[[], None], *, once: bool) -> Iterator[Outcome]:
    """How each conversation went: one, or one after the other, and then what goes wrong is said and ends nothing.

    run: holds one; wait: until the next is due. Raises SyncError, of one alone.
    """
    from sync.errors import SyncError

    while True:
        try:
            outcome = run()
        except SyncError as error:
            if once:
                raise
            say(f"{error.title} {error.advice}", error=True)
        else:
            if outcome is not None:
                yield outcome
        if once:
            return
        wait()


def _erase(desk: Desk) -> None:
    """A lead has ordered it, and signed that."""
    from rygsaek.vault.erasing import erase

    erase(desk.vault)
    say("En leder har bestemt, at rygsækken på denne computer skal slettes. Det er gjort.", error=True)


def _wait_for(runner: Runner) -> None:
    nobody = threading.Event()
    while not runner.is_due():
        nobody.wait(LOOK_S)


def _tell(desk: Desk, outcome: Outcome, as_json: bool) -> None:
    from sync.status import standing
    from ui.presenters import waiting_for_you
    from ui.presenters.status_words import status_line

    found = standing(desk)
    if as_json:
        say_json({"given": outcome.given, "taken": outcome.taken, "is_revoked": outcome.is_revoked, **_standing_json(found)})
        return
    if outcome.is_revoked:
        say("Denne computer er lukket ude af kontoret. Det, der kunne afleveres, er givet til kontoret.", error=True)
    say(f"Sendt: {outcome.given}. Hentet: {outcome.taken}.")
    for told in status_line(found, desk.now()).whole:
        say(told)
    for told, how in ((waiting_for_you.handed(desk), "case handed"), (waiting_for_you.asked(desk), "office countersign")):
        if told:
            say(f"{told} Se »{how}«.")


def _standing_json(found: Standing) -> dict[str, Any]:
    return {
        "only_here": {
            "changes": found.local.changes,
            "cases": found.local.cases,
            "drafts": found.local.drafts,
            "files": found.local.files,
            "decided": found.local.decided,
            "files_away": found.files_away,
            "files_wrong": found.files_wrong,
            "since": found.local.since.isoformat(timespec="milliseconds") if found.local.since is not None else None,
        },
        "refused": found.refused,
        "missing": [
            {"case": one.case, "changes": one.saves, "is_alarm": one.is_alarm, "is_other": one.is_other} for one in found.missing
        ],
        "set_aside": found.set_aside,
        "is_in_doubt": found.is_in_doubt,
        "fetching": found.fetching,
        "clock_shift_ms": found.attempt.shift_ms,
    }
