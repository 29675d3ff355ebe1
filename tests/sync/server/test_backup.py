"""A copy of a running store, put back into either kind of database; and laptops that notice and heal one that was put back."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import RefusedError
from sync.sealing.grants import sign
from sync.server.config import KEY_FILE
from sync.wire.codec import encode
from sync.wire.handover import Quarantine, QuarantineAnswer
from sync.wire.office import FORMAT
from tests.support.central import Central, found, hand_in, signed
from tests.support.chains import chain
from tests.support.doors import put
from tests.support.offices import Office, document
from tests.support.stores import running


def test_a_store_that_was_put_back_is_noticed_and_healed(office: Office, tmp_path: Path, new_database: Callable[[], str]) -> None:
    central = Central(tmp_path / "store", new_database())
    central.init()
    copy = tmp_path / "kopi.rygsaek"
    with running(central) as client:
        lead = client(office.devices[0])
        found(lead, office)
        case = office.case(lead.secret)
        work = chain(case, lead.secret, 6)
        hand_in(lead, signed(case.signed[0]), *work[:3])
        left = put(lead, case, "/v1/leave")
        done = central.command("backup", str(copy))
        assert (done.returncode, done.stderr) == (0, "")
        hand_in(lead, *work[3:])
        cursor, mark = lead.cursor, lead.mark
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    again = Central(tmp_path / "igen", new_database())
    assert again.command("restore", str(copy)).returncode == 0
    assert (again.folder / KEY_FILE).read_text() == (central.folder / KEY_FILE).read_text()
    with running(again) as client:
        lead = client(office.devices[0])
        lead.cursor, lead.mark = cursor, mark
        with pytest.raises(RefusedError) as refused:
            lead.exchange()
        assert refused.value.code == "store.other_line"
        lead.cursor, lead.mark = 0, bytes(32)
        assert lead.exchange().own == 3
        asked = Quarantine(FORMAT, case.grants.case, (), ())
        assert [one.blob for one in lead.ask("/v1/quarantine", asked, QuarantineAnswer).files] == [left]
        assert hand_in(lead, *work).own == 6
        assert (lead.cursor, lead.mark) == (cursor, mark), "what was handed in in the same order lies as before"
    assert again.command("check").returncode == 0


def test_a_store_that_was_put_back_and_has_grown_since_is_noticed_too(office: Office, tmp_path: Path) -> None:
    central = Central(tmp_path / "store")
    central.init()
    copy = tmp_path / "kopi.rygsaek"
    with running(central) as client:
        lead = client(office.devices[0])
        found(lead, office)
        colleague = office.add()
        assert central.command("backup", str(copy)).returncode == 0
        hand_in(lead, signed(office.links[1]))
        cursor, mark = lead.cursor, lead.mark
    again = Central(tmp_path / "igen")
    assert again.command("restore", str(copy)).returncode == 0
    with running(again) as client:
        lead = client(office.devices[0])
        other = office.case(lead.secret)
        hand_in(lead, signed(office.links[1]), signed(other.signed[0]))
        late = client(colleague)
        late.cursor, late.mark = cursor, mark
        assert late.exchange().head == 5, "the same link at the same place is the same line"
    third = Central(tmp_path / "tredje")
    assert third.command("restore", str(copy)).returncode == 0
    with running(third) as client:
        lead, late = client(office.devices[0]), client(colleague)
        newer = sign("orgdoc", encode(document(office.root, office.kit, lead.secret, number=2)), office.root)
        hand_in(lead, signed(newer), signed(office.links[1]))
        late.cursor, late.mark = cursor, mark
        assert lead.exchange().head > cursor
        with pytest.raises(RefusedError) as refused:
            late.exchange()
        assert refused.value.code == "store.other_line"


def test_a_copy_goes_from_one_kind_of_database_to_the_other(
    office: Office, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    there = Central(tmp_path / "there", new_database())
    there.init()
    with running(there) as client:
        lead = client(office.devices[0])
        found(lead, office)
        case = office.case(lead.secret)
        hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 20))
    copies = [tmp_path / "en", tmp_path / "to"]
    here = Central(tmp_path / "here")
    back = Central(tmp_path / "back", new_database())
    for store, copy, into in ((there, copies[0], here), (here, copies[1], back)):
        assert store.command("backup", str(copy)).returncode == 0
        assert into.command("restore", str(copy)).returncode == 0
    done = back.command("check")
    assert done.returncode == 0 and "1 kontor, 24 ting" in done.stdout


def test_nothing_is_put_over_a_store(tmp_path: Path) -> None:
    one, other = Central(tmp_path / "en"), Central(tmp_path / "to")
    one.init()
    other.init()
    copy = tmp_path / "kopi"
    assert one.command("backup", str(copy)).returncode == 0
    assert one.command("backup", str(copy)).stderr.startswith("Der ligger allerede en fil")
    assert other.command("restore", str(copy)).stderr.startswith("Databasen er ikke tom.")
    assert one.command("restore", str(tmp_path / "ingen")).stderr.startswith("Der er ingen fil")
    (tmp_path / "skrald").write_bytes(b"ikke en kopi" * 1000)
    third = Central(tmp_path / "tre")
    assert third.command("restore", str(tmp_path / "skrald")).stderr.startswith("Filen er ikke en kopi")
    assert not list((tmp_path / "tre").glob("*")) if (tmp_path / "tre").exists() else True
    assert not list(tmp_path.glob("*.part"))
