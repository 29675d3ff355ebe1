"""What is known already, as the forms' words for it: `borger.navn`, `profil.enhed`, `forrige.maal`, `naeste_besoeg.dato`.

What stands in conflict is left out: no machine chooses for a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from forms.model import Definition
from forms.paths import Answers
from forms.profile import counted_by, facts, names
from forms.record_systems import as_rows
from forms.settling import settle
from rygsaek.casework import consent, definitions, versions
from rygsaek.casework.consent_rows import CONSENT, PARTIES, consent_rows
from rygsaek.casework.desk import Desk, local
from rygsaek.casework.documents import BORGER, Begun, answers_of, documents, undisputed
from rygsaek.casework.documents import begun as begun_in
from rygsaek.casework.read_papers import paper_of
from rygsaek.casework.summary import VISIT, dates
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

NEXT_VISIT = "naeste_besoeg"
PREVIOUS = "forrige"
Sources = dict[str, dict[str, Any]]


def sources(
    desk: Desk, reader: Reader, state: CaseState, document: str = "", form: str = "", as_of: date | None = None
) -> Sources:
    """Every source by its name. document: the one that asks, whose own form is read from it alone; form: of one not begun yet.

    as_of: the day of the paper that it is copied from: no paper of a later day tells it anything; the citizen's own facts do.
    The profile's words are today's; what rules count by is what each document began under, as the limits are counted.
    """
    today = as_of or desk.today()
    systems = as_rows(desk.profile.systems, names(desk.profile, desk.worker, ""))
    profile = {**facts(desk.profile), "fagsystemer": systems}
    found: Sources = {
        "profil": {**profile, **_counted_by(desk, reader, begun_in(state, document))},
        "medarbejder": {"navn": desk.worker.name, "telefon": desk.worker.phone, "titel": desk.worker.title},
    }
    by_form: dict[str, list[Begun]] = {}
    for one in documents(state):
        is_later = as_of is not None and one.form != BORGER and one.day > as_of.isoformat()
        if is_later or not desk.role.sees(one.form):
            continue
        by_form.setdefault(one.form, []).append(one)
        if one.document == document:
            form = one.form
    known: dict[str, Answers] = {}
    counts: dict[str, dict[str, Any]] = {}
    for name, begun in by_form.items():
        candidates = begun
        if name == form:
            candidates = [one for one in begun if one.document == document] or begun
        chosen = _visit(desk, reader, state, candidates, today) if name == VISIT else _newest(desk, reader, state, candidates)
        known[name] = found[name] = undisputed(state, chosen.document)
        counts[name] = {**profile, **_counted_by(desk, reader, chosen)}
        if name == CONSENT and name != form:
            found[name] = {**known[name], PARTIES: _parties(desk, reader, state, today)}
    for name, begun in by_form.items():
        definition = definitions.definition_of(desk.library, reader, begun[-1])
        if definition is not None:
            found[name] = {**known[name], **settle(definition, known[name], today, {**found, "profil": counts[name]})}
        if name == CONSENT and name != form:
            found[name] = {**found[name], PARTIES: _parties(desk, reader, state, today)}
    coming = _coming(desk, reader, state, by_form.get(VISIT, []), today, document)
    if coming is not None:
        found[NEXT_VISIT] = undisputed(state, coming.document)
    earlier = [one for one in by_form.get(form, []) if one.document != document]
    if earlier:
        found[PREVIOUS] = undisputed(state, _newest(desk, reader, state, earlier).document)
    changed = _changed(state, document)
    found["dokument"] = {"aendret": changed.isoformat()} if changed else {}
    return found


def _counted_by(desk: Desk, reader: Reader, begun: Begun | None) -> dict[str, Any]:
    """What rules count by in a document: by the profile that it keeps, by today's where it is that or not here (yet)."""
    is_older = begun is not None and begun.profile != desk.profile.fingerprint
    kept = definitions.profile_of(reader, begun) if begun is not None and is_older else None
    return counted_by(kept or desk.profile)


def _parties(desk: Desk, reader: Reader, state: CaseState, today: date) -> list[Answers]:
    """Every party of every consent, as the ledger has them today: a yes only where one holds."""
    rows = consent_rows(state, lambda one: definitions.definition_of(desk.library, reader, one))
    return [
        {
            "_id": f"{row.document}_{row.row}", "part_navn": row.name, "part_type": row.group,
            "svar": consent.stands(rows, row, today.isoformat()) == "covered", "gyldig_fra": row.first, "gyldig_til": row.last,
        }
        for row in rows
        if row.name
    ]  # fmt: skip


def _newest(desk: Desk, reader: Reader, state: CaseState, begun: Iterable[Begun]) -> Begun:
    """The document that counts: the last begun; of forms that are frozen when finished, the last that was finished."""
    candidates = list(begun)
    definition: Definition | None = definitions.definition_of(desk.library, reader, candidates[-1])
    if definition is not None and definition.finished == "frozen":
        finished = [one for one in candidates if versions.is_finished(versions.versions(state, one.document))]
        candidates = finished or candidates
    return candidates[-1]


def _visit(desk: Desk, reader: Reader, state: CaseState, begun: list[Begun], today: date) -> Begun:
    """The newest visit that has come, or else the first that is planned."""
    dated = sorted((str(answers_of(state, one.document).get("dato") or "9999"), n, one) for n, one in enumerate(begun))
    come = [one for day, _, one in dated if day <= today.isoformat()]
    return come[-1] if come else dated[0][2]


def _coming(desk: Desk, reader: Reader, state: CaseState, begun: list[Begun], today: date, document: str) -> Begun | None:
    ahead = [
        (found.day, found.time, n, one)
        for n, one in enumerate(begun)
        if one.document != document
        for found in dates(paper_of(desk.library, reader, state, one))
        if found.day > today.isoformat()
    ]
    return min(ahead)[3] if ahead else None


def _changed(state: CaseState, document: str) -> date | None:
    """The day of the last answer in a document."""
    latest = max(
        (head.at.ms for name, register in state.registers(document) if not name.startswith("^") for head in register.heads),
        default=None,
    )
    return None if latest is None else local(datetime.fromtimestamp(latest / 1000).astimezone()).date()
