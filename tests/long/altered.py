"""Each byte of envelopes changed, and of everything else that is signed or sealed: all refused, and by no other error."""

from __future__ import annotations

import random

from sync.sealing.bodies import pack_body
from tests.support.offices import changes_body
from tests.support.proofs import Item, World, is_refused, opened, world

TITLE = "each byte of a thousand envelopes changed, and of pairings, grants, roster, notices"
FULL = range(1000)
ENVELOPES_A_WORLD = 100


def run(first_seed: int, last_seed: int) -> str:
    """An envelope a seed, and with each hundredth everything of another kind."""
    changed = 0
    for start in range(first_seed - first_seed % ENVELOPES_A_WORLD, last_seed + 1, ENVELOPES_A_WORLD):
        known = world(start)
        if start >= first_seed:
            some = (*known.signed[:4], *known.signed[-3:], first_pairing(known), known.noted[0])
            changed += sum(each_byte(item, random.Random(start)) for item in some)
        for seed in range(max(start, first_seed), min(start + ENVELOPES_A_WORLD, last_seed + 1)):
            chance = random.Random(seed)
            case = chance.choice(list(known.cases.values()))
            author = known.office.devices[chance.randrange(3)]
            body = changes_body(case, chance.randbytes(chance.randrange(400)))
            data = case.envelope(author, pack_body(body))
            changed += each_byte(Item("envelope", data, lambda data: opened(known, data)), chance)  # noqa: B023 - used at once
    return f"{changed} bytes changed in {last_seed - first_seed + 1} envelopes and what is around them, all refused"


def first_pairing(known: World) -> Item:
    return next(one for one in known.signed if one.kind == "pairing")


def each_byte(item: Item, chance: random.Random) -> int:
    """Change each byte by itself, cut off at it, and put one more there; returns how many bytes there were."""
    assert item.take(item.data) is not None, f"an honest {item.kind} is not taken"
    for at in range(len(item.data)):
        other = bytes((item.data[at] ^ chance.randrange(1, 256),))
        assert is_refused(item.take, item.data[:at] + other + item.data[at + 1 :]), f"{item.kind}: byte {at} changed"
    for at in range(0, len(item.data), 16):
        assert is_refused(item.take, item.data[:at]), f"{item.kind}: cut off at {at}"
        assert is_refused(item.take, item.data[:at] + b"\0" + item.data[at:]), f"{item.kind}: one more at {at}"
    assert is_refused(item.take, item.data + b"\0"), f"{item.kind}: one more at the end"
    return len(item.data)
