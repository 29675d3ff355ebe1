"""What laptops that were shut out have handed over of a case, as it lies there and as it can be used here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rygsaek.casework.accesslog import Told
from rygsaek.history.changes import Change
from rygsaek.history.entries import Entry


class Handed(NamedTuple):
    """One envelope of handed-over work, or some saves of it. id: of the envelope; device: whose; changes: what they say, as it
    was written."""

    id: bytes
    device: bytes
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]

    @property
    def chain(self) -> str:
        """Its laptop's incarnation."""
        return self.entries[0].incarnation

    @property
    def place(self) -> tuple[str, int]:
        """Where it begins in its chain."""
        return self.chain, self.entries[0].txn

    def split(self, count: int) -> Iterator[Handed]:
        """So many of its saves, from the first, and the others, each where there are any."""
        for entries in filter(None, (self.entries[:count], self.entries[count:])):
            numbers = {entry.txn for entry in entries}
            yield self._replace(entries=entries, changes=tuple(one for one in self.changes if one.id.txn in numbers))


class Looks(NamedTuple):
    """When the case was looked at on a laptop before it was shut out. id: of the envelope; device: whose."""

    id: bytes
    device: bytes
    told: tuple[Told, ...]


class LeftFile(NamedTuple):
    """A file that lies there. blob: its name in the store; device: whose; title: None where neither the case nor what was handed
    over with it says what it is; is_whole: all of it has come."""

    blob: bytes
    device: bytes
    title: str | None
    is_whole: bool


class Waiting(NamedTuple):
    """What lies there of a case. unreadable: envelopes that are not as they should be, or go on from what is not here;
    is_new: nobody has the case: all that is known of it is what the laptop that was shut out says.

    before: what was adopted earlier and lies there still, since something goes on from it; held: the chains of what is
    unreadable. looks: of its access log.
    """

    case: str
    handed: tuple[Handed, ...]
    unreadable: tuple[bytes, ...]
    files: tuple[LeftFile, ...] = ()
    is_new: bool = False
    before: tuple[Handed, ...] = ()
    held: frozenset[str] = frozenset()
    looks: tuple[Looks, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it says, as it was written."""
        return tuple(change for one in self.handed for change in one.changes)

    @property
    def usable(self) -> tuple[LeftFile, ...]:
        """The files that can be taken into the case."""
        return tuple(one for one in self.files if one.is_whole and one.title is not None)

    @property
    def devices(self) -> tuple[bytes, ...]:
        """Whose it is, as far as it can be read."""
        names = {one.device for one in self.handed} | {one.device for one in self.files} | {one.device for one in self.looks}
        return tuple(sorted(names))

    @property
    def names(self) -> tuple[bytes, ...]:
        """What all of it is called in the store."""
        saves = (one.id for one in (*self.before, *self.handed))
        return (*saves, *self.unreadable, *(one.id for one in self.looks), *(one.blob for one in self.files))

    @property
    def is_anything(self) -> bool:
        return bool(self.handed or self.unreadable or self.files or self.looks)

    @property
    def is_only_looks(self) -> bool:
        """Nothing that a person has to look at: it comes into no case."""
        return bool(self.looks) and not (self.handed or self.unreadable or self.files or self.is_new)

    @property
    def is_usable(self) -> bool:
        """Some of it can be taken into the case."""
        return bool(self.handed or self.usable or (self.looks and not self.is_new))


class Adopted(NamedTuple):
    """How much came into the case. looks: at it, into its access log."""

    saves: int
    files: int
    looks: int = 0
