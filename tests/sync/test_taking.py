"""How what came is taken in: in portions, again without what cannot be used, and with the vault's own trouble left to it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from rygsaek.errors import InputError, OursError
from rygsaek.vault.transaction import Transaction
from sync import tables
from sync.office.mine import say_mine
from sync.taking import AT_ONCE, AT_ONCE_BYTES, UnusableError, in_one, in_portions, is_fault_of_it, look_after_grants
from sync.wire.codec import encode
from sync.wire.requests import Delivered
from tests.support.offices import CASE
from tests.support.small_laptops import pattern
from tests.sync.test_inbox import Here


@pytest.mark.parametrize(
    ("kind", "sizes", "portions"),
    [
        ("envelope", [1] * (2 * AT_ONCE + 1), [AT_ONCE, AT_ONCE, 1]),
        ("grant", [1] * (2 * AT_ONCE + 1), [2 * AT_ONCE + 1]),
        ("grant", [AT_ONCE_BYTES // 2, AT_ONCE_BYTES // 2, 1, 3 * AT_ONCE_BYTES, 1], [2, 1, 1, 1]),
    ],
)
def test_no_transaction_is_long(kind: str, sizes: list[int], portions: list[int]) -> None:
    items = [Delivered(1, kind, bytes(size)) for size in sizes]  # type: ignore[arg-type]
    assert [len(one) for one in in_portions(items)] == portions


def test_what_cannot_be_used_is_left_out_once_and_what_then_still_fails_is_told() -> None:
    tried: list[set[bytes]] = []

    def work(_: Transaction, unusable: Collection[bytes]) -> str:
        tried.append(set(unusable))
        for name in (b"one", b"two"):
            if name not in unusable:
                raise UnusableError(name)
        return "done"

    def never(_: Transaction, unusable: Collection[bytes]) -> None:
        tried.append(set(unusable))
        assert len(tried) < 9, "it would be tried for ever"
        raise UnusableError(b"one")

    vault = pattern().as_vault()
    assert in_one(vault, work) == "done"
    assert tried == [set(), {b"one"}, {b"one", b"two"}]
    with pytest.raises(UnusableError):
        in_one(vault, never)


def test_a_vault_that_is_busy_is_no_fault_of_what_came() -> None:
    bugs = [
        OursError("Det er en fejl i Rygsæk.", "Intet er tabt.", code=f"bug.{name}") for name in ("odd", "database.sqlite_busy")
    ]
    taken = InputError("Det kan ikke gemmes.", "Prøv igen.", code="document.conflict")
    assert [is_fault_of_it(one) for one in (KeyError("x"), taken, *bugs, OSError())] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("why", "is_looked_at_again"),
    [("", False), ("a colleague has left", True), ("my other laptop", True), ("I only read", False)],
)
def test_a_case_that_names_who_has_left_or_lacks_ones_other_laptop_is_looked_at_again(why: str, is_looked_at_again: bool) -> None:
    here = Here()
    if why == "I only read":
        here.case = here.office.case(here.colleague, readers=[here.me])
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        if why == "my other laptop":
            other = here.office.add("lead", person="p0")
            say_mine(tx, here.intake(tx).known, other.name)
        elif why:
            here.office.revoke(here.colleague)
        tables.note(tx, tables.RENEWED, b"as it was")
        intake = here.intake(tx)
        intake.granted.add(CASE)
        look_after_grants(intake)
        assert (tables.fact(tx, tables.RENEWED) is None) is is_looked_at_again
