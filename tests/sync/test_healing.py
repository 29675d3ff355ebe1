"""Which sealed bytes go again to a store that has lost something: all that it lacks of what it once had, and nothing else."""

from __future__ import annotations

from rygsaek.vault.transaction import Transaction
from sync import healing
from sync.proof.envelopes import check
from sync.wire.codec import encode
from sync.wire.office import Forgotten
from sync.wire.requests import ChainHead, HeadsAnswer
from tests.support.offices import CASE, new_office
from tests.support.small_laptops import pattern

ID = bytes(32)


def own(tx: Transaction, life: str, type_: str, seq: int, *, position: int = 1, data: bytes = b"sealed") -> None:
    tx.execute(
        "INSERT INTO sync_own VALUES (?, ?, ?, ?, zeroblob(32), 1, ?, ?, 0, ?, '', ?)",
        (CASE, life, type_, seq, seq, seq, position, data),
    )


def kept(tx: Transaction, life: str, seq: int, case: str = CASE) -> None:
    tx.execute("INSERT INTO sync_kept VALUES (?, ?, 'changes', ?, ?)", (case, life, seq, b"theirs"))


def lacking(tx: Transaction) -> list[tuple[str, str, int]]:
    return [(one.place[1], one.place[2], one.place[3]) for one in healing.lacking(tx)]


def test_what_nobody_could_make_again_is_kept() -> None:
    office = new_office("kept", devices=2)
    case = office.case(*office.devices)
    with pattern().write() as tx:
        for type_ in ("changes", "access", "checkpoint", "summary"):
            healing.keep(tx, check(case.envelope(office.devices[1], type_=type_), office.roster, case.grants))  # type: ignore[arg-type]
        assert sorted(one for (one,) in tx.query("SELECT type FROM sync_kept")) == ["access", "changes"]


def test_it_is_asked_of_others_and_of_ones_own_earlier_lives_that_it_has_had_something_of() -> None:
    with pattern().write() as tx:
        kept(tx, "hers", 1)
        for life, position in (("mine", 1), ("earlier", 1), ("never sent", 0)):
            own(tx, life, "changes", 1, position=position)
        healing.begin(tx, "mine")
        assert healing.to_compare(tx) == ("earlier", "hers")
        healing.compare(tx, "hers", HeadsAnswer(()))
        assert healing.to_compare(tx) == ("earlier",)


def test_what_it_lacks_goes_in_the_order_of_the_chains_until_it_is_answered() -> None:
    with pattern().write() as tx:
        for seq in (3, 2, 1):
            kept(tx, "hers", seq)
            own(tx, "earlier", "changes", seq)
        own(tx, "earlier", "changes", 4, data=b"")  # a redaction took it
        own(tx, "earlier", "changes", 5, position=0)
        for type_ in ("access", "checkpoint", "summary"):
            own(tx, "earlier", type_, 1)
        healing.compare(tx, "hers", HeadsAnswer((ChainHead(CASE, "changes", 1, ID),)))
        healing.compare(tx, "earlier", HeadsAnswer((ChainHead(CASE, "changes", 2, ID),)))
        assert lacking(tx) == [
            ("earlier", "access", 1),
            ("earlier", "changes", 3),
            ("hers", "changes", 2),
            ("hers", "changes", 3),
        ]
        healing.answered(tx, (CASE, "hers", "changes", 2))
        assert lacking(tx) == [("earlier", "access", 1), ("earlier", "changes", 3), ("hers", "changes", 3)]


def test_of_what_a_redaction_names_no_sealed_copy_is_left_and_of_all_else_it_is() -> None:
    with pattern().write() as tx:
        for life, seq, case in (
            ("hers", 1, CASE),
            ("hers", 2, CASE),
            ("hers", 3, CASE),
            ("his", 1, CASE),
            ("hers", 1, "andensag12"),
        ):
            kept(tx, life, seq, case)
        tx.execute("INSERT INTO sync_kept VALUES (?, 'hers', 'access', 1, ?)", (CASE, encode(ID)))
        for life in ("hers", "his"):
            healing.compare(tx, life, HeadsAnswer(()))
        healing.let_go(tx, CASE, [Forgotten("hers", ID, 2, ID)])
        rows = {
            table: tx.query(f"SELECT case_id, incarnation, type, seq FROM {table} ORDER BY 1, 2, 3, 4")
            for table in ("sync_kept", "sync_lost")
        }
    left = [
        ("andensag12", "hers", "changes", 1),
        (CASE, "hers", "access", 1),
        (CASE, "hers", "changes", 3),
        (CASE, "his", "changes", 1),
    ]
    assert rows == {"sync_kept": left, "sync_lost": left}
