"""All forms at hand: the built-in ones, the municipality's own, and those that travelled with a case.

A municipality's form with a built-in form's id goes before it. Every definition is known by the hash of its canonical JSON, so
that a document finds the very form it was filled in with. A built-in form lies in a file of its id (`ID.toml`, another version in
`ID_N.toml`) and is read when somebody first asks for it: the first screen asks for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from forms.authoring.findings import Findings
from forms.authoring.sense import look_for_sense
from forms.authoring.sources import check_forms_named
from forms.authoring.table import is_id
from forms.canonical import canonical, fingerprint
from forms.model import Definition
from forms.paths import top_fields
from forms.problems import Problem, ProblemsError
from forms.reading import read_definition
from forms.upgrades import check_upgrade

BUILT_IN = Path(__file__).parent / "definitions"
VERSION = re.compile(r"_[0-9]+$")
"""What the name of a built-in form's file says after its id."""
PROFILE_FILE = "kommune.toml"
COURSE_FILE = "course.toml"
NO_FORMS = (PROFILE_FILE, COURSE_FILE)
"""Files of a municipality's folder that hold no form."""
LARGEST_FILE_BYTES = 2_000_000

_read = lru_cache(maxsize=64)(read_definition)
"""A definition follows from its text alone, and takes 10 ms: whoever loads the same texts again finds them read."""


