"""A document of a case as a paper: gathers what the renderer needs from the case as it stands. Nothing leaves from here.

What the citizen has not allowed on paper at home (`maa_staa_paa_papir`) is not on the citizen's copy, nor that it is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from forms.answers import shown, with_computed
from forms.calendar_words import day_in_words
from forms.model import Definition, Field
from forms.own_words import with_own_words
from forms.paths import Answers
from forms.pdf.document import Paper, PaperRequest, check, render
from forms.problems import ProblemsError
from forms.profile import fill, names
from forms.shown_by import shown_by
from forms.texts import refuse_language, text_in
from rygsaek.casework import accesslog, definitions, documents, problems, summary
from rygsaek.casework.desk import Desk, local
from rygsaek.casework.documents import Standing
from rygsaek.casework.papers import in_sight, read_document
from rygsaek.casework.versions import Version
from rygsaek.errors import InputError
from rygsaek.history.registers import CaseState
from rygsaek.paper import named
from rygsaek.paper.news import news
from rygsaek.paper.wishes import Copy as Copy
from rygsaek.paper.wishes import Length as Length
from rygsaek.paper.wishes import Wish as Wish
from rygsaek.vault.transaction import Reader

MAY_STAND: str = "maa_staa_paa_papir"
"""The field of the case's own facts that says what a paper at home may show."""


class Subject(NamedTuple):
    """The document that a paper shows. title: its plain title, or the named paper's; first_name: the citizen's.

    wish: what was asked for, with what its named paper decides.
    """

    state: CaseState
    begun: documents.Begun
    definition: Definition
    title: str
    first_name: str
    request: PaperRequest
    wish: Wish

    def visible(self) -> Answers:
        """The answers and computed values that this copy's eyes may see; for the municipality's own all of them.

        Of a named paper for others those that it shows.
        """
        answers = with_computed(self.request.answers, dict(self.request.computed))
        if self.request.copy == "internal":
            return answers
        today, paper = self.request.made_on, self.definition.paper(self.wish.paper)
        answers = shown(self.definition, answers, today)
        if paper is not None and self.request.copy == "third":
            answers = shown_by(self.definition, paper, self.wish.row, answers, today)
        kept: Answers = {}
        for section in self.request.definition.sections:
            for field in section.fields if section.visible == "citizen" else ():
                if field.visible == "citizen" and field.id in answers and field.id not in self.request.left_out:
                    hidden = {cell.id for cell in field.fields if cell.visible != "citizen"}
                    value = answers[field.id]
                    is_rows = field.kind == "rows"
                    kept[field.id] = [{key: row[key] for key in row if key not in hidden} for row in value] if is_rows else value
        return kept


def preview(
    desk: Desk, case: str, document: str, *, copy: Copy = "citizen", length: Length = "short", lang: str = "da",
    left_out: tuple[str, ...] = (), paper: str = "", row: str = "",
) -> Paper:  # fmt: skip
    """The paper as it would look, without an id. On the screen alone: access-logged as shown. Raises what `subject_of` does."""
    with desk.vault.read() as reader:
        wish = Wish(document=document, copy=copy, length=length, lang=lang, left_out=left_out, paper=paper, row=row)
        subject = subject_of(desk, reader, case, wish)
    accesslog.seen(desk, case, "show", detail=subject.title)
    return printed(subject.request)


def subject_of(
    desk: Desk, reader: Reader, case: str, wish: Wish, *, paper_id: str | None = None, version: Version | None = None
) -> Subject:
    """What is to be shown, as `reader` sees it. version: the frozen one, None for the number that a print would get.

    Raises InputError (no such document, `paper.internal`, what `named.settled` refuses), ProblemsError `form.language_missing`.
    """
    state = desk.journal.state(case, reader)
    begun = documents.begun(state, wish.document)
    definition = definitions.definition_of(desk.library, reader, begun)
    if begun is None or definition is None:
        raise problems.no_document()
    if not desk.role.sees(begun.form):
        raise problems.not_this_role(desk.role)
    refuse_language(definition, wish.lang)
    if definition.is_internal and not wish.paper and wish.copy != "internal":
        raise InputError(
            "Det er kommunens eget papir.", "Vælg »Kommunen«, hvis kommunen selv skal have det.", code="paper.internal"
        )
    profile = definitions.profile_of(reader, begun) or desk.profile
    words = names(profile, desk.worker, summary.citizen_name(state))
    view = read_document(desk, reader, case, state, begun, definition)
    wish = named.settled(wish, definition, view.values, desk.today(), words)
    if wish.copy == "internal":
        definition = in_sight(definition, state, wish.document, view.answers, desk.today())
    request = PaperRequest(
        definition=definition,
        answers=view.answers,
        profile=profile,
        made_on=desk.today(),
        names=words,
        copy=wish.copy,
        length=wish.length,
        paper=wish.paper,
        row=wish.row,
        lang=wish.lang,
        blank=wish.is_to_fill,
        paper_id=paper_id,
        version=version.label if version else view.version_label,
        conflicts={register: _told(standing) for register, standing in view.conflicts.items()},
        left_out=wish.left_out,
        computed=view.computed,
        is_part=bool(wish.withheld),
        copied_from=date.fromisoformat(begun.paper) if begun.paper else None,
    )
    own = with_own_words(definition, profile)
    if wish.copy == "citizen":
        request = without_topics(request, hidden_topics(state, definition))
    if wish.withheld:
        request = without(request, wish.withheld)
    if wish.copy == "citizen" and not wish.paper:
        titles = news(state, wish.document, with_own_words(request.definition, profile), wish.lang)
        request = msgspec.structs.replace(request, news=tuple(fill(title, words) for title in titles))
    named_paper = own.paper(wish.paper)
    title = fill(text_in(named_paper.title if named_paper else own.title), words)
    part = " (en del)" if wish.withheld else ""
    return Subject(state, begun, definition, f"{title}{part}", words["borger"], request, wish)


