"""Forms and profile that a lead publishes to the whole office: before each laptop's own folder, in versions that only grow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from forms.library import decode_definition, encode_definition
from forms.model import Definition
from forms.problems import ProblemsError
from forms.profile import Profile, decode_profile, encode_profile
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader, Transaction
from sync import tables
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.posting import post
from sync.sealing.notices import Bundle, BundleFile
from sync.wire.codec import MIB, Hash, Message, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Notice

NAME: Final = "formularer"
PROFILE: Final = "profile"
FORM: Final = "form "
MOST_BYTES: Final = 2 * MIB
CAP: Final = 8 * MIB


class Kept(Message, frozen=True):
    """The bundle that is in force here. by: the lead's device; number: of its notice."""

    by: Hash
    epoch: int
    number: int
    bundle: Bundle

    @property
    def rank(self) -> tuple[int, int, bytes]:
        """Which of two counts: the higher version, then the later."""
        return self.bundle.version, self.bundle.at, self.by


class Published(NamedTuple):
    """What is in force in the office. profile: None where only forms were published; version: 0 where nothing was."""

    version: int
    definitions: tuple[Definition, ...]
    profile: Profile | None


def publish(tx: Transaction, known: Membership, definitions: Iterable[Definition], profile: Profile | None, at: int) -> int:
    """Publish forms and profile as the next version; returns it. at: milliseconds.

    Raises SyncError (`roster.not_lead`, `key.missing`), InputError (`publish.large`, `publish.nothing`).
    """
    if not known.roster.is_lead(known.device):
        raise SyncError("roster.not_lead")
    files = [BundleFile(f"{FORM}{one.id} {one.version}", encode_definition(one)) for one in definitions]
    files += [BundleFile(PROFILE, encode_profile(profile))] if profile is not None else []
    if not files:
        raise InputError("Der er ingen formularer i mappen.", "Vælg mappen med kommunens filer.", code="publish.nothing")
    if sum(len(one.data) for one in files) > MOST_BYTES:
        raise InputError("Filerne fylder for meget.", "Gør logoet mindre.", code="publish.large")
    before = kept(tx)
    version = before.bundle.version + 1 if before else 1
    bundle = Bundle(FORMAT, "bundle", NAME, version, at, tuple(files))
    keep(tx, post(tx, known, bundle, version, at), bundle)
    return version


def keep(tx: Transaction, notice: Notice, bundle: Bundle) -> None:
    """Let a bundle that a lead signed be in force, where it is newer than the one that is."""
    before, new = kept(tx), Kept(notice.device, notice.epoch, notice.number, bundle)
    if bundle.name == NAME and (before is None or new.rank > before.rank):
        tables.note(tx, tables.PUBLISHED, encode(new))


def kept(reader: Reader) -> Kept | None:
    """The bundle in force as it came."""
    data = tables.fact(reader, tables.PUBLISHED)
    return None if data is None else decode(data, Kept, CAP)


def published(reader: Reader) -> Published:
    """What is in force. A form that this program cannot read (made for a later one) is left out."""
    found = kept(reader)
    if found is None:
        return Published(0, (), None)
    definitions: list[Definition] = []
    profile: Profile | None = None
    for one in found.bundle.files:
        try:
            if one.name == PROFILE:
                profile = decode_profile(one.data)
            elif one.name.startswith(FORM):
                definitions.append(decode_definition(one.data))
        except ProblemsError:
            continue
    return Published(found.bundle.version, tuple(definitions), profile)
