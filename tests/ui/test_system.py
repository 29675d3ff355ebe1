"""Whether the disk is encrypted, as Linux tells it, on invented machines."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ui.system import PLENTY, disk_is_encrypted, keep_singletons


class Machine:
    """A /sys and a /proc of our own, in which the folder lies on a given block device."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.number = "253:0"
        (root / "sys/dev/block").mkdir(parents=True)
        (root / "proc/self").mkdir(parents=True)

    def device(self, name: str, number: str = "", *, uuid: str = "", below: tuple[str, ...] = (), part_of: str = "") -> Path:
        here = self.root / "sys/devices" / (part_of or "") / name
        here.mkdir(parents=True)
        if uuid:
            (here / "dm").mkdir()
            (here / "dm/uuid").write_text(uuid)
        if part_of:
            (here / "partition").write_text("1")
        if below:
            (here / "slaves").mkdir()
            for one in below:
                (here / "slaves" / one).symlink_to(self.root / "sys/devices" / one)
        if number:
            (self.root / "sys/dev/block" / number).symlink_to(here)
        return here

    def is_encrypted(self, monkeypatch: pytest.MonkeyPatch) -> bool | None:
        real = os.stat

        class Found:
            st_dev = os.makedev(253, 0)

        monkeypatch.setattr(os, "stat", lambda path, **more: Found() if path == self.folder else real(path, **more))
        return disk_is_encrypted(self.folder, self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "root", tmp_path)


def test_a_luks_volume_is_encrypted(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.device("dm-0", "253:0", uuid="CRYPT-LUKS2-abc-root")
    assert machine.is_encrypted(monkeypatch) is True


def test_lvm_on_luks_is_encrypted(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.device("dm-1", uuid="CRYPT-LUKS2-abc-pv")
    machine.device("dm-0", "253:0", uuid="LVM-xyz", below=("dm-1",))
    assert machine.is_encrypted(monkeypatch) is True


def test_a_plain_partition_is_not(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.device("sda")
    machine.device("sda2", "253:0", part_of="sda")
    assert machine.is_encrypted(monkeypatch) is False


def test_what_the_system_does_not_know_is_not_claimed(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.is_encrypted(monkeypatch) is None
    assert disk_is_encrypted(tmp_path, tmp_path / "no-such-root") is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None lasts for ever there")
def test_none_is_kept_from_being_counted_away() -> None:
    keep_singletons()
    assert sys.getrefcount(None) > PLENTY // 2
    before = sys.getrefcount(None)
    keep_singletons()
    assert abs(sys.getrefcount(None) - before) < PLENTY // 2
