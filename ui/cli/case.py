"""`rygsaek case …`: cases from the command line. What it prints of a case is written down like a look at the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ui.cli import attachments, importing, redating, sharing, twins
from ui.cli.json_file import read_json
from ui.cli.session import session_of
from ui.cli.speaking import PROBLEMS, say, say_json, say_problems

case_app = typer.Typer(name="case", help="Sager.", no_args_is_help=True, pretty_exceptions_enable=False)

CASE = typer.Argument(metavar="CASE", help="Sagens id.")
Case = Annotated[str, CASE]
Form = Annotated[str, typer.Argument(metavar="FORM", help="Formularens id.")]
Answers = Annotated[Path, typer.Argument(metavar="ANSWERS.json", help="Svarene; - er standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
ALL = 1_000_000


@case_app.command("create")
def create(context: typer.Context, answers: Answers) -> None:
    """Opret en sag ud fra svar på formularen »borger«. Sagens id står alene på sidste linje."""
    from rygsaek.casework import cases

    with session_of(context).desk() as desk:
        say(cases.create_case(desk, _given(answers)))


@case_app.command("list")
def list_cases(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis sagerne, dem med noget forude først."""
    from rygsaek.casework import views
    from sync import tables
    from ui.cli import case_words

    with session_of(context).desk() as desk:
        rows = views.case_list(desk, limit=ALL)
        with desk.vault.read() as reader:
            lying = set(tables.lying(reader))
        if as_json:
            say_json([case_words.row_json(row, lying) for row in rows])
        else:
            for line in case_words.list_lines(rows, lying):
                say(line)


@case_app.command("show")
def show(context: typer.Context, case: Case, as_json: AsJson = False) -> None:
    """Vis en sag med alt, hvad der står i den."""
    from rygsaek.casework import linking, versions, views
    from rygsaek.casework.preview import stopped
    from ui import wiring
    from ui.cli import case_words
    from ui.cli.conflict_words import names_in
    from ui.presenters.opened_with_kit import opened_lines

    with session_of(context).desk() as desk:
        preview = views.preview_view(desk, case)
        if preview is not None:
            if as_json:
                say_json(case_words.preview_json(case, preview))
            else:
                with desk.vault.read() as reader:
                    has_stopped = case in stopped(reader)
                for line in case_words.preview_lines(case, preview, has_stopped=has_stopped):
                    say(line)
            return
        shown = views.case_view(desk, case)
        linked = linking.linked(desk, case)
        documents = [views.document_view(desk, case, line.document) for line in shown.documents]
        if not as_json:
            told = case_words.case_lines(shown, documents, linked, names_in(desk, shown.citizen_name))
            for line in (*told, *opened_lines(wiring.line_on(desk), case)):
                say(line)
            return
        state = desk.journal.state(case)
        pairs = zip(shown.documents, documents, strict=True)
        whole = [case_words.document_json(line, one, versions.papers(state, one.document)) for line, one in pairs]
        say_json(case_words.case_json(shown, whole, linked))


