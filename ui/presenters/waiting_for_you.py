"""What others in the office wait for one to do: work of a laptop that was shut out, and another lead's question."""

from __future__ import annotations

from rygsaek.casework.desk import Desk


def handed(desk: Desk) -> str:
    """That a laptop which was shut out has handed over work, "" where none has, as far as was heard last."""
    from sync import keyring
    from sync.office import awaiting
    from ui.presenters.handed_words import awaiting_words

    with desk.vault.read() as reader:
        waiting, granted = set(awaiting.cases(reader)), set(keyring.granted_cases(reader))
    return awaiting_words(len(waiting & granted), len(waiting - granted))


def asked(desk: Desk) -> str:
    """That another lead asks for this one's yes, "" where none does, as far as was heard last."""
    from sync.office import second_lead
    from ui.presenters.asked_words import asked_words

    with desk.vault.read() as reader:
        found = second_lead.waiting(reader)
        return asked_words(reader, found) if found else ""
