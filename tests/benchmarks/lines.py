"""A peer in a process of its own that is told what to do, line by line: JSON in, JSON out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


class Lines:
    """command: what to start, in a folder, with an environment."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(environment), cwd=folder
        )

    def told(self) -> dict[str, Any]:
        """The next line that it tells. Raises AssertionError where it has died."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
        raise AssertionError(f"the peer ended: {self._process.wait()}")

    def ask(self, work: str, **arguments: str) -> dict[str, Any]:
        """Let it do something; what it tells of it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": work, **arguments}) + "\n")
        self._process.stdin.flush()
        return self.told()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()
