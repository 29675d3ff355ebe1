"""Lise and Bo, who share a case, and a store that may lie to Bo; what he hears of it and what changes by it."""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.casework import cases, views
from sync import keyring, membership
from sync.errors import RefusedError, SyncError
from sync.membership import Membership
from sync.proof.grants import CaseGrants
from sync.wire.requests import Delivered, Exchanged, Fetched
from tests.support.desks import ANNA
from tests.support.lying_server import Lie, LyingServer, honest
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.vault_rows import asides, differences, rows

FIELD = "aktuel_situation"


class Heard(NamedTuple):
    """What a sync with a lying store came to. code: of the error that ended it, "" for none; asides: reasons, of this sync's
    things too; changed: tables in which anything but notes is another than before."""

    code: str
    asides: list[str]
    changed: list[str]


class Pair:
    """Anna's case is Lise's, and Bo may read and write it."""

    def __init__(self, office: SyncedOffice) -> None:
        self.office = office
        self.lise, self.bo = office.laptop(), office.laptop()
        self.case = cases.create_case(self.lise.desk, ANNA)
        self.agreement = cases.fill_form(self.lise.desk, self.case, "samarbejdsaftale", {FIELD: "Bor hos sin søster."})
        self.lise.sync()
        self.lise.share(self.case, self.bo)
        self.lise.sync()
        self.lie: Lie = honest
        self.servers: list[LyingServer] = []
        honestly = self.bo.carry

        def carry() -> LyingServer:
            self.servers.append(LyingServer(honestly(), lambda said: self.lie(said)))
            return self.servers[-1]

        self.bo.carry = carry
        self.bo.sync()

    def lise_writes(self, *texts: str) -> None:
        """One envelope for each text."""
        for text in texts:
            self.writes(self.lise, text)
            self.lise.sync()

    def writes(self, laptop: SyncedLaptop, text: str) -> None:
        cases.fill(laptop.desk, self.case, self.agreement, {FIELD: text})

    def reads(self, laptop: SyncedLaptop) -> str:
        return str(views.document_view(laptop.desk, self.case, self.agreement).answers[FIELD])

    def bo_hears(self, lie: Lie) -> Heard:
        """Have Bo sync with a store that lies, once; afterwards it is honest again."""
        before, code, self.lie = rows(self.bo.vault), "", lie
        try:
            self.bo.sync()
        except (SyncError, RefusedError) as error:
            code = error.code
        finally:
            self.lie = honest
        return Heard(code, asides(self.bo.vault), differences(before, rows(self.bo.vault)))

    def agree(self) -> bool:
        """Both show the same of the case, and nothing is set aside."""
        same = self.lise.desk.journal.state(self.case) == self.bo.desk.journal.state(self.case)
        return same and asides(self.bo.vault) == []

    def items(self, kind: str) -> list[Delivered]:
        """Everything of a kind that the store has honestly told Bo, in its order."""
        found = {
            one.position: one
            for server in self.servers
            for said in server.said
            if isinstance(said.answer, Exchanged | Fetched)
            for one in said.answer.items
            if one.kind == kind
        }
        return [found[position] for position in sorted(found)]

    def known(self, laptop: SyncedLaptop) -> Membership:
        with laptop.vault.read() as reader:
            found = membership.load(reader)
        assert found is not None
        return found

    def grants(self, laptop: SyncedLaptop) -> CaseGrants:
        with laptop.vault.read() as reader:
            return keyring.grants(reader, self.known(laptop), self.case)

    def key(self, laptop: SyncedLaptop) -> bytes:
        """The case's key of now."""
        grants = self.grants(laptop)
        with laptop.vault.read() as reader:
            key = keyring.case_key(reader, grants, grants.epoch)
        assert key is not None
        return key
