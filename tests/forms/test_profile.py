"""The municipality's profile: kommune.toml, its names in texts, and its own words in forms."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from forms.own_words import check_own_words, with_own_words
from forms.problems import ProblemsError
from forms.profile import Person, Profile, Settings, decode_profile, encode_profile, fill, load_profile, names, read_profile
from tests.support.inline import form

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
FULL = """
kommune = "Nordby Kommune"
enhed = "Team Kontakt"
adresse = "Torvet 1, 8999 Nordby"
telefon = "12 34 56 00"
dpo = "Databeskytteren"
dpo_telefon = "12 34 56 01"
vagt = "Lægevagten i Nordby"
vagt_telefon = "12 34 56 02"
lov = "retssikkerhedsloven § 11 a"
aabningstid = "hverdage kl. 9-15"

[indstillinger]
pause_efter_min = 10
laag = "laas"

[tekster.proeve]
title = "Vores prøve"
[tekster.proeve.om_dig]
title = "Om jer"
[tekster.proeve.liv]
label = "Hvordan går det?"
help = { da = "Med dine ord." }
[tekster.proeve."part/svar"]
label = "Er det i orden?"
svar = { ja = "Helt i orden" }
"""
FORM = form("""
    [[section]]
    id = "om_dig"
    title = "Om dig"
    field = [
      { id = "liv", kind = "text", label = { da = "Hvordan er dit liv?" } },
      { id = "part", kind = "rows", label = "Parter", field = [
        { id = "svar", kind = "yes_no", label = "Ja?", options = [{ id = "ja", label = "Ja" }, { id = "nej", label = "Nej" }] },
      ] },
    ]
