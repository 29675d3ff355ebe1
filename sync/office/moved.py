"""The office's store answers at another address: a laptop goes on there once the store has shown that it is the same."""

from __future__ import annotations

from dataclasses import replace

from rygsaek.errors import InputError
from sync import tables
from sync.office.codes import server_url
from sync.office.line import Line


def move(line: Line, typed: str) -> str:
    """Use an address from now on; returns it in its one spelling. It is the store's key that says which store it is.

    Raises InputError (`input.address`, `office.none`, `office.other_store`), SyncError; the address before stands then.
    """
    url, known = server_url(typed), line.membership()
    if line.about(url).server != known.server_key:
        raise InputError(
            "På den adresse svarer en anden server end kontorets.", "Spørg it om den rigtige adresse.", code="office.other_store"
        )
    line.hand_in(replace(known, server_url=url), ())  # what it says of itself proves nothing, its signature under an answer does
    with line.vault.write() as tx:
        tables.note(tx, tables.SERVER_URL, url.encode())
    return url
