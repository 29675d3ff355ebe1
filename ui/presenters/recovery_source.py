"""The office's key at work, from an open vault. Off the screen's thread; every opening is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from forms import cpr
from rygsaek.casework import accesslog
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError, InputError
from rygsaek.paper.scanned_codes import code_in_file
from sync.membership import Membership
from sync.office import directory, people, recovering, second_lead
from sync.office.codes import KitCode
from sync.office.kit import Kit
from sync.office.labels import label_of
from sync.office.line import Line
from sync.office.recovering import Latest, Owner, Request
from sync.wire.codec import WireError, decode, encode
from ui.new_file import write_signed
from ui.presenters.recovery import Asked, Named, RecoveryView, Wanted
from ui.presenters.status_words import many
from ui.presenters.times import moment_words

EVERYBODY = "Alle, der har sagerne, kan se det."
ME = "Denne computer"


class DeskRecovery:
    """line: the way to the store."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self._desk, self._line = desk, line
        self._cases: dict[str, Latest] = {}
        self._owners: dict[str, Owner] = {}
        self._request: Request | None = None
        self._asker = b""
        """The laptop that left the request in the store, none for a file."""

    def view(self) -> RecoveryView:
        """Whose cases there are, and who can be given them."""
        line = self._line
        known = line.caught_up()
        if not known.roster.is_lead(known.device):
            return RecoveryView(is_lead=False)
        self._cases = {one.said.case: one for one in recovering.latest(line, known)}
        self._owners = {one.person: one for one in recovering.by_owner(known, tuple(self._cases.values()))}
        colleagues = (one for one in people.members(line) if not one.is_me and not one.is_revoked)
        return RecoveryView(
            tuple(sorted((self._owner(known, one) for one in self._owners.values()), key=lambda one: one.name)),
            (Named(known.device.hex(), ME), *(Named(one.device.hex(), one.name) for one in colleagues)),
            recovering.leads_needed(known) > 1,
            seconds=self._seconds(known),
            asked=self._asked_in_store(known),
        )

    def open(self, wanted: Wanted) -> str:
        """Open them at once where one leads, else put into a file what the second lead signs. Raises InputError, SyncError."""
        line = self._line
        known = line.caught_up()
        code = code_in_file(wanted.file, "kontornøgle") if wanted.file is not None else wanted.typed
        kit = Kit(KitCode.read(code).seed)
        recovering.refuse_other_kit(kit, known)
        target = bytes.fromhex(wanted.target)
        cases = [self._cases[one] for one in self._wanted(known, wanted, target)]
        count = many(len(cases), "1 sag", "sager")
        if wanted.second:
            second_lead.ask(line, known, wanted.second, recovering.ask_second(line, kit, known, cases, (target,)))
            said = f"Den anden leder er spurgt. {count} bliver åbnet, når der er sagt ja her på siden."
        elif wanted.request is None:
            recovering.recover(line, kit, known, cases, (target,))
            said = f"{count} er åbnet med kontornøglen. {EVERYBODY}"
        else:
            write_signed(wanted.request, encode(recovering.ask_second(line, kit, known, cases, (target,))))
            said = f"Giv filen til en leder mere. {count} bliver åbnet, når den leder har sagt ja."
        self._note([one.said.case for one in cases])
        return said

    def read_request(self, file: Path) -> Asked:
        """What the first lead asks for: who, how much, and who may write in them afterwards. Raises InputError, SyncError."""
        line = self._line
        self._request, self._asker = None, b""
        try:
            request = decode(file.read_bytes(), Request, recovering.REQUEST_CAP)
        except (OSError, WireError) as error:
            raise DiskError("Filen kan ikke læses.", "Bed den anden leder om den igen.", code="disk.read") from error
        known = line.caught_up()
        members, first = known.roster.members, recovering.askers(request, known)
        if known.me is not None and known.me.person in {members[one].person for one in first}:
            raise InputError("Det er dig selv, der har bedt om det.", "Giv filen til en anden leder.", code="grant.not_leads")
        self._request = request
        return self._in_words(known, request)

    def countersign(self) -> str:
        """Sign what was read, and hand it in. Raises InputError, SyncError."""
        if self._request is None:
            raise InputError("Her er ikke noget at sige ja til.", "Vælg først filen.", code="input.request")
        line = self._line
        cases = recovering.sign_second(line, line.caught_up(), self._request)
        self._note(cases)
        self._answered()
        return f"{many(len(cases), '1 sag', 'sager')} er åbnet med kontornøglen. {EVERYBODY}"

    def decline(self) -> str:
        """It is not agreed: what was asked through the store is taken away."""
        self._answered()
        return "Du har sagt nej. Sig det til den anden leder."

    def _answered(self) -> None:
        if self._asker:
            second_lead.done(self._line, self._line.membership(), self._asker)
        self._request, self._asker = None, b""

    def _seconds(self, known: Membership) -> tuple[Named, ...]:
        """The other people who lead."""
        leads = {one.person: one.device for one in known.roster.leads() if known.me is None or one.person != known.me.person}
        with self._desk.vault.read() as reader:
            labels = {person: label_of(reader, known, device) for person, device in leads.items()}
        named = (Named(person, label.person if label is not None else "Uden navn") for person, label in labels.items())
        return tuple(sorted(named, key=lambda one: one.name))

    def _asked_in_store(self, known: Membership) -> Asked | None:
        """The first that is still to be answered."""
        for one in second_lead.asked(self._line, known, self._cases.values()):
            self._request, self._asker = one.request, one.device
            return self._in_words(known, one.request)
        return None

    def _in_words(self, known: Membership, request: Request) -> Asked:
        """Who asks, for how much, and who may write in the cases afterwards."""
        grants = recovering.grants_in(request)
        writers = sorted({one for grant in grants for one in grant.writers if one in known.roster.members})
        first = people.names_of_devices(self._line, known, recovering.askers(request, known))
        asked = datetime.fromtimestamp(max(grant.at for grant in grants) / 1000, UTC)
        after = f"Bagefter kan disse skrive i dem: {people.names_of_devices(self._line, known, writers)}."
        count = many(len(grants), "1 sag", "sager")
        return Asked(first, f"{count}. Spurgt {moment_words(asked, self._desk.now())}. {after}")

    def _wanted(self, known: Membership, wanted: Wanted, target: bytes) -> list[str]:
        """The cases, without those that the target has. Raises InputError where none is left."""
        owner = self._owners.get(wanted.owner)
        if owner is None:
            raise InputError("Der er ikke valgt en kollega.", "Vælg, hvis sager det er.", code="input.owner")
        cases = list(owner.cases)
        if wanted.number:
            told = self._of_citizen(known, wanted.number)
            cases = [one for one in cases if one in told]
            if not cases:
                advice = "Se efter, om nummeret er rigtigt. Lad feltet stå tomt, hvis I skal åbne alle."
                raise InputError("Den kollega har ikke fortalt, at de har borgeren.", advice, code="case.unknown")
        left = [one for one in cases if target not in self._cases[one].said.writers]
        if not left:
            raise InputError("Den computer har sagerne i forvejen.", "Vælg en anden computer.", code="grant.has_it")
        return left

    def _of_citizen(self, known: Membership, typed: str) -> set[str]:
        """Where the office's directory has a citizen. The look is written down."""
        number = cpr.compact(typed)
        if number is None:
            raise InputError("Det er ikke et CPR-nummer.", "Skriv ti cifre.", code="input.cpr")
        with self._desk.vault.read() as reader:
            found = {one.case for one in directory.who_has(reader, known, number)}
        accesslog.note(self._desk, accesslog.NO_CASE, "search", detail="kontorets liste", cases=sorted(found))
        return found

    def _owner(self, known: Membership, one: Owner) -> Named:
        with self._desk.vault.read() as reader:
            label = label_of(reader, known, one.device)
        gone = "" if known.roster.is_active(one.device) else ", lukket ude"
        name = label.person if label is not None else "Uden navn"
        return Named(one.person, f"{name}{gone} ({many(len(one.cases), '1 sag', 'sager')})")

    def _note(self, cases: Sequence[str]) -> None:
        for case in cases:
            accesslog.note(self._desk, case, "recover")
