"""The municipality's profile (`kommune.toml`): who we are, whom to ring, how long to wait, and our own words in the forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from forms import phones
from forms.authoring.findings import Findings
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table
from forms.calendar import Calendar, read_calendar
from forms.canonical import canonical, fingerprint
from forms.coaching import Prompt, read_prompts
from forms.course import Milestone, load_course, method_course
from forms.library import COURSE_FILE, read_at_most, read_text
from forms.limits import Changed, Limit, limits_with, read_limits
from forms.model import Texts
from forms.problems import Problem, ProblemsError
from forms.record_keys import RecordKeys, read_record_keys
from forms.record_systems import RecordSystem, read_systems
from forms.roles import Colleague, read_staff
from forms.target_groups import TargetGroup, read_target_groups
from forms.texts import PLACEHOLDER

LARGEST_LOGO_BYTES = 1_000_000
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_WORDS = (
    "kommune", "enhed", "adresse", "telefon", "mail", "aabningstid", "dpo", "dpo_telefon", "vagt", "vagt_telefon", "lov",
)  # fmt: skip
_WAITS = {"daempes_efter_min": "dim_after_min", "pause_efter_min": "pause_after_min", "laas_efter_min": "lock_after_min"}
_FORM_KEYS = ("title", "standard_name")
_TEXT_KEYS = ("label", "help", "title", "intro", "standard_name", "svar")


class Person(msgspec.Struct, frozen=True):
    """The caseworker as a citizen should know them."""

    name: str
    phone: str = ""
    title: str = ""

    @property
    def first_name(self) -> str:
        """What a citizen calls them."""
        return self.name.split()[0] if self.name.split() else ""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a municipality may set for its laptops. Minutes without a touch until the window dims, pauses, locks."""

    dim_after_min: int = 5
    pause_after_min: int = 15
    lock_after_min: int = 30
    lid: Literal["pause", "laas"] = "pause"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality as its papers and screens show it.

    vagt, vagt_telefon: whom a citizen rings outside office hours. dpo: the data protection officer.
    lov: the legal basis, in their words. staff: who has another role than an outreach worker's, or an area of their own.
    target_groups: the ages of the screening's two groups, () while they are not set.
    record_keys: what documents are filed under in record systems.
    systems: where others shall see that there is an outreach worker. prompts: the municipality's own lines for a talk.
    milestones: its own course, () for the method's.
    limits_changed: what the municipality has set of the method's limits; `limits` is what applies.
    logo: the picture's file; logo_data: its bytes (PNG or JPEG), which travel with the profile.
    texts: form id → place (`section`, `field`, `rows/cell`, or "" for the form) → key (`label`, `help`, …, `svar.ID`) → text.
    fingerprint: hex SHA-256 of the profile's canonical JSON; set by the reader.
    """

    kommune: str = ""
    enhed: str = ""
    adresse: str = ""
    telefon: str = ""
    mail: str = ""
    aabningstid: str = ""
    dpo: str = ""
    dpo_telefon: str = ""
    vagt: str = ""
    vagt_telefon: str = ""
    lov: str = ""
    staff: tuple[Colleague, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    record_keys: RecordKeys = RecordKeys()
    systems: tuple[RecordSystem, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    calendar: Calendar = Calendar()
    limits_changed: dict[str, Changed] = {}
    logo: Path | None = None
    logo_data: bytes = b""
    texts: dict[str, dict[str, dict[str, Texts]]] = {}
    settings: Settings = Settings()
    fingerprint: str = ""

    @property
    def course(self) -> tuple[Milestone, ...]:
        """The municipality's own course, or else the method's."""
        return self.milestones or method_course()

    @property
    def limits(self) -> dict[str, Limit]:
        """The method's limits by id, as the municipality has them."""
        return limits_with(self.limits_changed)

    @classmethod
    def default(cls) -> Profile:
        """The profile while the municipality has given none: no names, the product's own times and words."""
        return _sealed(cls())


