"""Who is in the office, by the names that people know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader
from sync.membership import Membership
from sync.office import words as six
from sync.office.codes import HALF
from sync.office.labels import label_of
from sync.office.line import Line
from sync.office.mine import mine
from sync.proof.member import Member

LEAST = 4
"""Characters of a fingerprint that name a laptop."""


class Colleague(NamedTuple):
    """A laptop in the office. is_me: this one; is_claimed: the roster calls it this person's, and the person has not said so."""

    device: bytes
    name: str
    is_lead: bool
    is_me: bool
    is_revoked: bool
    is_claimed: bool

    @property
    def remark(self) -> str:
        """What is to be said of it, after the name."""
        said = (
            (self.is_me, "denne computer"),
            (self.is_lead, "leder"),
            (self.is_revoked, "lukket ude"),
            (self.is_claimed, "står som din; sig, om det passer, med »office mine«"),
        )
        told = ", ".join(words for is_so, words in said if is_so)
        return f"  ({told})" if told else ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "device": self.device.hex(),
            "name": self.name,
            "is_lead": self.is_lead,
            "is_me": self.is_me,
            "is_revoked": self.is_revoked,
            "is_claimed": self.is_claimed,
        }


def members(line: Line) -> tuple[Colleague, ...]:
    """Everyone who is or was in the office, by name, this laptop first."""
    known = line.membership()
    with line.vault.read() as reader:
        own = mine(reader, known)
        names = {device: str(label_of(reader, known, device) or "Uden navn") for device in known.roster.members}
    found = [
        Colleague(
            device,
            names[device],
            known.roster.is_lead(device),
            device == known.device,
            not member.is_active,
            device in known.own_devices and device not in own,
        )
        for device, member in known.roster.members.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_me, one.is_revoked, one.name, one.device)))


def member_named(line: Line, known: Membership, given: str, *, but: bytes = b"") -> Member:
    """The laptop whose number begins so, or the one whose person has this name. but: one that is not meant.

    Raises InputError (`office.device`).
    """
    with line.vault.read() as reader:
        labels = {device: label_of(reader, known, device) for device in known.roster.members if device != but}
    text = given.strip().lower()
    fitting = [
        device
        for device, label in labels.items()
        if (len(text) >= LEAST and device.hex().startswith(text)) or (label is not None and label.person.lower() == text)
    ]
    active = [device for device in fitting if known.roster.is_active(device)]
    if not fitting:
        refuse_short(text)
    if len(active or fitting) != 1:
        title = "Det navn passer på flere computere." if fitting else "Sådan en computer er ikke med i kontoret."
        raise InputError(title, "Se numrene med »office members«.", code="office.device")
    return known.roster.members[(active or fitting)[0]]


def namesake(line: Line, known: Membership, person: str) -> Member | None:
    """A laptop in the office whose person has this name; None where nobody has, or more than one."""
    with line.vault.read() as reader:
        labels = {one.device: label_of(reader, known, one.device) for one in known.roster.members.values() if one.is_active}
    wanted = person.strip().casefold()
    found = [known.roster.members[device] for device, label in labels.items() if label and label.person.casefold() == wanted]
    return found[0] if len({one.person for one in found}) == 1 else None


def refuse_short(number: str) -> None:
    """Raises InputError (`office.device`) for a number of which too little is told."""
    if len(number) < LEAST and set(number.lower()) <= set("0123456789abcdef"):
        raise InputError("Nummeret er for kort.", f"Skriv mindst de første {LEAST} tegn.", code="office.device")


def names_of(reader: Reader, known: Membership, found: Iterable[Member]) -> str:
    """Laptops by name, as a sentence says them: a name has a comma in it already."""
    *all_but_last, last = [str(label_of(reader, known, one.device) or one.device.hex()[:8]) for one in found] or [""]
    return f"{'; '.join(all_but_last)} og {last}" if all_but_last else last


def names_of_devices(line: Line, known: Membership, devices: Iterable[bytes]) -> str:
    """The same, for fingerprints."""
    with line.vault.read() as reader:
        return names_of(reader, known, [known.roster.members[one] for one in devices])


def words(known: Membership) -> tuple[str, ...]:
    """Six words for what this laptop has been shown of the office."""
    return six.of_office(known.org, known.roster.doc_id, known.roster.head, known.office.head)


def words_of(known: Membership, device: bytes) -> tuple[str, ...]:
    """The six words that a laptop showed when it was let in."""
    return six.of_device(known.org[:HALF], device)
