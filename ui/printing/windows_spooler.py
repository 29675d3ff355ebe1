"""Windows' own queue, asked by the name of a document through PowerShell's print commands (PrintManagement, Windows 8 and later).

Written from Microsoft's documentation of Get-PrintJob and Remove-PrintJob; not tried on a Windows machine yet. Where PowerShell
or the commands are missing it says that the queue cannot be asked, and a person is asked instead.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

from rygsaek.paper import reasons
from rygsaek.paper.printers import JobState

ASK = (
    "Get-PrintJob -PrinterName $env:RYGSAEK_PRINTER | Where-Object DocumentName -CEQ $env:RYGSAEK_DOCUMENT"
    " | ForEach-Object { [string]$_.JobStatus }; 'asked'"
)
TAKE_OUT = (
    "Get-PrintJob -PrinterName $env:RYGSAEK_PRINTER | Where-Object DocumentName -CEQ $env:RYGSAEK_DOCUMENT | Remove-PrintJob; "
)
PATIENCE_S = 1.5
_REASONS = {
    "PaperOut": reasons.PAPER, "Offline": reasons.UNREACHABLE, "Paused": reasons.PAUSED, "Error": reasons.OTHER,
    "Blocked": reasons.OTHER, "UserIntervention": reasons.OTHER,
}  # fmt: skip

Run = Callable[[str, dict[str, str]], str]


def run_powershell(script: str, names: dict[str, str]) -> str:
    """What a script prints; "" where it cannot be run. names: handed over in the environment, never written into the script."""
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", script]
    try:
        ended = subprocess.run(
            command, env={**os.environ, **names}, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout if ended.returncode == 0 else ""


class WindowsSpooler:
    """See `qt_printer.Spooler`. run: how a script is run."""

    def __init__(self, run: Run = run_powershell) -> None:
        self._run = run

    def state(self, printer: str, document: str) -> JobState | None:
        """Where the job is: a job that Windows no longer has was given to the printer."""
        return self._told(ASK, printer, document, JobState("done", ""))

    def remove(self, printer: str, document: str) -> JobState | None:
        """Take the job out; whatever of it the printer has already may still come, so nobody knows."""
        return self._told(TAKE_OUT + ASK, printer, document, JobState("unknown"))

    def _told(self, script: str, printer: str, document: str, gone: JobState) -> JobState | None:
        names = {"RYGSAEK_PRINTER": printer, "RYGSAEK_DOCUMENT": document}
        lines = self._run(script, names).split("\n")
        said = [line.strip() for line in lines if line.strip()]
        if not said or said[-1] != "asked":
            return None
        if len(said) == 1:
            return gone
        words = {word.strip() for line in said[:-1] for word in line.split(",")}
        reason = next((code for word, code in _REASONS.items() if word in words), "")
        return JobState("printing" if "Printing" in words else "queued", reason)
