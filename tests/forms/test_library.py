"""The library: built-in forms, a municipality's own, and those that travelled with a case."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import library as library_module
from forms.canonical import fingerprint
from forms.library import BUILT_IN, Library, decode_definition, encode_definition, read_file
from forms.model import Definition
from forms.problems import ProblemsError
from forms.reading import read_definition
from tests.support.inline import HEAD, form, whole

LINE = '[[section.field]]\nid = "navn"\nkind = "line"\nlabel = "Navn"\n'
OWN_VISIT = whole(LINE, HEAD.replace("proeve", "besoeg"))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def codes(library: Library) -> list[str]:
    return [problem.code for problem in library.problems]


def test_the_built_in_forms_are_there_and_sound() -> None:
    library = Library.load()
    assert set(library.ids()) >= {"besoeg", "borger", "netvaerkskort", "samarbejdsaftale", "samtykke"}
    assert library.problems == ()


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_a_built_in_form_lies_in_a_file_of_its_id(path: Path) -> None:
    definition = read_file(path)
    assert path.stem in (definition.id, f"{definition.id}_{definition.version}")
    assert Library.load().get(definition.id, definition.version) == definition


def test_a_built_in_form_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def read(text: str, place: str) -> Definition:
        asked.append(place)
        return read_definition(text, place)

    monkeypatch.setattr(library_module, "_read", read)
    library = Library.load()
    assert "samtykke" in library.ids() and len(library.newest_of_all()) == len(library.ids())
    assert asked == []
    samtykke = library.newest("samtykke")
    assert library.by_fingerprint("samtykke", samtykke.fingerprint) is samtykke
    assert asked == ["samtykke.toml"]


def test_a_municipalitys_form_goes_before_the_built_in_one_even_with_a_lower_version(tmp_path: Path) -> None:
    built_in = Library.load().newest("besoeg")
    write(tmp_path, "vores_besoeg.toml", OWN_VISIT)
    library = Library.load([tmp_path])
    assert library.newest("besoeg").title == {"da": "En prøve"}
    assert library.by_fingerprint("besoeg", built_in.fingerprint) == built_in
    assert library.newest("besoeg").title == {"da": "En prøve"}


def test_a_later_folder_goes_before_an_earlier_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "egen.toml", OWN_VISIT.replace("En prøve", name))
    assert Library.load([tmp_path / "a", tmp_path / "b"]).newest("besoeg").title == {"da": "b"}


def test_a_form_of_ones_own_is_there_beside_the_others(tmp_path: Path) -> None:
    write(tmp_path, "egen.toml", whole(LINE))
    write(tmp_path, "kommune.toml", 'kommune = "Nordby Kommune"')
    library = Library.load([tmp_path, tmp_path / "findes_ikke"])
    assert "proeve" in library.ids()
    assert library.problems == ()


def test_several_versions_stand_side_by_side(tmp_path: Path) -> None:
    write(tmp_path, "egen-1.toml", whole(LINE))
    write(tmp_path, "egen-2.toml", whole(LINE).replace("version = 1", "version = 2"))
    library = Library.load([tmp_path])
    assert library.newest("proeve").version == 2
    assert library.get("proeve", 1).version == 1
    with pytest.raises(KeyError):
        library.get("proeve", 3)


def test_a_broken_file_is_told_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, "god.toml", whole(LINE))
    write(tmp_path, "syntaks.toml", "id = ")
    write(tmp_path, "forkert.toml", whole(LINE.replace('"line"', '"linje"'), HEAD.replace("proeve", "forkert")))
    (tmp_path / "latin.toml").write_bytes('id = "blå"\n'.encode("latin-1"))
    (tmp_path / "mappe.toml").mkdir()
    library = Library.load([tmp_path])
    assert "proeve" in library.ids()
    assert "forkert" not in library.ids()
    assert sorted(codes(library)) == ["form.file", "form.file", "form.kind_unknown", "form.toml"]


def test_a_source_in_a_form_that_is_not_here_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        "egen.toml",
        whole(LINE + 'prefill = ["borger.navn", "borger.navnet", "plan.maal"]\nsuggest = "netvaerkskort.*.navn"'),
    )
    library = Library.load([tmp_path])
    assert [(problem.code, problem.text) for problem in library.problems] == [
        ("form.source_unknown", "Kilden »borger.navnet« findes ikke."),
        ("form.source_unknown", "Kilden »plan.maal« findes ikke."),
    ]
    assert "proeve" in library.ids()


def test_an_undeclared_upgrade_is_told(tmp_path: Path) -> None:
    write(tmp_path, "egen-1.toml", whole(LINE))
    write(tmp_path, "egen-2.toml", whole(LINE.replace('"navn"', '"hele_navnet"')).replace("version = 1", "version = 2"))
    assert codes(Library.load([tmp_path])) == ["form.upgrade_undeclared"]


def test_a_definition_is_known_by_the_hash_of_its_blob() -> None:
    definition = form(LINE)
    blob = encode_definition(definition)
    assert fingerprint(blob) == definition.fingerprint
    assert decode_definition(blob) == definition


@pytest.mark.parametrize("form_id", Library.load().ids())
def test_every_built_in_form_survives_the_way_through_its_blob(form_id: str) -> None:
    definition = Library.load().newest(form_id)
    again = decode_definition(encode_definition(definition))
    assert again == definition
    assert encode_definition(again) == encode_definition(definition)


def test_a_form_that_travelled_is_found_by_its_hash_and_never_begun(tmp_path: Path) -> None:
    blob = encode_definition(form(LINE))
    library = Library.load()
    added = library.add(blob)
    assert library.by_fingerprint("proeve", added.fingerprint) == added
    assert "proeve" not in library.ids()
    assert library.by_fingerprint("proeve", "0" * 64) is None
    assert library.by_fingerprint("borger", "0" * 64) is None


def test_a_form_from_a_newer_program_keeps_its_hash() -> None:
    blob = encode_definition(form(LINE))[:-1] + b',"en_noegle_fra_i_morgen":true}'
    assert Library.load().add(blob).fingerprint == fingerprint(blob)


@pytest.mark.parametrize(
    "blob",
    [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"id":"x","version":1,"standard_name":{},"title":{},"sections":3}'],
)
def test_a_blob_that_is_no_form_is_refused_with_a_problem(blob: bytes) -> None:
    with pytest.raises(ProblemsError) as error:
        Library().add(blob)
    assert error.value.problems[0].code == "form.blob"


@pytest.mark.parametrize("wrong", ["navn/r1", "Navn", "_id", ""])
def test_a_blob_with_an_id_that_would_break_paths_is_refused(wrong: str) -> None:
    blob = encode_definition(form(LINE)).replace(b'"navn"', f'"{wrong}"'.encode())
    with pytest.raises(ProblemsError) as error:
        Library().add(blob)
    assert error.value.problems[0].code == "form.blob"


def test_a_blob_with_conditions_that_loop_is_refused() -> None:
    fields = form(LINE + LINE.replace("navn", "mere")).sections[0].fields
    looped = tuple(
        msgspec.structs.replace(field, show_if={"field": other, "filled": True})
        for field, other in zip(fields, ("mere", "navn"), strict=True)
    )
    definition = form(LINE)
    section = msgspec.structs.replace(definition.sections[0], fields=looped)
    with pytest.raises(ProblemsError) as error:
        Library().add(encode_definition(msgspec.structs.replace(definition, sections=(section,))))
    assert error.value.problems[0].code == "form.loop"


def test_a_default_that_is_written_out_has_the_same_hash() -> None:
    plain = msgspec.json.decode(encode_definition(form(LINE)))
    assert "removal_wins" not in plain
    assert form(LINE, HEAD + "removal_wins = false\n").fingerprint == form(LINE).fingerprint


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        read_file(tmp_path / "findes_ikke.toml")
    assert [problem.code for problem in error.value.problems] == ["form.file"]


@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_damage_to_a_blob_makes_decoding_fail_otherwise(noise: bytes, at: int) -> None:
    blob = encode_definition(form(LINE))
    found = _decoded(blob[:at] + noise + blob[at + len(noise) :])
    assert isinstance(found, Definition) or found


def _decoded(blob: bytes) -> Definition | tuple[str, ...]:
    try:
        return decode_definition(blob)
    except ProblemsError as error:
        return tuple(problem.code for problem in error.problems)
