"""`rygsaek forms …`: a form author's tools, and papers without a vault."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from forms.answers import computed, with_computed
from forms.authoring.findings import meant, one_of
from forms.authoring.sources import check_forms_named
from forms.checks import check
from forms.course import load_course
from forms.course_sense import check_course
from forms.library import COURSE_FILE, NO_FORMS, PROFILE_FILE, Library, read_file
from forms.model import Copy, Definition, NamedPaper
from forms.own_words import check_own_words
from forms.paths import Answers
from forms.problems import Problem, ProblemsError
from forms.profile import Person, Profile, facts, load_profile, names
from forms.readability import GOAL, citizen_texts, measure
from forms.reading import read_answers
from forms.texts import refuse_language
from forms.upgrades import check_upgrade
from ui.cli.form_outline import lines, outline
from ui.cli.json_file import read_json
from ui.cli.session import session_of
from ui.cli.speaking import DONE, PROBLEMS, SURROUNDINGS, say, say_json, say_problems, stop

forms_app = typer.Typer(
    name="forms", help="Formularer: se dem, tjek dine egne, og lav papirer.", no_args_is_help=True, pretty_exceptions_enable=False
)
app = forms_app

_TOO_SHORT_TO_TELL = 20

FormId = Annotated[str, typer.Argument(metavar="ID", help="Formularens id, eller en .toml-fil.")]
_PROFILE_HELP = "Kommunens kommune.toml. Dens mappe kan have egne formularer."
ProfileFile = Annotated[Path | None, typer.Option("--profile", metavar="FILE", help=_PROFILE_HELP)]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]


@forms_app.command("list")
def list_forms(context: typer.Context, profile: ProfileFile = None, as_json: AsJson = False) -> None:
    """Vis alle formularer."""
    library = Library.load([_folder(context, profile)])
    found = [library.newest(form_id) for form_id in library.ids()]
    if as_json:
        keys = ("id", "version", "standard_name", "title")
        say_json([{key: getattr(form, key) for key in keys} for form in found])
    else:
        width = max((len(form.id) for form in found), default=0)
        for form in found:
            say(f"{form.id:{width}}  udgave {form.version}  {form.standard_name['da']} ({form.title['da']})")
    say_problems(library.problems)


@forms_app.command("show")
def show_form(context: typer.Context, form_id: FormId, as_json: AsJson = False, profile: ProfileFile = None) -> None:
    """Vis en formulars felter."""
    try:
        definition = _find(form_id, _folder(context, profile))
    except ProblemsError as error:
        stop(error.problems)
    if as_json:
        say_json(outline(definition))
    else:
        for line in lines(definition):
            say(line)


@forms_app.command("check")
def check_forms(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Formularer, en kommune.toml eller en course.toml.")],
) -> None:
    """Tjek formularer, du selv har skrevet. Alt, der skal rettes, kommer på én gang."""
    library = Library.load()
    read: dict[Path, Definition] = {}
    problems: list[Problem] = []
    for file in (file for file in files if file.name not in NO_FORMS):
        try:
            read[file] = read_file(file)
        except ProblemsError as error:
            problems += error.problems
    forms = {**library.newest_of_all(), **{form.id: form for form in read.values()}}
    for file in files:
        if file.name == PROFILE_FILE:
            found = _check_profile(file, forms)
        elif file.name == COURSE_FILE:
            found = _check_course(file, forms)
        else:
            found = _check_together(read.get(file), forms, library)
        problems += found
        if not found and (file in read or file.name in NO_FORMS):
            say(f"{file.name}: i orden")
    say_problems(problems, error=False)
    for definition in read.values():
        say_problems(_hard_to_read(definition), error=False)
    raise typer.Exit(PROBLEMS if problems else DONE)


@forms_app.command("render")
def render_form(
    context: typer.Context,
    form_id: FormId,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.pdf", help="Papiret.")],
    answers_file: Annotated[Path | None, typer.Argument(metavar="[ANSWERS.json]", help="Svarene; - er standard input.")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="Tomt papir med linjer at skrive på.")] = False,
    short: Annotated[bool, typer.Option("--short", help="Den korte udgave.")] = False,
    copy: Annotated[
        Literal["citizen", "internal"] | None, typer.Option("--for", metavar="citizen|internal", help="Hvem papiret er til.")
    ] = None,
    named: Annotated[str, typer.Option("--paper", metavar="ID", help="Et af formularens navngivne papirer.")] = "",
    row: Annotated[str, typer.Option("--row", metavar="ROW", help="Rækken, papiret er til: r1, r2, …")] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Sproget, som da eller en.")] = "da",
    profile: ProfileFile = None,
    worker: Annotated[str, typer.Option("--worker", metavar="NAME", help="Sagsbehandlerens navn.")] = "",
    worker_phone: Annotated[str, typer.Option("--worker-phone", metavar="NUMBER", help="Sagsbehandlerens nummer.")] = "",
) -> None:
    """Lav et papir som PDF, uden at åbne en sag. Uden svar er det tomt; med svar og --blank er der linjer til resten."""
    try:
        folder = _folder(context, profile)
        definition = _find(form_id, folder)
        refuse_language(definition, lang)
        asked = _named(definition, named, row)
        eyes = (asked.copy if asked else copy) or ("internal" if definition.is_internal else "citizen")
        answers = read_answers(definition, read_json(answers_file)) if answers_file is not None else {}
        person = Person(worker, worker_phone)
        data = _paper(
            definition,
            answers,
            _profile(profile, folder),
            person,
            eyes,
            short=short,
            blank=asked is None and (blank or not answers),
            lang=lang,
            named=named,
            row=row,
        )
    except ProblemsError as error:
        stop(error.problems)
    _write(output, data)
    say(f"{output}")


@forms_app.command("answers")
def answer_form(
    context: typer.Context,
    form_id: FormId,
    answers_file: Annotated[Path, typer.Argument(metavar="ANSWERS.json", help="Svarene; - er standard input.")],
    profile: ProfileFile = None,
) -> None:
    """Regn ud og tjek: JSON med "computed", "problems" og "notes" (råd, der ikke standser noget)."""
    today = day_here()
    try:
        folder = _folder(context, profile)
        definition = _find(form_id, folder)
        answers = read_answers(definition, read_json(answers_file))
        values = computed(definition, answers, today, {"profil": facts(_profile(profile, folder))})
        found = check(definition, with_computed(answers, values), today=today, finishing=True)
    except ProblemsError as error:
        values, found = {}, list(error.problems)
    problems = [problem.as_json() for problem in found if problem.severity == "block"]
    notes = [problem.as_json() for problem in found if problem.severity == "note"]
    say_json({"computed": values, "problems": problems, "notes": notes})
    raise typer.Exit(PROBLEMS if problems else DONE)


def _folder(context: typer.Context, profile: Path | None) -> Path:
    """The municipality's folder: that of the given kommune.toml, or this user's."""
    return profile.parent if profile is not None else session_of(context).places.municipality


def _find(form_id: str, folder: Path) -> Definition:
    """A form by id, or in a file. Raises ProblemsError."""
    if form_id.endswith(".toml"):
        return read_file(Path(form_id))
    library = Library.load([folder])
    if form_id in library.ids():
        return library.newest(form_id)
    own = [problem for problem in library.problems if problem.field.startswith(form_id)]
    remedy = f"Vælg en af: {', '.join(library.ids())}."
    raise ProblemsError([*own, Problem("form.unknown", form_id, f"Formularen »{form_id}« findes ikke.", remedy)])


def _named(definition: Definition, paper_id: str, row: str) -> NamedPaper | None:
    """The named paper that was asked for, None where none was. Raises ProblemsError `form.paper_unknown`, `form.paper_row`."""
    found = definition.paper(paper_id)
    if paper_id and found is None:
        remedy = meant(paper_id, [paper.id for paper in definition.papers], "Formularen har ingen papirer med navn.")
        raise ProblemsError([Problem("form.paper_unknown", definition.id, f"Papiret »{paper_id}« findes ikke.", remedy)])
    if found is not None and found.each and not row:
        text = "Papiret er til én række ad gangen."
        raise ProblemsError([Problem("form.paper_row", definition.id, text, "Skriv hvilken: --row r1 er den første.")])
    return found


def _profile(profile: Path | None, folder: Path) -> Profile:
    """The given profile, or the folder's, or the product's own. Raises ProblemsError."""
    path = profile or folder / PROFILE_FILE
    return load_profile(path) if profile is not None or path.is_file() else Profile.default()


def _check_together(definition: Definition | None, forms: dict[str, Definition], library: Library) -> list[Problem]:
    """What one form says wrongly of the others, and of its own version before."""
    if definition is None:
        return []
    found = check_forms_named(definition, forms)
    try:
        return found + check_upgrade(library.get(definition.id, definition.version - 1), definition)
    except KeyError:
        return found


def _hard_to_read(definition: Definition) -> list[Problem]:
    """Advice for every section that a citizen reads with difficulty. Short ones jump, so they are let be."""
    problems = []
    for section, texts in citizen_texts(definition):
        reading = measure(texts)
        if reading.lix > GOAL and reading.words > _TOO_SHORT_TO_TELL:
            heavy = one_of(dict.fromkeys(reading.long_words[:3]))
            remedy = f"Prøv kortere ord end {heavy}." if heavy else "Del de lange sætninger."
            text = f"Afsnittet har LIX {reading.lix:.0f}."
            problems.append(Problem("form.hard_to_read", f"{definition.id}: {section}", text, remedy, "note"))
    return problems


def _check_profile(file: Path, forms: dict[str, Definition]) -> list[Problem]:
    try:
        return check_own_words(load_profile(file), forms)
    except ProblemsError as error:
        return list(error.problems)


def _check_course(file: Path, forms: dict[str, Definition]) -> list[Problem]:
    try:
        return list(check_course(load_course(file), forms, file.name))
    except ProblemsError as error:
        return list(error.problems)


def _paper(
    definition: Definition, answers: Answers, profile: Profile, worker: Person, copy: Copy,
    *, short: bool, blank: bool, lang: str, named: str, row: str,
) -> bytes:  # fmt: skip
    from forms.pdf.document import PaperRequest, render  # the renderer and its fonts cost 0.2 s that other commands do not need

    today = day_here()
    citizen = answers.get("navn") or answers.get("giver_navn") or ""
    request = PaperRequest(
        definition=definition, answers=answers, profile=profile, made_on=today, copy=copy, blank=blank, lang=lang,
        length="short" if short else "whole", paper=named, row=row,
        computed=computed(definition, answers, today, {"profil": facts(profile)}),
        names=names(profile, worker, citizen),
    )  # fmt: skip
    return render(request).data


def _write(output: Path, data: bytes) -> None:
    """The whole file or none of it; ends with exit code 3 when it cannot be written."""
    try:
        output = output.resolve()
        if output.exists() and not output.is_file():  # /dev/stdout is written to, never replaced
            output.write_bytes(data)
            return
        part = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            part.write_bytes(data)
            part.replace(output)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError, RuntimeError):
        remedy = "Vælg en mappe, der findes, og som du må skrive i."
        stop([Problem("output.file", str(output), f"»{output}« kan ikke skrives.", remedy)], SURROUNDINGS)


def day_here() -> date:
    """The day on this computer."""
    return datetime.now().astimezone().date()