@case_app.command("fill")
def fill(
    context: typer.Context,
    case: Case,
    form: Form,
    answers: Answers,
    new: Annotated[bool, typer.Option("--new", help="Begynd et nyt papir, også når der er et åbent.")] = False,
    from_paper: Annotated[
        str, typer.Option("--from-paper", metavar="DATO", help="Skriv et papir af, der er udfyldt i hånden den dag.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Skriv svar i formularens åbne papir, eller begynd et nyt."""
    import msgspec

    from forms import dates
    from forms.problems import Problem, ProblemsError
    from rygsaek.casework import cases, views
    from ui.cli import conflict_words

    with session_of(context).desk() as desk:
        day = dates.read(from_paper, desk.today()) if from_paper else None
        if isinstance(day, Problem):
            raise ProblemsError([msgspec.structs.replace(day, field="--from-paper")])
        document = cases.fill_form(desk, case, form, _given(answers), is_new=new, from_paper=day)
        shown = views.document_view(desk, case, document)
        if as_json:
            say_json({"document": document, "problems": [problem.as_json() for problem in shown.problems]})
        else:
            say(f"Gemt: {conflict_words.title_of(shown)}, {shown.state}")
            say(document)


@case_app.command("finish")
def finish(
    context: typer.Context, case: Case, document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Papirets id.")]
) -> None:
    """Gør et papir færdigt, eller vis alt det, der mangler."""
    from rygsaek.casework import cases
    from rygsaek.casework.versions import Version

    with session_of(context).desk() as desk:
        made = cases.finish(desk, case, document)
        if not isinstance(made, Version):
            say_problems(made)
            raise typer.Exit(PROBLEMS)
        say(f"Færdig: nr. {made.label}")


@case_app.command("correct")
def correct(
    context: typer.Context,
    case: Case,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Papirets id.")],
    answers: Answers,
) -> None:
    """Ret et papir. Er det færdigt og låst, begynder et nyt ved siden af, og begge kan læses."""
    from rygsaek.casework import cases, views
    from ui.cli import conflict_words

    with session_of(context).desk() as desk:
        found = cases.correct(desk, case, document, _given(answers))
        shown = views.document_view(desk, case, found)
        say(f"Gemt: {conflict_words.title_of(shown)}, {shown.state}")
        say(found)


@case_app.command("course")
def show_course(context: typer.Context, case: Case, as_json: AsJson = False) -> None:
    """Vis, hvor langt en sag er kommet, hvad der er frist for, hvad der mangler, og hvad der ikke passer."""
    from rygsaek.casework import dues
    from ui.cli import case_words
    from ui.presenters.course import columns
    from ui.presenters.course_source import course_of

    with session_of(context).desk() as desk:
        found = dues.standing(desk, case)
        if as_json:
            say_json(case_words.standing_json(found))
            return
        for step in (one for column in columns(course_of(desk, case).steps) for one in column):
            say(f"{'  ' if step.under else ''}{step.title}: {step.told}")
        for line in case_words.standing_lines(found):
            say(line)


@case_app.command("history")
def history(
    context: typer.Context,
    case: Case,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="Et felt, som navn eller aftaler/r1/maal.")] = None,
    as_json: AsJson = False,
) -> None:
    """Vis, hvem der skrev hvad hvornår, i hele sagen eller i et felt."""
    from rygsaek.casework import views
    from ui.cli import case_words

    with session_of(context).desk() as desk:
        lines = views.history(desk, case, field)
        if as_json:
            say_json([case_words.history_json(line) for line in lines])
        else:
            for line in lines:
                say(case_words.history_line(line))


@case_app.command("conflicts")
def conflicts(context: typer.Context, case: Case, as_json: AsJson = False) -> None:
    """Vis alt, hvor der er skrevet to ting: hvad, af hvem og hvornår. Et menneske vælger."""
    from rygsaek.casework import views
    from ui.cli import conflict_words

    with session_of(context).desk() as desk:
        page = views.case_view(desk, case)
        shown = [views.document_view(desk, case, line.document) for line in page.documents]
        if as_json:
            say_json([one for document in shown for one in conflict_words.conflicts_json(document)])
            return
        names = conflict_words.names_in(desk, page.citizen_name)
        lines = [line for document in shown for line in conflict_words.conflict_lines(document, names)]
        for line in lines or ["Der er ikke skrevet to ting noget sted."]:
            say(line)


@case_app.command("move")
def move(
    context: typer.Context,
    case: Case,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Papirets id, som »case show« viser det.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="Den rigtige sags id.")],
    reason: Annotated[str, typer.Option("--reason", metavar="GRUND", help="Hvorfor. Det står i begge sagers adgangslog.")],
    field: Annotated[
        str | None, typer.Argument(metavar="[FIELD]", help="Kun et svar eller en række, som mobil eller aftaler/r1.")
    ] = None,
) -> None:
    """Flyt det, der er skrevet i en forkert borgers sag. Begge sager siger, at det er flyttet."""
    from rygsaek.casework import moving

    with session_of(context).desk() as desk:
        moved = moving.move(desk, case, document, to, field, reason=reason)
        say("Flyttet. Har nogen fået det på papir, så tag papiret tilbage.")
        say(moved.document)


@case_app.command("delete")
def delete(
    context: typer.Context,
    case: Case,
    rule: Annotated[str, typer.Option("--rule", metavar="REGEL", help="Den regel, der siger, at sagen må slettes.")],
    request: Annotated[Path | None, typer.Option("--request", metavar="OUT", help="Det, en anden skal sige ja til.")] = None,
    agreed: Annotated[bool, typer.Option("--yes", help="Du er sikker. Det kan ikke fortrydes.")] = False,
) -> None:
    """Slet en sag for altid: hos alle, der har den, og på serveren. To siger ja, den ene en leder; er du alene, er du nok."""
    from ui.cli import deleting

    with session_of(context).desk() as desk:
        deleting.delete(desk, case, rule, request, agreed=agreed)


@case_app.command("confirm-delete")
def confirm_delete(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Filen fra den, der vil slette sagen.")],
    agreed: Annotated[bool, typer.Option("--yes", help="I er enige. Det kan ikke fortrydes.")] = False,
) -> None:
    """Sig ja til, at en sag slettes for altid."""
    from ui.cli import deleting

    with session_of(context).desk() as desk:
        deleting.confirm(desk, file, agreed=agreed)


