"""Where a user's things are when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def standard_profile_dir() -> Path:
    """The system's place for a program's data."""
    return user_data_path("Rygsaek", appauthor=False)
