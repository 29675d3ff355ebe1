"""What is known without asking the database is never more than what the database would say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert

from sync.server import tables
from sync.server.latest import MOST_CASES, Latest

DEVICE = b"d" * 32
CASES = ("", "a", "b", "c", "d")
OWN = ("mine", "andres", "tredjes")


def who_sees(*cases: str) -> Connection:
    """A database in which the device sees these cases."""
    connection = create_engine("sqlite://").connect()
    tables.META.create_all(connection)
    for case in cases:
        row = {"office": 1, "device": DEVICE, "case_id": case, "is_writer": False, "since": 1}
        connection.execute(insert(tables.access), row)
    return connection


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CASES), st.sampled_from(OWN))), st.sets(st.sampled_from(CASES[1:])), st.integers(0, 12))
def test_nothing_is_said_exactly_where_nobody_else_wrote_in_what_one_sees(
    line: list[tuple[str, str]], seen: set[str], after: int
) -> None:
    latest = Latest()
    things = [(at, case, by if case else "") for at, (case, by) in enumerate(line, 1)]
    for thing in things:
        latest.note(*thing)
    new = [at for at, case, by in things if at > after and case in {"", *seen} and by != "mine"]
    with who_sees(*seen) as connection:
        assert latest.has_nothing(connection, 1, DEVICE, "mine", after) == (not new)


def test_who_sees_a_case_is_asked_again_when_rights_have_changed() -> None:
    latest = Latest()
    latest.note(1, "a", "andres")
    with who_sees() as connection:
        assert latest.has_nothing(connection, 1, DEVICE, "mine", 0)
        row = {"office": 1, "device": DEVICE, "case_id": "a", "is_writer": False, "since": 1}
        connection.execute(insert(tables.access), row)
        latest.rights_changed([b"x" * 32])
        assert latest.has_nothing(connection, 1, DEVICE, "mine", 0), "of this device nothing was told"
        latest.rights_changed([DEVICE])
        assert not latest.has_nothing(connection, 1, DEVICE, "mine", 0)


def test_what_was_let_go_of_is_not_said_to_be_nothing() -> None:
    latest = Latest()
    for at in range(1, MOST_CASES + 2):
        latest.note(at, f"sag{at}", "andres")
    latest.tidy(MOST_CASES + 1)
    with who_sees() as connection:
        assert not latest.has_nothing(connection, 1, DEVICE, "mine", MOST_CASES)
        assert latest.has_nothing(connection, 1, DEVICE, "mine", MOST_CASES + 1)
