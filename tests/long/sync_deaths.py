"""Death at every step of a sync: each commit, and each sending just before and after, with a store as it should be and with one
that was put back. Nothing is lost, nothing comes twice, and nobody takes the laptop for a copy of itself.

Every place in the conversation's rooms that commits or sends is found by reading the source, and must be come by.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rygsaek.casework import cases, views
from rygsaek.history.checking import check
from rygsaek.paper import attachments
from sync.status import standing
from tests.support.central import Central
from tests.support.children import Child
from tests.support.crash_points import Point, passed, points
from tests.support.desks import ANNA
from tests.support.foreign_files import pdf
from tests.support.sync_deaths import dying_at
from tests.support.synced import SyncedLaptop, SyncedOffice, empty_vault

TITLE = "death at every commit and every sending of a sync, with a store that was put back too"
FULL = range(80)
PUT_BACK = 40
"""Seeds from here on: the store has lost its end. The step is what is left of the seed."""
FIELD, OTHER = "aktuel_situation", "haab_laengere_sigt"
COMMITS_OR_SENDS = re.compile(r"^.*vault\.write\(\)$|^.*transport\.post\(|^self\._client\.stream\(")

ELSEWHERE = ("_left", "note", "note_put_back", "note_shift", "about")
"""Of a laptop that was shut out; how a runner's try went; before there is an office. Their own tests come by."""


def run(first_seed: int, last_seed: int) -> str:
    """Die once a seed; seeds beyond the last step die nowhere."""
    died = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        central = Central(folder / "central", options=("--open",))
        central.init()
        central.start()
        try:
            (folder / "office").mkdir()
            world = World(SyncedOffice(folder / "office", central, empty_vault(folder / "empty")))
            if first_seed == 0:
                world.come_by_all()
            for seed in range(first_seed, last_seed + 1):
                died += world.one(seed % PUT_BACK + 1, is_put_back=seed >= PUT_BACK)
            world.end()
        finally:
            central.stop()
    return f"{died} deaths in {last_seed + 1 - first_seed} syncs, 0 lost, 0 twice, 0 taken for a copy"


def named() -> tuple[Point, ...]:
    """Every commit and sending in the conversation's own rooms."""
    return tuple(one for one in points(rooms=("sync",), durable=COMMITS_OR_SENDS) if one.file.count("/") == 1)


class World:
    """Lise, who dies, and Bo, who writes in the same case."""

    def __init__(self, office: SyncedOffice) -> None:
        self.office, self.lise, self.bo = office, office.laptop(), office.laptop()
        self.case = cases.create_case(self.lise.desk, ANNA)
        self.agreement = cases.fill_form(self.lise.desk, self.case, "samarbejdsaftale", {FIELD: "Bor hos sin søster."})
        self.lise.sync()
        self.lise.share(self.case, self.bo)
        for one in (self.lise, self.bo, self.lise):
            one.sync()
        self.life, self.number = self.lise.vault.incarnation, 0

    def written(self) -> tuple[str, str]:
        """Both write; Lise has a new case, and is given one by Bo."""
        self.number += 1
        cases.fill(self.lise.desk, self.case, self.agreement, {FIELD: f"Liseord {self.number}"})
        own = cases.create_case(self.lise.desk, {"navn": f"Borger {self.number}"})
        cases.fill(self.bo.desk, self.case, self.agreement, {OTHER: f"Boord {self.number}"})
        for one, who in ((self.lise, "Lises"), (self.bo, "Bos")):
            attachments.attach(one.desk, self.case, pdf(f"{who} bilag {self.number}"))
        given = cases.create_case(self.bo.desk, {"navn": f"Bos borger {self.number}"})
        self.bo.sync()
        self.bo.share(given, self.lise)
        self.bo.sync()
        return own, given

    def one(self, step: int, *, is_put_back: bool) -> bool:
        """Lise dies at that step of a sync, and goes on; returns whether it came to that."""
        image = self.lose_its_end() if is_put_back else None
        own, given = self.written()
        self.lise.vault.close()
        ended = Child(lambda tell, before=self.lise: self.dying(before, step)).wait()[1]  # type: ignore[misc]
        assert ended in (0, -9), f"step {step}: the child ended with {ended}"
        self.lise = self.office.reopened(self.lise)
        self.lise.sync()
        self.lise.share(own, self.bo)
        for laptop in (self.lise, self.bo, self.lise):
            laptop.sync()
        self.look((self.case, own, given), f"step {step}, {'put back' if image else 'as it should be'}")
        return ended == -9

    def lose_its_end(self) -> bool:
        """The store is put back to before the last that both handed in, and before what Lise alone has of hers."""
        image = self.office.central_image()
        for who in ("Begges", "Lises"):
            cases.fill(self.lise.desk, self.case, self.agreement, {FIELD: f"{who} tabte {self.number}"})
            self.lise.sync()
            if who == "Begges":
                self.bo.sync()
        self.office.put_central_back(image)
        return True

    def dying(self, before: SyncedLaptop, step: int) -> None:
        laptop = self.office.reopened(before)
        with dying_at(step):
            laptop.sync()

    def look(self, shared: tuple[str, ...], told: str) -> None:
        """Both have everything, once, and nobody has become another."""
        for case in shared:
            mine, theirs = (one.desk.journal.state(case) for one in (self.lise, self.bo))
            assert mine == theirs and not mine.pending, f"{told}: {case}"
        shown = views.document_view(self.bo.desk, self.case, self.agreement)
        words = (shown.answers[FIELD], shown.answers[OTHER])
        assert words == (f"Liseord {self.number}", f"Boord {self.number}"), f"{told}: {words}"
        for one in (self.lise, self.bo):
            files = [is_here for _, _, is_here in attachments.of_case(one.desk, self.case)]
            assert files == [True] * 2 * self.number, f"{told}: {files}"
        found = standing(self.lise.desk)
        assert (found.local.changes, found.local.files, found.set_aside, found.refused) == (0, 0, {}, {}), f"{told}: {found}"
        assert self.lise.vault.incarnation == self.life, told

    def come_by_all(self) -> None:
        """Every named place is one that a sync comes by, with a store as it should be or with one that was put back."""
        self.written()
        first = passed(lambda: void(self.lise.sync()), named())
        self.lose_its_end()
        self.written()
        left = {*named()} - {*first, *passed(lambda: void(self.lise.sync()), named())}
        missed = [str(one) for one in sorted(left) if one.function not in ELSEWHERE]
        assert not missed, "no sync comes by: " + "; ".join(missed)

    def end(self) -> None:
        for one in (self.lise, self.bo):
            assert check(one.vault, one.desk.journal.projectors) == ()
        self.office.close()


def void(_: object) -> None:
    """Nothing comes of it."""
