"""How much of what only repeats itself is run: a part in every run, all of it by `bootstrap.py long whole`."""

from __future__ import annotations

import os

VARIABLE = "RYGSAEK_TESTS"
IS_WHOLE = os.environ.get(VARIABLE) == "whole"
"""Every look of every page, and every kind of database."""
