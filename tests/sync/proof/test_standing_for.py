"""What somebody in the office stands for is kept as it came; of all else only that it came."""

from __future__ import annotations

from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.envelopes import read
from sync.proof.standing_for import is_of_office
from sync.sealing.grants import countersign, joined, sign
from sync.wire.codec import encode
from sync.wire.office import Signed
from tests.support.chains import notice
from tests.support.offices import Office, added, drawn, new_office


def test_it_is_what_devices_that_are_or_were_there_or_the_root_have_signed_and_nothing_else() -> None:
    office = new_office("stands", devices=3)
    lead, gone, _ = office.devices
    office.renew()
    case = office.case(lead, gone)
    office.revoke(gone)
    envelope, said, body = case.envelope(gone), notice(office, gone, b"slot", 1), office.links[0].body
    stranger = DeviceSecret.generate(drawn("somebody else"))
    theirs = Office.case(elsewhere := new_office("elsewhere"), elsewhere.devices[0]).envelope(elsewhere.devices[0])
    unsigned = encode(replace(read(envelope).envelope, signature=bytes(64)))

    def stands(kind: str, data: bytes | Signed) -> bool:
        return is_of_office(kind, data if isinstance(data, bytes) else encode(data), office.roster)

    both = joined("roster", body, [countersign("roster", body, one) for one in (lead, gone)])
    ours = [
        ("envelope", envelope),
        ("notice", said.data),
        ("orgdoc", office.docs[0]),
        ("roster", office.links[-1]),
        ("roster", sign("roster", encode(added(office.roster, stranger, "p9")), gone)),
        ("roster", both),
    ]
    nobodys = [
        ("envelope", unsigned),
        ("envelope", theirs),
        ("notice", notice(office, stranger, b"slot", 1).data),
        ("notice", said.data[:-1] + bytes([said.data[-1] ^ 1])),
        ("grant", office.links[0]),
        ("roster", Signed("roster", body, (), ())),
        ("roster", replace(both, signatures=both.signatures[:1])),
        ("roster", sign("roster", body, stranger)),
        ("roster", replace(both, signatures=(both.signatures[0], bytes(64)))),
        ("orgdoc", replace(office.docs[0], signatures=(bytes(64),))),
        ("roster", b"nothing"),
    ]
    assert [(kind, stands(kind, data)) for kind, data in ours] == [(kind, True) for kind, _ in ours]
    assert [(kind, stands(kind, data)) for kind, data in nobodys] == [(kind, False) for kind, _ in nobodys]