def printed(request: PaperRequest) -> Paper:
    """The finished paper. Raises InputError where it cannot be: something stands twice, or a script cannot be set."""
    with _told_with_question(request):
        return render(request)


def printable(request: PaperRequest) -> None:
    """Raise what `printed` would, long before the paper is made."""
    with _told_with_question(request):
        check(request)


def hidden_topics(state: CaseState, definition: Definition) -> frozenset[str]:
    """The topics that this citizen does not want on a paper at home. Where two answers stand, what either leaves out."""
    asked = {field.paper_topic for field in _all_fields(definition) if field.paper_topic}
    for facts in reversed(documents.documents(state, documents.BORGER)):
        said = [one.value for one in state.register(facts.document, MAY_STAND).standings if isinstance(one.value, list)]
        if said:
            return frozenset(topic for topic in asked if not all(topic in allowed for allowed in said))
    return frozenset()


def without(request: PaperRequest, withheld: Collection[str]) -> PaperRequest:
    """The same paper without these fields, and rows as `field/row`."""
    gone = set(withheld)
    compounds = {f"@{field.compound}" for field in _all_fields(request.definition) if field.compound and field.id in gone}

    def stands(key: str) -> bool:
        head, _, rest = key.partition("/")
        return not {head, f"{head}/{rest.partition('/')[0]}"} & (gone | compounds)

    sections = tuple(
        msgspec.structs.replace(
            section,
            fields=tuple(
                msgspec.structs.replace(field, on_paper=field.on_paper and field.id not in gone) for field in section.fields
            ),
        )
        for section in request.definition.sections
    )
    answers = {key: value for key, value in request.answers.items() if key not in gone}
    for key in {path.partition("/")[0] for path in gone if "/" in path} & answers.keys():
        answers[key] = [row for row in answers[key] if f"{key}/{row['_id']}" not in gone]
    return msgspec.structs.replace(
        request,
        definition=msgspec.structs.replace(request.definition, sections=sections),
        answers=answers,
        computed={path: value for path, value in request.computed.items() if stands(path)},
        conflicts={key: said for key, said in request.conflicts.items() if stands(key)},
    )


def without_topics(request: PaperRequest, topics: Collection[str]) -> PaperRequest:
    """The same paper as if the fields of these topics had never been asked."""
    if not topics:
        return request
    sections = tuple(
        msgspec.structs.replace(section, fields=tuple(_unprinted(field, topics) for field in section.fields))
        for section in request.definition.sections
    )
    fields = [field for field in _all_fields(request.definition) if field.paper_topic in topics]
    hidden = {field.id for field in fields} | {f"@{field.compound}" for field in fields if field.compound}
    return msgspec.structs.replace(
        request,
        definition=msgspec.structs.replace(request.definition, sections=sections),
        answers=_without(request.definition, request.answers, topics),
        computed={path: value for path, value in request.computed.items() if path.rpartition("/")[2] not in hidden},
        conflicts={key: said for key, said in request.conflicts.items() if key.rpartition("/")[2] not in hidden},
    )


@contextmanager
def _told_with_question(request: PaperRequest) -> Iterator[None]:
    try:
        yield
    except ProblemsError as error:
        first = error.problems[0]
        field = documents.field_of(request.definition, first.field)
        where = f" Det er ved »{fill(text_in(field.label), request.names)}«." if field is not None else ""
        raise InputError(f"{first.text}{where}", first.remedy, code=first.code) from None


def _unprinted(field: Field, topics: Collection[str]) -> Field:
    cells = tuple(_unprinted(cell, topics) for cell in field.fields)
    is_hidden = field.paper_topic in topics
    return msgspec.structs.replace(field, fields=cells, on_paper=field.on_paper and not is_hidden)


def _without(definition: Definition, answers: Answers, topics: Collection[str]) -> Answers:
    kept = dict(answers)
    for section in definition.sections:
        for field in section.fields:
            if field.paper_topic in topics:
                kept.pop(field.id, None)
            elif field.kind == "rows" and field.id in kept:
                gone = {cell.id for cell in field.fields if cell.paper_topic in topics}
                kept[field.id] = [{cell: value for cell, value in row.items() if cell not in gone} for row in kept[field.id]]
    return kept


def _all_fields(definition: Definition) -> Iterable[Field]:
    for section in definition.sections:
        for field in section.fields:
            yield field
            yield from field.fields


def _told(standing: Iterable[Standing]) -> tuple[tuple[Any, str, str], ...]:
    return tuple((one.value, " og ".join(one.who), _when(one.at)) for one in standing)


def _when(ms: int) -> str:
    moment = local(datetime.fromtimestamp(ms / 1000).astimezone())
    return f"{day_in_words(moment.date(), 'da')} kl. {moment.hour}.{moment.minute:02}"
