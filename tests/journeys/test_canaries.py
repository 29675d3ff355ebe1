"""Nothing readable of a case lies on the disk: fifty words through everything, then a raw look at every file (row 6)."""

from __future__ import annotations

import base64
import os
import zlib
from pathlib import Path

import pytest

from rygsaek.casework.desk import Desk
from tests.long import canaries as whole
from tests.support.canaries import canaries, files_in, hits
from tests.support.papers import request_of
from tests.support.wired import whole_case


@pytest.mark.timeout(300)
def test_fifty_words_through_everything_are_found_nowhere(tmp_path: Path) -> None:
    assert whole.fly(tmp_path, seed=0) == 50


@pytest.mark.parametrize("way", ["UTF-8", "UTF-16", "base64", "name", "inflated", "read"])
def test_a_word_left_behind_in_any_way_is_found(tmp_path: Path, way: str) -> None:
    word, *others = canaries(50, 1)
    text = f"Hun hedder {word}, siger {others[0]}."
    content = {
        "UTF-8": text.upper().encode(),
        "UTF-16": text.encode("utf-16-le"),
        "base64": base64.b64encode(b"!" + text.encode()),
        "name": b"",
        "inflated": b"%PDF-1.7\n1 0 obj\nstream\n" + zlib.compress(text.encode()) + b"\nendstream",
        "read": paper_with(text) if way == "read" else b"",
    }[way]
    (tmp_path / (f"{word}.txt" if way == "name" else "noget.bin")).write_bytes(
        os.urandom(999) + content if way != "read" else content
    )
    found = hits([tmp_path], (word, *others[1:]))
    assert {hit.canary for hit in found} == {word}


def paper_with(text: str) -> bytes:
    from forms.pdf.document import render

    return render(request_of("samarbejdsaftale", length="whole", names={"Navn": text})).data


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="an open file without a name is seen through /proc")
def test_what_is_sorted_spills_nothing_to_the_disk_and_would_with_another_setting(desk: Desk, tmp_path: Path) -> None:
    """SQLite sorts more than it has room for in a file without a name; `temp_store = 2` keeps it in memory."""
    whole_case(desk)
    word = canaries(1, 7)[0]
    many = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
        " SELECT ? || i || hex(zeroblob(400)) AS t FROM n ORDER BY t DESC"
    )
    with desk.vault.read() as reader:
        for setting, is_found in ((2, False), (1, True)):
            reader.execute(f"PRAGMA temp_store = {setting}").fetchall()
            rows = iter(reader.execute(many, (word,)))
            next(rows)
            found = [fd for fd in Path("/proc/self/fd").iterdir() if is_nameless(fd) and word.encode() in fd.read_bytes()]
            assert bool(found) is is_found, f"temp_store = {setting}"
            del rows


def is_nameless(fd: Path) -> bool:
    try:
        return os.readlink(fd).endswith("(deleted)") and fd.is_file()
    except OSError:
        return False


def test_a_look_at_nothing_is_no_look(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="files"):
        whole.look([tmp_path], canaries(2))
    assert files_in([tmp_path]) == 0
