"""The passphrase and the recovery sheet, as people write them."""

from __future__ import annotations

import math
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.errors import InputError
from rygsaek.vault import passphrase
from rygsaek.vault.groups import ALPHABET
from rygsaek.vault.secret import RecoverySecret, new_id


def test_six_words_are_77_bits() -> None:
    known = passphrase.words()
    assert len(set(known)) == len(known) == 7776
    assert math.log2(len(known)) * passphrase.WORDS > 77
    assert all(re.fullmatch("[a-zæøå]{3,7}", word) for word in known)


def test_an_offered_passphrase_is_never_refused() -> None:
    chance = random.Random(7)
    for _ in range(300):
        offered = passphrase.generate(chance.choice)
        assert len(offered.split()) == 6
        passphrase.refuse_weak(offered)


@pytest.mark.parametrize(
    "guessed",
    [
        "kortkort",
        "fjorten tegn ..",
        "aaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "Password12345678",
        "P4ssw0rdP4ssw0rd",
        "qwertyuiopåasdfghjkl",
        "KommunenSommer2026!",
        "jeg elsker dig min skat",
        "correct horse battery staple",
        "rygsæk rygsæk rygsæk",
        "abababababababab",
    ],
)
def test_what_everybody_tries_is_refused(guessed: str) -> None:
    with pytest.raises(InputError) as refused:
        passphrase.refuse_weak(guessed[:14] if guessed.startswith("fjorten") else guessed)
    assert refused.value.code == "vault.weak_passphrase"
    assert guessed not in str(refused.value)


def test_a_sentence_of_ones_own_is_taken() -> None:
    passphrase.refuse_weak("min nabos kat hedder Perry og spiser havregryn")


@given(st.binary(min_size=20, max_size=20))
def test_a_sheet_is_read_as_it_was_printed(data: bytes) -> None:
    secret = RecoverySecret(data)
    assert len(secret.groups) == 8 and {len(group) for group in secret.groups} == {5}
    assert RecoverySecret.read(str(secret)) == secret
    assert RecoverySecret.read(str(secret).lower().replace("0", "o").replace("1", "l").replace(" ", "-")) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found_in_its_group(data: bytes, place: int, character: str) -> None:
    plain = "".join(RecoverySecret(data).groups).lower()
    if plain[place] == character:
        return
    with pytest.raises(InputError, match=f"gruppe {place // 5 + 1}\\."):
        RecoverySecret.read(plain[:place] + character + plain[place + 1 :])


@given(st.binary(min_size=20, max_size=20), st.integers(0, 38))
def test_every_swap_of_neighbours_is_found(data: bytes, place: int) -> None:
    plain = "".join(RecoverySecret(data).groups).lower()
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if swapped == plain:
        return
    with pytest.raises(InputError):
        RecoverySecret.read(swapped)


@given(st.binary(min_size=20, max_size=20), st.integers(0, 7), st.integers(0, 7))
def test_groups_in_the_wrong_order_are_found(data: bytes, one: int, other: int) -> None:
    groups = list(RecoverySecret(data).groups)
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(InputError):
        RecoverySecret.read(" ".join(groups))


def test_a_sheet_with_a_group_missing_says_how_many_there_are() -> None:
    with pytest.raises(InputError, match="8 grupper"):
        RecoverySecret.read(" ".join(RecoverySecret.generate().groups[:7]))


def test_ids_are_ten_characters_that_are_not_mistaken_for_each_other() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{10}", one) for one in made)
