"""What the inside of an envelope says of others is believed of whoever is in the office, and of nobody who was shut out."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from rygsaek.history.journal import Journal
from sync import membership, tables
from sync.contents import Into, note_seen
from sync.membership import Membership
from sync.proof.envelopes import read
from tests.support.offices import changes_body, new_office
from tests.support.small_laptops import pattern


def test_only_who_is_in_the_office_is_believed_to_have_seen_a_newer_roster() -> None:
    office = new_office("contents", devices=3)
    me, gone, colleague = office.devices
    case = office.case(gone, colleague)
    office.revoke(gone)
    known = Membership(me, office.roster, office.keys, "")
    ahead = replace(changes_body(case), roster_n=office.roster.n + 5)
    with pattern().write() as tx:
        for by, is_believed in ((gone, False), (colleague, True)):
            note_seen(Into(cast(Journal, None), tx, known, 0), read(case.envelope(by)).header, ahead)
            assert tables.owed(tx) == (ahead.roster_n if is_believed else 0)
            assert membership.lacks_links(tx) is is_believed
