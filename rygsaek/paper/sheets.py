"""A sheet with a key on it, on its way out: it reaches its printer now, or it is dropped.

A paper of a case may wait for its printer. The key of an office, an invite or a recovery sheet may not: what comes out an hour
later is the key of nothing, or lies there for whoever passes by.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from rygsaek.errors import PrinterError
from rygsaek.paper.print_queue import PrintQueue

WITHIN_S: Final = 30.0
TICK_S: Final = 0.2


class OnItsWay(NamedTuple):
    """A sheet that its printer has. job: the print job; trouble: what the printer says stands in the way, or ""."""

    job: str
    trouble: str


def send(queue: PrintQueue, job_id: str, within_s: float = WITHIN_S, wait: Callable[[float], object] = time.sleep) -> OnItsWay:
    """Work on a job until its printer has all of it. Whether it came out, a person says. Waits for printers.

    within_s: seconds, after which it counts as not taken; wait: lets so many seconds go by.
    Raises PrinterError where the printer did not take it; the job is dropped then, at the printer too.
    """
    for _ in range(max(1, round(within_s / TICK_S))):
        queue.step()
        job = queue.job(job_id)
        if job.question or job.reason or job.stands in ("held", "failed", "cancelled"):
            break
        wait(TICK_S)
    if job.stands in ("sent", "confirmed"):
        return OnItsWay(job_id, " ".join(job.words).strip() if job.reason else "")
    queue.cancel(job_id)
    advice = job.words.advice or "Se efter, om den er tændt, og prøv igen."
    raise PrinterError(job.words.title, advice, code=f"printer.{job.reason or 'waiting'}")
