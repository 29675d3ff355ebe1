"""Generated histories of four to eight laptops: identical states, nothing lost, nothing superseded by who had not seen it.

The journal's own parts without the journal (tests/support/books.QuickBook), since a million of them are wanted; the journal
itself on vaults without a disk is `journals`, and whole laptops with a real store are `offices`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from rygsaek.history.registers import CaseState, Register
from tests.support.books import QuickBook
from tests.support.worlds import Laptop, NewBook, World

TITLE = "generated histories: partition, repetition, disorder, crash, image, copy, clock, revocation"
FULL = range(1_000_000)
STEPS = range(20, 61)
TOLD = {
    "laptops": "laptops",
    "saves": "writes",
    "conflicts": "conflicts",
    "put_back": "images put back",
    "revoked": "revoked",
}

Books = Callable[[str], NewBook]


def quick(case: str) -> NewBook:
    """Books of the journal's parts."""
    return lambda number, clock: QuickBook(case, f"i{number}x", clock)


def run(first_seed: int, last_seed: int, *, books: Books = quick, broken: Callable[[World], None] = lambda world: None) -> str:
    """One world a seed. broken: the sabotage, done to each world before it begins."""
    seen: Counter[str] = Counter()
    for seed in range(first_seed, last_seed + 1):
        world = World(seed, books(f"sag{seed}"))
        broken(world)
        seen.update(world.play(world.chance.choice(STEPS))._asdict())
    told = ", ".join(f"{seen[name]} {what}" for name, what in TOLD.items())
    return f"{last_seed - first_seed + 1} histories, {told}: 0 lost, 0 different, 0 superseded unseen"


class LastWriterWins(QuickBook):
    """The sabotage: of two values the later stamp wins, as in many a program that syncs."""

    def state(self) -> CaseState:
        state = super().state().plus(())
        for registers in state._by_document.values():
            for name, register in registers.items():
                registers[name] = Register((max(register.heads, key=lambda head: head.at),))
        return state


def last_writer_wins(case: str) -> NewBook:
    return lambda number, clock: LastWriterWins(case, f"i{number}x", clock)


def copies_go_unnoticed(world: World) -> None:
    """The sabotage: nobody looks at their own chain in the store."""
    world.look_at_own = lambda laptop: None  # type: ignore[method-assign]


def moves_on_too_early(world: World) -> None:
    """The sabotage: the cursor moves past what was not taken in."""
    whole = world.take_in

    def take_in(laptop: Laptop, *, is_whole: bool) -> None:
        whole(laptop, is_whole=is_whole)
        laptop.cursor = len(world.store)

    world.take_in = take_in  # type: ignore[method-assign]
