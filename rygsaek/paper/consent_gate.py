"""The question that every exit asks before anything leaves: does a consent cover it? The ledger that answers comes later."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from rygsaek.vault.transaction import Reader

Way = Literal["print", "file", "export"]

NOT_ASKED = "Samtykke: ikke spurgt endnu"


class Leaving(NamedTuple):
    """What is about to leave, and to whom. recipient: in the caseworker's words, "" for the citizen or the municipality."""

    case: str
    document: str
    form: str
    copy: str
    recipient: str
    way: Way


class Verdict(NamedTuple):
    """The answer. words: what the access log keeps of it, "" where no consent is needed; advice: what to do where it is no."""

    may: bool
    words: str = ""
    advice: str = ""


class ConsentGate(Protocol):
    """Whoever knows the citizen's consents."""

    def may_leave(self, reader: Reader, leaving: Leaving) -> Verdict:
        """Whether this may leave, as the case stands in `reader`'s view."""
        ...


class NotAsked:
    """No ledger yet: nothing is refused, and the access log says of everything for others' eyes that nobody was asked."""

    def may_leave(self, reader: Reader, leaving: Leaving) -> Verdict:
        """Yes, and that it was not asked. The citizen's own papers and the municipality's own need nobody's consent."""
        needs_consent = leaving.copy == "third" or bool(leaving.recipient)
        return Verdict(True, NOT_ASKED if needs_consent else "")
