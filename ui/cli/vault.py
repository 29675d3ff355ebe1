"""`rygsaek vault …`: making, checking, backing up and finding the way back into a vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forms.profile import Person
from rygsaek.errors import DiskError, InputError
from ui.cli.session import Session, piped_line, session_of, somebody_is_there
from ui.cli.speaking import DONE, SURROUNDINGS, refuse, say, say_problems
from ui.new_file import refuse_existing

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from rygsaek.vault.secret import RecoverySecret

vault_app = typer.Typer(
    name="vault", help="Rygsækken selv: lav den, tjek den, tag en kopi.", no_args_is_help=True, pretty_exceptions_enable=False
)
Sheet = Annotated[Path | None, typer.Option("--sheet", metavar="OUT.pdf", help="Gem nøglearket her. Ellers printes det siden.")]
UNNAMED = "Sagsbehandleren"
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="Sikkerhedskopien.")]


@vault_app.command("create")
def create(
    context: typer.Context,
    sheet: Sheet = None,
    name: Annotated[str, typer.Option("--name", metavar="NAVN", help="Dit navn, som borgerne skal kende det.")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="NUMMER", help="Dit nummer.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="STILLING", help="Din stilling.")] = "",
) -> None:
    """Lav en ny rygsæk. Uden --passphrase-stdin foreslår Rygsæk seks ord, viser dem én gang og beder om dem igen."""
    from ui import wiring

    session = session_of(context)
    if sheet is not None:
        refuse_existing(sheet)
    words = session.passphrase() if session.is_piped else _agreed()
    worker = Person(name.strip() or _asked_name(session), phone.strip(), title.strip())
    desk, secret = wiring.create(session.places, words, worker)
    with desk.vault:
        say(f"Rygsækken er klar: {session.places.vault}")
        if sheet is None:
            say("Nøglearket mangler. Åbn vinduet, og print det fra forsiden.", error=True)
        else:
            _save_sheet(desk, secret, sheet)
            say(f"Nøglearket er gemt: {sheet}. Print det, læg det et låst sted på kontoret, og slet filen.")


@vault_app.command("check")
def check(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lav lister og søgning forfra, ud fra historikken.")] = False,
    without_lost: Annotated[
        bool, typer.Option("--without-lost", help="Åbn uden de seneste ændringer, når de er beskadiget. De er så væk.")
    ] = False,
) -> None:
    """Tjek alt: sider, kæder, og at det viste følger af det gemte."""
    from rygsaek.history import projection
    from rygsaek.vault.keys import DATABASE
    from rygsaek.vault.mark import accept_loss
    from ui import wiring

    session = session_of(context)
    if without_lost:
        accept_loss(session.places.vault / DATABASE)
    with session.desk() as desk:
        if rebuild:
            projection.rebuild(desk.vault, wiring.projectors(desk.library, desk.profile))
        found = wiring.check(desk)
    if found:
        say_problems(found)
        raise typer.Exit(SURROUNDINGS)
    say("Alt er i orden.")


@vault_app.command("backup")
def backup(context: typer.Context, file: Backup) -> None:
    """Tag en sikkerhedskopi. Den er lukket med de samme ord og det samme nøgleark."""
    from rygsaek.casework import settings
    from rygsaek.vault import backup as backups
    from ui import wiring

    refuse_existing(file)
    with session_of(context).desk() as desk:
        now = wiring.utc_now()
        backups.backup(desk.vault, file, now=int(now.timestamp()))
        settings.put(desk.vault, settings.BACKUP, now.isoformat(timespec="seconds"))
    say(f"Sikkerhedskopien er gemt: {file}")


@vault_app.command("restore")
def restore(
    context: typer.Context,
    file: Backup,
    with_sheet: Annotated[
        bool, typer.Option("--with-sheet", help="Ordene er glemt: brug nøglearket, og vælg nye ord. Linjerne som ved recover.")
    ] = False,
) -> None:
    """Lav rygsækken fra en sikkerhedskopi, med de ord, der gjaldt, da den blev taget."""
    from ui import wiring

    session = session_of(context)
    if not file.is_file():
        raise DiskError(f"»{file}« findes ikke.", "Se efter, om navnet er stavet rigtigt.", code="disk.missing")
    if with_sheet:
        wiring.restore_with_sheet(session.places, file, *_sheet_and_words(session))
    else:
        wiring.restore(session.places, file, session.passphrase())
    say(f"Rygsækken er hentet tilbage: {session.places.vault}")


@vault_app.command("recover")
def recover(
    context: typer.Context,
    kit: Annotated[Path | None, typer.Option("--kit", metavar="FILE", help="Kontornøglen som PDF eller billede.")] = None,
    server: Annotated[str, typer.Option("--server", metavar="URL", help="Serverens adresse. Så skriver du kontornøglen.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAVN", help="Dit navn, når alt hentes med kontornøglen.")] = "",
    laptop: Annotated[str, typer.Option("--laptop", metavar="NAVN", help="Hvad kollegerne skal kalde denne computer.")] = "",
    lost: Annotated[
        list[str] | None, typer.Option("--lost", metavar="DEVICE", help="En computer, der er væk. Gerne flere.")
    ] = None,
) -> None:
    """Åbn med nøglearket, og vælg nye ord; eller hent hele kontoret tilbage på en ny maskine med kontornøglen.

    Med --passphrase-stdin: de nye ord på første linje, arkets grupper på den næste.
    """
    from ui import wiring

    session = session_of(context)
    if kit is not None or server:
        from ui.cli import kit_recovery

        words = session.passphrase() if session.is_piped else _agreed()
        code, url = kit_recovery.read_kit(session, kit, server)
        kit_recovery.come_back(session, words, code, url, name.strip() or _asked_name(session), laptop, lost or ())
        return
    wiring.recover(session.places, *_sheet_and_words(session)).vault.close()
    say("Rygsækken åbner nu med de nye ord.")
    raise typer.Exit(DONE)


def _sheet_and_words(session: Session) -> tuple[RecoverySecret, str]:
    """What the recovery sheet says, and the new words. Raises InputError for a sheet that was typed wrongly."""
    from rygsaek.vault.secret import RecoverySecret

    if session.is_piped:
        words, typed = piped_line(), piped_line()
        return RecoverySecret.read(typed), words
    _refuse_nobody()
    sheet = RecoverySecret.read(typer.prompt("Nøglearkets otte grupper"))
    return sheet, _agreed()


def _agreed() -> str:
    """Six words that Rygsæk offers, shown once and typed back unseen."""
    import getpass

    from rygsaek.vault import passphrase

    _refuse_nobody()
    words = passphrase.generate()
    say("Dine seks ord er:")
    say()
    say(f"    {words}")
    say()
    say("Lær dem, eller skriv dem et sted, som kun du kender. De kan ikke findes frem igen.")
    for _ in range(3):
        if " ".join(getpass.getpass("Skriv dem her: ").split()) == words:
            return words
        say("Det var ikke de samme ord. Prøv igen.", error=True)
    raise InputError("Ordene blev ikke skrevet rigtigt.", "Begynd forfra. Der er ikke lavet noget.", code="input.words")


def _asked_name(session: Session) -> str:
    if not session.is_piped:
        return str(typer.prompt("Dit navn, som borgerne skal kende det")).strip()
    say("Dit navn mangler. Skriv --name NAVN, eller skriv det under Indstillinger.", error=True)
    return UNNAMED


def _refuse_nobody() -> None:
    if not somebody_is_there():
        refuse("Ingen kan spørges.", "Send ordene på første linje af standard input, og skriv --passphrase-stdin.")


def _save_sheet(desk: Desk, secret: RecoverySecret, target: Path) -> None:
    from forms.pdf.sheets import recovery_sheet
    from rygsaek.casework import settings
    from ui.cli.leaving import exits_of

    sender = tuple(part for part in (desk.profile.kommune, desk.profile.enhed) if part)
    data = recovery_sheet(secret.groups, desk.worker.name, desk.today(), sender=sender)
    exits_of(desk).save_sheet("Nøgleark", data, target)
    settings.put(desk.vault, settings.SHEET_OWED, None)
