"""Forms, profile and leaflets that a lead publishes to the whole office: before each laptop's own folder, in versions that only
grow.

Leaflets go as forms that cases refer to do (`matter`), each once, by their hash; the bundle says under which name each stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

from forms.library import decode_definition, encode_definition
from forms.model import Definition
from forms.problems import ProblemsError
from forms.profile import Profile, decode_profile, encode_profile
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader, Transaction
from sync import matter, tables
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.posting import post
from sync.sealing.notices import Bundle, BundleFile
from sync.wire.codec import MIB, NO_HASH, Hash, Message, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Notice

NAME: Final = "formularer"
PROFILE: Final = "profile"
FORM: Final = "form "
LEAFLET: Final = "shelf "
MOST_BYTES: Final = 2 * MIB
CAP: Final = 8 * MIB
LARGEST_LEAFLET: Final = 3_000_000
LARGEST_SHELF: Final = 30_000_000
"""Bytes. A leaflet goes as one notice; every laptop of the office fetches all of the shelf."""


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
    """What is in force in the office. profile: None where only forms were published; version: 0 where nothing was.

    leaflets: by file name the hash under which each lies in the vault, once it has come.
    """

    version: int
    definitions: tuple[Definition, ...]
    profile: Profile | None
    leaflets: Mapping[str, str] = {}


def publish(
    tx: Transaction,
    known: Membership,
    definitions: Iterable[Definition],
    profile: Profile | None,
    at: int,
    leaflets: Mapping[str, bytes] | None = None,
) -> int:
    """Publish forms, profile and leaflets as the next version; returns it. at: milliseconds; leaflets: bytes by file name.

    Raises SyncError (`roster.not_lead`, `key.missing`), InputError (`publish.large`, `publish.nothing`).
    """
    if not known.roster.is_lead(known.device):
        raise SyncError("roster.not_lead")
    files = [BundleFile(f"{FORM}{one.id} {one.version}", encode_definition(one)) for one in definitions]
    files += [BundleFile(PROFILE, encode_profile(profile))] if profile is not None else []
    files += [BundleFile(f"{LEAFLET}{name}", matter.owe(tx, data)) for name, data in _sized(leaflets or {}).items()]
    if not files:
        raise InputError("Der er intet at sende ud i mappen.", "Vælg mappen med kommunens filer.", code="publish.nothing")
    if sum(len(one.data) for one in files) > MOST_BYTES:
        raise InputError("Filerne fylder for meget.", "Gør logoet mindre.", code="publish.large")
    before = kept(tx)
    version = before.bundle.version + 1 if before else 1
    bundle = Bundle(FORMAT, "bundle", NAME, version, at, tuple(files))
    keep(tx, post(tx, known, bundle, version, at), bundle)
    return version


def _sized(leaflets: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The leaflets, none too large. Raises InputError `publish.large`."""
    large = next((name for name, data in leaflets.items() if len(data) > LARGEST_LEAFLET), "")
    if large:
        raise InputError(f"»{large}« på hylden fylder for meget.", "Gør filen mindre end 3 MB.", code="publish.large")
    if sum(map(len, leaflets.values())) > LARGEST_SHELF:
        raise InputError("Hylden fylder for meget.", "Tag noget af den, så den fylder mindre end 30 MB.", code="publish.large")
    return leaflets


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
    leaflets: dict[str, str] = {}
    for one in found.bundle.files:
        try:
            if one.name == PROFILE:
                profile = decode_profile(one.data)
            elif one.name.startswith(FORM):
                definitions.append(decode_definition(one.data))
            elif one.name.startswith(LEAFLET) and _is_leaflet(one):
                leaflets[one.name.removeprefix(LEAFLET)] = one.data.hex()
        except ProblemsError:
            continue
    return Published(found.bundle.version, tuple(definitions), profile, leaflets)


def _is_leaflet(file: BundleFile) -> bool:
    """Whether it names a leaflet by a hash, under a name that is no path."""
    name = file.name.removeprefix(LEAFLET)
    return len(file.data) == len(NO_HASH) and PurePath(name).name == name
