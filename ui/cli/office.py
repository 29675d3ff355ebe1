"""`rygsaek office …`: the office, and who is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import office_leading
from ui.cli.session import session_of, somebody_is_there
from ui.cli.speaking import refuse, say, say_json
from ui.new_file import refuse_existing
from ui.presenters.status_words import many

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from sync.office.labels import Label

office_app = typer.Typer(
    name="office", help="Kontoret: dem, du deler sager med.", no_args_is_help=True, pretty_exceptions_enable=False
)
Laptop = Annotated[str, typer.Option("--laptop", metavar="NAVN", help="Hvad kollegerne skal kalde denne computer.")]
Device = Annotated[str, typer.Argument(metavar="DEVICE", help="Computerens nummer: de første tegn er nok.")]
Compared = Annotated[bool, typer.Option("--yes", help="De seks ord er sammenlignet, og de er ens.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
SHOWN = 8
"""Characters of a fingerprint that people are shown."""


@office_app.command("found")
def found(
    context: typer.Context,
    server: Annotated[str, typer.Option("--server", metavar="URL", help="Serverens adresse.")],
    kit: Annotated[Path | None, typer.Option("--kit", metavar="OUT.pdf", help="Gem kontornøglen her: to ens ark.")] = None,
    printer: Annotated[str, typer.Option("--printer", metavar="NAVN", help="Print kontornøglen her i stedet.")] = "",
    laptop: Laptop = "",
) -> None:
    """Lav et nyt kontor på en server, med denne computer som leder. Kontornøglen er to ens ark til to låste skabe."""
    from sync.office import founding
    from sync.office.codes import server_url
    from ui import wiring
    from ui.cli import office_paper

    if (kit is None) == (not printer):
        refuse("Kontornøglen skal på papir.", "Skriv enten --kit OUT.pdf eller --printer NAVN.")
    if kit is not None:
        refuse_existing(kit)
    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        held = founding.held(line)
        if held is None:
            made = founding.prepare(line, server_url(server), _label(desk, laptop))
            office_paper.put_kit(desk, made.kit.code(made.founding.server_url), kit, printer)
            founding.hold(line, made.founding)
            held = made.founding
        else:
            say("Kontoret blev næsten lavet sidst. Det bliver gjort færdigt nu, og det første ark gælder.", error=True)
        founding.finish(line, held)
    say("Kontoret er lavet, og denne computer er leder.")
    say("Næste skridt: Inviter en kollega med »office invite«.")


@office_app.command("invite")
def invite(
    context: typer.Context,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="OUT.pdf", help="Gem invitationen som et ark med kode.")
    ] = None,
) -> None:
    """Lav en invitation. Koden står alene på sidste linje: server, kontor og hemmelighed. Den virker én gang, i et døgn."""
    from sync.office import letting_in
    from ui import wiring
    from ui.cli import office_paper

    if sheet is not None:
        refuse_existing(sheet)
    with session_of(context).desk() as desk:
        code = letting_in.invite(wiring.line_on(desk))
        if sheet is not None:
            office_paper.save_invite(desk, code, sheet)
            say(f"Arket er gemt: {sheet}. Print det, giv det i hånden, og slet filen.")
    say("Giv koden til din kollega, i hånden eller i telefonen. Send den ikke.")
    say(str(code))


@office_app.command("join")
def join(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="Koden, eller en fil med et billede af den.")] = "",
    laptop: Laptop = "",
    as_json: AsJson = False,
) -> None:
    """Bliv en del af et kontor. Første gang vises seks ord; når din leder har lukket dig ind, så skriv »office join« igen."""
    from sync.office import entering
    from ui import wiring
    from ui.cli import office_paper

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        begun = entering.held(line)
        if code:
            standing = entering.start(line, office_paper.invite_in(code), _label(desk, laptop))
        elif begun is not None:
            standing = entering.look(line, begun)
        elif (inside := entering.inside(line)) is not None:
            standing = inside
        else:
            refuse("Koden mangler.", "Skriv koden fra din invitation efter »office join«.")
    if as_json:
        say_json({"state": "waiting" if standing.known is None else "admitted", "words": standing.words})
    elif standing.known is not None:
        say("Du er med i kontoret.")
    else:
        say("Din computer har seks ord:")
        say()
        say(f"    {' '.join(standing.words)}")
        say()
        say("Læs dem højt for din leder. Er de ens hos jer begge, lukker din leder dig ind. Skriv så »office join« igen.")


@office_app.command("pending")
def pending(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis, hvem der venter på at komme ind, med deres seks ord."""
    from sync.office import letting_in
    from ui import wiring

    with session_of(context).desk() as desk:
        found, others = letting_in.pending(wiring.line_on(desk))
    if as_json:
        say_json({"waiting": [one.as_json() for one in found], "invited_by_others": others})
        return
    for one in found:
        say(f"{one.device.hex()[:SHOWN]}  {one.label}")
        say(f"    {' '.join(one.words)}")
    if others:
        say(f"{many(others, '1', 'andre')} venter på en anden leder, som har inviteret {'den' if others == 1 else 'dem'}.")
    if not found and not others:
        say("Ingen venter.")


