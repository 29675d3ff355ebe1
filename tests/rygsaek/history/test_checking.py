"""Is the log unbroken, does everything follow from it: what was changed behind its back is found."""

from __future__ import annotations

import pytest

from rygsaek.history.checking import check
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.history.projection import rebuild
from tests.support.vaults import PROJECTORS, Names, answer


@pytest.fixture
def written(journal: Journal) -> Journal:
    for number in range(6):
        journal.append(f"case{number % 2}", [answer(f"felt{number}", f"svar {number}")], "fs")
    return journal


def codes(journal: Journal) -> set[str]:
    return {problem.code for problem in check(journal.vault, PROJECTORS)}


def behind_its_back(journal: Journal, sql: str) -> None:
    with journal.vault.write() as tx:
        tx.execute(sql)


def test_a_whole_log_has_no_problems(written: Journal) -> None:
    assert check(written.vault, PROJECTORS) == ()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM log_entry WHERE case_id = 'case0' AND txn = 2", "check.chain"),
        ("DELETE FROM log_entry WHERE case_id = 'case0' AND txn = 1", "check.chain"),
        ("UPDATE log_entry SET payload = (SELECT payload FROM log_entry WHERE txn = 3 LIMIT 1) WHERE txn = 1", "check.chain"),
        ("UPDATE log_entry SET hash = zeroblob(32) WHERE txn = 2", "check.chain"),
        ("UPDATE log_entry SET incarnation = 'another' WHERE txn = 2 AND case_id = 'case1'", "check.chain"),
        ("UPDATE log_entry SET payload = x'c1' WHERE txn = 3 AND case_id = 'case1'", "check.entry"),
        ("UPDATE test_name SET value = 'noget andet' WHERE register = 'felt1'", "check.projection"),
        ("DELETE FROM test_search", "check.projection"),
        ("INSERT INTO test_name VALUES ('nobody', 'x', 'y', 'z', 1)", "check.projection"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(written: Journal, sql: str, code: str) -> None:
    behind_its_back(written, sql)
    assert code in codes(written)


def test_a_check_changes_nothing(written: Journal) -> None:
    behind_its_back(written, "DELETE FROM test_search")
    assert codes(written) == codes(written) == {"check.projection"}


def test_projections_are_made_again_from_the_log(written: Journal) -> None:
    behind_its_back(written, "DELETE FROM test_search")
    behind_its_back(written, "UPDATE test_name SET value = 'noget andet'")
    behind_its_back(written, "INSERT INTO test_name VALUES ('nobody', 'x', 'y', 'z', 1)")
    rebuild(written.vault, PROJECTORS)
    assert check(written.vault, PROJECTORS) == ()


class Later(Names):
    """The same tables, filled another way."""

    version = 2


def test_a_projector_of_a_new_version_is_filled_when_the_journal_is_opened(written: Journal) -> None:
    behind_its_back(written, "DELETE FROM test_search")
    Journal(written.vault, (Names(),), HybridClock(lambda: 0))
    assert codes(written) == {"check.projection"}
    Journal(written.vault, (Later(),), HybridClock(lambda: 0))
    assert codes(written) == set()
