"""What a visit is given by the wiring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rygsaek.casework.desk import Desk
from ui.presenters.background import Background
from ui.presenters.print_room import PrintRoom
from ui.presenters.quiet import QuietLimits
from ui.presenters.timers import Timers


@dataclass(frozen=True)
class VisitNeeds:
    """What the wiring hands to a visit.

    steady_s: seconds of a clock that never jumps. limits: quiet minutes. background: what waits while power is little.
    """

    desk: Desk
    room: PrintRoom
    timers: Timers
    steady_s: Callable[[], float]
    limits: QuietLimits
    background: Background = field(default_factory=Background)
