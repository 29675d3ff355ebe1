"""What window and command line put together in the same way: where things are, which tables there are, a desk on an open vault.

No window here, and no printer; those who wire add them. Nothing but this room and `ui/app` asks the real clock.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.course_sense import check_course
from forms.library import COURSE_FILE, PROFILE_FILE, Library
from forms.own_words import check_own_words
from forms.problems import Problem, ProblemsError
from forms.profile import Person, Profile, load_kommune, with_course, with_methods_course
from rygsaek.casework import projectors as casework
from rygsaek.casework import purging, settings
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError
from rygsaek.history import log
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.history.projection import Projector
from rygsaek.paper import projectors as papers
from rygsaek.vault import backup as backups
from rygsaek.vault import rekeying, setting_aside, unlocking
from rygsaek.vault.migrations import Migration
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import KdfParameters
from rygsaek.vault.vault import Vault
from sync import tables as sync
from sync.office import tables as office
from sync.unsealed import Unsealed
from ui.profile_folder import Places as Places

if TYPE_CHECKING:
    from rygsaek.paper.shelf import Shelf
    from sync.office.bundles import Published
    from sync.office.line import Line
    from sync.runner import Runner

Now = Callable[[], datetime]
UNNAMED_WORKER = Person("Sagsbehandleren")


class Municipality(NamedTuple):
    """What the municipality's folder gives. problems: of its files; what has problems is left out and stops nothing."""

    library: Library
    profile: Profile
    problems: tuple[Problem, ...]


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def migrations() -> tuple[Migration, ...]:
    """Every room's steps, in the order in which they are taken. New ones of any room go behind those that were released."""
    return (*log.MIGRATIONS, *casework.MIGRATIONS, *papers.MIGRATIONS, *sync.MIGRATIONS, *office.MIGRATIONS)


def projectors(library: Library, profile: Profile) -> tuple[Projector, ...]:
    """Everything that follows from the log, in order. profile: in force."""
    return (*casework.projectors(library, profile), *papers.projectors(), Unsealed())


def municipality(places: Places) -> Municipality:
    """The forms and the profile at hand."""
    return municipality_in(places.municipality)


def municipality_in(folder: Path, published: Published | None = None) -> Municipality:
    """The forms and the profile that a folder gives, one that is not there included. published: goes before it.

    A course of the municipality's own that is wrong is left out alone, and the method's is followed.
    """
    library = Library.load([folder] if folder.is_dir() else [], published.definitions if published is not None else ())
    problems = [*library.problems]
    if published is not None and published.profile is not None:
        profile = published.profile
    elif (folder / PROFILE_FILE).is_file():
        try:
            profile = load_kommune(folder / PROFILE_FILE)
        except ProblemsError as error:
            return Municipality(library, Profile.default(), (*problems, *error.problems))
        problems += check_own_words(profile, library.newest_of_all())
        try:
            profile = with_course(profile, folder / COURSE_FILE)
        except ProblemsError as error:
            problems += error.problems
    else:
        return Municipality(library, Profile.default(), library.problems)
    wrong = check_course(profile.milestones, library.newest_of_all(), COURSE_FILE)
    return Municipality(library, with_methods_course(profile) if wrong else profile, (*problems, *wrong))


def desk_on(vault: Vault, places: Places, now: Now = utc_now) -> Desk:
    """The desk of an open vault's caseworker."""
    found = municipality_in(places.municipality, _published(vault))
    clock = HybridClock(lambda: int(now().timestamp() * 1000))
    journal = Journal(vault, projectors(found.library, found.profile), clock)
    worker = settings.worker(vault) or UNNAMED_WORKER
    fetch = partial(_fetch, journal, now)
    return Desk(vault, journal, found.library, found.profile, worker, now, problems=found.problems, fetch=fetch)


def desk_anew(desk: Desk, places: Places) -> Desk:
    """The same desk with the municipality's files, and what the office has published, as they are now."""
    found = municipality_in(places.municipality, _published(desk.vault))
    desk.journal.follow(projectors(found.library, found.profile))
    return replace(desk, library=found.library, profile=found.profile, problems=found.problems)


