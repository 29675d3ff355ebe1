"""A laptop or a store that was put back, or copied: nothing is lost and no number is given twice."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from rygsaek.casework import cases, views
from rygsaek.history import log
from rygsaek.history.checking import check
from sync import keyring, tables
from sync.laptop import Laptop
from sync.office import renewing
from sync.status import standing
from tests.support.central import hand_in, signed
from tests.support.desks import ANNA
from tests.support.synced import SyncedLaptop, SyncedOffice
from ui import wiring
from ui.presenters.status_words import status_line
from ui.presenters.times import moment_words

FIELD = "aktuel_situation"


class Shared:
    """Anna's case, which Lise and Bo both have. image: of the store, before there was a case."""

    def __init__(self, office: SyncedOffice, *, is_imaged: bool = False) -> None:
        self.lise, self.bo = office.laptop(), office.laptop()
        self.image = office.central_image() if is_imaged else None
        self.case = cases.create_case(self.lise.desk, ANNA)
        self.agreement = cases.fill_form(self.lise.desk, self.case, "samarbejdsaftale", {FIELD: "Bor hos sin søster."})
        self.lise.sync()
        self.lise.share(self.case, self.bo)
        self.meet(self.lise, self.bo)

    def writes(self, laptop: SyncedLaptop, text: str, field: str = FIELD) -> None:
        cases.fill(laptop.desk, self.case, self.agreement, {field: text})

    def shown(self, laptop: SyncedLaptop, field: str = FIELD) -> set[str]:
        view = views.document_view(laptop.desk, self.case, self.agreement)
        standing = view.conflicts.get(field)
        return {one.value for one in standing} if standing else {str(view.answers[field])}

    def meet(self, *laptops: SyncedLaptop) -> None:
        for one in (*laptops, *laptops):
            one.sync()

    def agree(self, *laptops: SyncedLaptop) -> bool:
        states = [one.desk.journal.state(self.case) for one in laptops]
        return all(state == states[0] and not state.pending for state in states)


def test_a_laptop_put_back_from_an_image_goes_on_as_another(office: SyncedOffice) -> None:
    shared = Shared(office)
    image = office.image(shared.lise)
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.meet(shared.lise, shared.bo)
    lise = office.put_back(shared.lise, image)
    before = lise.vault.incarnation
    shared.writes(lise, "Bor i sin bil.")
    shared.writes(lise, "Har fået et kæledyr.", "haab_laengere_sigt")
    shared.meet(lise, shared.bo)
    assert lise.vault.incarnation != before
    assert shared.shown(lise) == shared.shown(shared.bo) == {"Bor på værestedet.", "Bor i sin bil."}
    assert shared.shown(shared.bo, "haab_laengere_sigt") == {"Har fået et kæledyr."}
    assert shared.agree(lise, shared.bo)
    assert check(lise.vault, lise.desk.journal.projectors) == ()


def test_an_image_in_which_nothing_was_written_takes_in_what_it_lacks(office: SyncedOffice) -> None:
    shared = Shared(office)
    image = office.image(shared.lise)
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.meet(shared.lise, shared.bo)
    lise = office.put_back(shared.lise, image)
    lise.sync()
    assert shared.shown(lise) == {"Bor på værestedet."}
    shared.writes(lise, "Bor i sin bil.")
    shared.meet(lise, shared.bo)
    assert shared.shown(shared.bo) == {"Bor i sin bil."}
    assert shared.agree(lise, shared.bo)


def test_a_copy_that_both_write_in_keeps_what_both_wrote(office: SyncedOffice) -> None:
    shared = Shared(office)
    shared.writes(shared.lise, "Skrevet før kopien.", "haab_laengere_sigt")
    twin = office.twin(shared.lise)
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.writes(twin, "Bor i sin bil.")
    shared.meet(twin, shared.lise, shared.bo)
    assert shared.lise.vault.incarnation != twin.vault.incarnation
    assert shared.shown(shared.bo) == {"Bor på værestedet.", "Bor i sin bil."}
    assert shared.shown(shared.bo, "haab_laengere_sigt") == {"Skrevet før kopien."}
    assert shared.agree(twin, shared.lise, shared.bo)


def test_a_vault_that_found_itself_elsewhere_issues_again_what_it_had_not_sent(office: SyncedOffice) -> None:
    shared = Shared(office)
    shared.writes(shared.lise, "Bor på værestedet.")
    moved = office.moved(shared.lise)
    assert moved.vault.was_copied
    shared.writes(moved, "Bor i sin bil.")
    shared.meet(moved, shared.bo)
    assert shared.shown(shared.bo) == {"Bor i sin bil."}
    assert shared.agree(moved, shared.bo)


