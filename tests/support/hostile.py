"""What a laptop in wrong hands may write: values of every kind in every place of the log, drawn from a seed, and bodies of
envelopes that are none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from forms.paths import top_fields
from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.history import changes as kinds
from rygsaek.history.changes import NewChange
from sync.sealing.bodies import ChangesBody, pack_body, read_body
from sync.sealing.envelopes import seal
from sync.unsealed import Unsealed
from sync.wire.packing import packed

HASH = "ab" * 32
ODD_TEXTS = ("", "x", "2026-13-45", "x" * 70_000, "\x00", "﷽", "../../etc/passwd", "2026-05-04", "borger")
ODD_NUMBERS = (0, -1, 7, 2**63 - 1, -(2**63), 2**64 - 1, 1.5, float("inf"), float("nan"))
KEYS = ("form", "version", "name", "day", "key", "how", "seen", "to", "from", "document", "path", "by", "at", "case", "number")
FILE_KEY = {"blob": HASH, "key": HASH, "file": HASH, "size": 3, "pieces": 1}
SOUND: tuple[tuple[bool, str, str, Any], ...] = (
    (True, kinds.BEGUN, kinds.DOCUMENT_BEGUN, {"form": "samtykke", "version": 3, "definition": HASH, "paper": "2026-05-04"}),
    (True, kinds.BEGUN, kinds.DOCUMENT_BEGUN, {"form": "borger", "version": 1}),
    (True, kinds.DATED, kinds.PAPER_DATED, {"day": "2026-05-04", "before": "2026-05-03"}),
    (False, kinds.OPENED, kinds.CASE_OPENED, {"number": 1}),
    (False, kinds.IMPORTED, kinds.CASE_IMPORTED, {"import": "abc"}),
    (True, kinds.withdrawn_register("x"), kinds.CONSENT_WITHDRAWN, {"day": "2026-05-04"}),
    (
        True,
        kinds.version_register("v"),
        kinds.VERSION_MADE,
        {"number": 1, "heads": [["a", 1, 0]], "beside": []},
    ),
    (True, kinds.paper_register("p"), kinds.PAPER_MADE, {"paper_id": "p", "version_id": "v", "copy": "citizen", "out": "all"}),
    (True, "^signed/v", kinds.SIGNED, {"path": "x", "how": "paper", "name": "A", "date": "2026-05-04", "version_id": "v"}),
    (True, kinds.file_register("f"), kinds.FILE_ATTACHED, {"title": "Brev", "pages": 1, "how": "file", "key": FILE_KEY}),
    (False, kinds.file_register("f"), kinds.FILE_ATTACHED, {"title": "Brev", "pages": 1, "how": "scan", "key": FILE_KEY}),
    (False, kinds.compared_register("abc"), kinds.CITIZEN_COMPARED, {"case": "abc", "same": True}),
    (False, "^note/n", kinds.NOTE_WRITTEN, {"text": "x", "day": "2026-05-04"}),
    (True, "navn", kinds.ANSWER_GIVEN, "Anna"),
    (True, "navn", kinds.ANSWER_MOVED, {"to": "abc"}),
    (True, "navn", kinds.UNDONE, {"of": "x"}),
    (True, "navn", kinds.REDACTED, {"of": "x"}),
    (True, "^over", kinds.ANSWERS_TAKEN_OVER, {"from": "abc", "document": "d", "path": "navn", "by": ["x"], "at": 1}),
    (True, "personer/r", kinds.ROW_ADDED, {"after": "q"}),
    (True, "personer/r", kinds.ROW_REMOVED, {"seen": {"a": ["b"]}}),
    (True, "personer/r/^", kinds.ROW_MOVED, {"after": "q", "place": "m"}),
    (True, "personer/r/navn", kinds.ANSWER_GIVEN, "x"),
)
"""Whether it is of a document, register, kind, value: much as this program writes them."""


def write(chance: random.Random, desk: Desk, case: str, document: str) -> None:
    """Some saves in a case that no program here writes."""
    with patch.object(desk.journal, "projectors", (Unsealed(),)):
        for _ in range(chance.randrange(1, 4)):
            is_of_document, register, kind, value = chance.choice(SOUND)
            if kind == kinds.ANSWER_GIVEN and chance.random() < 0.5:
                form, definition = chance.choice(sorted(desk.library.newest_of_all().items()))
                other = cases.begin_document(desk, case, form)
                change = NewChange(other, chance.choice([one.id for one in top_fields(definition)]), kind, _anything(chance))
            else:
                where = chance.choice((document, "nyt")) if is_of_document else ""
                change = NewChange(where, register, chance.choice((kind,) * 9 + ("Nyt",)), _changed(chance, value))
            if kind == kinds.ROW_REMOVED and not isinstance(change.value, dict | None):
                continue  # one's own journal adds to it
            desk.journal.append(case, (change,), chance.choice(("fs", "", "x" * 3_000)))


def _changed(chance: random.Random, value: Any) -> Any:
    """A sound value with something odd in it."""
    if isinstance(value, dict) and chance.random() < 0.85:
        key = chance.choice(sorted(value))
        left = {name: inner for name, inner in value.items() if name != key}
        return left if chance.random() < 0.15 else {**left, key: _changed(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.7:
        return [_changed(chance, one) for one in value]
    return _anything(chance)


def _anything(chance: random.Random, depth: int = 0) -> Any:
    match chance.randrange(8 if depth < 3 else 5):
        case 0:
            return chance.choice((None, True, b"\xff\x00"))
        case 1:
            return chance.choice(ODD_NUMBERS)
        case 2 | 3:
            return chance.choice(ODD_TEXTS)
        case 4:
            return _nested(chance.choice((5, 40)))
        case 5:
            return [_anything(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {key: _anything(chance, depth + 1) for key in chance.sample(KEYS, chance.randrange(1, 6))}


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


BODIES: dict[str, Callable[[ChangesBody], bytes]] = {
    "nothing": lambda _: b"",
    "no body": lambda _: b"\xff" * 400,
    "a bomb": lambda _: packed(bytes(80 * 1024 * 1024), 9),
    "another kind": lambda body: packed(b"\x93\x01\x02\x03", 9),
    "a later format": lambda _: packed(b"\x92\x09\x00", 9),
    "a later format of the same shape": lambda body: pack_body(replace(body, format=9)),
    "another case": lambda body: pack_body(replace(body, case="andensag")),
    "another life": lambda body: pack_body(replace(body, incarnation="andetliv")),
    "a hole before it": lambda body: pack_body(replace(body, first=body.first + 1)),
    "more than is in it": lambda body: pack_body(replace(body, last=body.last + 1)),
    "no saves": lambda body: pack_body(replace(body, saves=b"")),
    "half the saves": lambda body: pack_body(replace(body, saves=body.saves[: len(body.saves) // 2])),
    "turned saves": lambda body: pack_body(replace(body, saves=body.saves[::-1])),
    "nested saves": lambda body: pack_body(replace(body, saves=b"\x91" * 5_000 + b"\x00")),
    "another log": lambda body: pack_body(replace(body, log=bytes(32))),
}
"""What an envelope's inside may be, signed and sealed as it should be. By what is wrong with it."""


@contextmanager
def sealing(instead: dict[str, Callable[[ChangesBody], bytes]], headers: dict[str, dict[str, str]]) -> Iterator[None]:
    """A program that seals something else in some cases. headers: what else stands outside, by case, named as by `seal`."""

    def sealed(*args: Any, **said: Any) -> bytes:
        case = said["case"]
        if said["type_"] == "changes" and case in instead:
            said["body"] = instead[case](read_body(said["body"], ChangesBody))
        return seal(*args, **{**said, **headers.get(case, {})})

    with patch("sync.outbox.seal_envelope", sealed):
        yield