def read_profile(text: str, place: str) -> Profile:
    """The profile in a kommune.toml's text. place: its path, as the logo lies beside it. Raises ProblemsError (`profile.…`)."""
    findings = Findings(Path(place).name, area="profile")
    raw = read_toml(text, findings)
    findings.raise_any()
    table = Table(raw, "", findings)
    known = ("medarbejder", "maalgrupper", "fagsystem", "coach", "journal", "fridage", "frister")
    table.know((*_WORDS, "logo", "indstillinger", "tekster", *known))
    words = {key: " ".join((table.string_or_none(key) or "").split()) for key in _WORDS}
    if not table.string("kommune").strip() and table.has("kommune"):
        table.tell("missing_key", "Kommunens navn er tomt.", 'Skriv kommune = "…".')
    settings = _read_settings(Table(table.table_or_none("indstillinger") or {}, "indstillinger", findings))
    texts = _read_texts(table.table_or_none("tekster") or {}, findings)
    people = Profile(
        staff=read_staff(table), target_groups=read_target_groups(table), record_keys=read_record_keys(table),
        systems=read_systems(table), prompts=read_prompts(table),
        calendar=read_calendar(Table(table.table_or_none("fridage") or {}, "fridage", findings)),
        limits_changed=read_limits(Table(table.table_or_none("frister") or {}, "frister", findings)),
    )  # fmt: skip
    logo, logo_data = _read_logo(table, Path(place).parent)
    findings.raise_any()
    return _sealed(msgspec.structs.replace(people, **words, logo=logo, logo_data=logo_data, settings=settings, texts=texts))


def load_profile(path: Path) -> Profile:
    """The profile in a file, with the course.toml beside it. Raises ProblemsError, also for files that cannot be read."""
    return with_course(load_kommune(path), path.with_name(COURSE_FILE))


def load_kommune(path: Path) -> Profile:
    """The profile in a file, with the method's course. Raises ProblemsError, also for a file that cannot be read."""
    return read_profile(read_text(path, "profile.file"), str(path))


def with_course(profile: Profile, path: Path) -> Profile:
    """A profile with the course in a file, or as it is where there is none. Raises ProblemsError."""
    return _sealed(msgspec.structs.replace(profile, milestones=load_course(path))) if path.is_file() else profile


def with_methods_course(profile: Profile) -> Profile:
    """A profile that follows the method's course, whatever the municipality's own is."""
    return _sealed(msgspec.structs.replace(profile, milestones=()))


def encode_profile(profile: Profile) -> bytes:
    """The canonical JSON blob, which travels with a case; its SHA-256 is the fingerprint. The logo goes as bytes."""
    return canonical(profile, without=frozenset({"fingerprint", "logo"}))


def decode_profile(data: bytes) -> Profile:
    """The profile in a blob, with the blob's own hash. Raises ProblemsError (`profile.blob`)."""
    try:
        profile = msgspec.json.decode(data, type=Profile)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        text = "Kommunens oplysninger, der fulgte med sagen, kan ikke læses."
        raise ProblemsError([Problem("profile.blob", "", text, "Bed om sagen igen fra den, der sendte den.")]) from None
    return msgspec.structs.replace(profile, logo=None, fingerprint=fingerprint(data))


def facts(profile: Profile) -> dict[str, Any]:
    """What forms may ask of the profile, as the source `profil`: its words, and the ages of the target groups."""
    words: dict[str, Any] = {key: getattr(profile, key) for key in _WORDS}
    return {**words, **counted_by(profile)}


def counted_by(profile: Profile) -> dict[str, Any]:
    """The facts that rules count by: what was decided by them stands, so a document goes by those it began under."""
    return {"maalgrupper": {group.id: (group.first_age, group.last_age) for group in profile.target_groups}}