def test_a_store_that_was_put_back_is_healed(office: SyncedOffice, tmp_path: Path) -> None:
    shared = Shared(office)
    backup = office.central_image()
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.writes(shared.bo, "Et job", "haab_laengere_sigt")
    shared.meet(shared.lise, shared.bo)
    office.put_central_back(backup)
    shared.writes(shared.bo, "Et fast job", "haab_laengere_sigt")
    assert wiring.runner_on(shared.bo.desk).run() is not None
    found, now = standing(shared.bo.desk), shared.bo.desk.now()
    when = moment_words(datetime.fromtimestamp(found.attempt.put_back_ms / 1000, UTC), now)
    told = f"Serveren var sat tilbage til en ældre kopi {when}. Det, den manglede, sender vi igen. Sig det til it."
    assert told in " ".join(status_line(found, now).whole)
    assert "sat tilbage" not in " ".join(status_line(found, now + timedelta(days=1)).whole)
    shared.meet(shared.bo, shared.lise)
    third = office.laptop()
    shared.lise.sync()
    shared.lise.share(shared.case, third)
    shared.meet(shared.lise, third)
    assert shared.shown(third) == {"Bor på værestedet."}
    assert shared.shown(third, "haab_laengere_sigt") == {"Et fast job"}
    assert shared.agree(shared.lise, shared.bo, third)
    shutil.rmtree(backup)


def test_what_a_store_that_was_put_back_refused_goes_again_when_a_colleague_has_brought_the_case(office: SyncedOffice) -> None:
    shared = Shared(office, is_imaged=True)
    lise, bo = shared.lise, shared.bo
    assert shared.image is not None
    office.put_central_back(shared.image)
    shared.writes(bo, "Bor på værestedet.")
    bo.sync()
    assert shared.case in standing(bo.desk).refused, "the store has not got the case yet"
    shared.meet(lise, bo)
    lise.sync()
    assert (standing(bo.desk).refused, standing(bo.desk).local.changes) == ({}, 0)
    assert shared.shown(lise) == {"Bor på værestedet."}
    assert shared.agree(lise, bo)


class DiedError(BaseException):
    """The laptop's power went."""


def lends(shared: Shared, office: SyncedOffice) -> tuple[SyncedLaptop, Path]:
    """A third, to whom Lise has given the case since the store was copied."""
    third = office.laptop()
    image = office.central_image()
    shared.lise.sync()
    shared.lise.share(shared.case, third)
    shared.lise.sync()
    return third, image


def test_a_laptop_that_dies_while_it_heals_a_store_does_so_again_for_one_that_is_put_back_once_more(office: SyncedOffice) -> None:
    shared = Shared(office)
    third, image = lends(shared, office)
    office.put_central_back(image)
    with patch.object(Laptop, "_move_on", side_effect=DiedError), pytest.raises(DiedError):
        shared.lise.sync()
    office.put_central_back(image)
    shared.meet(shared.lise, third)
    assert third.desk.journal.cases() == (shared.case,)


def test_a_store_that_lacks_what_this_laptop_sealed_gets_everything_else_again_too(office: SyncedOffice) -> None:
    shared = Shared(office)
    third, image = lends(shared, office)
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.lise.sync()
    with shared.lise.vault.write() as tx:
        tables.ask_anew(tx)  # as where a link was withheld: what the store shows at the beginning is the same as ever
    office.put_central_back(image)
    shared.meet(shared.lise, third)
    assert shared.shown(third) == {"Bor på værestedet."}


def test_a_store_that_lost_what_somebody_signed_who_has_left_since_is_healed(office: SyncedOffice) -> None:
    office.laptop()
    shared = Shared(office)
    lise, bo, sara = shared.lise, shared.bo, office.laptop()
    shared.meet(lise, bo)
    backup = office.central_image()
    lise.share(shared.case, sara)
    late = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(late, bo)
    shared.meet(lise, bo, sara)
    for gone in (sara, lise):
        office.office.revoke(gone.secret)
        hand_in(office.lead, signed(office.office.links[-1]))
    shared.meet(bo)
    office.put_central_back(backup)
    shared.writes(bo, "Et job", "haab_laengere_sigt")
    shared.meet(bo)
    third = office.laptop()
    bo.sync()
    for case in (shared.case, late):
        bo.share(case, third)
    shared.meet(bo, third)
    assert standing(bo.desk).refused == {}
    with bo.vault.read() as mine, third.vault.read() as theirs:
        written = log.tail(mine, shared.case, bo.vault.incarnation)
        assert written == log.tail(theirs, shared.case, bo.vault.incarnation) != log.START
        assert keyring.grants(theirs, third.known(), late).may_see(third.known().device)
    shutil.rmtree(backup)