def _fetch(journal: Journal, now: Now, case: str) -> bool:
    """Have a case that came and was not read yet read into the log."""
    from sync import membership, taking  # late: of most cases nothing lies unread

    with journal.vault.read() as reader:
        known = membership.load(reader)
    return known is not None and taking.read_arrived(journal, known, case, int(now().timestamp() * 1000))


def shelf_of(vault: Vault, places: Places) -> Shelf:
    """The leaflets at hand: what a lead has given the office, and this computer's own."""
    from rygsaek.paper.shelf import Shelf  # late: the first screen prints nothing

    published = _published(vault)
    return Shelf(places.shelf, published.leaflets if published is not None else {}, vault)


def _published(vault: Vault) -> Published | None:
    """The forms and the profile that a lead has published; loaded only where there are some."""
    with vault.read() as reader:
        if sync.fact(reader, sync.PUBLISHED) is None:
            return None
        from sync.office.bundles import published

        return published(reader)


def line_on(desk: Desk) -> Line:
    """The way from an open vault to its store."""
    from sync.office.line import Line
    from sync.transport import HttpTransport  # late: the first screen does not wait for HTTP

    return Line(desk.vault, HttpTransport, lambda: int(desk.now().timestamp() * 1000))


def runner_on(desk: Desk) -> Runner:
    """What sends and gets for an open vault, when it is time or somebody wishes it."""
    return runner_of(lambda: desk)


def runner_of(desk: Callable[[], Desk]) -> Runner:
    """The same where the desk may change: its forms, and who works at it."""
    from sync.runner import Connection, Runner
    from sync.transport import HttpTransport

    return Runner(desk, Connection(lambda url, is_cancelled: HttpTransport(url, is_cancelled=is_cancelled)))


def create(
    places: Places, passphrase: str, worker: Person, *, now: Now = utc_now, kdf: KdfParameters | None = None
) -> tuple[Desk, RecoverySecret]:
    """Make the vault. The recovery sheet is owed until it was printed or saved. Raises VaultError, DiskError."""
    vault, secret = Vault.create(places.vault, passphrase, migrations=migrations(), kdf=kdf)
    try:
        with vault.write() as tx:
            settings.put(vault, settings.WORKER, worker, tx)
            settings.put(vault, settings.SHEET_OWED, True, tx)
        return desk_on(vault, places, now), secret
    except BaseException:
        vault.close()
        raise


def unlock(places: Places, passphrase: str, *, now: Now = utc_now, needs_lease: bool = True) -> Desk:
    """Open the vault with its passphrase. needs_lease: only while the office's lease lasts.

    Raises VaultError (`vault.missing`, `.open_elsewhere`, `.wait`, `office.lease_ended` …), DiskError.
    """
    vault = unlocking.unlock(places.vault, passphrase, migrations=migrations(), now=_seconds(now))
    _settle_purge(vault, passphrase)
    return desk_of(vault, places, now, needs_lease=needs_lease)


def unlock_with_kit(places: Places, passphrase: str, given: str, *, now: Now = utc_now) -> Desk:
    """The same where the lease has ended and the office's key is at hand, which begins it anew.

    given: its groups, or the name of a file with its code. Raises also InputError `kit.other`, `input.code`, `input.picture`.
    """
    from rygsaek.paper.scanned_codes import code_in
    from sync.office import leasing
    from sync.office.codes import KitCode
    from sync.office.kit import Kit

    org = Kit(KitCode.read(code_in(given, "kontornøgle")).seed).org
    desk = unlock(places, passphrase, now=now, needs_lease=False)
    try:
        with desk.vault.write() as tx:
            leasing.begin_anew_with_kit(tx, org, int(desk.now().timestamp() * 1000))
        return desk
    except BaseException:
        desk.vault.close()
        raise


