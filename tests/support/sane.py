"""SANE's own test scanner: a frontend's every trouble, without a scanner."""

from __future__ import annotations

from pathlib import Path

from rygsaek.paper.scanners import Scanners

DEVICE = "test:0"
FEEDER = "Automatic Document Feeder"


def scanners(folder: Path, *options: str) -> Scanners:
    """The test scanner alone, with more options for it."""
    folder.mkdir(exist_ok=True)
    (folder / "dll.conf").write_text("test\n", encoding="ascii")
    (folder / "test.conf").write_text("number_of_devices 1\n", encoding="ascii")
    return Scanners({"SANE_CONFIG_DIR": str(folder)}, options)


def failing(folder: Path, status: str) -> Scanners:
    """One that ends each scan with a status of SANE's."""
    return scanners(folder, "--read-return-value", f"SANE_STATUS_{status}")
