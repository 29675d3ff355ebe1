"""`rygsaek print …`: papers to a printer, and what became of them. Sent is never printed: that is for `print confirm`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cli.session import session_of
from ui.cli.speaking import SURROUNDINGS, refuse, say, say_json

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from rygsaek.paper.exits import Exits
    from rygsaek.paper.print_jobs import Job

print_app = typer.Typer(name="print", help="Papir.", no_args_is_help=True, pretty_exceptions_enable=False)

AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
JobId = Annotated[str, typer.Argument(metavar="JOB", help="Papirets nummer på listen.")]
Printer = Annotated[str | None, typer.Option("--printer", metavar="NAME", help="En printers navn, eller dens ipp://-adresse.")]
TICK_S = 0.1
LONGEST_WAIT_S = 3600


def _seconds(typed: float) -> float:
    if not 0 <= typed <= LONGEST_WAIT_S:
        refuse("Så længe kan der ikke ventes.", f"Skriv et tal fra 0 til {LONGEST_WAIT_S} efter --wait.")
    return typed


_WAIT_HELP = "Hvor længe der ventes på printeren."
Wait = Annotated[float, typer.Option("--wait", metavar="SECONDS", callback=_seconds, help=_WAIT_HELP)]


@print_app.command("submit")
def submit(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    form: Annotated[str, typer.Argument(metavar="FORM", help="Formularens id.")],
    printer: Printer = None,
    short: Annotated[bool, typer.Option("--short", help="Kun det korte papir.")] = False,
    copy: Annotated[
        Literal["citizen", "internal", "third"],
        typer.Option("--for", metavar="citizen|internal|third", help="Hvem papiret er til."),
    ] = "citizen",
    to: Annotated[str, typer.Option("--to", metavar="PARTY", help="Hvem der får papiret, som samtykket nævner dem.")] = "",
    override: Annotated[str, typer.Option("--override", metavar="REASON", help="Hvorfor de får det uden et samtykke.")] = "",
    paper: Annotated[str, typer.Option("--paper", metavar="ID", help="Et af formularens navngivne papirer.")] = "",
    row: Annotated[str, typer.Option("--row", metavar="ROW", help="Rækken, papiret er til; se print papers.")] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Papirets sprog.")] = "da",
    copies: Annotated[int, typer.Option("--copies", metavar="ANTAL", min=1, max=20, help="Hvor mange ens.")] = 1,
    wait: Wait = 10.0,
) -> None:
    """Print et papir. Nummeret på listen står alene på sidste linje."""
    from rygsaek.paper.wishes import Wish

    with session_of(context).desk() as desk:
        exits = _exits(desk)
        wish = Wish(
            document=_document(desk, case, form), copy="third" if to and not paper else copy,
            length="short" if short else "whole", lang=lang, copies=copies,
            recipient=to, override=override, paper=paper, row=row,
        )  # fmt: skip
        job_id = exits.print_document(printer or known_printer(desk), case, wish)
        follow(exits, job_id, wait)


@print_app.command("papers")
def list_papers(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    form: Annotated[str, typer.Argument(metavar="FORM", help="Formularens id.")],
    as_json: AsJson = False,
) -> None:
    """Vis de navngivne papirer, der kan laves nu: til --paper og --row."""
    from forms.profile import names
    from rygsaek.casework import views
    from rygsaek.paper import named

    with session_of(context).desk() as desk:
        first_name = views.case_view(desk, case).first_name
        view = views.document_view(desk, case, _document(desk, case, form))
        words = names(desk.profile, desk.worker, first_name)
        found = named.offers(view.definition, view.values, desk.today(), words) if view.definition is not None else ()
    if as_json:
        say_json([one._asdict() for one in found])
        return
    for one in found:
        say(f"{one.paper}{f' --row {one.row}' if one.row else ''}  {one.title}")
    if not found:
        say("Formularen har ingen papirer med navn nu. Print den uden --paper.")


@print_app.command("list")
def list_jobs(
    context: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="Kun en sags papirer.")] = None,
    as_json: AsJson = False,
) -> None:
    """Vis papirerne, og hvad der blev af dem. Intet bliver sendt."""
    from rygsaek.casework import views

    with session_of(context).desk() as desk:
        if case is not None:
            views.require(desk, case)
        queue = _exits(desk).queue
        queue.step(is_sending=False)
        jobs = queue.jobs(case)
    if as_json:
        say_json([job_json(job) for job in jobs])
        return
    for job in jobs:
        say(f"{job.id}  {job.what}, nr. {job.version or '-'}  {' '.join(job.words).strip()}")
    if not jobs:
        say("Her er ingen papirer til printeren.", error=True)


@print_app.command("retry")
def retry(context: typer.Context, job_id: JobId, printer: Printer = None, wait: Wait = 10.0) -> None:
    """Print et papir igen, som ikke kom ud, eller som venter: de samme sider, en gang."""
    with session_of(context).desk() as desk:
        exits = _exits(desk)
        exits.queue.step()
        job = exits.queue.job(job_id)
        if job.stands == "held":
            exits.release(job_id, job.case, printer=printer)
        else:
            exits.again(job_id, job.case, printer)
        follow(exits, job_id, wait)


@print_app.command("confirm")
def confirm(
    context: typer.Context,
    job_id: JobId,
    pages: Annotated[str | None, typer.Option("--pages", metavar="1,3", help="Kun disse sider kom ud.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Ingen sider kom ud.")] = False,
) -> None:
    """Sig, hvad der kom ud af printeren: det hele, hvis du ikke siger andet."""
    came: Any = "none" if none else "all" if pages is None else _numbers(pages)
    with session_of(context).desk() as desk:
        exits = _exits(desk)
        exits.queue.step(is_sending=False)
        say(" ".join(exits.confirm(job_id, came).words).strip())


@print_app.command("printers")
def printers(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis printerne, og hvordan de har det."""
    from rygsaek.paper import reasons
    from ui.cli.leaving import printer_here

    found = printer_here().printers()
    if as_json:
        say_json([{**one._asdict(), **reasons.words(one.reason, printer=one.name)._asdict(), "name": one.name} for one in found])
        return
    for one in found:
        say(f"{one.name}  {one.title}  {' '.join(reasons.words(one.reason, printer=one.name)) or 'Klar.'}")
    if not found:
        say("Der er ingen printer lige nu.", error=True)
        say("    Tænd den, og sæt kablet i.", error=True)


