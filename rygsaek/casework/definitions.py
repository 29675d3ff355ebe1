"""The very form and profile that a document was filled in with: from the library, or from the blob that travelled with it."""

from __future__ import annotations

from collections.abc import Callable

from forms.library import Library, encode_definition
from forms.model import Definition
from forms.problems import ProblemsError
from forms.profile import Profile, decode_profile, encode_profile
from rygsaek.casework.documents import Begun
from rygsaek.errors import OursError
from rygsaek.vault.transaction import Reader, Transaction


def keep(tx: Transaction, definition: Definition, profile: Profile) -> tuple[str, str]:
    """Put a document's form and profile into the vault; returns their hashes."""
    _keep(tx, definition.fingerprint, lambda: encode_definition(definition))
    _keep(tx, profile.fingerprint, lambda: encode_profile(profile))
    return definition.fingerprint, profile.fingerprint


def _keep(tx: Transaction, name: str, encoded: Callable[[], bytes]) -> None:
    """Put bytes into the vault under their hash, worked out only when they are not there yet."""
    if not tx.blobs.has(name) and tx.blobs.put(encoded()) != name:
        raise OursError("Noget gik galt i programmet.", "Der er ikke gemt noget forkert. Giv besked.", code="bug.fingerprint")


def definition_of(library: Library, reader: Reader, begun: Begun | None) -> Definition | None:
    """The form that a document keeps, None where neither library nor vault has it (yet)."""
    if begun is None:
        return None
    known = library.by_fingerprint(begun.form, begun.definition)
    if known is not None:
        return known
    data = _blob(reader, begun.definition)
    if data is None:
        return None
    try:
        return library.add(data)
    except ProblemsError:
        return None


def profile_of(reader: Reader, begun: Begun) -> Profile | None:
    """The profile that was in force when a document began, None where the vault has it not (yet)."""
    return profile_named(reader, begun.profile)


def profile_named(reader: Reader, fingerprint: str) -> Profile | None:
    """The profile that the vault keeps under a hash, None where it has none such (yet)."""
    data = _blob(reader, fingerprint)
    try:
        return None if data is None else decode_profile(data)
    except ProblemsError:
        return None


def _blob(reader: Reader, name: str) -> bytes | None:
    try:
        return reader.blobs.get(name) if name else None
    except ValueError:
        return None
