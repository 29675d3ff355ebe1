"""A checkpoint shows a case at once, and nothing that it says is believed for longer than it takes to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases, views
from rygsaek.errors import InputError
from rygsaek.history.changes import NOTE_WRITTEN, NewChange
from rygsaek.history.checking import check
from rygsaek.history.entries import NO_HASH, chain_hashes
from sync import aside, checkpoints, keyring, laid
from sync.asking import Transport
from sync.columns import pack, unpack
from sync.errors import UnreachableError
from sync.fetching import STAGES
from sync.proof.envelopes import Checked
from sync.proof.envelopes import read as read_envelope
from sync.sealing.bodies import CheckpointBody
from sync.sealing.envelopes import BODY_CAP, open_envelope, seal
from sync.status import standing
from sync.wire.codec import encode
from sync.wire.requests import Fetch
from tests.support.desks import ANNA
from tests.support.lying_server import LyingServer, of_each
from tests.support.synced import SyncedLaptop, SyncedOffice
from ui.presenters.status_words import status_line

FEW = 3


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    """A checkpoint every third envelope."""
    with patch.object(checkpoints, "EVERY", FEW):
        yield


class BreaksOff:
    """A line that breaks after so many answers of a kind."""

    def __init__(self, inner: Transport, path: str, after: int) -> None:
        self.inner, self.path, self.left = inner, path, after

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        if path == self.path:
            self.left -= 1
            if self.left < 0:
                raise UnreachableError()
        return self.inner.post(path, body, headers)

    def close(self) -> None:
        self.inner.close()


def write(laptop: SyncedLaptop, case: str, text: str) -> None:
    laptop.desk.journal.append(case, [NewChange("", f"^note/{text[:12]}", NOTE_WRITTEN, {"text": text})], "fs")


def course(lise: SyncedLaptop, count: int) -> str:
    """A case that went to the store in so many envelopes."""
    case = cases.create_case(lise.desk, ANNA)
    for number in range(count):
        write(lise, case, f"{number}. besøg")
        lise.sync()
    return case


def unchecked(laptop: SyncedLaptop, case: str) -> bool:
    with laptop.vault.read() as reader:
        return checkpoints.is_unchecked(reader, case)


def reasons(laptop: SyncedLaptop) -> list[str]:
    with laptop.vault.read() as reader:
        return [one.reason for one in aside.all_of(reader)]


def synced_until_the_line_breaks(laptop: SyncedLaptop, after: int) -> None:
    whole = laptop.carry
    laptop.carry = lambda: BreaksOff(whole(), "/v1/fetch", after)
    with pytest.raises(UnreachableError):
        laptop.sync()
    laptop.carry = whole


def shown_by_its_checkpoint(laptop: SyncedLaptop, case: str) -> None:
    """Somebody opens a case of which only the summary has come, and its checkpoint comes before the line breaks again."""
    opened_on_its_way(laptop, case)
    synced_until_the_line_breaks(laptop, 1)


def opened_on_its_way(laptop: SyncedLaptop, case: str) -> None:
    synced_until_the_line_breaks(laptop, 1)
    assert views.preview_view(laptop.desk, case) is not None


def test_a_case_that_somebody_opens_is_shown_before_its_history_has_come_and_is_then_checked(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, 2 * FEW)
    lise.share(case, bo)
    lise.sync()
    shown_by_its_checkpoint(bo, case)
    assert [row.name for row in views.case_list(bo.desk)] == ["Anna Nørgaard"]
    assert unchecked(bo, case)
    assert "1 sag er ikke efterprøvet endnu." in " ".join(status_line(standing(bo.desk), bo.desk.now()).whole)
    write(lise, case, "sidste besøg")
    lise.sync()
    bo.sync()
    assert not unchecked(bo, case)
    assert standing(bo.desk).unchecked == 0
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)
    assert reasons(bo) == []
    assert check(bo.vault, bo.desk.journal.projectors) == ()


@pytest.mark.parametrize("is_in_bytes", [True, False])
def test_a_case_that_has_grown_beyond_a_checkpoint_goes_to_newcomers_envelope_by_envelope(
    office: SyncedOffice, is_in_bytes: bool
) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, FEW - 1)
    write(lise, case, "det besøg, der var for meget")
    most = laid.MOST if is_in_bytes else 1
    with patch.multiple(checkpoints, MOST=most, BODY_CAP=100 if is_in_bytes else BODY_CAP), patch.object(laid, "MOST", most):
        lise.sync()
    with lise.vault.read() as reader:
        assert reader.one("SELECT 1 FROM sync_own WHERE type = ?", (checkpoints.TYPE,)) is None
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)
    assert reasons(bo) == []


def test_what_is_written_on_what_is_not_checked_yet_is_handed_in_and_stands(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, FEW)
    lise.share(case, bo)
    lise.sync()
    shown_by_its_checkpoint(bo, case)
    write(bo, case, "også jeg var der")
    bo.sync()
    lise.sync()
    assert lise.desk.journal.state(case) == bo.desk.journal.state(case)
    assert len(lise.desk.journal.entries(case)) == len(bo.desk.journal.entries(case))


def test_what_is_not_checked_yet_can_be_read_and_not_written_in(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, 2 * FEW)
    lise.share(case, bo)
    lise.sync()
    shown_by_its_checkpoint(bo, case)
    assert unchecked(bo, case)
    facts = views.case_view(bo.desk, case).facts_document
    with pytest.raises(InputError) as caught:
        cases.fill(bo.desk, case, facts, {"kaldenavn": "Annie"})
    assert caught.value.code == "case.unchecked"
    with pytest.raises(InputError):
        cases.begin_document(bo.desk, case, "samtykke")
    bo.sync()
    cases.fill(bo.desk, case, facts, {"kaldenavn": "Annie"})
    assert views.case_view(bo.desk, case).first_name == "Annie"


def forged(body: CheckpointBody) -> CheckpointBody:
    """The same checkpoint with another text in Lise's name, and hashes that fit."""
    packed = unpack(body.saves)
    name = body.chains[0].incarnation
    mine = [(who, txn, payload.replace("0. besøg".encode(), "9. besøg".encode())) for who, txn, payload in packed if who == name]
    log = chain_hashes(body.case, name, 1, NO_HASH, (payload for *_, payload in mine))[-1]
    assert mine != [one for one in packed if one[0] == name]
    chains = tuple(
        type(one)(*((one.incarnation, one.last, log, one.device, one.seq, one.id))) if one.incarnation == name else one
        for one in body.chains
    )
    return CheckpointBody(body.format, body.case, body.clock_ms, body.roster_n, body.roster_head, chains, pack(mine))