""")


def codes(text: str, place: str = "kommune.toml") -> list[str]:
    with pytest.raises(ProblemsError) as error:
        read_profile(text, place)
    assert all(problem.text and problem.remedy for problem in error.value.problems)
    return [problem.code for problem in error.value.problems]


def test_a_profile_is_read() -> None:
    profile = read_profile(FULL, "kommune.toml")
    assert (profile.kommune, profile.enhed, profile.vagt_telefon) == ("Nordby Kommune", "Team Kontakt", "12 34 56 02")
    assert profile.settings == Settings(dim_after_min=5, pause_after_min=10, lock_after_min=30, lid="laas")
    assert profile.texts["proeve"]["liv"]["label"] == {"da": "Hvordan går det?"}


def test_the_profile_without_a_file_has_no_names_and_the_products_own_times() -> None:
    profile = Profile.default()
    assert (profile.kommune, profile.texts, profile.settings) == ("", {}, Settings())
    assert len(profile.fingerprint) == 64


def test_the_names_that_texts_may_ask_for() -> None:
    found = names(read_profile(FULL, "kommune.toml"), Person("Lise Holm", "12 34 56 78"), "Anna Nordvang")
    assert found == {
        "Navn": "Lise", "fs": "Lise Holm", "borger": "Anna", "tlf": "12 34 56 78", "enhed": "Team Kontakt",
        "aabningstid": "hverdage kl. 9-15", "dpo": "Databeskytteren", "dpo_tlf": "12 34 56 01",
        "lov": "retssikkerhedsloven § 11 a",
        "vagt": "Lægevagten i Nordby", "vagt_tlf": "12 34 56 02", "kommune": "Nordby Kommune",
    }  # fmt: skip


def test_a_number_typed_without_blanks_is_shown_in_pairs() -> None:
    assert names(Profile.default(), Person("Lise", "12345678"), "")["tlf"] == "12 34 56 78"
    assert names(Profile.default(), Person("Lise", "lokal 7"), "")["tlf"] == "lokal 7"


def test_a_caseworker_without_a_number_is_rung_at_the_office() -> None:
    assert names(read_profile(FULL, "kommune.toml"), Person(""), "")["tlf"] == "12 34 56 00"
    assert names(Profile.default(), Person(""), "")["Navn"] == ""


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hvad gør {Navn}?", "Hvad gør Lise?"),
        ("{Navn}s kontor", "Lises kontor"),
        ("{stilling} skriver", "Din hjælper skriver"),
        (
            "Ring til {ukendt}.",
            "Ring til ….",
        ),
        ("{Navn} {tom}", "Lise …"),
        ("{}", "…"),
        ("{ikke et ord}", "{ikke et ord}"),
        ("{kroellet}", "{Navn}"),
    ],
)
def test_placeholders_are_filled_once_and_what_is_unknown_stays_visible(text: str, filled: str) -> None:
    assert fill(text, {"Navn": "Lise", "tom": "", "kroellet": "{Navn}", "stilling": "din hjælper"}) == filled


def test_a_logo_lies_beside_the_file_and_travels_as_bytes(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    path = tmp_path / "kommune.toml"
    path.write_text(FULL.replace("enhed", 'logo = "logo.png"\nenhed', 1), "utf-8")
    profile = load_profile(path)
    assert (profile.logo, profile.logo_data) == (tmp_path / "logo.png", PNG)
    again = decode_profile(encode_profile(profile))
    assert (again.logo, again.logo_data, again.fingerprint) == (None, PNG, profile.fingerprint)
    assert again.texts == profile.texts


def test_a_profile_is_known_by_what_it_says() -> None:
    first = read_profile(FULL, "kommune.toml")
    assert read_profile(FULL + "\n# en note\n", "andet/sted/kommune.toml").fingerprint == first.fingerprint
    assert read_profile(FULL.replace("Team", "Hold"), "kommune.toml").fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kommune =", "profile.toml"),
        ("", "profile.missing_key"),
        ('kommune = " "', "profile.missing_key"),
        ("kommune = 7", "profile.wrong_type"),
        ('kommune = "N"\nkomune = "M"', "profile.unknown_key"),
        ('kommune = "N"\nlogo = "findes_ikke.png"', "profile.logo_missing"),
        ('kommune = "N"\nlogo = "\\u0000"', "profile.logo_missing"),
        ('kommune = "N"\n[indstillinger]\npause_efter_min = 0', "profile.wrong_type"),
        ('kommune = "N"\n[indstillinger]\npause_efter_min = 60', "profile.waits_order"),
        ('kommune = "N"\n[indstillinger]\nlaag = "sov"', "profile.word_unknown"),
        ('kommune = "N"\n[indstillinger]\npause = 5', "profile.unknown_key"),
        ('kommune = "N"\ntekster = 3', "profile.wrong_type"),
        ('kommune = "N"\n[tekster]\nproeve = 3', "profile.wrong_type"),
        ('kommune = "N"\n[tekster.proeve]\nliv = "x"', "profile.unknown_key"),
        ('kommune = "N"\n[tekster.proeve.liv]\nlabel = 3', "profile.wrong_type"),
        ('kommune = "N"\n[tekster.proeve.liv]\nlabl = "x"', "profile.unknown_key"),
        ('kommune = "N"\n[tekster.proeve.liv]\nlabel = { en = "x" }', "profile.danish_missing"),
    ],
)
def test_a_mistake_in_the_profile_is_told(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"%PDF-1.7")
    assert codes('kommune = "N"\nlogo = "logo.png"', str(tmp_path / "kommune.toml")) == ["profile.logo_kind"]


@pytest.mark.parametrize("name", ["findes_ikke.toml", "."])
def test_a_profile_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsError) as error:
        load_profile(tmp_path / name)
    assert error.value.problems[0].code == "profile.file"


@pytest.mark.parametrize("blob", [b"", b"[]", b'{"kommune":3}', b"\xff", b"[" * 100_000])
def test_a_blob_that_is_no_profile_is_refused(blob: bytes) -> None:
    with pytest.raises(ProblemsError) as error:
        decode_profile(blob)
    assert error.value.problems[0].code == "profile.blob"


def test_a_municipalitys_own_words_go_before_the_forms() -> None:
    profile = read_profile(FULL, "kommune.toml")
    worded = with_own_words(FORM, profile)
    field, rows = worded.sections[0].fields
    assert worded.title == {"da": "Vores prøve"}
    assert worded.sections[0].title == {"da": "Om jer"}
    assert (field.label, field.help) == ({"da": "Hvordan går det?"}, {"da": "Med dine ord."})
    assert [option.label["da"] for option in rows.fields[0].options] == ["Helt i orden", "Nej"]
    assert worded.fingerprint == FORM.fingerprint
    assert check_own_words(profile, {"proeve": FORM}) == []


def test_a_field_may_be_called_title() -> None:
    definition = form('[[section.field]]\nid = "title"\nkind = "line"\nlabel = "Bogens navn"')
    profile = read_profile('kommune = "N"\n[tekster.proeve.title]\nlabel = "Hvad hedder bogen?"', "kommune.toml")
    assert check_own_words(profile, {"proeve": definition}) == []
    worded = with_own_words(definition, profile)
    assert worded.sections[0].fields[0].label == {"da": "Hvad hedder bogen?"}
    assert worded.title == definition.title


def test_a_form_without_own_words_stays_as_it_is() -> None:
    assert with_own_words(FORM, Profile.default()) is FORM


def test_own_words_for_what_is_not_there_are_told() -> None:
    text = (
        FULL.replace("tekster.proeve.liv", "tekster.proeve.livet").replace("ja =", "maaske =") + '[tekster.plan]\ntitle = "X"\n'
    )
    found = check_own_words(read_profile(text, "kommune.toml"), {"proeve": FORM})
    assert [(problem.code, problem.field) for problem in found] == [
        ("profile.text_unknown", "tekster.proeve.livet"),
        ("profile.text_unknown", "tekster.proeve.part/svar"),
        ("profile.text_unknown", "tekster.plan"),
    ]
    assert found[0].remedy == "Mente du »liv«?"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name")
def test_a_logo_or_profile_whose_size_nobody_knows_is_read_no_further_than_its_limit(tmp_path: Path) -> None:
    for name, told in (("logo.png", "profile.logo_kind"), ("kommune.toml", "profile.file")):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / "kommune.toml").write_text('kommune = "Nordby"\nlogo = "logo.png"\n', "utf-8")
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
        giver = Thread(target=pour, args=(folder / name, PNG + b" " * 5_000_000))
        giver.start()
        with pytest.raises(ProblemsError) as refused:
            load_profile(folder / "kommune.toml")
        giver.join()
        assert [problem.code for problem in refused.value.problems] == [told]


def pour(pipe: Path, data: bytes) -> None:
    with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as mouth:
        mouth.write(data)
