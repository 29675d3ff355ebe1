"""What the conductor tells the reader, in Danish: what was done, what was measured, and where it lies."""

from __future__ import annotations

import statistics

from ui.demo import story
from ui.demo.ledger import Said
from ui.demo.office_play import Met
from ui.demo.papers import Left
from ui.demo.scene import Scene

DURABLE_S = 1.0
"""What is typed longer ago than this must be there after a kill."""


def beginning(told: Scene) -> str:
    """Before the first act."""
    printer = (
        "en printer (efterlignet, over IPP)"
        if told.printer
        else "ingen printer: CUPS' værktøjer er her ikke, så alt gemmes som filer"
    )
    return f"Rygsæk viser sig frem. Sagen er opdigtet, og rygsækken bliver smidt væk bagefter. Her er {printer}."


def ending(told: Scene, left: Left, met: Met, killed_at: float, locked_s: float) -> str:
    """After the last act."""
    lines = list(told.ledger().lines())
    keys = sorted(one.value for one in lines if one.kind == "measured" and one.what == "key_s")
    rows = [
        ("Fra tast til gemt", f"{_ms(statistics.median(keys))} i midten, højst {_ms(keys[-1])} ({len(keys)} taster)"),
        ("Slukket midt i et ord", killed(lines, killed_at)),
        ("Låst midt i en tekst", f"{locked(lines)} Fra Ctrl+L, til programmet var væk: {_ms(locked_s)}"),
        ("Låst op", ", ".join(f"{one.value:.1f} s" for one in lines if one.what == "unlock_s")),
        ("Printet", printed(left, lines)),
        ("Gemt som filer", f"{left.saved} papirer, {left.blank} tomme papirer og et nøgleark"),
        ("Kontoret", together(met)),
        ("Det centrale lager", kept(met)),
        ("Rygsækken tjekket", "alt er i orden" if not left.problems else f"{left.problems} fejl"),
    ]
    width = max(len(name) for name, _ in rows)
    told_rows = "\n".join(f"  {name:{width}}  {value}" for name, value in rows)
    count = len(list(told.pictures.glob("*.png")))
    return f"\nMålt:\n{told_rows}\n\nSe papirerne i {told.papers}\nog {count} billeder af vinduet i {told.pictures}\n"


def killed(lines: list[Said], killed_at: float) -> str:
    """What was typed before the kill and what stood there after it."""
    typed = [one for one in lines if one.kind == "typed"]
    found = next((one.what for one in lines if one.kind == "found" and one.act == "second"), "")
    text = "".join(one.what for one in typed)
    owed = "".join(one.what for one in typed if one.at <= killed_at - DURABLE_S)
    lost = sum(1 for place, letter in enumerate(owed) if found[place : place + 1] != letter)
    return f"{len(text)} tegn skrevet, {len(found)} stod der bagefter; tabt af det, der var ældre end et sekund: {lost}"


def locked(lines: list[Said]) -> str:
    """The same for the lock, which loses nothing at all."""
    before = next((one.what for one in lines if one.kind == "locking"), "")
    after = next((one.what for one in lines if one.kind == "found" and one.act == "third"), "")
    lost = sum(1 for place, letter in enumerate(before) if after[place : place + 1] != letter)
    return f"{len(before)} tegn skrevet, {lost} tabt, tilbage i det samme felt."


def printed(left: Left, lines: list[Said]) -> str:
    """What came out of the printer."""
    if not left.printed:
        return "ingen printer her; papirerne er gemt som filer"
    took = next((one.value for one in lines if one.what == "print_s"), 0.0)
    same = "byte for byte som i køen" if left.is_same else "IKKE de samme bytes som i køen"
    return f"{left.printed} papirer, {left.pages} sider, {same}; fra tryk til det første lå i bakken: {took:.1f} s"


def together(met: Met) -> str:
    """What the colleague's laptop saw."""
    words = "de samme seks ord på begge computere" if met.words else "IKKE de samme seks ord"
    case = f"kollegaen åbnede {met.opened}s sag" if met.opened else "kollegaen fik IKKE sagen"
    chosen = (
        f"to skrev i samme felt, Lise valgte, og nu står der hos begge: »{met.chosen}«" if met.chosen else "der er IKKE valgt"
    )
    return f"{words}; {case}; {chosen}"


def kept(met: Met) -> str:
    """What the store could read."""
    return f"{met.size_kb} kB, og {len(met.found)} af sagens ord kan læses i det"


def left_open(told: Scene, words: str) -> str:
    """Where there is a screen."""
    return (
        f"Vinduet står åbent på {story.CITIZEN}s sag. De seks ord er: {words}. Pausens kode er {story.PIN}.\n"
        f"Når du er færdig, kan du slette {told.folder}"
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
