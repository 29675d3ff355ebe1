"""What every test shares: windows are drawn offscreen, whatever screen there is."""

from __future__ import annotations

import os

from ui.system import keep_singletons

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
keep_singletons()