@case_app.command("deleted")
def deleted(context: typer.Context, as_json: AsJson = False) -> None:
    """Vis slettede sager, og hvilke computere der ikke har svaret, at de er væk."""
    from ui.cli import deleting

    with session_of(context).desk() as desk:
        found = deleting.lines(desk)
    if as_json:
        say_json([deleting.json_of(one) for one in found])
        return
    for line in [deleting.line_of(one) for one in found] or ["Der er ikke slettet nogen sager."]:
        say(line)


@case_app.command("export")
def export(
    context: typer.Context,
    case: Case,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="En ny mappe.")],
    copy: Annotated[
        Literal["internal", "citizen"], typer.Option("--for", metavar="internal|citizen", help="Hvem den er til.")
    ] = "internal",
    to: Annotated[str, typer.Option("--to", metavar="PARTY", help="En anden, som samtykket nævner dem: kun det, de må få.")] = "",
    override: Annotated[str, typer.Option("--override", metavar="REASON", help="Hvorfor de får det uden et samtykke.")] = "",
) -> None:
    """Udlever sagen: en mappe med papirerne som PDF og tekst og en JSON-fil. Mangler et papir, bliver det sagt."""
    from rygsaek.casework import views
    from ui.cli.leaving import exits_of

    with session_of(context).desk() as desk:
        views.require(desk, case)
        saved, missing, _ = exits_of(desk).export_case(case, folder, "third" if to else copy, to, override)
    for one in missing:
        say(f"»{one.title}« er ikke med. {one.text}", error=True)
        say(f"    {one.remedy}", error=True)
    say(saved.path)
    if missing:
        raise typer.Exit(PROBLEMS)


@case_app.command("access-log")
def access_log(
    context: typer.Context,
    case: Case,
    citizen: Annotated[bool, typer.Option("--citizen", help="Til borgeren: uden navne på ansatte.")] = False,
    as_json: AsJson = False,
) -> None:
    """Vis, hvem der har set sagen, hvornår og hvorfor."""
    from rygsaek.casework import accesslog, views
    from ui.cli import case_words

    with session_of(context).desk() as desk:
        views.require(desk, case)
        if citizen:
            lines = accesslog.extract(desk, case)
            if as_json:
                say_json([case_words.extract_json(line) for line in lines])
            for line in lines if not as_json else ():
                say(case_words.extract_line(line))
            return
        entries = accesslog.entries(desk, case)
        if as_json:
            say_json([case_words.entry_json(entry) for entry in entries])
        for entry in entries if not as_json else ():
            say(case_words.entry_line(entry))


@case_app.command("handed")
def handed(context: typer.Context, case: Annotated[str, CASE] = "") -> None:
    """Vis, hvad computere, der er lukket ude, har afleveret i en sag, uden at det er kommet ind i den. Uden CASE: i hvilke."""
    from ui.cli import handed_over

    with session_of(context).desk() as desk:
        if case:
            handed_over.show(desk, case)
        else:
            handed_over.show_all(desk)


@case_app.command("adopt")
def adopt(context: typer.Context, case: Case) -> None:
    """Tag det ind i sagen, som en lukket computer har afleveret. Forfatter og tidspunkt følger med."""
    from ui.cli import handed_over

    with session_of(context).desk() as desk:
        handed_over.adopt(desk, case)


@case_app.command("discard")
def discard(context: typer.Context, case: Case) -> None:
    """Lad det ligge, som en lukket computer har afleveret. Det bliver slettet på serveren."""
    from ui.cli import handed_over

    with session_of(context).desk() as desk:
        handed_over.discard(desk, case)


case_app.command("import")(importing.import_citizens)
case_app.command("paper-day")(redating.correct_day)
case_app.command("twins")(twins.list_twins)
case_app.command("link")(twins.link)
case_app.command("unlink")(twins.unlink)
case_app.command("share")(sharing.share)
case_app.command("unshare")(sharing.unshare)
case_app.command("sharing")(sharing.show)
case_app.command("attach")(attachments.attach)
case_app.command("attachments")(attachments.list_attachments)
case_app.command("detach")(attachments.detach)
case_app.command("save-attachment")(attachments.save)


def _given(file: Path) -> dict[str, object]:
    """The answers in a file. Raises ProblemsError for what is no JSON object."""
    from forms.problems import Problem, ProblemsError

    data = read_json(file)
    if not isinstance(data, dict):
        remedy = 'Skriv svarene i krøllede parenteser: {"felt": værdi}.'
        raise ProblemsError([Problem("answer.wrong_type", "", "Svarene er ikke en liste af felter med værdier.", remedy)])
    return data
