"""The office's facts and deeds from an open vault. Every call may wait for the network, and is made off the screen's thread."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from pathlib import Path

from forms.pdf.office_sheets import KIT_COPIES, KIT_TITLE, invite_sheet, kit_sheets
from rygsaek.errors import InputError, PrinterError
from rygsaek.paper import sheets
from rygsaek.paper.exits import Exits
from rygsaek.paper.scanned_codes import code_in_file
from rygsaek.paper.sheets import OnItsWay
from sync import membership
from sync.office import entering, founding, letting_in, people, revoking
from sync.office.codes import InviteCode, KitCode, server_url
from sync.office.founding import Made
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from sync.office.mine import say_mine
from sync.office.moved import move
from sync.office.people import Colleague
from sync.office.renewing import renew
from sync.office.revoking import Revoked
from ui.presenters.coming_back import come_back
from ui.presenters.office import Applicant, Laptop, OfficeView, Waiting
from ui.presenters.status_words import many

INVITE_TITLE = "Invitation"
LONGER_DAYS = 30


class DeskOffice:
    """exits: the door; printers: this computer's, the known one first."""

    def __init__(self, line: Line, exits: Callable[[], Exits], printers: Callable[[], Sequence[str]]) -> None:
        self._line, self._exits, self._printers = line, exits, printers

    def view(self) -> OfficeView:
        """How things stand here."""
        line = self._line
        if founding.held(line) is not None:
            return OfficeView("kit")
        if founding.asked_for(line) is not None:
            return OfficeView("printed")
        begun = entering.held(line)
        with line.vault.read() as reader:
            known = membership.load(reader)
        if known is None:
            return OfficeView() if begun is None else OfficeView("waiting", begun.words, begun.invite.server)
        is_lead = known.roster.is_lead(known.device)
        laptops = tuple(
            Laptop(one.device.hex(), one.name, _remark(one), is_lead and not one.is_me and not one.is_revoked, one.is_claimed)
            for one in people.members(line)
        )
        return OfficeView("member", people.words(known), known.server_url, is_lead, laptops)

    def laptop_name(self) -> str:
        """What this laptop may be called."""
        return platform.node()

    def printers(self) -> Sequence[str]:
        """This computer's printers."""
        try:
            return self._printers()
        except PrinterError:
            return ()

    def join(self, code: str, laptop: str) -> OfficeView:
        """Use an invite."""
        entering.start(self._line, InviteCode.read(code), self._label(laptop))
        return self.view()

    def join_by_picture(self, file: Path, laptop: str) -> OfficeView:
        """Use a picture of one."""
        return self.join(code_in_file(file, "invitation"), laptop)

    def come_back(self, code: str, laptop: str) -> tuple[str, ...]:
        """Use the office's key: this laptop leads, and has the cases that nobody could write in any more. Says how it went."""
        kit = KitCode.read(code)
        if not kit.server:
            raise InputError("Serverens adresse mangler.", "Skriv den før tegnet #. Den står på arket.", code="input.address")
        return come_back(self._line, None, Kit(kit.seed), kit.server, self._label(laptop))

    def come_back_by_picture(self, file: Path, laptop: str) -> tuple[str, ...]:
        """Use a picture of it."""
        return self.come_back(code_in_file(file, "kontornøgle"), laptop)

    def look(self) -> OfficeView:
        """Ask whether a lead has said yes."""
        begun = entering.held(self._line)
        if begun is not None:
            entering.look(self._line, begun)
        return self.view()

    def give_up(self) -> OfficeView:
        """Wait no more."""
        entering.give_up(self._line)
        return self.view()

    def print_kit(self, server: str, laptop: str, printer: str) -> str:
        """Print the two sheets of an office to be; says what the printer wants, or "". The store hears of nothing before they are
        in somebody's hand, and where the printer does not take them there will be no such office."""
        made = self._prepare(server, laptop)
        exits = self._exits()
        job = exits.print_sheet(printer, KIT_TITLE, KIT_COPIES, self._sheets(made))
        founding.ask_for(self._line, made.founding, job)
        try:
            return sheets.send(exits.queue, job).trouble
        except PrinterError:
            founding.forget(self._line)
            raise

    def save_kit(self, server: str, laptop: str, target: Path) -> OfficeView:
        """The same as a file that the person keeps."""
        made = self._prepare(server, laptop)
        self._exits().save_sheet(KIT_TITLE, self._sheets(made), target)
        founding.hold(self._line, made.founding)
        return self.finish()

    def kit_came_out(self, came: bool) -> OfficeView:
        """Make the office, or forget it: a sheet that nobody has cannot be its key."""
        printed = founding.asked_for(self._line)
        if printed is None:
            return self.view()
        if not came:
            self._exits().queue.cancel(printed.job)
            founding.forget(self._line)
            return self.view()
        try:
            self._exits().confirm(printed.job, "all")
        except InputError as error:
            raise InputError("Printeren har ikke fået arkene.", "Svar nej, og print dem igen.", code=error.code) from error
        founding.hold(self._line, printed.founding)
        return self.finish()

    def finish(self) -> OfficeView:
        """Have the store take an office whose key is on paper, also after a kill."""
        held = founding.held(self._line)
        if held is not None:
            founding.finish(self._line, held)
        return self.view()

    def invite(self) -> str:
        """A code for a colleague."""
        return str(letting_in.invite(self._line))

    def print_invite(self, code: str, printer: str) -> OnItsWay:
        """The code as a sheet."""
        address, _, rest = code.rpartition("#")
        desk = self._exits().desk
        data = invite_sheet(rest.split("-"), code, address, desk.today(), sender=self._sender())
        exits = self._exits()
        return sheets.send(exits.queue, exits.print_sheet(printer, INVITE_TITLE, 1, data))

    def invite_came_out(self, job: str, came: bool) -> None:
        """Whether it did. One that did not is not to come out later."""
        if came:
            self._exits().confirm(job, "all")
        else:
            self._exits().queue.cancel(job)

    def pending(self) -> Waiting:
        """Who waits to be let in."""
        found, others = letting_in.pending(self._line)
        known = self._line.membership()
        same = [people.namesake(self._line, known, one.label.person) for one in found]
        return Waiting(
            tuple(
                Applicant(one.device.hex(), str(one.label), one.words, "" if other is None else other.device.hex())
                for one, other in zip(found, same, strict=True)
            ),
            others,
        )

    def admit(self, device: str, *, is_lead: bool, same_as: str = "") -> OfficeView:
        """Let one in whose words were compared. same_as: a laptop of the same person, "" for somebody new."""
        applicant = letting_in.applicant_named(letting_in.pending(self._line)[0], device)
        person = people.member_named(self._line, self._line.membership(), same_as).person if same_as else None
        letting_in.admit(self._line, applicant, "lead" if is_lead else "caseworker", person)
        return self.view()

    def refuse(self, device: str) -> Waiting:
        """Turn one away."""
        applicant = letting_in.applicant_named(letting_in.pending(self._line)[0], device)
        letting_in.pending(self._line, refuse=(applicant.invite,))
        return self.pending()

    def revoke(self, device: str) -> str:
        """Lock a laptop out; says what follows."""
        return revoked_words(revoking.revoke(self._line, bytes.fromhex(device)))

    def say_mine(self, device: str) -> str:
        """It is this person's too, and gets their cases."""
        line = self._line
        known = line.caught_up()
        with line.vault.write() as tx:
            say_mine(tx, known, bytes.fromhex(device))
            cases = renew(tx, known, line.now_ms())
        return f"Computeren får dine sager ({len(cases)}), næste gang der sendes og hentes."

    def lease(self, device: str) -> str:
        """Let a laptop go on without a network for longer, from when it has fetched that."""
        revoking.lease(self._line, bytes.fromhex(device), LONGER_DAYS)
        return f"Bed kollegaen om at trykke »Send og hent nu«. Så må computeren være {LONGER_DAYS} dage uden net."

    def move(self, address: str) -> str:
        """Use another address of the office's store."""
        move(self._line, address)
        return "Kontorets server svarer på den adresse. Fremover bruger vi den."

    def _prepare(self, server: str, laptop: str) -> Made:
        if founding.held(self._line) is not None:
            raise InputError("Kontoret er næsten lavet.", "Gør det færdigt først.", code="office.founding")
        return founding.prepare(self._line, server_url(server), self._label(laptop))

    def _sheets(self, made: Made) -> bytes:
        kit = made.kit.code(made.founding.server_url)
        server = kit.server.removeprefix("https://")
        return kit_sheets(kit.groups, str(kit), server, self._exits().desk.today(), sender=self._sender())

    def _sender(self) -> tuple[str, ...]:
        profile = self._exits().desk.profile
        return tuple(part for part in (profile.kommune, profile.enhed) if part)

    def _label(self, laptop: str) -> Label:
        return Label(self._exits().desk.worker.name, laptop or self.laptop_name())


def _remark(one: Colleague) -> str:
    said = (
        (one.is_me, "Denne computer."),
        (one.is_lead, "Leder."),
        (one.is_revoked, "Lukket ude."),
        (one.is_claimed, "Den står som din. Er den det, så sig det her."),
    )
    return " ".join(words for is_so, words in said if is_so)


def revoked_words(done: Revoked) -> str:
    """What follows of a laptop that was locked out."""
    said = ["Computeren er lukket ude. Det, den ikke har sendt, afleverer den, når den får net."]
    if done.waiting:
        said.append(f"{many(len(done.waiting), '1 sag', 'sager')} får ny nøgle, når kollegerne sender og henter.")
    if done.ownerless:
        said.append(f"{many(len(done.ownerless), '1 sag', 'sager')} har ingen anden. Brug »Åbn en kollegas sager«.")
    return " ".join(said)
