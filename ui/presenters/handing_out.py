"""Handing out a whole case, or one of its files: to whom, what goes, what stays and why, and what was written. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from rygsaek.errors import RygsaekError
from rygsaek.paper.consent_gate import OR_WHY, REFUSED
from rygsaek.paper.export import Missing, Plan
from rygsaek.paper.wishes import Copy
from ui.presenters.bell import Bell
from ui.presenters.runner import Latest, Runner
from ui.presenters.timers import Alarm, Timers

REST_S = 0.3
"""The consents are asked of every paper, so not for each letter of a name."""
ANY_REASON = "en grund"
ASK_FOR_ALL = "Spørg borgeren om et ja, der dækker dem."


@dataclass(frozen=True)
class Whom:
    """Who gets it. recipient, override: as a Wish has them."""

    copy: Copy = "internal"
    recipient: str = ""
    override: str = ""


@dataclass(frozen=True)
class Given:
    """What came of it. where: the folder or file; titles: what is in it; stayed: what is not, in words."""

    where: str
    titles: tuple[str, ...]
    stayed: tuple[str, ...] = ()


class HandOutSource(Protocol):
    """Where the page's facts come from; each call is made off the screen's thread."""

    def first_name(self) -> str: ...

    def ask(self, copy: Copy, recipient: str, override: str) -> Plan: ...

    def give(self, whom: Whom, target: Path) -> Given: ...


class HandingOut:
    """changed: rings when a choice does, or what it leads to; given: with what was written; trouble: what went wrong."""

    def __init__(self, source: HandOutSource, runner: Runner, timers: Timers) -> None:
        self._source, self._runner = source, runner
        self._latest = Latest(runner)
        self._alarm = Alarm(timers, self._ask)
        self.whom = Whom()
        self.first_name = ""
        self._bare: Plan | None = None
        self._with_reason: Plan | None = None
        self.is_giving = False
        self.changed: Bell[[]] = Bell()
        self.given: Bell[[Given]] = Bell()
        self.trouble: Bell[[RygsaekError]] = Bell()

    def begin(self) -> None:
        """The page is shown."""

        def show(name: str) -> None:
            self.first_name = name
            self.changed.ring()

        self._runner.read(self._source.first_name, show, self.trouble.ring)
        self._ask()

    def choose(self, **changes: Any) -> None:
        """Another copy, recipient, or reason. A reason is for the person that it was written for."""
        if changes.keys() & {"copy", "recipient"}:
            changes.setdefault("override", "")
        before, self.whom = self.whom, replace(self.whom, **changes)
        if before.copy != self.whom.copy:
            self._ask()
        elif before.recipient != self.whom.recipient:
            self._forget()
            self._alarm.set(REST_S)
        self.changed.ring()

    def ask_now(self) -> None:
        """Does not wait for another letter of the name."""
        if self._alarm.is_set:
            self._ask()

    def end(self) -> None:
        """The page is left: nothing more is asked."""
        self._alarm.stop()
        self._latest.drop()

    def give(self, target: Path) -> None:
        """Writes it. A second press while it runs is no second wish."""
        if not self.may_give:
            return
        whom = self.whom
        self.is_giving = True
        self.changed.ring()
        self._runner.write(lambda: self._source.give(whom, target), self._on_given, self._on_trouble)

    @property
    def needs_name(self) -> bool:
        """Somebody else is to have it, and nobody has said who."""
        return self.whom.copy == "third" and not self.whom.recipient

    @property
    def uncovered(self) -> bool:
        """Something stays that a reason would let go."""
        return self._bare is not None and any(one.code == REFUSED for one in self._bare.missing)

    @property
    def going(self) -> tuple[str, ...]:
        """What goes along, by title."""
        return self.plan.titles if self.plan is not None else ()

    @property
    def staying(self) -> tuple[str, ...]:
        """What does not, and why, in words."""
        return stay_words(self.plan.missing) if self.plan is not None else ()

    @property
    def may_give(self) -> bool:
        """Something can go."""
        return bool(self.going) and not self.is_giving

    @property
    def plan(self) -> Plan | None:
        """What would go and what would stay, with the reason where there is one; None until the consents have answered."""
        return self._with_reason if self.whom.override else self._bare

    def _ask(self) -> None:
        """Asks the consents; what an earlier wish is answered is let go of."""
        self._forget()
        copy, recipient = self.whom.copy, self.whom.recipient
        if self.needs_name:
            return

        def ask() -> tuple[Plan, Plan]:
            bare = self._source.ask(copy, recipient, "")
            is_refused = any(one.code == REFUSED for one in bare.missing)
            return bare, self._source.ask(copy, recipient, ANY_REASON) if is_refused else bare

        self._latest.ask(ask, self._on_plans, self.trouble.ring)

    def _forget(self) -> None:
        self._alarm.stop()
        self._latest.drop()
        self._bare = self._with_reason = None

    def _on_plans(self, plans: tuple[Plan, Plan]) -> None:
        self._bare, self._with_reason = plans
        self.changed.ring()

    def _on_given(self, given: Given) -> None:
        self.is_giving = False
        self.given.ring(given)
        self.changed.ring()

    def _on_trouble(self, error: RygsaekError) -> None:
        self.is_giving = False
        self.trouble.ring(error)
        self.changed.ring()


def stay_words(missing: Sequence[Missing]) -> tuple[str, ...]:
    """What stays, each reason once, first what a yes would let go: `»Vores aftale«, »Brev«: why. What to do.`"""
    by_reason: dict[tuple[bool, str], list[Missing]] = {}
    for one in missing:
        by_reason.setdefault((one.code != REFUSED, one.text), []).append(one)
    return tuple(
        f"{', '.join(one.title if '»' in one.title else f'»{one.title}«' for one in same)}: {why} {_advice(same)}"
        for (_, why), same in sorted(by_reason.items(), key=lambda item: item[0][0])
    )


def _advice(same: Sequence[Missing]) -> str:
    """What to do: for several at once without all that each of them tells. That a reason does it too, its field says."""
    if len(same) > 1 and same[0].code == REFUSED:
        return ASK_FOR_ALL
    return same[0].remedy.removesuffix(OR_WHY).strip()
