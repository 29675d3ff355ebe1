"""A vault with many cases, made once and kept between runs in bench-output, since making it takes longer than measuring."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from forms.paths import Answers
from forms.profile import Person
from rygsaek.casework import definitions, edits, search
from rygsaek.casework.desk import Desk
from rygsaek.history.changes import BEGUN, CASE, CASE_OPENED, DOCUMENT_BEGUN, OPENED, NewChange
from rygsaek.history.ids import new_id
from rygsaek.vault.transaction import Transaction
from tests.benchmarks.work import PASSPHRASE, agreement, citizen, visit
from ui import wiring

TODAY = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
FOLDER = Path("bench-output")
AT_ONCE = 200


def now() -> datetime:
    return TODAY


def profile_dir(count: int) -> Path:
    """A profile folder whose vault holds `count` invented cases, each with facts and an agreement, every other a visit.

    Made anew where this program's vault has other steps than the one that made it: an upgrade is not what is measured.
    """
    folder = (FOLDER / f"office-{count}").absolute()
    whole, steps = folder / "whole", "\n".join(step.name for step in wiring.migrations())
    if not whole.exists() or whole.read_text(encoding="utf-8") != steps:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"    making {count} cases …", file=sys.stderr, flush=True)
        desk, _ = wiring.create(wiring.Places(folder), PASSPHRASE, Person("Lise Holm", "12345678"), now=now)
        with desk.vault:
            for first in range(0, count, AT_ONCE):
                with desk.vault.write() as tx:
                    for number in range(first, min(first + AT_ONCE, count)):
                        open_case(desk, tx, number)
            search.catch_up(desk)
        whole.write_text(steps, encoding="utf-8")
    return folder


def open_case(desk: Desk, tx: Transaction, number: int) -> None:
    """What opening a case and planning a visit write, many in one transaction."""
    case = new_id()
    changes = [NewChange(CASE, OPENED, CASE_OPENED, {}), *document(desk, tx, "borger", citizen(number))]
    changes += document(desk, tx, "samarbejdsaftale", agreement(number))
    if number % 2:
        changes += document(desk, tx, "besoeg", visit(number, desk.today()))
    desk.journal.append(case, changes, desk.by, tx=tx)


def document(desk: Desk, tx: Transaction, form_id: str, answers: Answers) -> list[NewChange]:
    """A filled paper as changes."""
    definition, one = desk.library.newest(form_id), new_id()
    form_hash, profile_hash = definitions.keep(tx, definition, desk.profile)
    begun = {"form": form_id, "version": definition.version, "definition": form_hash, "profile": profile_hash, "predecessor": ""}
    return [NewChange(one, BEGUN, DOCUMENT_BEGUN, begun), *edits.prefilled(definition, one, answers)]


def desk(count: int) -> Desk:
    """The open desk on such a vault; the caller closes its vault."""
    return wiring.unlock(wiring.Places(profile_dir(count)), PASSPHRASE, now=now)
