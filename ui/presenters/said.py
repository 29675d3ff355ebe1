"""A sentence with a shape before it, as cards show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Said:
    """A sentence with a shape before it."""

    text: str
    kind: Literal["done", "due", "over", "told", "open"] = "told"
