"""Attachments that a revoked device leaves in pieces: apart from the case's own until a colleague has dealt with them."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.sealing.grants import joined, sign
from sync.wire.codec import encode
from sync.wire.handover import Left, Quarantine, QuarantineAnswer
from sync.wire.office import FORMAT, Redaction, Signed, Tombstone
from sync.wire.requests import ChunkAnswer, GetChunk, PutChunk
from tests.support.central import Client, found, hand_in, signed
from tests.support.offices import AT, Case, Office
from tests.support.stores import broken

Make = Callable[[DeviceSecret], Client]
PIECES = (b"first" * 100, b"second" * 100, b"third" * 50)
BLOB = sha256(b"".join(sha256(one).digest() for one in PIECES)).digest()


class Scene:
    """Two devices that have been shut out of a case which a colleague still has."""

    def __init__(self, office: Office, lead: Client, client: Make) -> None:
        self.office, self.lead = office, lead
        self.gone, self.other, self.colleague = (client(office.add()) for _ in range(3))
        self.case: Case = office.case(self.colleague.secret, self.gone.secret, self.other.secret)
        hand_in(lead, *(signed(link) for link in office.links[1:]))
        hand_in(self.colleague, signed(self.case.signed[0]))

    def revoke(self) -> None:
        for one in (self.gone, self.other):
            self.office.revoke(one.secret)
            hand_in(self.lead, signed(self.office.links[-1]))

    def leave(self, by: Client, number: int, data: bytes | None = None, path: str = "/v1/leave") -> tuple[int, ...]:
        piece = PutChunk(FORMAT, self.case.grants.case, BLOB, number, 3, PIECES[number] if data is None else data)
        return by.ask(path, piece, ChunkAnswer).have

    def leave_all(self) -> None:
        for number in range(3):
            self.leave(self.gone, number)

    def left(self, *, drop: tuple[bytes, ...] = (), release: tuple[bytes, ...] = ()) -> tuple[Left, ...]:
        asked = Quarantine(FORMAT, self.case.grants.case, drop, release)
        return self.colleague.ask("/v1/quarantine", asked, QuarantineAnswer).files

    def piece(self, number: int) -> bytes:
        return self.colleague.ask("/v1/get", GetChunk(FORMAT, self.case.grants.case, BLOB, number), ChunkAnswer).data


@pytest.fixture
def scene(office: Office, lead: Client, client: Make) -> Scene:
    return Scene(office, lead, client)


def tombstone(scene: Scene) -> Signed:
    """The case is deleted: by a lead and a colleague."""
    said = Tombstone(
        FORMAT, scene.office.org, scene.case.grants.case, scene.office.roster.n, AT, "regel", (scene.colleague.secret.name,)
    )
    body = encode(said)
    two = sorted((scene.lead.secret, scene.colleague.secret), key=lambda one: one.name)
    return joined("tombstone", body, [(one.name, sign("tombstone", body, one).signatures[0]) for one in two])


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        work()
    return refused.value.code


def test_pieces_lie_apart_until_they_are_released_to_the_case(scene: Scene) -> None:
    scene.leave(scene.gone, 0, path="/v1/put")
    scene.revoke()
    assert refusal(lambda: scene.leave(scene.gone, 1, path="/v1/put")) == "roster.revoked"
    assert scene.leave(scene.gone, 2) == (2,) and scene.leave(scene.gone, 0) == (0, 2)
    name = scene.gone.secret.name
    assert scene.left(release=(BLOB,)) == (Left(BLOB, name, False),), "what is not whole stays where it is"
    assert scene.leave(scene.gone, 1) == (0, 1, 2) == scene.leave(scene.gone, 1)
    assert scene.left() == (Left(BLOB, name, True),)
    assert refusal(lambda: scene.piece(1)) == "blob.missing"
    assert scene.left(release=(BLOB,)) == ()
    assert tuple(scene.piece(number) for number in range(3)) == PIECES


def test_what_two_devices_left_is_released_once(scene: Scene) -> None:
    scene.revoke()
    for number in range(3):
        assert scene.leave(scene.gone, number) == scene.leave(scene.other, number)
    assert [one.is_whole for one in scene.left()] == [True, True]
    assert scene.left(release=(BLOB,)) == ()
    assert tuple(scene.piece(number) for number in range(3)) == PIECES


def test_what_nobody_wants_is_thrown_away(scene: Scene) -> None:
    scene.revoke()
    scene.leave_all()
    assert scene.left(drop=(BLOB,)) == ()
    assert refusal(lambda: scene.piece(0)) == "blob.missing"


def test_one_device_cannot_spoil_what_another_leaves_or_what_lies_in_the_case(scene: Scene) -> None:
    scene.leave(scene.colleague, 0, path="/v1/put")
    scene.leave(scene.colleague, 1, b"wrong", path="/v1/put")
    scene.revoke()
    scene.leave(scene.other, 0, b"wrong")
    assert refusal(lambda: scene.leave(scene.other, 0)) == "blob.differs"
    scene.leave(scene.other, 1)
    assert refusal(lambda: scene.leave(scene.other, 2)) == "blob.wrong", "and all that it left of it is let go"
    scene.leave(scene.other, 1, b"wrong")
    scene.leave_all()
    found = {(one.device, one.is_whole) for one in scene.left()}
    assert found == {(scene.gone.secret.name, True), (scene.other.secret.name, False)}
    assert refusal(lambda: scene.piece(0)) == "blob.missing", "nothing of it is in the case yet"
    assert scene.left(release=(BLOB,)) == ()
    assert tuple(scene.piece(number) for number in range(3)) == PIECES, "the whole that has the right name counts"


def test_what_a_lead_takes_out_is_gone_and_is_not_left_again(scene: Scene) -> None:
    case = scene.case
    hand_in(scene.colleague, signed(case.renew(scene.colleague.secret, [scene.colleague.secret, scene.lead.secret])))
    scene.revoke()
    scene.leave_all()
    said = Redaction(
        FORMAT, scene.office.org, case.grants.case, case.grants.epoch, scene.office.roster.n, 0, (), b"sealed", (BLOB,)
    )
    hand_in(scene.lead, signed(sign("redaction", encode(said), scene.lead.secret)))
    assert scene.left() == ()
    assert refusal(lambda: scene.leave(scene.gone, 0)) == "blob.taken_out"


def test_a_deleted_case_keeps_none_and_takes_none(scene: Scene) -> None:
    scene.revoke()
    scene.leave_all()
    hand_in(scene.lead, signed(tombstone(scene)))
    assert refusal(scene.left) == "request.not_allowed" == refusal(lambda: scene.leave(scene.gone, 0))


def test_who_never_could_write_in_the_case_leaves_nothing_in_it(scene: Scene, client: Make) -> None:
    stranger = client(scene.office.add())
    hand_in(scene.lead, signed(scene.office.links[-1]))
    assert refusal(lambda: scene.leave(stranger, 0)) == "request.not_allowed"
    assert refusal(lambda: scene.leave(scene.gone, 0, b"")) == "blob.unreadable"


@pytest.mark.parametrize("sabotage", ["room_for_two_pieces", "room_for_a_kibibyte"])
def test_a_device_has_only_so_much_room(office: Office, tmp_path: Path, sabotage: str) -> None:
    with broken(tmp_path, sabotage) as client:
        lead = client(office.devices[0])
        found(lead, office)
        scene = Scene(office, lead, client)
        scene.revoke()
        scene.leave(scene.gone, 1)
        scene.leave(scene.gone, 2)
        assert refusal(lambda: scene.leave(scene.gone, 0)) == "quarantine.full"
        assert scene.leave(scene.gone, 2) == (1, 2), "what lies there is still told"
        assert scene.leave(scene.other, 0) == (0,), "each device has its own"
        scene.left(drop=(BLOB,))
        assert scene.leave(scene.gone, 0) == (0,), "when somebody has dealt with it there is room again"
