"""`rygsaek office …`, what leads do: laptops out, forms out to all, and the office's kit at work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.session import piped_line, session_of, somebody_is_there
from ui.cli.speaking import SURROUNDINGS, refuse, say
from ui.presenters.status_words import many

if TYPE_CHECKING:
    from sync.office.kit import Kit
    from ui.cli.session import Session

Device = Annotated[str, typer.Argument(metavar="DEVICE", help="Computerens nummer, eller navnet på den, der har den.")]
KitFile = Annotated[
    Path | None, typer.Option("--kit", metavar="FILE", help="Kontornøglen som PDF eller billede. Ellers skriver du grupperne.")
]


def revoke(
    context: typer.Context,
    device: Device,
    keep: Annotated[bool, typer.Option("--keep", help="Slet ikke rygsækken på computeren.")] = False,
) -> None:
    """Luk en computer ude: stjålet, mistet eller en kollega, der er holdt op. Det, den ikke har sendt, afleverer den først."""
    from sync.office import people, revoking
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        member = people.member_named(line, line.membership(), device)
        told = revoking.revoke(line, member.device, wipes=not keep)
    say("Computeren er lukket ude. Serveren siger nej til den fra nu af.")
    if told.renewed:
        say(f"{len(told.renewed)} af dine sager har fået en ny nøgle.")
    if told.waiting:
        say(f"{many(len(told.waiting), '1 sag', 'sager')} får en ny nøgle, når kollegerne sender og henter.")
    for case in told.ownerless:
        say(f"Ingen andre har sagen {case}. Åbn den med »office recover {case}«.")


def lead(
    context: typer.Context,
    device: Device,
    no_more: Annotated[bool, typer.Option("--no-more", help="Ikke mere leder.")] = False,
) -> None:
    """Gør den, der har en computer, til leder; eller ikke mere."""
    from sync.office import people, roles
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        member = people.member_named(line, line.membership(), device)
        roles.set_role(line, member.device, "caseworker" if no_more else "lead")
    say("Det er gjort.")


def redact(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    changes: Annotated[list[str], typer.Argument(metavar="CHANGE…", help="Ændringernes id, fra »case history CASE --json«.")],
    reason: Annotated[str, typer.Option("--reason", metavar="GRUND", help="Hvorfor. Skriv ikke selve teksten eller navnet.")],
    whole_field: Annotated[bool, typer.Option("--whole-field", help="Alt, der har stået i feltet.")] = False,
    agreed: Annotated[bool, typer.Option("--yes", help="Du er sikker. Det kan ikke fortrydes.")] = False,
) -> None:
    """Fjern en tekst eller et bilag helt: fra historikken, alle computere med sagen og serveren. Det kan ikke fortrydes."""
    import os

    from sync.office import redacting
    from ui import wiring

    if not agreed:
        if not somebody_is_there():
            refuse("Det kan ikke hentes tilbage.", "Skriv --yes, når du er sikker.")
        if typer.prompt("Det kan ikke hentes tilbage. Fjern det? ja/nej").strip().lower() not in ("ja", "j"):
            say("Der er ikke fjernet noget.", error=True)
            raise typer.Exit(1)
    with session_of(context).desk() as desk:
        at = wiring.line_on(desk).now_ms()
        count = redacting.redact(desk, case, changes, at, os.urandom, reason=reason, is_whole_field=whole_field)
    say(f"Det er fjernet her, {count} sted{'' if count == 1 else 'er'}. Send og hent, så forsvinder det hos kollegerne.")
    say("Står det på papir eller i en gemt fil, så husk dem også. Gamle sikkerhedskopier har det stadig.")


def lease(
    context: typer.Context,
    device: Device,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=365, help="Hvor mange dage.")] = 14,
) -> None:
    """Lad en computer, der ikke kan komme på nettet, arbejde videre i nogle dage."""
    from sync.office import people, revoking
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        revoking.lease(line, people.member_named(line, line.membership(), device).device, days)
    say(f"Computeren må arbejde videre i {many(days, '1 dag', 'dage')}, når den har hentet.")


def publish(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Mappen med kommunens formularer, kommune.toml og mappen hylde.")
    ],
) -> None:
    """Send formularer, oplysninger og hylde ud til alle i kontoret. De går foran det, der ligger på den enkelte computer."""
    from forms.library import PROFILE_FILE
    from rygsaek.errors import InputError
    from rygsaek.paper import shelf
    from sync.office import bundles
    from ui import wiring
    from ui.cli.speaking import stop
    from ui.profile_folder import SHELF

    if not folder.is_dir():
        raise InputError(f"Mappen »{folder}« findes ikke.", "Se efter, om navnet er stavet rigtigt.", code="file.folder")
    found = wiring.municipality_in(folder)
    if found.problems:
        stop(found.problems)
    profile = found.profile if (folder / PROFILE_FILE).is_file() else None
    leaflets = shelf.to_publish(folder / SHELF)
    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        known = line.membership()
        with desk.vault.write() as tx:
            version = bundles.publish(tx, known, found.library.own(), profile, line.now_ms(), leaflets)
    told = f"{many(len(found.library.own()), '1 formular', 'formularer')} og {len(leaflets)} ting til hylden"
    about = "kommunens oplysninger, " if profile is not None else ""
    say(f"Udgave {version} er klar: {about}{told}. Kollegerne får den, når I har sendt og hentet.")
    if profile is None:
        say(f"Kommunens oplysninger er ikke med, for der er ingen {PROFILE_FILE} i mappen. Hver computer bruger sine egne.")


def recover(
    context: typer.Context,
    cases: Annotated[list[str], typer.Argument(metavar="CASE…", help="Sagernes id.")],
    kit: KitFile = None,
    device: Annotated[str, typer.Option("--for", metavar="DEVICE", help="Hvem der skal have dem. Ellers denne computer.")] = "",
    request: Annotated[
        Path | None, typer.Option("--request", metavar="OUT", help="Gem det, den anden leder skal skrive under på, her.")
    ] = None,
    second: Annotated[
        str, typer.Option("--ask", metavar="DEVICE", help="Spørg den anden leder gennem serveren: et nummer eller et navn.")
    ] = "",
) -> None:
    """Åbn en kollegas sager med kontornøglen og to ledere, i et kontor med én leder med kontornøglen og den ene."""
    from ui.cli import kit_work

    session = session_of(context)
    with session.desk() as desk:
        kit_work.recover(desk, kit_of(session, kit), cases, device, request, second)


def countersign(
    context: typer.Context,
    request: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Det, den første leder har gemt. Ellers det, du er spurgt om.")
    ] = None,
    agreed: Annotated[bool, typer.Option("--yes", help="Du har talt med den anden leder.")] = False,
) -> None:
    """Skriv under som leder nummer to, så sagerne bliver åbnet. Alle i sagen kan se det."""
    from ui.cli import kit_work

    with session_of(context).desk() as desk:
        kit_work.countersign(desk, request, agreed=agreed)


def drill(context: typer.Context, kit: KitFile = None) -> None:
    """Prøv kontornøglen af: kan den åbne alle kontorets sager? Der bliver ikke ændret eller vist noget."""
    from sync.office import recovering
    from ui import wiring

    session = session_of(context)
    with session.desk() as desk:
        say("1. Læser kontornøglen.")
        given = kit_of(session, kit)
        say("2. Henter listen over kontorets sager fra serveren, og prøver nøglen på hver.")
        done = recovering.drill(wiring.line_on(desk), given)
    say(f"3. Kontornøglen åbner {done.opened} af {done.opened + len(done.closed)} sager.")
    if done.closed:
        for case in done.closed:
            say(f"    Sagen {case} kan ikke åbnes. Få en, der har den, til at sende og hente.", error=True)
        raise typer.Exit(SURROUNDINGS)
    say("Hvis alle computere er væk: Opret en rygsæk på en ny maskine med »rygsaek vault recover --kit«. Læg så arket på plads.")


def rehearse() -> None:
    """Øv den værste dag: Alle computere er væk, og kun kontornøglen er tilbage. Sker i et øvekontor, som bliver slettet igen."""
    from ui.cli import rehearsal

    try:
        done = rehearsal.rehearse(say)
    except OSError:
        say("Øvekontoret kunne ikke laves.", error=True)
        say("    Se efter, om disken er fuld, og prøv igen. Jeres eget kontor er ikke rørt.", error=True)
        raise typer.Exit(SURROUNDINGS) from None
    if not done.is_whole:
        say(f"Kun {done.same} af {done.cases} sager kom tilbage, som de var. Sig det til it.", error=True)
        raise typer.Exit(SURROUNDINGS)
    say(f"5. {done.same} af {done.cases} sager kom tilbage, ord for ord. Den, der ikke var sendt, kom ikke.")
    say("Øvekontoret er slettet.")
    say("Prøv også jeres egen nøgle med »office drill«.")


def renew(context: typer.Context, kit: KitFile = None) -> None:
    """Lad denne computer åbne igen, når den for længe ikke har haft kontakt, med kontornøglen i hånden."""
    from sync.office import leasing

    session = session_of(context)
    with session.desk(needs_lease=False) as desk:
        org = kit_of(session, kit).org
        with desk.vault.write() as tx:
            leasing.begin_anew_with_kit(tx, org, int(desk.now().timestamp() * 1000))
    say("Computeren kan åbnes igen.")


def who(context: typer.Context) -> None:
    """Se, om en i kontoret allerede har en borger. CPR-nummeret skrives bagefter, ikke på kommandolinjen."""
    from ui.cli import kit_work

    session = session_of(context)
    with session.desk() as desk:
        if not session.is_piped and not somebody_is_there():
            refuse("CPR-nummeret mangler.", "Send det på anden linje af standard input.")
        kit_work.who(desk, piped_line() if session.is_piped else str(typer.prompt("CPR-nummer", hide_input=True)))


def kit_of(session: Session, file: Path | None) -> Kit:
    """The kit that a file shows, or that somebody types; piped, it is on the line behind the passphrase."""
    from rygsaek.paper.scanned_codes import code_in_file
    from sync.office.codes import KitCode
    from sync.office.kit import Kit

    if file is not None:
        return Kit(KitCode.read(code_in_file(file, "kontornøgle")).seed)
    if not session.is_piped and not somebody_is_there():
        refuse("Kontornøglen mangler.", "Skriv --kit FILE.")
    typed = piped_line() if session.is_piped else str(typer.prompt("Kontornøglens grupper", hide_input=True))
    return Kit(KitCode.read(typed).seed)


def add_to(app: typer.Typer) -> None:
    """Put these commands among the office's."""
    for command in (revoke, lead, lease, renew, redact, publish, recover, countersign, drill, rehearse, who):
        app.command(command.__name__)(command)
