"""The same citizen in two cases: told by the CPR number, else proposed by name and birth date. Nothing is merged, or written.

Of a case that is on its way, the name alone is known here, so that it proposes too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, Literal

import msgspec

from forms import cpr
from forms.paths import Answers
from rygsaek.casework import accesslog, preview, problems, views
from rygsaek.casework.citizen import born
from rygsaek.casework.citizen_keys import cases_like, keys_of, line_of, plain_name, readings
from rygsaek.casework.desk import Desk
from rygsaek.casework.folding import fold
from rygsaek.history.changes import CASE, CITIZEN_COMPARED
from rygsaek.history.registers import CaseState

Likeness = Literal["cpr", "name_and_birth", "name_on_its_way"]
DETAIL: Final = "Samme borger i en anden sag"


class Twin(msgspec.Struct, frozen=True):
    """Another case of what is, or may be, the same citizen. by: what tells it; all but the number only propose it."""

    case: str
    name: str
    by: Likeness

    @property
    def is_on_its_way(self) -> bool:
        """Nothing but its first lines is here yet."""
        return self.by == "name_on_its_way"


def likeness(one: Answers, other: Answers) -> Likeness | None:
    """Whether the facts of two cases tell of one citizen; None where they do not, and where two CPR numbers differ.

    A replacement number may be another here than there for one citizen: where either is one, name and birth date may still agree.
    """
    numbers = [cpr.compact(line_of(facts, "cpr")) or "" for facts in (one, other)]
    if all(numbers):
        if numbers[0] == numbers[1]:
            return "cpr"
        if not any(cpr.is_replacement(number) for number in numbers):
            return None
    names = {plain_name(facts) for facts in (one, other)}
    births = {born(facts) for facts in (one, other)}
    return "name_and_birth" if len(names) == len(births) == 1 and all(names) and all(births) else None


class Alike:
    """Who is known, to ask for those that may be the same citizen. Each with every reading of who they are."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, tuple[Answers, ...]]] = {}
        self._coming: dict[str, dict[str, str]] = {}

    def put(self, place: str, known: Sequence[Answers]) -> None:
        """Know one more. place: what they are found as again, a case."""
        for facts in known:
            for key in keys_of(facts):
                self._places.setdefault(key, {})[place] = tuple(known)

    def put_coming(self, names: Mapping[str, str]) -> None:
        """Know of cases on their way, by case: of them the name is all that is here."""
        for case, name in names.items():
            self._coming.setdefault(plain_name({"navn": name}), {})[case] = name

    def like(self, own: Sequence[Answers]) -> tuple[Twin, ...]:
        """Those that are, or may be, the same citizen; the certain ones first."""
        near: dict[str, tuple[Answers, ...]] = {}
        for facts in own:
            for key in keys_of(facts):
                near.update(self._places.get(key, {}))
        found: list[Twin] = []
        for place, known in near.items():
            told = {likeness(one, two) for one, two in product(own, known)} - {None}
            if told:
                found.append(Twin(place, line_of(known[0], "navn"), "cpr" if "cpr" in told else "name_and_birth"))
        coming = {case: name for facts in own for case, name in self._coming.get(plain_name(facts), {}).items()}
        found += [Twin(case, name, "name_on_its_way") for case, name in coming.items()]
        return tuple(sorted(found, key=lambda one: (one.by != "cpr", fold(one.name), one.case)))


def everybody(desk: Desk) -> Alike:
    """The citizens of all cases on this laptop, and of those on their way. Reads every case, also what came and was not read yet:
    for when it is asked, not for every screen.

    Whoever shows one of them writes that look down (`shown`). Raises InputError for a role that does not see who citizens are.
    """
    if not desk.role.sees_cases:
        raise problems.not_this_role(desk.role)
    known = Alike()
    with desk.vault.read() as reader:
        coming = preview.names(reader)
    for case in coming:
        desk.fetch(case)
    for case in desk.journal.cases():
        known.put(case, readings(desk.journal.state(case)))
    with desk.vault.read() as reader:
        known.put_coming(preview.names(reader))
    return known


def shown(desk: Desk, cases: Iterable[str]) -> None:
    """Write down that these cases were shown as another one of a citizen."""
    for case in cases:
        accesslog.seen(desk, case, "list", DETAIL)


def twins(desk: Desk, case: str) -> tuple[Twin, ...]:
    """The other cases here, or on their way, that may be the same citizen's, the certain ones first; none that a person told
    apart.

    Access-logged in all that are shown. Raises InputError for a case that is not here, or not seen.
    """
    found = proposed(desk, case, views.require(desk, case))
    shown(desk, (case, *(one.case for one in found)))
    return found


def proposed(desk: Desk, case: str, state: CaseState) -> tuple[Twin, ...]:
    """The same, for whoever shows them and writes that down."""
    told, own, known = compared(state), readings(state), Alike()
    names = [name for facts in own if (name := line_of(facts, "navn"))]
    with desk.vault.read() as reader:
        coming = {one for name in names for one in preview.names(reader, name)}
    for one in coming:  # of one that is here whole and was not read yet, more is known than the name
        desk.fetch(one)
    with desk.vault.read() as reader:
        near = cases_like(reader, own)
        for name in names:
            still = preview.names(reader, name)
            known.put_coming({one: said for one, said in still.items() if told.get(one) is not False})
    for one in near:
        if one != case and told.get(one) is not False:
            known.put(one, readings(desk.journal.state(one)))
    return known.like(own)


def compared(state: CaseState) -> dict[str, bool]:
    """What people said of other cases, by case: the same citizen's, or not. Where two say it differently, it is the same."""
    found: dict[str, bool] = {}
    for _, register in state.registers(CASE):
        for head in register.heads:
            if head.kind == CITIZEN_COMPARED and isinstance(head.value, dict) and isinstance(head.value.get("case"), str):
                found[head.value["case"]] = found.get(head.value["case"], False) or head.value.get("same") is True
    return found
