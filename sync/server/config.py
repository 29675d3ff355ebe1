"""What an administrator decides, as the command line tells it; it travels to every process as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from platformdirs import user_data_path

from sync.server.errors import CentralError

VARIABLE: Final = "RYGSAEK_CENTRAL"
"""The environment variable by which processes get it."""
KEY_FILE: Final = "signing.key"
DATABASE_FILE: Final = "central.db"
PORT: Final = 8470


class Config(msgspec.Struct, frozen=True):
    """folder: where the key lies, and the database where no other is named.

    is_open: offices may be founded though there is one; metrics_for_all: /metrics answers others than this machine too;
    behind_proxy: addresses are what a proxy on this machine says; workers: processes.
    """

    folder: str
    database: str
    is_open: bool = False
    metrics_for_all: bool = False
    behind_proxy: bool = False
    workers: int = 1

    @property
    def key_path(self) -> Path:
        return Path(self.folder) / KEY_FILE


def default_folder() -> Path:
    """Where a store lies unless told otherwise."""
    return user_data_path("rygsaek-central", appauthor=False)


def make_folder(config: Config) -> None:
    """Where the key is to lie. Raises CentralError `folder` where there can be none."""
    try:
        Path(config.folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CentralError("folder", f"Mappen {config.folder} kan ikke laves.", "Vælg en anden med --folder.") from error


def database_in(folder: Path) -> str:
    """The address of the database that needs nothing installed."""
    return f"sqlite:///{(folder / DATABASE_FILE).absolute()}"
