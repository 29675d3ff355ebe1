"""Texts taken out and cases deleted in offices of two, three words each: none in opened vaults, nor in the store with the key."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

from rygsaek.casework import cases, search, views
from rygsaek.history.checking import check
from sync.office import deleting, redacting
from tests.support.canaries import canaries, hits
from tests.support.central import Central
from tests.support.decrypted import envelopes_with, found_in, left_in_store
from tests.support.desks import ANNA
from tests.support.synced import Empty, SyncedOffice, empty_vault

TITLE = "texts taken out and cases deleted, opened vaults and store searched for their words"
FULL = range(100)


def run(first_seed: int, last_seed: int) -> str:
    """One office a seed, all in one store."""
    looks = 0
    with tempfile.TemporaryDirectory() as place:
        central = Central(Path(place) / "store", options=("--open",))
        central.init()
        central.start()
        try:
            empty = empty_vault(Path(place) / "empty")
            for seed in range(first_seed, last_seed + 1):
                looks += purge(Path(place) / f"seed{seed}", seed, central, empty)
            assert central.faults() == [], "the store does not hold"
        finally:
            central.stop()
        words = [word for seed in range(first_seed, last_seed + 1) for word in canaries(3, seed)]
        assert not hits([central.folder], words), "a word in the store"
    return f"{last_seed - first_seed + 1} offices, {looks} looks into opened vaults, 0 words left"


def purge(folder: Path, seed: int, central: Central, empty: Empty) -> int:
    """One office; returns how many looks. Raises AssertionError for a word that was left behind."""
    folder.mkdir()
    chance, words = random.Random(seed), canaries(3, seed)
    office, looks = SyncedOffice(folder, central, empty), 0
    lise, bo = office.laptop(), office.laptop()
    try:
        case = cases.create_case(bo.desk, {**ANNA, "navn": f"Anna {words[0]}"})
        bo.sync()
        bo.share(case, lise)
        document = cases.open_document(bo.desk, case, "samarbejdsaftale")
        for number in range(chance.randint(1, 6)):
            text = chance.choice(("Bor alene", words[1], f"Siger {words[1]}"))
            cases.fill(bo.desk, case, document, {"aktuel_situation": f"{text}, {number}. gang"})
            if chance.random() < 0.5:
                bo.sync()
        cases.fill(bo.desk, case, document, {"haab_laengere_sigt": f"Kender {words[1]}"})
        bo.sync()
        lise.sync()
        search.catch_up(lise.desk)
        changes = [line.change for line in views.history(lise.desk, case) if words[1] in line.new]
        redacting.redact(lise.desk, case, changes, lise.now_ms(), os.urandom, reason="Hører ikke til her")
        for laptop in (lise, bo):
            laptop.sync()
            search.catch_up(laptop.desk)
            assert not found_in(laptop.vault, folder / "plain", words[1:2]), f"seed {seed}: a text that was taken out"
            assert check(laptop.vault, laptop.desk.journal.projectors) == (), f"seed {seed}: a vault does not hold"
            looks += 1
        assert not envelopes_with(central, lise, case, words[1]), f"seed {seed}: a text in the store"
        begun = deleting.begin(bo.desk, case, "prøve", bo.now_ms())
        assert begun.request is not None
        deleting.agree(lise.desk, begun.request, lise.now_ms())
        for laptop in (lise, bo):
            laptop.sync()
            search.catch_up(laptop.desk)
            assert not found_in(laptop.vault, folder / "plain", words), f"seed {seed}: a word of a deleted case"
            looks += 1
        assert set(left_in_store(central, case)) == {"tombstone", "receipt"}, f"seed {seed}: a deleted case in the store"
    finally:
        office.close()
    return looks
