"""A form and its answers to paper: `render(request)`. The same request is the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from forms.calendar_words import date_in_words, day_in_words
from forms.own_words import with_own_words
from forms.pdf import style
from forms.pdf.blank import blank_paper
from forms.pdf.blocks import Block, Paragraph
from forms.pdf.compose import choose, page_texts, print_setting
from forms.pdf.frame import Frame
from forms.pdf.letters import Speller
from forms.pdf.lines import Run
from forms.pdf.matter import Matter
from forms.pdf.matter import PaperRequest as PaperRequest
from forms.pdf.short import named_title, short_paper
from forms.pdf.whole import whole_paper
from forms.pdf.words import word


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A finished paper.

    data: the PDF file. pages: their number. fingerprint: hex SHA-256 of what it shows, its first half printed at the foot.
    page_texts: what each page says, in reading order, for people who do not see it. title: the plain one.
    """

    data: bytes
    pages: int
    fingerprint: str
    page_texts: tuple[str, ...]
    title: str


def render(request: PaperRequest) -> Paper:
    """Print a form. Raises ProblemsError: `paper.conflict_open`, `paper.right_to_left`, `paper.letter_missing`."""
    faces = style.faces()
    matter, frame, blocks = _composed(request, faces)
    request = matter.request
    fingerprint = request.fingerprint or _fingerprint(request, frame, blocks)
    frame = msgspec.structs.replace(frame, reference=_reference(matter, fingerprint))
    steps = style.BLANK if request.blank else style.OFFICE if matter.is_internal else style.CITIZEN
    setting = choose(frame, blocks, steps, faces, fewest=request.blank)
    return Paper(
        data=print_setting(setting, frame, faces, request.lang, request.made_on),
        pages=len(setting.pages),
        fingerprint=fingerprint,
        page_texts=page_texts(setting, frame),
        title=frame.title,
    )


def check(request: PaperRequest) -> None:
    """Raise what `render` would, without the work of setting the pages."""
    _composed(request, style.faces())


def _composed(request: PaperRequest, faces: style.Faces) -> tuple[Matter, Frame, list[Block]]:
    definition = with_own_words(request.definition, request.profile)
    speller = Speller(faces.known)
    matter = Matter(msgspec.structs.replace(request, definition=definition), speller)
    blocks = _blocks(matter)
    frame = _frame(matter)
    speller.raise_any()
    return matter, frame, blocks


def _blocks(matter: Matter) -> list[Block]:
    request = matter.request
    if request.blank:
        return blank_paper(matter)
    news: list[Block] = []
    if request.news:
        told = matter.spell(" ".join(request.news), "nyt")
        news.append(Paragraph((Run(f"{word('news', request.lang)} ", strong=True), Run(told)), keep=True))
    if matter.paper is not None:
        return short_paper(matter)
    is_short = request.length == "short" and matter.has_short_paper
    return news + (short_paper(matter) if is_short else whole_paper(matter))


def _frame(matter: Matter) -> Frame:
    request, definition = matter.request, matter.definition
    people = f" {word('and', request.lang)} ".join(filter(None, (request.names.get("borger"), request.names.get("Navn"))))
    day = "" if request.blank else day_in_words(request.made_on, request.lang)
    if matter.copied_from is not None:
        day = word("copied", request.lang, day=date_in_words(matter.copied_from, request.lang))
    number = matter.spell(f"{word('number', request.lang)} {request.version}" if request.version else "", "version")
    told = (word(request.copy, request.lang), word("part", request.lang) if request.is_part else "")
    title = matter.text(definition.title).strip() or definition.id
    is_letter = matter.paper is not None and matter.paper.look == "letter"
    if matter.paper is not None:
        title = named_title(matter) or title
    return Frame(
        standard="" if is_letter else matter.text(definition.standard_name),
        title=title,
        subtitle=matter.spell(day if is_letter else " · ".join(filter(None, (people, day))), "navne"),
        sender=tuple(matter.spell(text, "kommune.toml") for text in (request.profile.kommune, request.profile.enhed)),
        number="" if is_letter else " · ".join(filter(None, (number, *told))),
        reference="",
        code=None if is_letter else (request.paper_id, definition.id, definition.version),
        again=" · ".join(filter(None, (title, matter.spell(people, "navne")))),
        is_letter=is_letter,
        lang=request.lang,
        logo=request.profile.logo_data,
        logo_alt=word("logo", request.lang, whose=request.profile.kommune) if request.profile.kommune else "Logo",
    )


def _reference(matter: Matter, fingerprint: str) -> str:
    """The line for the office: which form, which paper, the fingerprint of what it shows, the day."""
    request, definition, lang = matter.request, matter.definition, matter.request.lang
    if matter.paper is not None and matter.paper.look == "letter":
        return word("paper", lang, id=request.paper_id).replace(" ", "\u00a0") if request.paper_id else ""
    shown = " ".join(fingerprint[start : start + 4] for start in range(0, 32, 4))
    parts = (
        word("edition", lang, form=matter.text(definition.standard_name), number=str(definition.version)),
        word("paper", lang, id=request.paper_id) if request.paper_id else "",
        word("made", lang, day=date_in_words(request.made_on, lang)),
        word("fingerprint", lang, shown=shown),
    )
    return " · ".join(part.replace(" ", "\u00a0") for part in parts if part)


def _fingerprint(request: PaperRequest, frame: Frame, blocks: Sequence[Block]) -> str:
    """What the paper shows, whatever the sizes it is set in; not the paper's own id, which differs from print to print."""
    form = (request.definition.id, request.definition.version, request.definition.fingerprint)
    heads = (frame.standard, frame.title, frame.subtitle, frame.sender)
    named = (request.paper, request.row) if request.paper else ()
    shown = (*form, request.version, request.copy, request.length, request.blank, request.lang, *heads, blocks, *named)
    return hashlib.sha256(msgspec.json.encode(shown)).hexdigest()