class Library:
    """Definitions by id and version, and by fingerprint.

    problems: what is wrong with the municipality's own files; a file with problems is left out and stops nothing.
    Reading a form when it is asked for may happen in several threads at once: each finds it read, or reads it.
    """

    def __init__(self, definitions: Iterable[Definition] = (), problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        self._versions: dict[str, dict[int, Definition]] = {}
        self._own: dict[str, set[int]] = {}
        self._by_fingerprint: dict[str, Definition] = {}
        self._unread: dict[str, tuple[Path, ...]] = {}
        for definition in definitions:
            self._keep(definition)

    @classmethod
    def load(cls, folders: Sequence[Path] = (), published: Iterable[Definition] = ()) -> Library:
        """The built-in forms, then every `*.toml` of each folder but NO_FORMS; a later folder goes before an earlier one.

        published: what goes before every folder, whatever versions lie there.
        A built-in form that is broken raises ProblemsError when it is asked for, which the tests rule out.
        """
        library = cls()
        library._unread = _built_in()
        own: list[Definition] = []
        problems: list[Problem] = []
        for folder in folders:
            for path in sorted(folder.glob("*.toml")):
                if path.name not in NO_FORMS:
                    try:
                        definition = read_file(path)
                    except ProblemsError as error:
                        problems += error.problems
                    else:
                        library._keep(definition)
                        library._own.setdefault(definition.id, set()).add(definition.version)
                        own.append(definition)
        for definition in published:
            library._keep(definition)
            library._own[definition.id] = {definition.version}
        for definition in own:
            problems += check_forms_named(definition, library.newest_of_all())
            before = library._versions_of(definition.id).get(definition.version - 1)
            problems += check_upgrade(before, definition) if before else ()
        library.problems = tuple(problems)
        return library

    def ids(self) -> tuple[str, ...]:
        """Every form's id, in alphabetical order."""
        return tuple(sorted({*self._versions, *self._unread}))

    def newest(self, form_id: str) -> Definition:
        """The newest version of a form, the municipality's own before a built-in one. Raises KeyError for an unknown id."""
        versions = self._versions_of(form_id)
        return versions[max(self._own.get(form_id) or versions)]

    def own(self) -> tuple[Definition, ...]:
        """The newest version of each of the municipality's own forms, by id."""
        return tuple(self.newest(form_id) for form_id in sorted(self._own))

    def get(self, form_id: str, version: int) -> Definition:
        """One version of a form. Raises KeyError when it is not here."""
        return self._versions_of(form_id)[version]

    def newest_of_all(self) -> Mapping[str, Definition]:
        """The newest version of every form by id; each is read when it is looked at."""
        return _Newest(self)

    def by_fingerprint(self, form_id: str, hex_hash: str) -> Definition | None:
        """The definition of a form with this hash, also of forms that have been replaced since; None when it is not here."""
        if form_id in self._unread:
            self._versions_of(form_id)
        return self._by_fingerprint.get(hex_hash)

    def add(self, definition_json: bytes) -> Definition:
        """Take in a definition that travelled with a case: found by its fingerprint, never begun anew from here.

        Raises ProblemsError (`form.blob`, or what is wrong with the form).
        """
        definition = decode_definition(definition_json)
        return self._by_fingerprint.setdefault(definition.fingerprint, definition)

    def _versions_of(self, form_id: str) -> dict[int, Definition]:
        """Every version of a form, read where it was not. Raises KeyError for an unknown id."""
        for path in self._unread.get(form_id, ()):
            definition = _read(path.read_text("utf-8"), path.name)
            self._by_fingerprint.setdefault(definition.fingerprint, definition)
            self._versions.setdefault(form_id, {}).setdefault(definition.version, definition)
        self._unread.pop(form_id, None)
        return self._versions[form_id]

    def _keep(self, definition: Definition) -> None:
        self._versions.setdefault(definition.id, {})[definition.version] = definition
        self._by_fingerprint[definition.fingerprint] = definition


class _Newest(Mapping[str, Definition]):
    """The newest version of every form by id."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, form_id: str) -> Definition:
        return self._library.newest(form_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.ids())

    def __len__(self) -> int:
        return len(self._library.ids())


def read_file(path: Path) -> Definition:
    """The form in a file. Raises ProblemsError, also for a file that cannot be read (`form.file`)."""
    return _read(read_text(path, "form.file"), path.name)


def read_text(path: Path, code: str) -> str:
    """A UTF-8 file as text. Raises ProblemsError with `code` for a folder, a missing, unreadable, too large or foreign file."""
    try:
        if path.is_dir():
            raise _unreadable(code, path, "er en mappe og ikke en fil", "Skriv navnet på en fil.")
        data = read_at_most(path, LARGEST_FILE_BYTES)
        if data is None:
            raise _unreadable(code, path, "er alt for stor", "Vælg den rigtige fil.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _unreadable(code, path, f"er ikke skrevet i UTF-8 (linje {line})", "Gem den igen som UTF-8.") from None
    except FileNotFoundError:
        raise _unreadable(code, path, "findes ikke", "Se efter, om navnet er stavet rigtigt.") from None
    except (OSError, ValueError):
        raise _unreadable(code, path, "kan ikke læses", "Se efter, om du har lov til at åbne den.") from None


def read_at_most(path: Path, limit_bytes: int) -> bytes | None:
    """A file's bytes; None for more than the limit, of which no more is read: a device may have no end. Raises OSError."""
    with path.open("rb") as handle:
        data = handle.read(limit_bytes + 1)
    return data if len(data) <= limit_bytes else None


def encode_definition(definition: Definition) -> bytes:
    """The canonical JSON blob; its SHA-256 is the fingerprint."""
    return canonical(definition, without=frozenset({"fingerprint"}))


def decode_definition(data: bytes) -> Definition:
    """The definition in a blob, with the blob's own hash as fingerprint. Raises ProblemsError: a blob may come from anywhere."""
    findings = Findings("formular")
    try:
        definition = msgspec.json.decode(data, type=Definition)
        if not _has_sound_ids(definition):
            raise ValueError("an id that cannot stand in a path")
        look_for_sense(definition, findings)
    except (msgspec.MsgspecError, ValueError, RecursionError, TypeError, AttributeError, KeyError):
        text = "Formularen, der fulgte med sagen, kan ikke læses."
        raise ProblemsError([Problem("form.blob", "", text, "Bed om sagen igen fra den, der sendte den.")]) from None
    findings.raise_any()
    return msgspec.structs.replace(definition, fingerprint=fingerprint(data))


def _has_sound_ids(definition: Definition) -> bool:
    """The reader tells an author of a wrong id; a blob did not come through the reader."""
    fields = [field for top in top_fields(definition) for field in (top, *top.fields)]
    ids = (definition.id, *(section.id for section in definition.sections), *(field.id for field in fields))
    return definition.version >= 1 and all(is_id(found) for found in ids)


def _built_in() -> dict[str, tuple[Path, ...]]:
    """The files of each built-in form by its id."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in sorted(BUILT_IN.glob("*.toml")):
        form_id = VERSION.sub("", path.stem)
        found[form_id] = (*found.get(form_id, ()), path)
    return found


def _unreadable(code: str, path: Path, what: str, remedy: str) -> ProblemsError:
    return ProblemsError([Problem(code, path.name or str(path), f"»{path.name or path}« {what}.", remedy)])
