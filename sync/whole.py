"""A case of which nothing is here, taken in from all its envelopes at once: folded once, and everything that follows made once.

What each envelope must be is what `inbox` and `contents` ask, and they take in whatever is not plainly so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rygsaek.history.log import START, Tail
from rygsaek.history.redacting import marks_of
from rygsaek.history.runs import Run
from sync import arrived, chains, contents, keyring, matter
from sync.aside import AsideError, chain_of
from sync.chains import Chain
from sync.contents import Into
from sync.inbox import Intake
from sync.laid import Laid, read
from sync.proof.envelopes import Checked, check_read
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.sealing.bodies import ChangesBody, read_body
from sync.sealing.envelopes import open_envelope
from sync.standing import standing_in
from sync.wire.codec import WireError
from sync.wire.requests import Delivered

CHANGES = "changes"


class Said(NamedTuple):
    """What an envelope of changes says."""

    checked: Checked
    body: ChangesBody
    run: Run
    laid: Laid


def take(intake: Intake, case: str, items: Sequence[Delivered]) -> list[Delivered]:
    """Take in the changes of a case that lay as it came. Returns what is left to be taken in one by one: all of it where
    something of the case is here, or an envelope of changes is not as it should be; nothing is written then.

    items: in the store's order; their signatures were checked when they were laid down, and are not again.
    """
    tx = intake.tx
    if arrived.is_known(tx, case) or marks_of(tx, case):
        return [*items]
    try:
        said, others = _said(intake, case, items)
        state = standing_in(case, [one.laid for one in said])
    except (AsideError, ProofError, WireError, ValueError):
        return [*items]
    into = Into(intake.journal, tx, intake.known, intake.now_ms)
    merged = intake.journal.merge_runs(case, [one.run for one in said], tx=tx, state=state)
    matter.note_lacking(tx, case, merged.changes)
    for one in said:
        header, body = one.checked.header, one.body
        contents.note_seen(into, header, body)
        chains.keep_link(tx, one.checked)
        chains.put(tx, Chain(case, header.incarnation, CHANGES, header.device, header.seq, one.checked.id, body.last))
        intake.freed.add(chain_of(case, header.incarnation, CHANGES))
    intake.touched.add(case)
    return others


def _said(intake: Intake, case: str, items: Sequence[Delivered]) -> tuple[list[Said], list[Delivered]]:
    """What the envelopes of changes say, each behind the one before it in its chain; and all else.

    Raises AsideError, ProofError, WireError, ValueError.
    """
    grants, roster, said, others = intake.grants_of(case), intake.known.roster, list[Said](), list[Delivered]()
    ends = dict[str, tuple[Chain, Tail]]()
    for item in items:
        one = read_envelope(item.data)
        header = one.header
        if header.type != CHANGES:
            others.append(item)
            continue
        signer = roster.members.get(header.device)
        checked = check_read(one, roster, grants, signed_by=signer.keys.sign if signer else b"")
        chain, tail = ends.get(header.incarnation, (Chain(case, header.incarnation, CHANGES, header.device), START))
        key = keyring.case_key(intake.tx, grants, header.epoch)
        is_next = (header.device, header.seq, header.previous) == (chain.device, chain.seq + 1, chain.id)
        if not is_next or key is None or header.incarnation == intake.journal.vault.incarnation:
            raise AsideError("envelope.gap")
        body = read_body(open_envelope(checked, key), ChangesBody)
        contents.check_place(header, chain, body)
        contents.check_roster(roster, body)
        laid = read(body.saves)
        run = contents.run_behind(tail, body, laid)
        said.append(Said(checked, body, run, laid))
        ends[header.incarnation] = chain._replace(seq=header.seq, id=checked.id, last=body.last), run.end
    return said, others