def lied_to(office: SyncedOffice) -> tuple[SyncedLaptop, SyncedLaptop, str]:
    """Lise's case with a checkpoint that is not true, and Bo, who has just got it."""
    lise, bo = office.laptop(), office.laptop()
    make = checkpoints._body
    with patch.object(checkpoints, "_body", lambda *given: forged(make(*given))):
        case = course(lise, FEW)
    lise.share(case, bo)
    lise.sync()
    return lise, bo, case


def test_a_checkpoint_that_says_something_else_is_thrown_away(office: SyncedOffice) -> None:
    lise, bo, case = lied_to(office)
    shown_by_its_checkpoint(bo, case)
    assert bo.desk.journal.state(case) != lise.desk.journal.state(case)
    assert unchecked(bo, case)
    bo.sync()
    assert not unchecked(bo, case)
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)
    assert bo.desk.journal.entries(case) == lise.desk.journal.entries(case)


def test_a_program_that_checks_no_checkpoint_is_found_out(office: SyncedOffice) -> None:
    lise, bo, case = lied_to(office)
    opened_on_its_way(bo, case)
    with patch.object(checkpoints, "_says_the_same", lambda *_: True):
        bo.sync()
    assert bo.desk.journal.state(case) != lise.desk.journal.state(case)


def test_a_laptop_that_has_the_case_takes_nothing_from_a_checkpoint_that_differs(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, 1)
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    make = checkpoints._body
    with patch.object(checkpoints, "_body", lambda *given: forged(make(*given))):
        for number in range(FEW):
            write(lise, case, f"{number}. møde")
            lise.sync()
    bo.sync()
    assert reasons(bo) == ["checkpoint.differs"]
    assert bo.desk.journal.entries(case) == lise.desk.journal.entries(case)


def test_a_true_checkpoint_changes_nothing_where_the_case_is_known(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = course(lise, 1)
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    for number in range(FEW):
        write(lise, case, f"{number}. møde")
        lise.sync()
    bo.sync()
    assert reasons(bo) == []
    assert not unchecked(bo, case)
    assert bo.desk.journal.entries(case) == lise.desk.journal.entries(case)


def said_again(laptop: SyncedLaptop, case: str, seq: int, by: SyncedLaptop, **said: Any) -> tuple[bytes, bytes]:
    """An envelope of a laptop's own, and another that says the same inside and something else outside. by: who signs that."""
    with laptop.vault.read() as reader:
        sql = "SELECT data FROM sync_own WHERE case_id = ? AND type = 'changes' AND seq = ?"
        genuine = read_envelope(bytes(reader.query(sql, (case, seq))[0][0]))
        grants = keyring.grants(reader, laptop.known(), case)
        key = keyring.case_key(reader, grants, genuine.header.epoch)
    assert key is not None
    header = replace(genuine.header, **said)
    other = seal(
        by.secret,
        key,
        org=header.org,
        case=case,
        epoch=header.epoch,
        commitment=header.commitment,
        incarnation=header.incarnation,
        type_="changes",
        seq=seq,
        previous=header.previous,
        salt=bytes(32),
        body=open_envelope(Checked(*genuine), key),
    )
    return encode(genuine.envelope), other


def asked_while_lied_to(laptop: SyncedLaptop, swap: dict[bytes, bytes]) -> list[tuple[str, ...]]:
    """Sync with a store that gives other envelopes than it has; which types of content are asked for."""
    honestly, servers = laptop.carry, list[LyingServer]()

    def carry() -> LyingServer:
        servers.append(LyingServer(honestly(), of_each("envelope", lambda data: swap.get(data, data))))
        return servers[-1]

    laptop.carry = carry
    laptop.sync()
    return [said.question.types for server in servers for said in server.said if isinstance(said.question, Fetch)]


def test_what_stands_behind_a_checkpoint_is_its_very_envelopes_and_not_others_that_say_the_same(office: SyncedOffice) -> None:
    """Their author, or another who may write, and the store together: who has the true ones would be shown another chain."""
    lise, eva = office.laptop(), office.laptop()
    lise.sync()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, eva)
    for number in range(2 * FEW):
        write(lise, case, f"{number}. besøg")
        lise.sync()
    swaps: tuple[tuple[int, SyncedLaptop, dict[str, Any]], ...] = (
        (2, lise, {"previous": bytes([1]) * 32}),
        (2 * FEW, lise, {}),
        (3, eva, {}),
    )
    for seq, by, said in swaps:
        bo = office.laptop()
        lise.sync()
        lise.share(case, bo)
        lise.sync()
        shown_by_its_checkpoint(bo, case)
        genuine, other = said_again(lise, case, seq, by, **said)
        asked = asked_while_lied_to(bo, {genuine: other})
        assert STAGES[checkpoints.ANEW] in asked, (seq, said)
