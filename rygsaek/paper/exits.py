"""The one door: everything readable that leaves the vault leaves here, to a printer, a file or a folder.

Each exit asks the consent gate, writes the access log, mints a random paper id, freezes the version that it shows and records the
paper, all in one transaction with what lets the paper go: either all of it stands, or nothing left. Of a file that is the
transaction once it is written; where the program dies between the two, the next start logs it, written or not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from forms.pdf.document import Paper, PaperRequest
from forms.profile import names
from forms.texts import refuse_language
from rygsaek.casework import accesslog, cases, promoting
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.changes import PAPER_MADE, NewChange, paper_register
from rygsaek.history.ids import new_id
from rygsaek.paper import attachments, copies, export, papers, saved, shelf
from rygsaek.paper.attached import Attachment
from rygsaek.paper.consent_gate import REFUSED, ConsentGate, Leaving, LedgerGate, Verdict, Way, leaving_again, leaving_of
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.export import HandedOut, Plan
from rygsaek.paper.papers import Subject, Wish
from rygsaek.paper.print_jobs import Job, NewJob
from rygsaek.paper.print_queue import Moment, PrintQueue
from rygsaek.paper.saved import SavedFile
from rygsaek.paper.shelf import Leaflet, Shelf
from rygsaek.vault.transaction import Reader, Transaction

Came = Literal["all", "none"] | Collection[int]


WHOM: dict[str, str] = {"citizen": "til borgeren", "internal": "til kommunen selv", "third": "til en anden"}


class _Made(NamedTuple):
    """A paper that is ready to leave. detail: what the access log says of it."""

    subject: Subject
    paper: Paper
    copy: PaperCopy
    detail: str


class _Left(msgspec.Struct, frozen=True):
    """What is recorded once a file is there: an entry in the access log, and the paper, None for what is no paper of a case."""

    what: accesslog.What
    purpose: str
    detail: str
    copy: PaperCopy | None


@dataclass(frozen=True)
class Exits:
    """The door of one desk. gate: who is asked about consents. shelf: the leaflets at hand."""

    desk: Desk
    queue: PrintQueue
    gate: ConsentGate = field(default_factory=LedgerGate)
    shelf: Shelf = field(default_factory=Shelf)

    def print_papers(
        self, printer: str, case: str, wishes: Sequence[Wish], visit: str = "", pressed: Moment | None = None
    ) -> tuple[str, ...]:
        """Print papers of one case, by one press: all of them are queued, or none. Returns the jobs' ids in order.

        Nothing is sent here: `queue.step` does that. What is typed becomes answers first.
        pressed: `queue.moment(case, visit)` at the press, where this runs later; a visit that ends meanwhile holds the papers.
        Raises InputError (a conflict on a paper for others' eyes, no such document, consent), DiskError,
        ProblemsError `form.language_missing`.
        """
        pressed = pressed or self.queue.moment(case, visit)
        for wish in wishes:
            promoting.promote(self.desk, case, wish.document)
        with self.desk.vault.write() as tx:
            return tuple(self._print(tx, printer, case, wish, visit, pressed) for wish in wishes)

    def print_document(self, printer: str, case: str, wish: Wish, visit: str = "") -> str:
        """Print one paper; returns the job's id."""
        return self.print_papers(printer, case, (wish,), visit)[0]

    def save_document(self, case: str, wish: Wish, target: Path) -> SavedFile:
        """Save one paper as a file, whole or not at all. Raises what printing does."""
        promoting.promote(self.desk, case, wish.document)
        with self.desk.vault.write() as tx:
            made = self._make(tx, case, wish, "file")
            content = {target.name: made.paper.data}
            left = [self._left("save", made.detail, made.copy)]
            begun = self._begin(tx, target, content, case, made.subject.title, made.subject.first_name, left)
        return self._write(begun, content)

    def export_case(
        self, case: str, folder: Path, copy: papers.Copy = "internal", recipient: str = "", override: str = ""
    ) -> HandedOut:
        """Hand out a whole case: a new folder with every paper as PDF and as text, and one JSON file that machines can read.

        No file's name tells of the citizen. The folder appears whole, or not at all. A document that cannot be a paper (two
        answers stand, a script that cannot be set), or that no consent covers for this recipient, is named as missing.
        recipient, override: as a Wish has them. Raises InputError (no paper at all, consent), DiskError.
        """
        promoting.promote(self.desk, case)
        with self.desk.vault.write() as tx:
            asked, missing = export.wishes(self.desk, tx, case, copy, recipient, override)
            wanted, kept_back = export.covered(self.desk, self.gate, tx, case, asked)
            missing = (*kept_back, *missing)
            if not wanted and missing:
                raise InputError(missing[0].text, missing[0].remedy, code=missing[0].code)
            if not wanted:
                raise InputError("Der er ingen papirer i sagen.", "Udfyld et papir først.", code="export.empty")
            made = [self._make(tx, case, wish, "export") for wish in wanted]
            files, absent = export.files(
                tx, case, lambda one: self._attachment(tx, case, one, copy, recipient, "export", override)
            )
            content = export.content(
                self.desk, case, [(one.copy, one.paper, one.subject) for one in made], missing, [one[:2] for one in files]
            )
            first_name, left = made[0].subject.first_name, [self._left("export", one.detail, one.copy) for one in made]
            left += [self._left("export", detail, None) for _, _, detail in files]
            begun = self._begin(tx, folder, content, case, "Hele sagen", first_name, left, is_folder=True)
        titles = (*(one.subject.title for one in made), *(one.title for one, _, _ in files))
        return HandedOut(self._write(begun, content), (*missing, *absent), titles)

    def ask(self, case: str, wish: Wish) -> Verdict:
        """What the gate would say to a paper, which stays here. Access-logged as shown. Raises InputError as printing does."""
        with self.desk.vault.read() as reader:
            subject = papers.subject_of(self.desk, reader, case, wish)
            verdict = self.gate.may_leave(self.desk, reader, leaving_of(case, subject, "print"))
        accesslog.seen(self.desk, case, "show", subject.title)
        return verdict

    def ask_export(self, case: str, copy: papers.Copy = "internal", recipient: str = "", override: str = "") -> Plan:
        """What would be handed out of a case, and what would stay and why; nothing leaves. Access-logged as shown."""
        with self.desk.vault.read() as reader:
            asked, missing = export.wishes(self.desk, reader, case, copy, recipient, override)
            going, kept_back = export.covered(self.desk, self.gate, reader, case, asked)
            titles = [papers.subject_of(self.desk, reader, case, wish).title for wish in going]
            files, absent = export.files(
                reader, case, lambda one: self._attachment(reader, case, one, copy, recipient, "export", override)
            )
        accesslog.seen(self.desk, case, "show", "Hele sagen")
        return Plan((*titles, *(one.title for one, _, _ in files)), (*kept_back, *missing, *absent))

    def ask_attachment(
        self, case: str, attachment: str, copy: papers.Copy = "internal", recipient: str = "", override: str = ""
    ) -> Plan:
        """The same of one file of a case."""
        with self.desk.vault.read() as reader:
            files, absent = export.files(
                reader, case, lambda one: self._attachment(reader, case, one, copy, recipient, "file", override), (attachment,)
            )
        accesslog.seen(self.desk, case, "show", f"bilag {attachment}")
        return Plan(tuple(one.title for one, _, _ in files), absent)

    def save_attachment(
        self, case: str, attachment: str, target: Path, copy: papers.Copy = "internal", recipient: str = "", override: str = ""
    ) -> SavedFile:
        """Save a file of a case outside the vault, whole or not at all. copy, recipient, override: as a Wish has them.

        Raises InputError (`file.…`, consent), DiskError.
        """
        with self.desk.vault.write() as tx:
            found, data, detail = self._attachment(tx, case, attachment, copy, recipient, "file", override)
            left = [self._left("save", detail, None)]
            begun = self._begin(tx, target, {target.name: data}, case, found.title, "", left)
        return self._write(begun, {target.name: data})

    def print_attachment(
        self, printer: str, case: str, attachment: str, copy: papers.Copy = "internal", recipient: str = "", visit: str = "",
        pressed: Moment | None = None, override: str = "",
    ) -> str:  # fmt: skip
        """Print a file of a case; returns the job's id. Raises as saving it does."""
        pressed = pressed or self.queue.moment(case, visit)
        with self.desk.vault.write() as tx:
            found, data, detail = self._attachment(tx, case, attachment, copy, recipient, "print", override)
            accesslog.note(self.desk, case, "print", detail=detail, tx=tx)
            new = NewJob(
                case=case, document=found.document, version="", paper_id=new_id(), copy=copy, visit=visit, printer=printer,
                what=found.title, whose="", pages=found.pages,
            )  # fmt: skip
            return self.queue.submit(new, data, tx, pressed)

    def print_blank(self, printer: str, form_id: str, lang: str = "da", visit: str = "") -> str:
        """Print a form to write on, of no case; returns the job's id."""
        with self.desk.vault.write() as tx:
            request = self._blank(form_id, lang)
            paper = papers.printed(request)
            copies.note_blank(tx, request.paper_id or "", form_id, request.definition.version, "print", self._at())
            accesslog.note(self.desk, accesslog.NO_CASE, "print", detail=f"{paper.title}, tomt papir {request.paper_id}", tx=tx)
            new = NewJob(
                case="", document="", version="", paper_id=request.paper_id or "", copy="blank", visit=visit, printer=printer,
                what=paper.title, whose="", pages=paper.pages,
            )  # fmt: skip
            return self.queue.submit(new, paper.data, tx)

    def save_blank(self, form_id: str, target: Path, lang: str = "da") -> None:
        """Save a form to write on. It tells of nobody, so it is not listed."""
        request = self._blank(form_id, lang)
        paper = papers.printed(request)
        with self.desk.vault.write() as tx:
            copies.note_blank(tx, request.paper_id or "", form_id, request.definition.version, "file", self._at())
        saved.put(target, paper.data)

    def leaflets(self) -> tuple[Leaflet, ...]:
        """What stands on the municipality's shelf."""
        return shelf.leaflets(self.shelf)

    def print_leaflet(self, printer: str, name: str, case: str = "", visit: str = "", pressed: Moment | None = None) -> str:
        """Print something from the shelf; returns the job's id. It holds nothing of a case, and is logged as what it is.

        case, visit: where it is asked for, so that it waits with the visit's papers. Raises InputError `shelf.…`, DiskError.
        """
        pressed = pressed or self.queue.moment(case, visit)
        sender = (self.desk.profile.kommune, self.desk.profile.enhed)
        ready = shelf.ready(self.shelf, name, self.desk.today(), sender)
        with self.desk.vault.write() as tx:
            accesslog.note(self.desk, accesslog.NO_CASE, "print", detail=f"Fra hylden: {ready.title}", tx=tx)
            new = NewJob(
                case=case, document="", version="", paper_id=new_id(), copy="leaflet", visit=visit, printer=printer,
                what=ready.title, whose="", pages=ready.pages,
            )  # fmt: skip
            return self.queue.submit(new, ready.data, tx, pressed)

    def print_sheet(self, printer: str, what: str, pages: int, data: bytes) -> str:
        """Print a sheet that is no paper of a case (the recovery sheet); returns the job's id."""
        with self.desk.vault.write() as tx:
            accesslog.note(self.desk, accesslog.NO_CASE, "print", detail=what, tx=tx)
            new = NewJob(
                case="", document="", version="", paper_id=new_id(), copy="sheet", visit="", printer=printer, what=what, whose="",
                pages=pages,
            )  # fmt: skip
            return self.queue.submit(new, data, tx)

    def save_sheet(self, what: str, data: bytes, target: Path) -> SavedFile:
        """Save such a sheet, or another file of no case, outside the vault; it is listed until it is removed."""
        content = {target.name: data}
        with self.desk.vault.write() as tx:
            begun = self._begin(tx, target, content, accesslog.NO_CASE, what, "", [self._left("save", what, None)])
        return self._write(begun, content)

    def confirm(self, job_id: str, came: Came) -> Job:
        """What the caseworker saw of a print job: kept in the job and, for a paper of a case, in its history."""
        with self.desk.vault.write() as tx:
            job = self.queue.confirm(job_id, came, tx)
            self._tell_out(tx, job)
        self.queue.settle(job_id)
        return job

    def again(self, job_id: str, case: str, printer: str | None = None, visit: str | None = None) -> None:
        """Print a failed job again, inside its case: the same bytes, once, or the missing pages alone."""
        with self.desk.vault.write() as tx:
            job = self.queue.retry(job_id, case, printer, visit, tx)
            self._ask_again(tx, job)
            accesslog.note(self.desk, job.case, "print", detail=f"{job.what}, papir {job.paper_id}, igen", tx=tx)

    def release(self, job_id: str, case: str, visit: str = "", printer: str | None = None) -> None:
        """Let a held job out, inside its case."""
        self.queue.settle(job_id)
        with self.desk.vault.write() as tx:
            job = self.queue.release(job_id, case, visit, printer, tx)
            self._ask_again(tx, job)
            accesslog.note(self.desk, job.case, "print", detail=f"{job.what}, papir {job.paper_id}, sluppet løs", tx=tx)

    def saved_files(self) -> tuple[SavedFile, ...]:
        """The readable files outside the vault that are still there."""
        return saved.listed(self.desk.vault)

    def remove_saved(self, saved_id: str) -> None:
        """Delete one of them."""
        saved.remove(self.desk.vault, saved_id)

    def recover(self) -> None:
        """Once after unlocking: settle files that a kill left between being written and being recorded."""
        saved.recover(self.desk.vault, self._record, self._may_have_left)

    def _print(self, tx: Transaction, printer: str, case: str, wish: Wish, visit: str, pressed: Moment) -> str:
        made = self._make(tx, case, wish, "print")
        accesslog.note(self.desk, case, "print", detail=made.detail, tx=tx)
        self._tell(tx, made.copy)
        new = NewJob(
            case=case, document=wish.document, version=made.copy.version, paper_id=made.copy.paper_id,
            copy=made.subject.wish.kind, visit=visit, printer=printer, what=made.subject.title,
            whose=made.subject.first_name, pages=made.paper.pages,
            copies=wish.copies,
        )  # fmt: skip
        return self.queue.submit(new, made.paper.data, tx, pressed)

    def _make(self, tx: Transaction, case: str, wish: Wish, way: Way) -> _Made:
        """Ask the gate, freeze and render. What it returns has neither left nor been logged yet."""
        version = cases.freeze(self.desk, case, wish.document, "print", tx)
        paper_id = new_id()
        subject = papers.subject_of(self.desk, tx, case, wish, paper_id=paper_id, version=version)
        form, wish = subject.definition.id, subject.wish
        leaving = leaving_of(case, subject, way)
        verdict = self._asked(tx, leaving)
        paper = papers.printed(subject.request)
        whom = wish.recipient or WHOM[wish.copy]
        detail = ", ".join(filter(None, (subject.title, f"nr. {version.label}", f"papir {paper_id}", whom, verdict.words)))
        copy = PaperCopy(
            paper_id=paper_id, form=form, version=version.label, copy=wish.kind, recipient=wish.recipient, pages=paper.pages,
            way=way, out=None, fingerprint=paper.fingerprint, case=case, document=wish.document, version_id=version.id,
            length=wish.length, named=wish.paper, lang=subject.request.lang, consent=verdict.words,
            override=wish.override if verdict.is_overridden else "",
            information=None if leaving.information is None else tuple(sorted(leaving.information)),
            direction=leaving.direction, at=self._at(), by=self.desk.by,
        )  # fmt: skip
        return _Made(subject, paper, copy, detail)

    def _asked(self, tx: Reader, leaving: Leaving) -> Verdict:
        """The gate's yes. Raises InputError `consent.refused` for its no."""
        verdict = self.gate.may_leave(self.desk, tx, leaving)
        if not verdict.may:
            raise InputError(verdict.words, verdict.advice, code=REFUSED)
        return verdict

    def _ask_again(self, tx: Transaction, job: Job) -> None:
        """A paper that lay waiting is asked about as it leaves: a consent may have been taken back meanwhile."""
        copy = copies.find(tx, job.paper_id) if job.case else None
        if copy is not None:
            self._asked(tx, leaving_again(copy))
        elif job.copy == "third":
            advice = "Gå til bilaget i sagen, og print det derfra."
            raise InputError("Hvem bilaget er til, skal siges igen.", advice, code="consent.ask_anew")

    def _attachment(
        self, tx: Reader, case: str, attachment: str, copy: papers.Copy, recipient: str, way: Way, override: str = ""
    ) -> tuple[Attachment, bytes, str]:
        """Ask the gate about a file. Returns it with its bytes, and what the access log says of it."""
        found, data = attachments.read(self.desk, tx, case, attachment)
        verdict = self._asked(tx, Leaving(case, found.document, "bilag", copy, recipient, way, override=override))
        return found, data, ", ".join(filter(None, (_named(found), recipient or WHOM[copy], verdict.words)))

    def _tell(self, tx: Transaction, copy: PaperCopy) -> None:
        """Record a paper, or what a person said of it since, as a change in its case."""
        said = {key: value for key, value in msgspec.to_builtins(copy).items() if key not in ("case", "document")}
        made = NewChange(copy.document, paper_register(copy.paper_id), PAPER_MADE, said)
        self.desk.journal.append(copy.case, (made,), self.desk.by, tx=tx)

    def _tell_out(self, tx: Transaction, job: Job) -> None:
        copy = copies.find(tx, job.paper_id) if job.case else None
        if copy is not None:
            out = tuple(page for page in range(1, job.pages + 1) if page not in job.wanted)
            self._tell(tx, msgspec.structs.replace(copy, out="all" if not job.wanted else out or "none"))

    def _begin(
        self, tx: Transaction, target: Path, content: dict[str, bytes], case: str, what: str, whose: str,
        left: Sequence[_Left], *, is_folder: bool = False,
    ) -> SavedFile:  # fmt: skip
        record = msgspec.json.encode(left).decode()
        return saved.begin(
            tx, target, content, case=case, what=what, whose=whose, at=self._at(), record=record, is_folder=is_folder
        )

    def _write(self, begun: SavedFile, content: dict[str, bytes]) -> SavedFile:
        return saved.write(self.desk.vault, begun, content, self._record)

    def _left(self, what: accesslog.What, detail: str, copy: PaperCopy | None) -> _Left:
        is_out = msgspec.structs.replace(copy, out="all") if copy is not None else None
        return _Left(what, self.desk.purpose, detail, is_out)

    def _record(self, tx: Transaction, begun: SavedFile) -> None:
        for left in self._log(tx, begun):
            if left.copy is not None:
                self._tell(tx, left.copy)

    def _may_have_left(self, tx: Transaction, begun: SavedFile) -> None:
        self._log(tx, begun, ", afbrudt: måske ikke skrevet")

    def _log(self, tx: Transaction, begun: SavedFile, how: str = "") -> list[_Left]:
        found = msgspec.json.decode(begun.record, type=list[_Left])
        for left in found:
            accesslog.note(self.desk, begun.case, left.what, left.purpose, left.detail + how, tx=tx)
        return found

    def _blank(self, form_id: str, lang: str) -> PaperRequest:
        definition = cases.form(self.desk, form_id)
        refuse_language(definition, lang)
        return PaperRequest(
            definition=definition, answers={}, profile=self.desk.profile, made_on=self.desk.today(),
            names=names(self.desk.profile, self.desk.worker, ""), length="whole", blank=True,
            copy="internal" if definition.is_internal else "citizen", lang=lang, paper_id=new_id(),
        )  # fmt: skip

    def _at(self) -> str:
        return self.desk.now().astimezone(UTC).isoformat(timespec="milliseconds")


def _named(one: Attachment) -> str:
    return f"{one.title}, bilag {one.id}"
