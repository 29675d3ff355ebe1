"""A process that works at the desk with words that must not be left behind, and is killed in the middle of a save."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rygsaek.casework import accesslog, cases, drafts, promoting, search, views
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from tests.support.children import die
from tests.support.desks import PASSPHRASE
from tests.support.wired import exits_of
from ui import wiring
from ui.profile_folder import Places

FOUND = 40


def main(profile_dir: str, case: str, outside: str, *words: str) -> None:
    """words: five of them. outside: where files that a person asked for go; they are removed again."""
    desk = wiring.unlock(Places(Path(profile_dir)), PASSPHRASE)
    typed, changed, searched, recipient, last = words
    agreement = next(one.document for one in views.case_view(desk, case).documents if one.form == "samarbejdsaftale")
    for length in range(1, len(typed) + 1):
        drafts.put(desk, case, agreement, "haab_laengere_sigt", typed[:length], length)
    promoting.promote(desk, case)
    cases.fill(desk, case, agreement, {"aktuel_situation": changed})
    cases.undo(desk, case)
    search.find(replace(desk, now=lambda: datetime.now(UTC)), searched)
    search.find(desk, typed)
    papers.preview(desk, case, agreement, copy="internal", length="whole")
    door = exits_of(desk)
    file = Path(outside) / "papir.pdf"
    wish = Wish(document=agreement, copy="third", length="whole", recipient=recipient, override=last)
    saved = door.save_document(case, wish, file)
    door.remove_saved(saved.id)
    exported = door.export_case(case, Path(outside) / "ud").folder
    door.remove_saved(exported.id)
    shutil.rmtree(Path(outside) / "ud", ignore_errors=True)
    with desk.vault.write() as tx:
        accesslog.note(desk, case, "open", detail=last, tx=tx)
        die()
