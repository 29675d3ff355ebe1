"""What stands after packed saves is what folding every one of their changes makes stand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.history.changes import ANSWER_GIVEN, CASE, ROW_ADDED, Change, NewChange, row_removed
from rygsaek.history.clock import HybridClock, Stamp
from rygsaek.history.entries import pack as packed
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.ids import ChangeId
from rygsaek.history.journal import Journal
from rygsaek.history.redacting import mark_of
from rygsaek.history.registers import CaseState, fold
from rygsaek.history.rows import all_rows
from sync import standing as module
from sync.columns import Save, pack, unpack
from sync.laid import read as read_columns
from sync.opening import opened
from sync.saves import hash_at
from sync.standing import standing, standing_in
from sync.wire.codec import WireError
from tests.support.packs import Packs, examples, packs, written
from tests.support.vaults import PASSPHRASE, PROJECTORS, STEPS, answer, new_vault


def folded(packs: Packs) -> CaseState | None:
    """Every save given back, every change made, and folded one by one."""
    opened = [unpack_entry("case", *save) for data in packs for save in unpack(data)]
    if any(one.again is not None for one in opened):
        return None
    return fold(change for one in opened for change in one.changes)


def ids(state: CaseState) -> list[bool]:
    return [state.has(ChangeId(who, "case", txn, n)) for who in "abcd" for txn in range(26) for n in range(3)]


def said_in(state: CaseState) -> list[object]:
    """What each register says, in words that tell True from 1."""
    found = [(document, *told) for document in (CASE, *state.documents()) for told in state.registers(document)]
    return [(document, name, repr(one.value), sorted(map(repr, one.shown)), one.is_conflict) for document, name, one in found]


@examples(150)
@given(packs())
def test_what_stands_is_what_folding_every_change_gives(some: Packs) -> None:
    try:
        every = folded(some)
    except ValueError:
        with pytest.raises(ValueError, match=r".*"):
            standing("case", some)
        return
    read = standing("case", some)
    if read is not None and every is not None:
        assert said_in(read) == said_in(every), "while its changes are not made yet"
    assert read == every
    made = [read_columns(data) for data in some]
    for one in made:
        opened("case", one)
    assert standing_in("case", made) == every, "though every change is made already"
    if read is not None and every is not None:
        assert (read.latest, read.conflicts(), read.missing) == (every.latest, every.conflicts(), every.missing)
        assert (read.pending, ids(read)) == (every.pending, ids(every))
        assert all_rows(read, "aftale", "maal") == all_rows(every, "aftale", "maal")


@examples(40)
@given(written(), st.integers(0, 24))
def test_what_comes_later_finds_the_same_state(saves: list[Save], cut: int) -> None:
    try:
        every, later = folded([pack(saves)]), [change for save in saves[cut:] for change in unpack_entry("case", *save).changes]
    except ValueError:
        return
    read = standing("case", [pack(saves[:cut])])
    if every is not None and read is not None:
        assert read.plus(later) == every


@examples(100)
@given(written(8), st.data())
def test_a_pack_that_was_tampered_with_is_refused_or_stands_as_its_saves_do(saves: list[Save], data: st.DataObject) -> None:
    tampered = bytearray(pack(saves))
    for _ in range(data.draw(st.integers(1, 4))):
        tampered[data.draw(st.integers(0, len(tampered) - 1))] = data.draw(st.integers(0, 255))
    try:
        every = folded([bytes(tampered)])
    except ValueError as error:
        with pytest.raises(WireError if isinstance(error, WireError) else ValueError):
            standing("case", [bytes(tampered)])
        return
    assert standing("case", [bytes(tampered)]) == every


@pytest.mark.parametrize("seed", range(3))
def test_what_three_laptops_wrote_undid_removed_and_had_taken_out_stands_as_in_their_logs(tmp_path: Path, seed: int) -> None:
    chance, laptops = random.Random(seed), list[Journal]()
    with ExitStack() as stack:
        for number in range(3):
            vault = stack.enter_context(new_vault(tmp_path / f"{number}", PASSPHRASE, STEPS))
            laptops.append(Journal(vault, PROJECTORS, HybridClock(lambda: chance.randint(1, 10**9))))
        for _ in range(90):
            one, other = chance.sample(laptops, 2)
            act(one, other, chance)
        every = [save for one in laptops for save in of_log(one)]
        for one in laptops:
            assert standing("case", [pack(of_log(one))]) == one.state("case")
        for other in laptops[1:]:
            laptops[0].merge("case", other.entries("case"))
        state = laptops[0].state("case")
        assert state.conflicts(), "or the seed tells nothing"
        by_laptop = [pack([save for save in sorted(set(every)) if save[0] == one.vault.incarnation]) for one in laptops]
        for order in (by_laptop, by_laptop[::-1]):
            assert standing("case", order) == state
        text = chance.choice([one for one in laptops[0].changes("case") if one.kind == ANSWER_GIVEN]).id
        (entry,) = (one for one in laptops[0].entries("case") if (one.incarnation, one.txn) == (text.incarnation, text.txn))
        with laptops[0].vault.read() as reader:
            before = hash_at(reader, "case", entry.incarnation, entry.txn - 1)
        assert before is not None
        with laptops[0].vault.write() as tx:
            laptops[0].redact("case", [mark_of(entry, before, [text.n])], tx=tx)
        assert standing("case", [pack(of_log(laptops[0]))]) == laptops[0].state("case")


def act(one: Journal, other: Journal, chance: random.Random) -> None:
    """Something that a person or a sync does."""
    row, cell = chance.choice(["maal/r1", "maal/r2"]), chance.choice(["navn", "@adresse", "maal/r1/tekst", "maal/r2/tekst"])
    match chance.randint(0, 9):
        case 0:
            one.merge("case", other.entries("case"))
        case 1:
            one.undo("case", one.vault.incarnation)
        case 2:
            one.append("case", [NewChange("aftale", row, ROW_ADDED, {}), answer(f"{row}/tekst", "ny")], one.vault.incarnation)
        case 3:
            one.append("case", [row_removed("aftale", row, wins=chance.random() < 0.5)], one.vault.incarnation)
        case _:
            one.append("case", [answer(cell, chance.choice(["Bo", "Ib", "æøå"]))], one.vault.incarnation)


def of_log(one: Journal) -> list[Save]:
    return [(entry.incarnation, entry.txn, entry.payload) for entry in one.entries("case")]


def test_of_two_forks_no_save_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(case: str, laid: Sequence[object]) -> None:
        raise AssertionError("save by save")

    forks = [fork(who) for who in "ba"]
    every = folded(forks)
    monkeypatch.setattr(module, "_folded", refuse)
    read = standing("case", forks)
    assert read == every and read is not None
    assert read.conflicts() == tuple(sorted(("aftale", f"felt{n}") for n in range(7)))


def test_the_changes_of_a_register_are_in_order_of_their_ids_whichever_pack_each_was_in() -> None:
    def wrote(who: str, register: str) -> Save:
        one = Change(ChangeId(who, "case", 1, 0), Stamp(1, 0), who, "aftale", register, ANSWER_GIVEN, who, ())
        return who, 1, packed([one], None)

    state = standing("case", [pack([wrote("a", "adresse"), wrote("c", "navn")]), pack([wrote("b", "navn")])])
    assert state is not None
    assert [head.by for head in state.register("aftale", "navn").heads] == ["b", "c"]


def test_a_pack_that_came_twice_stands_once() -> None:
    assert standing("case", [fork("a"), fork("a")]) == folded([fork("a")])


def fork(who: str) -> bytes:
    """Twenty saves of one laptop in seven fields."""
    saves = []
    for txn in range(1, 21):
        gone = (ChangeId(who, "case", txn - 7, 0),) if txn > 7 else ()
        one = Change(
            ChangeId(who, "case", txn, 0), Stamp(txn, 0), who, "aftale", f"felt{txn % 7}", ANSWER_GIVEN, f"{who}{txn}", gone
        )
        saves.append((who, txn, packed([one], None)))
    return pack(saves)
