"""What a whole case is when it is handed out: every paper as PDF, and one file with the same for machines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from forms.answers import with_computed
from forms.calendar_words import day_in_words
from forms.pdf.document import Paper
from rygsaek.casework import documents, preview, summary
from rygsaek.casework.consent_rows import plain_name
from rygsaek.casework.desk import Desk, local
from rygsaek.errors import InputError
from rygsaek.history.clock import at_of
from rygsaek.paper import attached, attachments, named, papers
from rygsaek.paper.attached import Attachment
from rygsaek.paper.consent_gate import REFUSED, ConsentGate, Verdict, beyond_consent, leaving_of
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.papers import Copy, Subject, Wish
from rygsaek.paper.saved import SavedFile
from rygsaek.vault.transaction import Reader

FORMAT = "rygsaek-udlevering-1"
CONTENT = "indhold.json"

T = TypeVar("T")


class Missing(NamedTuple):
    """A document that cannot be a paper: its form, its title, and why (a code, what is the matter, what to do)."""

    form: str
    title: str
    code: str
    text: str
    remedy: str


class Plan(NamedTuple):
    """What would be handed out, by title, and what would stay."""

    titles: tuple[str, ...]
    missing: tuple[Missing, ...]


class HandedOut(NamedTuple):
    """What came of it: the folder, the documents that are not in it, and the titles of what is."""

    folder: SavedFile
    missing: tuple[Missing, ...]
    titles: tuple[str, ...]


def wishes(
    desk: Desk, reader: Reader, case: str, copy: Copy, recipient: str = "", override: str = ""
) -> tuple[tuple[Wish, ...], tuple[Missing, ...]]:
    """Every document of the case as a whole paper, in the order that they were begun, and those that cannot be one.

    recipient, override: as a Wish has them. Of a form with papers by name others get those that are made out to them. Raises
    InputError where the case is on its way.
    """
    if preview.of_case(reader, case) is not None:
        raise preview.absent(reader, case)
    wanted, missing = [], []
    for begun in documents.documents(desk.journal.state(case, reader)):
        if not desk.role.sees(begun.form):
            continue
        whole = Wish(document=begun.document, copy=copy, length="whole", recipient=recipient, override=override)
        title = attachments.form_title(desk, reader, begun)
        try:
            for wish in _by_name(desk, reader, case, whole) if copy == "third" else (whole,):
                subject = papers.subject_of(desk, reader, case, wish)
                title = subject.title
                papers.printable(subject.request)
                wanted.append(wish)
        except InputError as error:
            missing.append(Missing(begun.form, title, error.code, error.title, error.advice))
    return tuple(wanted), tuple(missing)


def covered(
    desk: Desk, gate: ConsentGate, reader: Reader, case: str, asked: Sequence[Wish]
) -> tuple[tuple[Wish, ...], tuple[Missing, ...]]:
    """Those papers that the gate lets go, and the others with its reason. Of a paper that is covered in part that part goes."""
    wanted, missing = [], []
    for wish in asked:
        subject = papers.subject_of(desk, reader, case, wish)
        verdict = gate.may_leave(desk, reader, leaving_of(case, subject, "export"))
        if verdict.may:
            wanted.append(wish)
            continue
        part = _part(desk, gate, reader, case, subject, verdict)
        wanted += [part] if part is not None else []
        form, title = subject.definition.id, subject.title if part is None else f"Resten af »{subject.title}«"
        missing.append(Missing(form, title, REFUSED, verdict.words, verdict.advice))
    return tuple(wanted), tuple(missing)


def _part(desk: Desk, gate: ConsentGate, reader: Reader, case: str, subject: Subject, verdict: Verdict) -> Wish | None:
    """A paper for others without what nothing covers; None where nothing would be left to tell, or it cannot be divided."""
    withheld = beyond_consent(subject, verdict.missing) if subject.wish.copy == "third" else ()
    if not withheld:
        return None
    part = msgspec.structs.replace(subject.wish, withheld=withheld)
    leaving = leaving_of(case, papers.subject_of(desk, reader, case, part), "export")
    return part if leaving.information and gate.may_leave(desk, reader, leaving).may else None


def files(
    reader: Reader, case: str, take: Callable[[str], T], only: Collection[str] = ()
) -> tuple[tuple[T, ...], tuple[Missing, ...]]:
    """A case's files as `take` gives each by its id, and those that it refuses with the reason. only: these ids; () for all."""
    there, absent = [], []
    for one in attached.of_case(reader, case):
        if only and one.id not in only:
            continue
        try:
            there.append(take(one.id))
        except InputError as error:
            absent.append(Missing("bilag", one.title, error.code, error.title, error.advice))
    return tuple(there), tuple(absent)


