"""A real `scanimage` with SANE's test scanner: pages in memory, and each trouble in its own words."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from forms.pdf.pictures import as_pdf
from rygsaek.paper import scanners as scanning
from rygsaek.paper.foreign_files import prepared
from rygsaek.paper.scanners import ScanError, Scanners
from tests.support.sane import DEVICE, FEEDER, failing, scanners

pytestmark = pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")


def test_the_scanners_that_answer_are_listed(tmp_path: Path) -> None:
    assert [(one.id, one.name) for one in scanners(tmp_path / "sane").listed()] == [(DEVICE, "Noname frontend-tester")]
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "dll.conf").write_text("# none\n", encoding="ascii")
    assert Scanners({"SANE_CONFIG_DIR": str(tmp_path / "none")}).listed() == ()


def test_a_page_comes_as_a_picture_and_nothing_lies_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "here"))
    (page,) = scanners(tmp_path / "sane").pages(DEVICE)
    assert page.startswith(b"P5")
    made = as_pdf([page])
    assert made.pages == 1 and prepared(made.data).pages == 1
    assert list((tmp_path / "here").iterdir()) == []


def test_a_feeder_gives_all_that_lies_in_it_in_one_run_and_nothing_lies_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "here"))
    here = scanners(tmp_path / "sane")
    (scanner,) = here.listed()
    assert scanner.feeder == FEEDER, "the source of one side"
    fed = here.fed(scanner, 50)
    lying = [next(fed), *(path for path in (tmp_path / "here").rglob("*") if path.is_file())]
    assert len(lying) == 1, "pipes alone"
    pages = [lying[0], *fed]
    assert len(pages) == 10, "SANE's test feeder holds ten pages, and says so only within one run"
    assert all(isinstance(page, bytes) and page.startswith(b"P5") for page in pages) and as_pdf(pages).pages == 10
    assert list((tmp_path / "here").iterdir()) == []
    assert len(list(here.fed(scanner, 3))) == 3, "no more than are wanted"


@pytest.mark.parametrize(("status", "code"), [("JAMMED", "scan.jammed"), ("IO_ERROR", "scan.connection")])
def test_a_feeder_that_fails_says_why(tmp_path: Path, status: str, code: str) -> None:
    (scanner,) = scanners(tmp_path / "sane").listed()
    with pytest.raises(ScanError) as told:
        list(failing(tmp_path / "sane", status).fed(scanner, 50))
    assert told.value.code == code


def test_a_feeder_can_be_given_up_and_its_program_ends_though_nobody_asks_on(tmp_path: Path) -> None:
    (scanner,) = scanners(tmp_path / "sane").listed()
    cancelled = threading.Event()
    slow = scanners(tmp_path / "sane", "--read-delay=yes", "--read-delay-duration", "20000")
    fed = slow.fed(scanner, 50, cancelled)
    next(fed)
    (feeding,) = [one for one in threading.enumerate() if one.name == "rygsaek-feeder"]
    cancelled.set()
    feeding.join(30)
    assert not feeding.is_alive()
    with pytest.raises(ScanError) as told:
        list(fed)
    assert told.value.code == "scan.stopped"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("NO_DOCS", "scan.no_paper"),
        ("JAMMED", "scan.jammed"),
        ("COVER_OPEN", "scan.cover_open"),
        ("DEVICE_BUSY", "scan.busy"),
        ("IO_ERROR", "scan.connection"),
        ("ACCESS_DENIED", "scan.refused"),
        ("NO_MEM", "scan.failed"),
    ],
)
def test_each_trouble_has_words_of_its_own(tmp_path: Path, status: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PATIENCE_S", 8.0)
    for attempt in range(4):  # SANE's test scanner cancels its reader, which once in a while holds malloc's lock for ever
        with pytest.raises(ScanError) as told:
            list(failing(tmp_path / f"sane-{attempt}", status).pages(DEVICE))
        if told.value.code == code:
            break
    assert told.value.code == code and (told.value.title, told.value.advice) == scanning.WORDS[code]


def test_a_scanner_that_says_nothing_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "scanimage"
    silent.write_text("#!/bin/sh\nexec sleep 600\n", encoding="ascii")
    silent.chmod(0o755)
    monkeypatch.setattr(scanning, "PROGRAM", str(silent))
    monkeypatch.setattr(scanning, "PATIENCE_S", 0.3)
    with pytest.raises(ScanError) as told:
        list(Scanners().pages(DEVICE))
    assert told.value.code == "scan.connection"


def test_a_scanner_that_is_gone_and_a_computer_without_the_program_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scanners(tmp_path / "sane")
    with pytest.raises(ScanError) as gone:
        list(here.pages("test:9"))
    assert gone.value.code == "scan.none"
    monkeypatch.setattr(scanning, "PROGRAM", "no-such-scanimage")
    for ask in (here.listed, lambda: list(here.pages(DEVICE))):
        with pytest.raises(ScanError) as missing:
            ask()
        assert missing.value.code == "scan.no_program"


def test_a_scan_can_be_given_up(tmp_path: Path) -> None:
    cancelled = threading.Event()
    cancelled.set()
    slow = scanners(tmp_path / "sane", "--read-delay=yes", "--read-delay-duration", "200000")
    with pytest.raises(ScanError) as told:
        list(slow.pages(DEVICE, cancelled=cancelled))
    assert told.value.code == "scan.stopped"
