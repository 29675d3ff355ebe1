"""The one door: nothing but `paper/exits` lets anything readable out of the vault. Each rule is shown to notice a breach."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.xdist_group("walls")  # all read the same files, once
ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("forms", "rygsaek", "sync", "ui")

WRITERS = {
    "rygsaek.paper.saved": "the files that exits list",
    "rygsaek.vault.backup": "the backup, which is sealed",
    "rygsaek.vault.files": "the vault's keys, which are sealed",
    "rygsaek.vault.mark": "which laptop the vault lies on",
    "rygsaek.vault.system": "locks",
    "rygsaek.vault.erasing": "random bytes in the place of keys",
    "sync.server.backup": "the store's own files, sealed as they came",
    "sync.server.signing": "the store's signing key",
    "ui.new_file": "what leads sign, which opens nothing",
    "ui.appearance": "how large the text is",
    "ui.logbook": "the log, which holds no content",
    "ui.instance": "who has the window open",
    "ui.open_vault": "the municipality's own folder, taken over",
    "ui.cli.speaking": "the system's nowhere",
    "ui.cli.forms": "exempt: `forms render`, of answers that come from no vault",
    "ui.demo": "exempt: the demo's output",
}
"""The rooms that write files, and what they write."""

QUEUERS = {"rygsaek.paper.exits"}
SENDERS = {"rygsaek.paper.dispatch"}
RENDERERS = {
    "rygsaek.paper.papers": "for exits, and for the preview on the screen",
    "ui.cli.forms": "exempt: `forms render`",
}
PRINTER_MAKERS = {
    "ui.printing.printers_here": "wiring", "ui.cli.leaving": "wiring", "ui.demo": "wiring", "ui.printing.qt_printer": "itself",
}  # fmt: skip

WRITE_CALLS = {
    "write_bytes",
    "write_text",
    "copyfile",
    "copyfileobj",
    "copy2",
    "copytree",
    "NamedTemporaryFile",
    "mkstemp",
    "mkdtemp",
}
QT_WRITERS = {"QSaveFile", "QFile", "QPdfWriter", "QTemporaryFile", "QTextDocumentWriter", "QImageWriter"}


class Deed(NamedTuple):
    """One call that matters: where it stands, who makes it, what it does."""

    place: str
    room: str
    what: str


@cache
def deeds(root: Path) -> tuple[Deed, ...]:
    """Every call in the house that writes, sends, renders for print or makes a printer; read once."""
    return tuple(read_deeds(root))


def read_deeds(root: Path) -> Iterator[Deed]:
    for top in HOUSE:
        for path in sorted((root / top).rglob("*.py")):
            room = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (what := _what(node)):
                    yield Deed(f"{path.relative_to(root)}:{node.lineno}", room, what)


def _what(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in WRITE_CALLS | QT_WRITERS or (name == "open" and _is_writing(call)):
        return "write"
    if name == "save" and (_calls_grab(owner) or any(_ends_in(owner, word) for word in ("image", "pixmap", "picture"))):
        return "write"
    if name == "submit" and _ends_in(owner, "queue"):
        return "queue"
    if name in ("prepare", "deliver") and _ends_in(owner, "printer"):
        return "send"
    if name == "render" and owner is None:
        return "render"
    return "printer" if name in ("IppPrinter", "QtPrinter", "QPrinter", "QPrintDialog") else ""


def _is_writing(call: ast.Call) -> bool:
    given = [*call.args, *(one.value for one in call.keywords if one.arg in ("mode", "flags"))]
    words = {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    flags = {one.attr for given_one in given for one in ast.walk(given_one) if isinstance(one, ast.Attribute)}
    return any(set(word) & set("wax+") and set(word) <= set("rwaxbt+") for word in words) or bool(
        flags & {"O_WRONLY", "O_RDWR", "O_CREAT"}
    )


def _calls_grab(owner: ast.expr | None) -> bool:
    return isinstance(owner, ast.Call) and isinstance(owner.func, ast.Attribute) and owner.func.attr in ("grab", "render")


def _ends_in(owner: ast.expr | None, word: str) -> bool:
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name.lstrip("_").endswith(word)


RULES = {
    "only listed rooms write files": ("write", WRITERS),
    "only exits put a paper into the print queue": ("queue", QUEUERS),
    "only the queue hands bytes to a printer": ("send", SENDERS),
    "only papers turn a case into pages": ("render", RENDERERS),
    "only wiring makes a printer": ("printer", PRINTER_MAKERS),
}


def breaches(rule: str, root: Path = ROOT) -> list[Deed]:
    what, rooms = RULES[rule]
    allowed = set(rooms)
    return [deed for deed in deeds(root) if deed.what == what and not allowed & {deed.room, deed.room.rpartition(".")[0]}]


@pytest.mark.parametrize("rule", RULES)
def test_nothing_readable_leaves_but_through_the_door(rule: str) -> None:
    assert breaches(rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_room_that_may_still_does(rule: str) -> None:
    what, _ = RULES[rule]
    assert any(deed.what == what for deed in deeds(ROOT))


def test_a_breach_of_each_rule_is_noticed(tmp_path: Path) -> None:
    """The sabotage: a room that does everything it may not."""
    room = tmp_path / "ui" / "smuggler.py"
    room.parent.mkdir()
    room.write_text(
        "from forms.pdf.document import render\n"
        "def smuggle(queue, printer, request, path):\n"
        "    data = render(request).data\n"
        "    path.write_bytes(data)\n"
        "    open(path, 'wb').write(data)\n"
        "    path.open(mode='x')\n"
        "    os.open(path, os.O_WRONLY | os.O_CREAT)\n"
        "    QSaveFile(path)\n"
        "    queue.submit(data)\n"
        "    printer.deliver('navn', 'nr', data)\n"
        "    QPrinter()\n"
        "    window.grab().save(path)\n",
        encoding="utf-8",
    )
    found = {rule: sorted(int(deed.place.rpartition(":")[2]) for deed in breaches(rule, tmp_path)) for rule in RULES}
    assert found == {
        "only listed rooms write files": [4, 5, 6, 7, 8, 12],
        "only exits put a paper into the print queue": [9],
        "only the queue hands bytes to a printer": [10],
        "only papers turn a case into pages": [3],
        "only wiring makes a printer": [11],
    }


def test_only_exits_saves_what_it_renders() -> None:
    """Files that a person asked for are begun, written and listed by `saved`, and only exits calls that."""
    importers = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for top in HOUSE
        for path in (ROOT / top).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any(f"{node.module}.{alias.name}" == "rygsaek.paper.saved" for alias in node.names)
    }
    assert importers == {"rygsaek.paper.exits", "rygsaek.paper.projectors"}


TELLS_OF_NOBODY = {"print_blank", "save_blank", "print_sheet", "save_sheet", "print_leaflet"}
"""Ways out that carry nothing of a case: forms to write on, keys, the shelf."""
LETS_GO = {("queue", "submit"), ("queue", "retry"), ("queue", "release"), ("self", "_begin")}


def unasked(source: str) -> set[str]:
    """The ways out of a case, in the text of exits.py, that never come to the consent gate."""
    (door,) = (one for one in ast.parse(source).body if isinstance(one, ast.ClassDef) and one.name == "Exits")
    calls: dict[str, set[tuple[str, str]]] = {}
    for method in (one for one in door.body if isinstance(one, ast.FunctionDef)):
        calls[method.name] = {
            (_last(call.func.value), call.func.attr)
            for call in ast.walk(method)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        }

    def asks(name: str, met: frozenset[str] = frozenset()) -> bool:
        own = calls.get(name, set())
        return ("gate", "may_leave") in own or any(
            owner == "self" and called not in met and asks(called, met | {name}) for owner, called in own
        )

    return {name for name, own in calls.items() if own & LETS_GO and not asks(name)} - TELLS_OF_NOBODY


def _last(owner: ast.expr) -> str:
    return owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")


def test_whatever_leaves_a_case_asks_the_consents_first() -> None:
    assert unasked((ROOT / "rygsaek" / "paper" / "exits.py").read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("without", "leaks"),
    [
        ("self._asked(tx, leaving)", {"_print", "save_document"}),
        ("self._ask_again(tx, job)", {"again", "release"}),
        ("self._asked(tx, Leaving(", {"save_attachment", "print_attachment"}),
    ],
)
def test_an_exit_that_forgets_to_ask_is_noticed(without: str, leaks: set[str]) -> None:
    source = (ROOT / "rygsaek" / "paper" / "exits.py").read_text("utf-8")
    assert without in source
    assert leaks <= unasked(source.replace(without, without.replace("self._ask", "nobody_ask")))
