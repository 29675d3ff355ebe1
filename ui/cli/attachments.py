"""`rygsaek case attach …`: files in a case. They leave the vault readable through the one door only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ui.cli.session import session_of
from ui.cli.speaking import say, say_json

Case = Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
Attachment = Annotated[str, typer.Argument(metavar="ATTACHMENT", help="Bilagets id.")]
For = Annotated[
    Literal["internal", "citizen", "third"],
    typer.Option("--for", metavar="internal|citizen|third", help="Hvem det er til."),
]
To = Annotated[str, typer.Option("--to", metavar="PARTY", help="Hvem der får det, som samtykket nævner dem.")]
Override = Annotated[str, typer.Option("--override", metavar="REASON", help="Hvorfor de får det uden et samtykke.")]


def attach(
    context: typer.Context,
    case: Case,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="En PDF, PNG, JPEG eller TIFF.")],
    document: Annotated[str, typer.Option("--document", metavar="DOCUMENT", help="Papiret, som filen hører til.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="NAVN", help="Hvad bilaget skal hedde. Uden CPR-nummer.")] = "",
) -> None:
    """Læg en fil i en sag. Hvem der lavede den, og hvor, bliver fjernet. Bilagets id står alene på sidste linje."""
    from rygsaek.paper import attachments, foreign_files

    with session_of(context).desk() as desk:
        found = attachments.attach(desk, case, foreign_files.read_file(file), document=document, title=title)
    say(f"Lagt i sagen: {found.title}, {_pages(found.pages)}. Filen »{file.name}« ligger stadig, hvor den lå.")
    say(found.id)


def list_attachments(context: typer.Context, case: Case, as_json: AsJson = False) -> None:
    """Vis sagens bilag."""
    from rygsaek.paper import attachments

    with session_of(context).desk() as desk:
        found = attachments.of_case(desk, case)
    if as_json:
        say_json(
            [
                {
                    "id": one.id, "title": one.title, "document": one.document, "form": form, "pages": one.pages,
                    "bytes": one.key.size, "how": one.how, "by": one.by, "at_ms": one.at, "is_here": is_here,
                }
                for one, form, is_here in found
            ]
        )  # fmt: skip
        return
    for one, _, is_here in found:
        where = "" if is_here else " (er ikke på denne computer endnu)"
        say(f"{one.id}  {one.title}, {_pages(one.pages)}, fra {one.by}{where}")
    if not found:
        say("Der er ingen bilag i sagen.")


def detach(context: typer.Context, case: Case, attachment: Attachment) -> None:
    """Tag et bilag ud af en sag. At det var der, står i historikken."""
    from rygsaek.paper import attachments

    with session_of(context).desk() as desk:
        attachments.remove(desk, case, attachment)
    say("Bilaget er taget ud af sagen.")


def save(
    context: typer.Context,
    case: Case,
    attachment: Attachment,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.pdf", help="Hvor filen skal ligge.")],
    copy: For = "internal",
    to: To = "",
    override: Override = "",
) -> None:
    """Gem et bilag som fil uden for rygsækken. Filen står på listen, til den er slettet."""
    from ui.cli.leaving import exits_of

    with session_of(context).desk() as desk:
        say(exits_of(desk).save_attachment(case, attachment, out, "third" if to else copy, to, override).path)


def _pages(count: int) -> str:
    return "1 side" if count == 1 else f"{count} sider"
