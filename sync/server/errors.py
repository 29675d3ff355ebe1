"""What goes wrong, as one tree.

CentralError    told to the administrator: a Danish title and one piece of advice
Refused         told to a laptop: a status and a stable code
    Fault           a bug: something that must not happen did
"""

from __future__ import annotations


class CentralError(Exception):
    """The store cannot start, or a command cannot be carried out. code: stable, for machines and tests."""

    exit_code = 3

    def __init__(self, code: str, title: str, advice: str) -> None:
        super().__init__(f"{title} {advice}")
        self.code = code
        self.title = title
        self.advice = advice


class Refused(Exception):  # noqa: N818 - it is no fault of the store's
    """A request, or a thing handed in, is not taken. retry_after_s: when to try again, 0 where that changes nothing."""

    def __init__(self, status: int, code: str, retry_after_s: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


class Fault(Exception):  # noqa: N818 - it is one, and says where
    """What the program takes for granted is not so. The transaction is undone, and the request answered with 500."""


NOT_ALLOWED = "request.not_allowed"


def not_allowed() -> Refused:
    """Role or right is missing."""
    return Refused(403, NOT_ALLOWED)
