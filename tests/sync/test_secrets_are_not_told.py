"""What holds a secret says nothing of it: not in a log line, not in a traceback, not in a pickle."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Iterator

import pytest

from sync.identity import DeviceSecret, RecoverySecret, RootSecret
from sync.office.admitting import Invited, Invites
from sync.office.codes import InviteCode, KitCode
from sync.office.founding import make
from sync.office.joining import begin
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.returning import Returning
from tests.support.offices import STORE, drawn

ENTROPY = drawn("not told")
DEVICE = DeviceSecret.generate(ENTROPY)
SEED = ENTROPY(32)
CODE = InviteCode("https://central.example", ENTROPY(16), ENTROPY(16))
JOINING = begin(CODE, STORE.public, Label("Lise", "bærbar"), ENTROPY)
FOUNDED = make("https://central.example", STORE.public, Label("Lise", "bærbar"), 1, ENTROPY)
HOLDERS: tuple[tuple[object, bytes], ...] = (
    (DEVICE, DEVICE.encode()),
    (DEVICE._stored, DEVICE.encode()),
    (RootSecret(SEED), SEED),
    (RecoverySecret(SEED), SEED),
    (Kit(SEED), SEED),
    (KitCode("", SEED), SEED),
    (CODE, CODE.secret),
    (JOINING, JOINING.secret),
    (JOINING, CODE.secret),
    (FOUNDED.founding, FOUNDED.founding.secret),
    (Returning(DEVICE.encode(), ""), DEVICE.encode()),
    (FOUNDED.founding, FOUNDED.founding.office_key),
    (FOUNDED, FOUNDED.kit.seed),
    (Invited(CODE.secret, 1), CODE.secret),
    (Invites((Invited(CODE.secret, 1),)), CODE.secret),
)


def forms(secret: bytes) -> Iterator[str]:
    """A piece of it, in every way that it could be printed."""
    for at in range(0, len(secret) - 8, 8):
        piece = secret[at : at + 8]
        yield piece.hex()
        yield repr(piece)[2:-1]
        yield str(list(piece))[1:-1]


@pytest.mark.parametrize(("holder", "secret"), HOLDERS, ids=lambda one: type(one).__name__)
def test_what_holds_a_secret_does_not_print_it(holder: object, secret: bytes) -> None:
    told = [repr(holder), f"{holder!r}", f"{(holder,)}", f"{ {'a': holder} }"]
    try:
        raise ValueError(holder)
    except ValueError as error:
        told += traceback.format_exception(error) if not isinstance(holder, tuple) else [repr(error)]
    assert not [form for form in forms(secret) if any(form in one for one in told)]


@pytest.mark.parametrize("secret", [DEVICE, RootSecret(SEED), RecoverySecret(SEED)], ids=lambda one: type(one).__name__)
def test_a_secret_is_neither_pickled_nor_copied(secret: object) -> None:
    for way in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(secret)


def test_this_would_notice() -> None:
    assert any(form in repr({"seed": SEED.hex()}) for form in forms(SEED))
    assert any(form in repr([SEED[:8]]) for form in forms(SEED))
