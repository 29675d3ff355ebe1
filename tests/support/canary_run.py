"""Fifty words that stand nowhere else, taken through everything that can be done with a case, on a machine of the test's own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms.library import Library
from forms.model import Definition, Field
from tests.support.canaries import canaries
from tests.support.command_line import Terminal
from tests.support.printer import SimulatedPrinter
from tests.support.wired import answers

WORDS = "seks helt almindelige danske ord her"
FORMS = ("borger", "netvaerkskort", "samarbejdsaftale", "samtykke", "besoeg")
TEXTS = ("line", "text", "person")
OF_THE_DESK, OF_THE_WINDOW = 5, 4


class Flight:
    """One machine, one vault, fifty words."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.words = canaries(50, seed)
        self.terminal = Terminal(folder / "maskine", WORDS)
        self._left = iter(self.words)
        self.used: list[str] = []
        self.case = ""

    @property
    def places(self) -> list[Path]:
        """Where nothing readable may lie: the vault, temp, home, the logs, the folder that commands work in, the backup."""
        return [self.terminal.folder]

    def by_command(self, printer: SimulatedPrinter) -> None:
        """From the command line: vault, case, papers, printer, history, access log, export, check, backup."""
        run = self.terminal.done
        run("vault", "create", "--sheet", str(self.folder / "ark.pdf"), "--name", self._word(), "--phone", "12345678")
        self.terminal.ask_cheaply()
        library = Library.load()
        for form in FORMS:
            told = json.dumps(self._filled(library.newest(form), answers(form)), ensure_ascii=False)
            if form == "borger":
                self.case = run("case", "create", "-", typed=told).last
            else:
                run("case", "fill", self.case, form, "-", typed=told)
        run("case", "show", self.case, "--json")
        run("case", "history", self.case)
        job = run("print", "submit", self.case, "samarbejdsaftale", "--printer", printer.uri).last
        run("print", "confirm", job)
        run("case", "access-log", self.case)
        run("vault", "check", "--rebuild")
        run("vault", "backup", str(self.terminal.folder / "kopi.rygsaek"))

    def at_the_desk(self) -> int:
        """In a process that is killed: typing, searching, saving and exporting with everything removed again. Its exit code."""
        words = [self._word() for _ in range(OF_THE_DESK)]
        return self._process("tests.support.canary_desk", str(self.terminal.profile), self.case, str(self.folder), *words)

    def in_the_window(self) -> int:
        """In the real window: search, a new case, typing, the lock. Its exit code."""
        words = [self._word() for _ in range(OF_THE_WINDOW)]
        return self._process("tests.support.canary_window", str(self.terminal.profile), *words)

    def _process(self, module: str, *arguments: str) -> int:
        """A module as a process of this machine; what it is told goes by standard input, for arguments can be read by others."""
        code = f"import sys; from {module} import main; main(*sys.stdin.read().splitlines())"
        environment = self.terminal.environment | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=self.terminal.work, env=environment, input="\n".join(arguments), text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode in (0, -9), f"{module}: {done.returncode}\n{done.stderr}"
        return done.returncode

    def _word(self) -> str:
        found = next(self._left)
        self.used.append(found)
        return found

    def _filled(self, definition: Definition, told: dict[str, Any]) -> dict[str, Any]:
        """An example with its texts replaced, as long as there are words; ten are left for desk and window."""
        fields = {field.id: field for section in definition.sections for field in section.fields}
        return {key: self._value(fields[key], value) for key, value in told.items()}

    def _value(self, field: Field, value: Any) -> Any:
        if field.kind == "rows":
            cells = {cell.id: cell for cell in field.fields}
            return [{key: part if key == "_id" else self._value(cells[key], part) for key, part in row.items()} for row in value]
        may = field.kind in TEXTS and field.computed is None and len(self.used) < 50 - OF_THE_DESK - OF_THE_WINDOW
        return self._word() if may else value


def hits_told(found: list[Any]) -> Iterator[str]:
    """Each hit on a line, for a test that fails."""
    for hit in found:
        yield f"{hit.canary} in {hit.path} ({hit.how})"
