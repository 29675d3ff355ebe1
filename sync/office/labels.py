"""A person's and a laptop's name as colleagues see them. The store never does."""

from __future__ import annotations

from rygsaek.vault.transaction import Reader
from sync.membership import Membership, office_key
from sync.proof.errors import ProofError
from sync.sealing.notices import label_epoch, open_roster_label
from sync.wire.codec import KIB, Message, WireError, decode

LABEL_CAP = 2 * KIB
MOST_SIGNS = 60
"""Of a name, as it is shown: whoever chose it is a colleague's program, and it stands in the middle of our own sentences."""


class Label(Message, frozen=True):
    """person: as colleagues know them; laptop: which of their computers."""

    person: str
    laptop: str

    def __str__(self) -> str:
        return f"{self.person}, {self.laptop}" if self.laptop else self.person


def read_label(data: bytes) -> Label:
    """Its names as they can be shown: one line of signs that are seen. Raises WireError."""
    said = decode(data, Label, LABEL_CAP)
    return Label(_plain(said.person), _plain(said.laptop))


def _plain(name: str) -> str:
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    return shown if len(shown) <= MOST_SIGNS else f"{shown[: MOST_SIGNS - 1].rstrip()}…"


def label_of(reader: Reader, known: Membership, device: bytes) -> Label | None:
    """What a device in the roster is called; None where this laptop cannot read it."""
    member = known.roster.members[device]
    try:
        key = office_key(reader, known, label_epoch(member.label))
        return None if key is None else read_label(open_roster_label(key, known.org, device, member.label))
    except (ProofError, WireError):
        return None
