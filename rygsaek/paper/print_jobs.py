"""Print jobs as they stand in this vault: values, tables, and the statements on them. What decides is `print_queue`.

A job keeps the paper's bytes as they were frozen, until every page is confirmed or the job is cancelled.
Jobs belong to this laptop alone and stand outside the log of changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

import msgspec

from rygsaek.paper import reasons
from rygsaek.paper.printers import OVER, JobAt, Ticket
from rygsaek.paper.reasons import Words
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

JobStands = Literal["waiting", "sending", "sent", "confirmed", "held", "failed", "cancelled"]

MIGRATIONS = (
    Migration(
        "print 1: jobs, bytes and stops",
        (
            """CREATE TABLE print_jobs (
                id TEXT PRIMARY KEY, place INTEGER NOT NULL, case_id TEXT NOT NULL, document TEXT NOT NULL, version TEXT NOT NULL,
                paper_id TEXT NOT NULL, copy TEXT NOT NULL, visit TEXT NOT NULL, printer TEXT NOT NULL, what TEXT NOT NULL,
                whose TEXT NOT NULL, pages INTEGER NOT NULL, copies INTEGER NOT NULL, wanted TEXT NOT NULL,
                stands TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, ticket TEXT NOT NULL, attempt INTEGER NOT NULL,
                bytes_hash TEXT NOT NULL, made_at TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID""",
            "CREATE INDEX print_jobs_by_case ON print_jobs (case_id, place)",
            "CREATE INDEX print_jobs_by_stands ON print_jobs (stands, place)",
            "CREATE TABLE print_bytes (hash TEXT PRIMARY KEY, data BLOB NOT NULL)",
            """CREATE TABLE print_stops (
                ticket TEXT NOT NULL, printer TEXT NOT NULL, job TEXT NOT NULL, attempt INTEGER NOT NULL,
                PRIMARY KEY (printer, ticket)) WITHOUT ROWID""",
        ),
    ),
)


class NewJob(msgspec.Struct, frozen=True, kw_only=True):
    """A paper to print.

    case, document: what it shows, "" for a paper of no case; visit: the visit that it belongs to, "" for none.
    printer: the exact name. what: the form's title. whose: the citizen's first name. pages: of one copy.
    """

    case: str
    document: str
    version: str
    paper_id: str
    copy: str
    visit: str
    printer: str
    what: str
    whose: str
    pages: int
    copies: int = 1


class Job(NewJob, frozen=True, kw_only=True):
    """A print job.

    wanted: the page numbers that are not confirmed yet. stands: what we know. at: what the printer last said.
    attempt: counts the sendings that were asked for, from 1. bytes_hash: SHA-256 of the frozen bytes, hex.
    """

    id: str
    place: int
    wanted: tuple[int, ...]
    stands: JobStands
    reason: str
    at: JobAt
    ticket: Ticket
    attempt: int
    bytes_hash: str
    made_at: str
    changed_at: str

    @property
    def title(self) -> str:
        """The name that the printer gets to see: unique for each attempt, and no word about the citizen."""
        return f"Rygsaek-{self.id}-{self.attempt}"

    @property
    def words(self) -> Words:
        """What is the matter, and the one thing to do. Never that it is printed, unless a person said so."""
        if self.reason:
            return reasons.words(self.reason, self.whose, self.printer, len(self.wanted) * self.copies)
        return {
            "waiting": Words("Papiret venter på printeren.", ""),
            "sending": Words("Papiret er på vej til printeren.", ""),
            "sent": Words(self.question or "Printeren har fået papiret.", ""),
            "confirmed": Words("Papiret kom ud.", ""),
            "held": reasons.words(reasons.VISIT_OVER, self.whose, self.printer, len(self.wanted) * self.copies),
            "failed": reasons.words(reasons.NOT_OUT, self.whose, self.printer),
            "cancelled": Words("Papiret blev ikke printet.", ""),
        }[self.stands]

    @property
    def is_doubtful(self) -> bool:
        """Held, and pages of it may have come out."""
        return self.stands == "held" and self.reason in (reasons.UNSURE, reasons.PARTLY)

    @property
    def has_never_left(self) -> bool:
        """No printer has given a ticket for it, at the first attempt: nothing of it can have come out."""
        return not self.ticket and self.attempt == 1

    @property
    def question(self) -> str:
        """What the caseworker is asked, "" while there is nothing to ask."""
        is_open = self.stands == "sent" and (self.at in OVER or self.reason == reasons.SPOOLED)
        return reasons.question(len(self.wanted) * self.copies) if is_open or self.is_doubtful else ""


class Stop(msgspec.Struct, frozen=True):
    """A cancel that the printer has not confirmed yet. attempt: 0 where nothing but the title has reached the printer."""

    ticket: Ticket
    printer: str
    job: str
    attempt: int


_OWN = ("stands", "reason", "at", "ticket", "attempt", "wanted", "printer", "visit", "changed_at")
_COLUMNS = (
    "id", "place", "case_id", "document", "version", "paper_id", "copy", "visit", "printer", "what", "whose", "pages", "copies",
    "wanted", "stands", "reason", "at", "ticket", "attempt", "bytes_hash", "made_at", "changed_at",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM print_jobs"  # noqa: S608 (fixed names)


def add(tx: Transaction, job_id: str, new: NewJob, data: bytes, now: str, *, is_held: bool = False) -> Job:
    """Put a job and its bytes at the end of the queue, waiting; or held, where its visit is over already."""
    digest = hashlib.sha256(data).hexdigest()
    place = (tx.one("SELECT coalesce(max(place), 0) FROM print_jobs") or (0,))[0] + 1
    job = Job(
        **msgspec.structs.asdict(new), id=job_id, place=place, wanted=tuple(range(1, new.pages + 1)),
        stands="held" if is_held else "waiting", reason=reasons.VISIT_OVER if is_held else "", at="unknown",
        ticket="", attempt=1, bytes_hash=digest, made_at=now, changed_at=now,
    )  # fmt: skip
    tx.execute("INSERT OR IGNORE INTO print_bytes (hash, data) VALUES (?, ?)", (digest, data))
    values = {**msgspec.structs.asdict(job), "case_id": job.case, "wanted": _written(job.wanted)}
    insert = f"INSERT INTO print_jobs ({', '.join(_COLUMNS)}) VALUES ({_marks(_COLUMNS)})"  # noqa: S608 (fixed names)
    tx.execute(insert, [values[column] for column in _COLUMNS])
    return job


def find(reader: Reader, job_id: str) -> Job | None:
    """One job."""
    row = reader.one(f"{_SELECT} WHERE id = ?", (job_id,))
    return None if row is None else _job(row)


def select(
    reader: Reader, *, case: str | None = None, stands: Collection[JobStands] = get_args(JobStands), is_moving: bool = False
) -> tuple[Job, ...]:
    """Jobs in the order they were asked for; of one case, or in some states. is_moving: those a printer is not done with."""
    where = [f"stands IN ({_marks(stands)})"]
    parameters: list[str] = list(stands)
    if case is not None:
        where.append("case_id = ?")
        parameters.append(case)
    if is_moving:
        where.append(f"at NOT IN ({_marks(OVER)})")
        parameters.extend(OVER)
    return tuple(_job(row) for row in reader.query(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY place", parameters))


def change(tx: Transaction, job: Job, now: str, **new: Any) -> Job | None:
    """Give the job new values, unless somebody else has changed its state or attempt since `job` was read: then None."""
    changed = msgspec.structs.replace(job, changed_at=now, **new)
    values = {**msgspec.structs.asdict(changed), "wanted": _written(changed.wanted)}
    settings = ", ".join(f"{column} = ?" for column in _OWN)
    update = f"UPDATE print_jobs SET {settings} WHERE id = ? AND stands = ? AND attempt = ?"  # noqa: S608 (fixed names)
    cursor = tx.execute(update, [*(values[column] for column in _OWN), job.id, job.stands, job.attempt])
    if cursor.rowcount != 1:
        return None
    if changed.stands in ("confirmed", "cancelled"):
        forget_bytes(tx)
    return changed


def forget_bytes(tx: Transaction) -> None:
    """Drop frozen bytes that no job will need again."""
    tx.execute(
        "DELETE FROM print_bytes WHERE hash NOT IN"
        " (SELECT bytes_hash FROM print_jobs WHERE stands NOT IN ('confirmed', 'cancelled'))"
    )


def forget_case(tx: Transaction, case: str, now: str) -> None:
    """A text was taken out of the case, or the case is gone: no frozen paper is kept, and what has not left does not leave."""
    for job in select(tx, case=case):
        if job.stands not in ("confirmed", "cancelled"):
            owe_stop(tx, job)
            new = {"stands": "cancelled"} if job.has_never_left else {"stands": "held", "reason": reasons.UNSURE}
            change(tx, job, now, **new)
    tx.execute("DELETE FROM print_bytes WHERE hash IN (SELECT bytes_hash FROM print_jobs WHERE case_id = ?)", (case,))


def frozen_bytes(reader: Reader, job: Job) -> bytes:
    """The paper as it was frozen, checked against its hash. Raises ValueError where it is not what it was."""
    row = reader.one("SELECT data FROM print_bytes WHERE hash = ?", (job.bytes_hash,))
    data = b"" if row is None else bytes(row[0])
    if hashlib.sha256(data).hexdigest() != job.bytes_hash:
        raise ValueError("frozen bytes are gone or changed")
    return data


def owe_stop(tx: Transaction, job: Job) -> None:
    """Remember that this attempt must be cancelled at its printer."""
    if job.ticket:
        owe_stop_of(tx, Stop(job.ticket, job.printer, job.id, job.attempt))


def owe_stop_of(tx: Transaction, stop: Stop) -> None:
    """Remember a cancel."""
    tx.execute(
        "INSERT OR REPLACE INTO print_stops (ticket, printer, job, attempt) VALUES (?, ?, ?, ?)",
        (stop.ticket, stop.printer, stop.job, stop.attempt),
    )


def stops(reader: Reader) -> tuple[Stop, ...]:
    """Every cancel that is owed."""
    rows = reader.query("SELECT ticket, printer, job, attempt FROM print_stops ORDER BY job, attempt")
    return tuple(Stop(*row) for row in rows)


def settle(tx: Transaction, stop: Stop) -> None:
    """The cancel is done, or can never be."""
    tx.execute("DELETE FROM print_stops WHERE printer = ? AND ticket = ?", (stop.printer, stop.ticket))


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" for _ in values)


def _written(pages: Sequence[int]) -> str:
    return ",".join(str(page) for page in pages)


def _job(row: Sequence[Any]) -> Job:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["case"] = values.pop("case_id")
    values["wanted"] = tuple(int(page) for page in values["wanted"].split(",") if page)
    return Job(**values)