def names(profile: Profile, worker: Person, citizen_name: str) -> dict[str, str]:
    """The words that texts may ask for in braces, for fill(). `{tlf}` is the caseworker's own number, or else the office's."""
    return {
        "Navn": worker.first_name,
        "fs": worker.name,
        "borger": citizen_name.split()[0] if citizen_name.split() else "",
        "tlf": _number(worker.phone or profile.telefon),
        "enhed": profile.enhed,
        "aabningstid": profile.aabningstid,
        "dpo": profile.dpo,
        "dpo_tlf": _number(profile.dpo_telefon),
        "lov": profile.lov,
        "vagt": profile.vagt,
        "vagt_tlf": _number(profile.vagt_telefon),
        "kommune": profile.kommune,
    }


def _number(text: str) -> str:
    """A number in pairs, however it was typed; what is no number as it stands."""
    return phones.show(phones.read(text) or text)


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; what is not known stays visible as "…".

    A word that begins the text begins with a capital. No text put in is looked through again.
    """

    def word(found: re.Match[str]) -> str:
        known = names.get(found[1]) or "…"
        return known if found.start() else known[:1].upper() + known[1:]

    return PLACEHOLDER.sub(word, text)


def _sealed(profile: Profile) -> Profile:
    return msgspec.structs.replace(profile, fingerprint=fingerprint(encode_profile(profile)))


def _read_settings(table: Table) -> Settings:
    table.know((*_WAITS, "laag"))
    standard = Settings()
    waits = {ours: table.whole(key, least=1, otherwise=getattr(standard, ours), most=240) for key, ours in _WAITS.items()}
    if not waits["dim_after_min"] <= waits["pause_after_min"] <= waits["lock_after_min"]:
        text = "Skærmen skal dæmpes først, så holde pause, så låse."
        table.tell("waits_order", text, "Lad tallene vokse i den orden.")
    return Settings(**waits, lid=table.word("laag", ("pause", "laas"), standard.lid))


def _read_texts(raw: dict[str, Any], findings: Findings) -> dict[str, dict[str, dict[str, Texts]]]:
    """`[tekster.FORM.PLACE] key = "…"`, and `[tekster.FORM] title = "…"` for the form itself."""
    texts: dict[str, dict[str, dict[str, Texts]]] = {}
    for form_id in raw:
        form = Table(raw, "tekster", findings).table_or_none(form_id) or {}
        places: dict[str, dict[str, Texts]] = {}
        own = {key: form[key] for key in _FORM_KEYS if key in form and not _is_place(form[key])}
        for place, table in (("", own), *((key, value) for key, value in form.items() if key not in own)):
            where = f"tekster.{form_id}.{place}" if place else f"tekster.{form_id}"
            if not isinstance(table, dict):
                findings.tell(
                    "unknown_key",
                    where,
                    f"»{place}« er ikke et felt med tekster.",
                    'Skriv [tekster.FORMULAR.FELT] og label = "…".',
                )
            elif table:
                places[place] = _read_place(Table(table, where, findings))
        texts[form_id] = places
    return texts


def _is_place(value: object) -> bool:
    """Whether this is a field's or a section's table, and not a text: a field may be called `title` itself."""
    return isinstance(value, dict) and not set(value).isdisjoint(_TEXT_KEYS)


def _read_place(table: Table) -> dict[str, Texts]:
    table.know(_TEXT_KEYS)
    found = {key: texts for key in _TEXT_KEYS if key != "svar" and (texts := table.texts_or_none(key))}
    answers = Table(table.table_or_none("svar") or {}, f"{table.place}.svar", table.findings)
    return found | {f"svar.{option}": texts for option in answers.raw if (texts := answers.texts_or_none(option))}


def _read_logo(table: Table, folder: Path) -> tuple[Path | None, bytes]:
    name = table.string_or_none("logo")
    if not name:
        return None, b""
    path = folder / name
    try:
        data = read_at_most(path, LARGEST_LOGO_BYTES) or b""
    except (OSError, ValueError):
        table.tell("logo_missing", f"Logoet »{name}« kan ikke læses.", "Læg billedet i samme mappe som kommune.toml.")
        return None, b""
    if not data.startswith(_PICTURES):
        table.tell("logo_kind", f"Logoet »{name}« kan ikke bruges.", "Brug et PNG- eller JPEG-billede på højst 1 MB.")
        return None, b""
    return path, data
