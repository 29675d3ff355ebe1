"""Values as a pack carries them: text, which nearly all are, in one string; all others beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sync.planes import column, places
from sync.wire.codec import Message, WireError

END: Final = "\0"


class Values(Message, frozen=True):
    """are_others: which are no text, as `planes.column`; texts: in UTF-8, END behind each."""

    are_others: bytes
    texts: bytes
    others: tuple[Any, ...]


def laid_out(values: Iterable[Any]) -> Values:
    """Values in the order given."""
    are_others, texts, others = list[bool](), list[str](), list[Any]()
    for value in values:
        is_other = type(value) is not str or END in value
        are_others.append(is_other)
        (others if is_other else texts).append(value)
    return Values(column(are_others), "".join([text + END for text in texts]).encode(), tuple(others))


def length(values: Values) -> int:
    """How many there are. Raises WireError (`columns.unreadable`)."""
    count = values.texts.count(END.encode()) + len(values.others)
    try:
        text = values.texts.decode()
    except UnicodeError as error:
        raise WireError("columns.unreadable") from error
    flags = places(values.are_others, count, 2)
    if text[-1:] not in ("", END) or flags.count(1) != len(values.others):
        raise WireError("columns.unreadable")
    return count


def read_out(values: Values) -> Sequence[Any]:
    """The values again, of what `length` took."""
    texts = values.texts.decode().split(END)[:-1]
    if not values.others:
        return texts
    text, other = iter(texts), iter(values.others)
    return [next(other) if one else next(text) for one in places(values.are_others, len(texts) + len(values.others), 2)]