def test_what_somebody_sent_who_has_left_since_a_colleague_hands_in_again(office: SyncedOffice) -> None:
    shared = Shared(office)
    lise, bo = shared.lise, shared.bo
    image = office.central_image()
    shared.writes(bo, "Bor på værestedet.")
    shared.meet(bo, lise)
    shared.writes(lise, "Har fået et kæledyr.", "haab_laengere_sigt")
    shared.meet(lise, bo)
    office.leaves(bo)
    lise.sync()
    office.put_central_back(image)
    shared.meet(lise)
    assert_a_newcomer_has_all(office, shared)


def test_what_somebody_sent_who_was_taken_out_of_the_case_since_a_colleague_hands_in_again(office: SyncedOffice) -> None:
    shared = Shared(office)
    lise, bo = shared.lise, shared.bo
    image = office.central_image()
    shared.writes(bo, "Bor på værestedet.")
    shared.writes(lise, "Har fået et kæledyr.", "haab_laengere_sigt")
    shared.meet(bo, lise)
    lise.unshare(shared.case, bo)
    shared.meet(lise)
    office.put_central_back(image)
    shared.meet(lise, bo)
    assert_a_newcomer_has_all(office, shared)


def test_what_a_laptop_sent_before_it_was_put_back_goes_again_too(office: SyncedOffice) -> None:
    shared = Shared(office)
    store, disk = office.central_image(), office.image(shared.lise)
    shared.writes(shared.lise, "Bor på værestedet.")
    shared.meet(shared.lise, shared.bo)
    shared.lise = office.put_back(shared.lise, disk)
    shared.writes(shared.lise, "Har fået et kæledyr.", "haab_laengere_sigt")
    shared.meet(shared.lise)
    office.put_central_back(store)
    shared.meet(shared.lise)
    assert_a_newcomer_has_all(office, shared)


def test_what_was_sealed_by_a_colleague_who_is_away_goes_again(office: SyncedOffice) -> None:
    shared = Shared(office)
    image = office.central_image()
    shared.writes(shared.bo, "Bor på værestedet.")
    shared.writes(shared.lise, "Har fået et kæledyr.", "haab_laengere_sigt")
    shared.meet(shared.bo, shared.lise)
    office.put_central_back(image)
    shared.meet(shared.lise)
    assert_a_newcomer_has_all(office, shared)
    shared.meet(shared.bo)
    assert shared.agree(shared.lise, shared.bo)


def test_nobody_makes_a_new_key_before_the_one_that_a_colleague_has_made_has_come(office: SyncedOffice) -> None:
    shared, sara = Shared(office), office.laptop()
    lise, bo = shared.lise, shared.bo
    lise.sync()
    lise.share(shared.case, sara)
    shared.meet(lise, bo, sara)
    image = office.central_image()
    shared.writes(lise, "Bor på værestedet.")
    shared.meet(lise, bo)
    office.put_central_back(image)
    office.leaves(sara)
    shared.meet(lise)
    with bo.vault.read() as reader:
        before = keyring.grants(reader, bo.known(), shared.case)
    with patch.object(renewing, "grant", side_effect=AssertionError("a second key")) as made:
        bo.sync()
    assert not made.called
    with bo.vault.read() as reader, lise.vault.read() as theirs:
        after = keyring.grants(reader, bo.known(), shared.case)
        assert after.head == keyring.grants(theirs, lise.known(), shared.case).head != before.head
    assert shared.agree(lise, bo)
    assert standing(bo.desk).refused == {}


def assert_a_newcomer_has_all(office: SyncedOffice, shared: Shared) -> None:
    """Whoever Lise lets into the case now gets it whole; nothing is told as missing, and the store is as it should be."""
    eva = office.laptop()
    shared.lise.sync()
    shared.lise.share(shared.case, eva)
    shared.meet(shared.lise, eva)
    assert shared.shown(eva) == {"Bor på værestedet."}
    assert shared.shown(eva, "haab_laengere_sigt") == {"Har fået et kæledyr."}
    assert shared.agree(shared.lise, eva)
    for laptop in (shared.lise, eva):
        assert not standing(laptop.desk).missing
        with laptop.vault.read() as reader:
            for left in ("sync_compared", "sync_lost", "sync_aside"):
                assert reader.one(f"SELECT count(*) FROM {left}") == (0,), left
    assert office.faults() == []


def test_a_store_that_lost_a_grant_alone_is_noticed_by_a_laptop_that_asks_for_everything_anew(office: SyncedOffice) -> None:
    lise, bo, eva = office.laptop(), office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, eva)
    for one in (lise, eva, lise):
        one.sync()
    image = office.central_image()
    lise.share(case, bo)
    with lise.vault.write() as tx:
        tables.note(tx, tables.LET_GO, b"1")
    lise.sync()
    with lise.vault.read() as reader:
        assert tables.number(reader, tables.CURSOR) > 0 and tables.fact(reader, tables.LET_GO) is None
    office.put_central_back(image)
    for one in (lise, bo, lise, bo):
        one.sync()
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)
