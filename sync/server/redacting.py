"""After a redaction: what of a case's envelopes and files may go, and when. The store sees which, and never what was taken out.

Nothing goes before a checkpoint has come whose author had seen the redaction. Then the named envelopes are emptied, and every
older checkpoint; their places, ids and marks stay, so that chains and the line of positions hold. A checkpoint or a summary whose
author had not seen it yet may repeat the text: it is emptied as it comes. The summaries that lie there go at once.

What goes is overwritten in SQLite's file (`secure_delete`), and the log is brought home and emptied (`writer`). PostgreSQL lets
go of the bytes when it next cleans up the table.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from sync.proof.signed import body_of, read_signed
from sync.server.offices import Head, Office
from sync.server.tables import chunk, coming_chunk, item, left_chunk
from sync.server.turn import Turn
from sync.wire.envelopes import Header
from sync.wire.office import Redaction


def drop_files(turn: Turn, office: Office, said: Redaction) -> None:
    """Let go of the sealed pieces of the files that it takes out. They go at once: no chain needs them."""
    turn.lets_go = True
    for table in (chunk, coming_chunk, left_chunk):
        of_case = (table.c.office == office.number, table.c.case_id == said.case)
        turn.connection.execute(delete(table).where(*of_case, table.c.blob.in_(said.blobs)))


def is_taken_out(connection: Connection, office: int, case: str, blob: bytes) -> bool:
    """A redaction in the case took this file out: nobody hands it in again."""
    c = item.c
    rows = connection.execute(select(c.data).where(c.office == office, c.case_id == case, c.kind == "redaction")).scalars()
    return any(blob in body_of(read_signed(bytes(data)), "redaction", Redaction).blobs for data in rows if data is not None)


def settle(turn: Turn, office: Office, header: Header) -> bool:
    """A checkpoint is coming: empty what it makes unneeded. It, or a summary: True where it must be emptied itself."""
    turn.flush()
    c = item.c
    of_case = (c.office == office.number, c.case_id == header.case)
    rows = turn.connection.execute(select(c.position, c.data).where(*of_case, c.kind == "redaction").order_by(c.position)).all()
    if not rows:
        return False
    if header.covers < rows[-1].position:
        return True
    if header.type == "summary":
        return False
    turn.lets_go = True
    is_older = (c.type.in_(("checkpoint", "summary")), c.position < office.position + 1)
    turn.connection.execute(update(item).where(*of_case, *is_older).values(data=None))
    for row in rows:
        for chain in body_of(read_signed(bytes(row.data)), "redaction", Redaction).chains:
            is_named = (c.incarnation == chain.incarnation, c.type == "changes", c.seq <= chain.seq)
            turn.connection.execute(update(item).where(*of_case, *is_named).values(data=None))
    return False


def empty_summaries(turn: Turn, office: Office, case: str) -> None:
    """The case's summaries may repeat the text. They go at once: nothing hangs on them, and others will come."""
    turn.lets_go = True
    turn.flush()
    c = item.c
    is_one = (c.office == office.number, c.case_id == case, c.type == "summary")
    turn.connection.execute(update(item).where(*is_one).values(data=None))


def stand_in(turn: Turn, office: Office, said: Redaction) -> None:
    """A store that was put back gets a place for what everybody has let go of, so that the chains can go on."""
    for chain in said.chains:
        known = office.incarnation(turn.connection, chain.incarnation)
        if known is None:
            known = office.add_incarnation(chain.incarnation, chain.device)
        place = (said.case, "changes")
        have = known.heads[place].seq if place in known.heads else 0
        if known.device != chain.device or have >= chain.seq:
            continue
        known.heads[place] = Head(chain.seq, chain.id)
        known.envelopes += chain.seq - have
        turn.keep(
            office, "envelope", None, chain.id, case=said.case, incarnation=chain.incarnation, type_="changes", seq=chain.seq
        )