@office_app.command("admit")
def admit(
    context: typer.Context,
    device: Device,
    compared: Compared = False,
    lead: Annotated[bool, typer.Option("--lead", help="Lad den nye være leder.")] = False,
    same: Annotated[str, typer.Option("--same-as", metavar="DEVICE", help="Den nye tilhører den samme som denne.")] = "",
) -> None:
    """Luk en ind, når de seks ord er sammenlignet."""
    from sync.office import letting_in, people
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        applicant = letting_in.applicant_named(letting_in.pending(line)[0], device)
        person = people.member_named(line, line.membership(), same).person if same else None
        if not compared:
            _compare(str(applicant.label), applicant.words)
        letting_in.admit(line, applicant, "lead" if lead else "caseworker", person)
    say(f"{applicant.label} er med i kontoret.")


@office_app.command("refuse")
def turn_away(context: typer.Context, device: Device) -> None:
    """Afvis en, der venter. Invitationen virker så ikke mere."""
    from sync.office import letting_in
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        applicant = letting_in.applicant_named(letting_in.pending(line)[0], device)
        letting_in.pending(line, refuse=(applicant.invite,))
    say(f"{applicant.label} er afvist.")


@office_app.command("words")
def words(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis seks ord for det, serveren har vist. To kolleger, der lige har hentet, skal have de samme."""
    from sync.office import people
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        known = line.membership()
        said = people.words(known)
    if as_json:
        say_json({"words": said, "roster": known.roster.n, "office": known.org.hex()})
        return
    say(f"Kontoret har ændret sig {many(known.roster.n, '1 gang', 'gange')}. Seks ord for det, din computer har set:")
    say()
    say(f"    {' '.join(said)}")
    say()
    say("Har I begge lige hentet, og er ordene ikke ens, så sig det til it.")


@office_app.command("members")
def members(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis kontorets computere, og hvem de tilhører."""
    from sync.office import people
    from ui import wiring

    with session_of(context).desk() as desk:
        found = people.members(wiring.line_on(desk))
    if as_json:
        say_json([one.as_json() for one in found])
        return
    for one in found:
        say(f"{one.device.hex()[:SHOWN]}  {one.name}{one.remark}")


@office_app.command("mine")
def mine(context: typer.Context, device: Device, compared: Compared = False) -> None:
    """Sig, at en computer, der er lukket ind som din, er din. Så får den dine sager."""
    from sync.office import people
    from sync.office.mine import say_mine
    from sync.office.renewing import renew
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        known = line.caught_up()
        member = people.member_named(line, known, device)
        if not compared:
            _compare("Din nye computer", people.words_of(known, member.device))
        with desk.vault.write() as tx:
            say_mine(tx, known, member.device)
            cases = renew(tx, known, line.now_ms())
    say(f"Computeren får dine sager ({len(cases)}), næste gang du sender og henter.")


@office_app.command("address")
def address(
    context: typer.Context, server: Annotated[str, typer.Argument(metavar="URL", help="Den nye adresse. Den får du af it.")]
) -> None:
    """Brug en ny adresse til kontorets server, når it har flyttet den. Det skal være den samme server."""
    from sync.office.moved import move
    from ui import wiring

    with session_of(context).desk() as desk:
        url = move(wiring.line_on(desk), server)
    say(f"Kontorets server svarer på {url}. Fremover bruger vi den adresse.")


def _label(desk: Desk, laptop: str) -> Label:
    import platform

    from sync.office.labels import Label

    return Label(desk.worker.name, laptop.strip() or platform.node())


def _compare(who: str, said: tuple[str, ...]) -> None:
    """Have a person compare six words. Ends the command where they are not the same, or nobody can be asked."""
    if not somebody_is_there():
        refuse("De seks ord skal sammenlignes.", "Skriv --yes, når det er gjort.")
    say(f"{who} skal have disse seks ord:")
    say()
    say(f"    {' '.join(said)}")
    say()
    if typer.prompt("Er de ens på begge computere? ja/nej").strip().lower() not in ("ja", "j"):
        say("Så er der ikke lukket nogen ind. Sig det til it: nogen kan være imellem jer.", error=True)
        raise typer.Exit(1)


office_leading.add_to(office_app)