def _by_name(desk: Desk, reader: Reader, case: str, whole: Wish) -> tuple[Wish, ...]:
    """The document's papers for this recipient: the named ones that bear their name, or the whole where none are by name."""
    subject = papers.subject_of(desk, reader, case, msgspec.structs.replace(whole, copy="citizen", recipient=""))
    if not any(paper.copy == "third" for paper in subject.definition.papers):
        return (whole,)
    values = with_computed(subject.request.answers, dict(subject.request.computed))
    offers = named.offers(subject.definition, values, desk.today(), subject.request.names)
    mine = [one for one in offers if one.copy == "third" and plain_name(one.recipient) == plain_name(whole.recipient)]
    if not mine:
        raise InputError(
            f"Intet af papiret er til {whole.recipient}.",
            "Skriv dem på papiret, hvis de skal have det.",
            code="export.not_theirs",
        )
    return tuple(msgspec.structs.replace(whole, paper=one.paper, row=one.row) for one in mine)


def content(
    desk: Desk,
    case: str,
    made: Sequence[tuple[PaperCopy, Paper, Subject]],
    missing: Sequence[Missing],
    attached: Sequence[tuple[Attachment, bytes]] = (),
) -> dict[str, bytes]:
    """The files by name: PDF, JSON, and each paper as plain text to paste into a record system. A name tells the order alone.

    The JSON holds what each is filed under and what it shows: the answers for the eyes of that copy, and what stands twice; of
    what is missing, why.
    """
    files: dict[str, bytes] = {f"bilag-{count:02}.pdf": data for count, (_, data) in enumerate(attached, start=1)}
    told = []
    beside = [
        {"file": name, "sha256": one.key.file, "title": one.title, "pages": one.pages, "document": one.document, "by": one.by}
        for name, (one, _) in zip(files, attached, strict=True)
    ]
    for count, (copy, paper, subject) in enumerate(made, start=1):
        name = f"papir-{count:02}.pdf"
        files[name] = paper.data
        note = f"papir-{count:02}.txt"
        files[note] = _note(copy, paper, subject)
        kle, facet = desk.profile.record_keys.of(copy.form)
        told.append(
            {
                "file": name,
                "note": note,
                "title": subject.title,
                "kle": kle,
                "facet": facet,
                "document": copy.document,
                "copied_from": subject.begun.paper or None,
                "begun_at": at_of(subject.begun.at.ms).isoformat(),
                "made_at": copy.at,
                "parties": _parties(subject, copy),
                "sha256": hashlib.sha256(paper.data).hexdigest(),
                "form": copy.form,
                "form_version": subject.definition.version,
                "definition": subject.begun.definition,
                "number": copy.version,
                "paper_id": copy.paper_id,
                "fingerprint": copy.fingerprint,
                "copy": copy.copy,
                "pages": copy.pages,
                "answers": subject.visible(),
                "standing_twice": {
                    register: [{"value": value, "by": by, "when": when} for value, by, when in standing]
                    for register, standing in (subject.request.conflicts if copy.copy == "internal" else {}).items()
                },
            }
        )
    sidecar = {
        "format": FORMAT, "case": case, "kle": desk.profile.record_keys.kle, "facet": desk.profile.record_keys.facet,
        "municipality": desk.profile.kommune, "made_at": made[0][0].at, "made_by": desk.by, "papers": told, "attachments": beside,
        "missing": [one._asdict() for one in missing],
    }  # fmt: skip
    files[CONTENT] = msgspec.json.format(msgspec.json.encode(sidecar), indent=2)
    return files


def _parties(subject: Subject, copy: PaperCopy) -> list[dict[str, str]]:
    """Who the paper is about, who made it, and who gets it."""
    found = [{"role": "borger", "name": summary.citizen_name(subject.state)}, {"role": "sagsbehandler", "name": copy.by}]
    return [*found, {"role": "modtager", "name": copy.recipient}] if copy.recipient else found


def _note(copy: PaperCopy, paper: Paper, subject: Subject) -> bytes:
    """The paper as text: what it is, of which day and by whom, and what it says. In UTF-8, lines ended as Windows does."""
    head = f"{subject.title}, nr. {copy.version}\n{day_in_words(local(datetime.fromisoformat(copy.at)).date())}, {copy.by}\n"
    text = "\n".join((head, *paper.page_texts)).strip() + "\n"
    return text.replace("\n", "\r\n").encode()
