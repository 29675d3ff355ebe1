"""`rygsaek scan …`: paper that comes back. One of our own papers files itself; of the rest a person says where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.session import session_of
from ui.cli.speaking import refuse, say

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from rygsaek.paper.scan_tray import Scan
    from rygsaek.paper.scanners import Scanners

scan_app = typer.Typer(name="scan", help="Papir, der kommer tilbage.", no_args_is_help=True, pretty_exceptions_enable=False)

MOST_FED = 50

ScanId = Annotated[str, typer.Argument(metavar="SCAN", help="Scanningens id.")]
Signed = Annotated[
    list[str] | None,
    typer.Option("--signed", metavar="FIELD=NAME", help="Hvem der har skrevet under, og i hvilket felt. Gerne flere."),
]


@scan_app.command("scanners")
def list_scanners() -> None:
    """Vis computerens scannere."""
    from rygsaek.paper.scanners import ScanError, Scanners

    found = Scanners().listed()
    if not found:
        raise ScanError("scan.none")
    for one in found:
        say(f"{one.id}  {one.name}")


@scan_app.command("take")
def take(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="En fil i stedet for en scanner.")] = None,
    scanner: Annotated[str, typer.Option("--scanner", metavar="ID", help="Scanneren. Ellers den første.")] = "",
    pages: Annotated[int, typer.Option("--pages", metavar="ANTAL", min=1, max=50, help="Højst så mange sider.")] = 1,
    fed: Annotated[bool, typer.Option("--feeder", help="Alle sider i arkføderen på én gang.")] = False,
    signed: Signed = None,
) -> None:
    """Scan et papir, eller hent en fil. Kendes papiret, lægger det sig selv i sagen. Id'et står alene på sidste linje."""
    from rygsaek.paper import filing, foreign_files
    from rygsaek.paper.scanners import ScanError, Scanners

    names = _signed(signed)
    with session_of(context).desk() as desk:
        if file is not None:
            scan = filing.take_file(desk, foreign_files.read_file(file))
        else:
            here = Scanners()
            known = scanner or next((one.id for one in here.listed()), "")
            if not known:
                raise ScanError("scan.none")
            scan = filing.take_pages(desk, _all_fed(here, known) if fed else here.pages(known, pages))
        home = filing.home_of(desk, scan)
        if home.copy is None:
            say(_ask(desk, scan))
            say(scan.id)
            return
        kept = filing.file_to_paper(desk, scan.id, names)
        say(f"Lagt i sagen: {kept.title}.")
        say(kept.id)


def _all_fed(here: Scanners, known: str) -> Iterator[bytes]:
    from rygsaek.paper.scanners import ScanError

    scanner = next((one for one in here.listed() if one.id == known), None)
    if scanner is None or not scanner.feeder:
        raise ScanError("scan.no_feeder" if scanner is not None else "scan.none")
    return here.fed(scanner, MOST_FED)


@scan_app.command("tray")
def tray(context: typer.Context) -> None:
    """Vis det, der er scannet og ikke ligger i en sag."""
    from rygsaek.paper import filing

    with session_of(context).desk() as desk:
        found = filing.in_tray(desk)
        for one in found:
            say(f"{one.id}  {_ask(desk, one)}")
    if not found:
        say("Der ligger ikke noget.")


@scan_app.command("file")
def file_scan(
    context: typer.Context,
    scan: ScanId,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    form: Annotated[str, typer.Option("--form", metavar="FORM", help="Formularen, når papiret var tomt.")] = "",
    document: Annotated[str, typer.Option("--document", metavar="DOCUMENT", help="Papiret, som det hører til.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="NAVN", help="Hvad bilaget skal hedde. Uden CPR-nummer.")] = "",
) -> None:
    """Læg en scanning i en sag. Bilagets id står alene på sidste linje."""
    from rygsaek.paper import filing

    with session_of(context).desk() as desk:
        kept = filing.file_in_case(desk, scan, case, document=document, form=form, title=title)
    say(f"Lagt i sagen: {kept.title}.")
    say(kept.id)


@scan_app.command("discard")
def discard(context: typer.Context, scan: ScanId) -> None:
    """Smid en scanning væk."""
    from rygsaek.paper import filing

    with session_of(context).desk() as desk:
        filing.discard(desk, scan)
    say("Scanningen er væk.")


def _ask(desk: Desk, scan: Scan) -> str:
    """What a person is to decide."""
    from rygsaek.paper import filing

    home = filing.home_of(desk, scan)
    if home.is_mixed:
        return "Der er flere papirer i scanningen. Scan et papir ad gangen."
    if home.copy is not None:
        return "Et papir fra en sag her."
    if home.form:
        return f"Et tomt papir, der er skrevet på. Læg det i en sag: rygsaek scan file {scan.id} SAG --form {home.form}"
    return f"Vi kan ikke se, hvilket papir det er. Læg det i en sag: rygsaek scan file {scan.id} SAG"


def _signed(given: list[str] | None) -> dict[str, str]:
    names = dict(one.partition("=")[::2] for one in given or ())
    if not all(names.values()) or not all(names):
        refuse("Underskriften kan ikke forstås.", "Skriv felt og navn efter --signed: borger_godkendt=Anna")
    return names
