"""A terminal that is closed, full, gone or knows no Danish: exit codes keep their meaning, and nothing is told as a bug."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
needs_shell = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
START = f'"{sys.executable}" -m ui.main'


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a POSIX shell gets from a command line with START in it."""
    given = {**os.environ, **environment}
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, env=given, stdin=subprocess.DEVNULL)


@needs_shell
@needs_full
@pytest.mark.parametrize("command", ["forms list", "forms show netvaerkskort --json", "forms --help"])
def test_a_full_disk_behind_the_answer_is_told_as_that(command: str) -> None:
    done = shell(f"{START} {command} > {FULL}")
    assert done.returncode == 3
    assert done.stderr.decode().startswith("Svaret kan ikke skrives.\n")


@needs_shell
@pytest.mark.parametrize("command", ["forms list", "forms show netvaerkskort --json", "--help"])
def test_a_reader_who_has_gone_gets_no_complaint(command: str, tmp_path: Path) -> None:
    code = tmp_path / "code"
    done = shell(f'({START} {command}; echo $? > "{code}") | true')
    assert done.stderr == b""
    assert code.read_text().strip() in ("0", "3")


@needs_shell
def test_a_reader_who_stops_in_the_middle_makes_no_input_wrong(tmp_path: Path) -> None:
    code = tmp_path / "code"
    done = shell(f'({START} forms show netvaerkskort --json; echo $? > "{code}") | exec 0<&-')
    assert done.stderr == b""
    assert code.read_text().strip() == "3"


@needs_shell
def test_closed_streams_are_no_bug() -> None:
    assert shell(f"{START} forms list >&-").returncode == 0
    assert shell(f"{START} forms list >&- 2>&-").returncode == 0
    assert shell(f"{START} forms show findes-ikke 2>&-").returncode == 1
    refused = shell(f"{START} --passphrase-stdin case list <&-")
    assert refused.returncode == 2
    assert refused.stderr.decode().startswith("Standard input er lukket.\n")
    asked = shell(f"{START} case list <&-")
    assert asked.returncode == 2
    unread = shell(f"{START} forms answers borger - <&-")
    assert unread.returncode == 1 and "Standard input er lukket." in unread.stdout.decode()


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
@pytest.mark.parametrize("command", [["--help"], ["forms"], ["forms", "render", "--help"], ["case", "nej"]])
def test_help_and_refusals_are_danish_on_every_terminal(environment: dict[str, str], command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", *command], capture_output=True, check=False, env={**os.environ, **environment}
    )
    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode in (0, 2)
    assert "Skriv: rygsaek" in told or "Kommandoen kan ikke forstås." in told
    assert not any(word in told for word in ("Usage", "Options", "Show this", "fejl i Rygsæk"))


@needs_shell
def test_a_paper_to_a_device_is_written_to_it_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "papir.pdf", tmp_path / "link.pdf", tmp_path / "roer"
    link.symlink_to(target)
    os.mkfifo(pipe)
    shell(f'{START} forms render besoeg -o "{link}"')
    assert link.is_symlink() and target.read_bytes().startswith(b"%PDF")
    piped = shell(f'cat "{pipe}" & {START} forms render besoeg -o "{pipe}" >&2; wait')
    assert piped.stdout == target.read_bytes()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@needs_shell
def test_a_paper_without_a_name_or_on_a_full_disk_is_refused_as_the_surroundings() -> None:
    nameless = shell(f'{START} forms render besoeg -o ""')
    assert nameless.returncode == 3 and "output.file" in nameless.stderr.decode()


def test_answers_without_an_end_are_read_no_further_than_a_form_can_be_long() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "forms", "answers", "borger", "-"],
        input=b'{"navn": "' + b"a" * 3_000_000 + b'"}',
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1 and "alt for stort" in done.stdout.decode()