def job_json(job: Job) -> dict[str, Any]:
    """A job for machines; keys stable."""
    return {
        "id": job.id, "case": job.case, "document": job.document, "what": job.what, "version": job.version,
        "paper_id": job.paper_id, "copy": job.copy, "printer": job.printer, "pages": job.pages, "copies": job.copies,
        "wanted": list(job.wanted), "state": job.stands, "reason": job.reason, "title": job.words.title,
        "advice": job.words.advice, "question": job.question, "made_at": job.made_at, "changed_at": job.changed_at,
    }  # fmt: skip


def follow(exits: Exits, job_id: str, wait_s: float) -> None:
    """Work on the job until the printer has it and is done, something stands in the way, or the time is up."""
    queue = exits.queue
    for _ in range(max(1, round(wait_s / TICK_S))):
        queue.step()
        job = queue.job(job_id)
        if job.question or job.stands in ("failed", "held") or job.reason:
            break
        time.sleep(TICK_S)
    say(" ".join(job.words).strip(), error=bool(job.reason))
    say(job_id)
    if job.stands not in ("sent", "confirmed"):
        raise typer.Exit(SURROUNDINGS)


def _exits(desk: Desk) -> Exits:
    from ui.cli.leaving import exits_of

    return exits_of(desk)


def _document(desk: Desk, case: str, form: str) -> str:
    """The newest paper of a form in the case."""
    from rygsaek.casework import documents, views
    from rygsaek.errors import InputError

    views.require(desk, case)
    found = documents.documents(desk.journal.state(case), form)
    if not found:
        raise InputError("Det papir er ikke begyndt i sagen.", f"Skriv noget i det først: rygsaek case fill {case} {form} …")
    return found[-1].document


def known_printer(desk: Desk) -> str:
    """The printer that this laptop is set to. None is ever guessed."""
    from rygsaek.casework import settings

    name = settings.get(desk.vault, settings.PRINTER, str)
    if not name:
        refuse("Der er ikke valgt en printer.", "Skriv --printer NAVN. Se dem med: rygsaek print printers")
    return name


def _numbers(pages: str) -> set[int]:
    try:
        return {int(number) for number in pages.split(",")}
    except ValueError:
        refuse("Siderne kan ikke læses.", "Skriv sidernes numre med komma imellem, som 1,3.")
