"""`rygsaek vault recover --kit …`: a fresh machine, the office's kit, and everything is back."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

from forms.profile import Person
from rygsaek.errors import InputError
from rygsaek.paper.scanned_codes import code_in_file
from sync.office.codes import KitCode, server_url
from sync.office.kit import Kit
from sync.office.labels import Label
from ui import wiring
from ui.cli.session import Session, piped_line
from ui.cli.speaking import say
from ui.presenters import coming_back


def read_kit(session: Session, file: Path | None, server: str) -> tuple[KitCode, str]:
    """What the kit says, and where the store is. Piped, it is on the line behind the passphrase. Raises InputError."""
    if file is not None:
        kit = KitCode.read(code_in_file(file, "kontornøgle"))
    elif session.is_piped:
        kit = KitCode.read(piped_line())
    else:
        import typer

        kit = KitCode.read(str(typer.prompt("Kontornøglens fjorten grupper", hide_input=True)))
    url = server_url(server) if server else kit.server
    if not url:
        raise InputError("Serverens adresse mangler.", "Skriv den efter --server. Den står på arket.", code="input.address")
    return kit, url


def come_back(session: Session, words: str, kit: KitCode, url: str, name: str, laptop: str, lost: Sequence[str]) -> None:
    """Make a vault, or go on with the one that was begun, and bring the office's cases back into it."""
    is_begun = session.places.vault.exists()
    desk = wiring.unlock(session.places, words) if is_begun else wiring.create(session.places, words, Person(name))[0]
    with desk.vault:
        label = Label(desk.worker.name, laptop.strip() or platform.node())
        line, runner = wiring.line_on(desk), wiring.runner_on(desk)
        for told in coming_back.come_back(line, runner, Kit(kit.seed), url, label, tuple(lost) or None):
            say(told)
        say("Nøglearket til den nye rygsæk mangler. Åbn vinduet, og print det fra forsiden.", error=True)