def _settle_purge(vault: Vault, passphrase: str) -> None:
    """After a purge the vault gets a new key at the next unlocking, so that pages it has let go of open with none. On a full disk
    it waits for another time."""
    with vault.read() as reader:
        if not purging.is_owed(reader):
            return
    with suppress(DiskError):
        rekeying.rekey(vault, passphrase)
        with vault.write() as tx:
            purging.is_settled(tx)


def recover(places: Places, sheet: RecoverySecret, new_passphrase: str, *, now: Now = utc_now) -> Desk:
    """Open the vault with its recovery sheet, and set a new passphrase. Raises VaultError, DiskError."""
    return desk_of(Vault.open_with_recovery(places.vault, sheet, new_passphrase, migrations=migrations()), places, now)


def restore(places: Places, backup: Path, passphrase: str) -> None:
    """Make the vault from a backup. Raises VaultError (`vault.exists`, `.backup_damaged` …), DiskError."""
    backups.restore(backup, places.vault, passphrase, migrations=migrations()).close()


def restore_instead(places: Places, backup: Path, passphrase: str) -> str:
    """The same where a damaged vault stands: it is set aside, sealed as it is, and stands again where the backup does not do.

    Returns the name of the folder it is kept in. Raises also VaultError `vault.open_elsewhere`.
    """
    kept = setting_aside.set_aside(places.vault)
    try:
        restore(places, backup, passphrase)
    except BaseException:
        setting_aside.put_back(kept, places.vault)
        raise
    return kept.name


def restore_with_sheet(places: Places, backup: Path, sheet: RecoverySecret, new_passphrase: str) -> None:
    """The same with the recovery sheet, setting a new passphrase. Raises also InputError `vault.weak_passphrase`."""
    backups.restore_with_sheet(backup, places.vault, sheet, new_passphrase, migrations=migrations()).close()


def check(desk: Desk) -> tuple[Problem, ...]:
    """Everything that is not whole: pages, chains, access log, and whether what is shown follows from what is kept. Slow."""
    from rygsaek.casework import accesslog, search
    from rygsaek.history import checking

    found = list(checking.check(desk.vault, projectors(desk.library, desk.profile)))
    with desk.vault.read() as reader:
        found.extend(accesslog.broken(reader))
    return (*found, *search.problems(desk))


def wait_left_s(places: Places, *, now: Now = utc_now) -> int:
    """Seconds until words are listened to again."""
    return unlocking.wait_left_s(places.vault, _seconds(now))


def desk_of(vault: Vault, places: Places, now: Now = utc_now, *, needs_lease: bool = True) -> Desk:
    """The desk of a vault that was opened just now; where it cannot be laid, the vault is closed again.

    Raises VaultError: `office.lease_ended`, `office.erased`.
    """
    try:
        desk = desk_on(vault, places, now)
        _obey_the_office(desk, needs_lease=needs_lease)
        return desk
    except BaseException:
        vault.close()
        raise


def _obey_the_office(desk: Desk, *, needs_lease: bool) -> None:
    """Carry out a lead's order that a kill came before, and meet the store where the lease has ended."""
    with desk.vault.read() as reader:
        if sync.fact(reader, sync.ORG) is None:
            return
        from sync.office import leasing

        now_ms = int(desk.now().timestamp() * 1000)
        is_ordered, has_ended = sync.fact(reader, sync.WIPE) is not None, leasing.has_ended(reader, now_ms)
        told = leasing.ended(reader) if has_ended else None
    if is_ordered:
        from rygsaek.vault.erasing import erase

        erase(desk.vault)
        raise leasing.ordered_erased()
    if told is not None and needs_lease and not _meets_the_store(desk):
        raise told


def _meets_the_store(desk: Desk) -> bool:
    """Whether the store knows this laptop as one of the office, which begins the lease anew."""
    from sync.errors import SyncError
    from sync.office import leasing

    line = line_on(desk)
    try:
        is_active = line.caught_up().is_active
    except SyncError:
        return False
    if is_active:
        with desk.vault.write() as tx:
            leasing.begin_anew(tx, line.now_ms())
    return is_active


def _seconds(now: Now) -> int:
    return int(now().timestamp())
