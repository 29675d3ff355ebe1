"""Why a paper does not come out: codes from what the system tells, and the words for them.

The codes gather IPP's `printer-state-reasons` (RFC 8011 section 5.4.12, PWG 5100.9) into what a person can do something about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

JAM, COVER, PAPER, INK, TRAY = "jam", "cover", "paper", "ink", "tray"
PAUSED, UNREACHABLE, MISSING, REFUSING, BUSY, FORMAT = "paused", "unreachable", "missing", "refusing", "busy", "format"
CANCELLED, ABORTED, FORGOTTEN, SPOOLED, OTHER = "cancelled", "aborted", "forgotten", "spooled", "other"
VISIT_OVER, PARTLY, UNSURE, STOPPING = "visit_over", "partly", "unsure", "stopping"
NOT_OUT, PAGES_MISSING, DAMAGED = "not_out", "pages_missing", "damaged"
ADDRESS, NONSENSE, ANOTHER = "address", "nonsense", "another"

_KEYWORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (JAM, ("media-jam",)),
    (COVER, ("cover-open", "door-open", "interlock-open")),
    (PAPER, ("media-empty", "media-needed", "input-tray-missing")),
    (INK, ("marker-supply-empty", "toner-empty", "developer-empty", "marker-waste-full")),
    (TRAY, ("output-area-full", "output-tray-missing")),
    (PAUSED, ("paused", "moving-to-paused")),
    (UNREACHABLE, ("offline", "shutdown", "timed-out", "connecting-to-device")),
)  # fmt: skip


def gather(keywords: Iterable[str], is_stopped: bool = False) -> str:
    """The code that matters most among these keywords, "" where nothing stands in the way.

    keywords: with or without `-report`, `-warning`, `-error`: CUPS tells an empty tray as a warning only.
    is_stopped: the printer does not go on, so an unknown trouble still is one.
    """
    given = tuple(keywords)
    plain = {word.removesuffix("-error").removesuffix("-warning").removesuffix("-report") for word in given}
    for code, words in _KEYWORDS:
        if plain.intersection(words):
            return code
    return OTHER if is_stopped or any(word.endswith("-error") for word in given) else ""


class Words(NamedTuple):
    """What happened, and the one thing to do."""

    title: str
    advice: str


def genitive(name: str) -> str:
    """Whose: "Annas", "Jens'"."""
    return f"{name}'" if name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def words(reason: str, whose: str = "", printer: str = "", pages: int = 1) -> Words:
    """Danish for a code. whose: the citizen's first name where the screen may show it; pages: of the paper in question."""
    paper = f"{genitive(whose)} papir" if whose else "papiret"
    at_home = f"hos {whose}" if whose else "hos borgeren"
    waiting = f"{pages} {'side' if pages == 1 else 'sider'} venter."
    named = f"»{printer.partition('#')[0]}«" if printer else "den"
    table = {
        JAM: Words("Papiret sidder fast.", f"Åbn printeren, og træk det ud. Så kommer resten af {paper}."),
        COVER: Words("Printerens låge er åben.", f"Luk den, så kommer {paper}."),
        PAPER: Words("Der er ikke mere papir.", f"Læg nyt i, så kommer resten af {paper}."),
        INK: Words("Der er ikke mere blæk.", f"Sæt nyt i, så kommer resten af {paper}."),
        TRAY: Words("Der er fyldt op, hvor papiret kommer ud.", f"Tag det væk, så kommer resten af {paper}."),
        PAUSED: Words("Printeren er sat på pause.", f"Slå den til igen på computerens liste over printere, så kommer {paper}."),
        UNREACHABLE: Words("Printeren svarer ikke.", "Er den tændt, og sidder kablet i?"),
        MISSING: Words(f"Printeren {named} findes ikke her.", "Vælg en af dem på listen. Vi sender aldrig selv til en anden."),
        REFUSING: Words("Printeren tager ikke imod noget.", "Slå den til på computerens liste, eller vælg en anden."),
        BUSY: Words("Printeren er i gang med noget andet.", "Vent lidt. Vi prøver igen af os selv."),
        FORMAT: Words("Printeren kan ikke læse vores papir.", "Sæt den på computerens liste over printere, og vælg den der."),
        CANCELLED: Words("Nogen har stoppet det på printeren.", f"Se, om {paper} kom ud. Tryk på Print igen, hvis det mangler."),
        ABORTED: Words("Printeren gav op.", f"Se, om {paper} kom ud. Sluk og tænd printeren, og print igen, hvis det mangler."),
        FORGOTTEN: Words("Printeren kender ikke papiret mere.", f"Se, om {paper} kom ud, og sig til her."),
        SPOOLED: Words("Papiret er sendt til computerens kø.", f"Se, om {paper} kom ud, og sig til her."),
        UNSURE: Words("Vi ved ikke, om papiret kom ud.", f"Se, om {paper} kom ud, og sig til her. Vi sender ikke før det."),
        VISIT_OVER: Words(waiting, f"{'Den' if pages == 1 else 'De'} kommer kun ud, når du er {at_home} og siger til."),
        PARTLY: Words("Papiret blev stoppet på vejen ud.", f"Se, hvad der kom. Resten kommer, når du er {at_home} og siger til."),
        STOPPING: Words(waiting, "Printeren er ved at stoppe et andet papir. Vi sender, når det er væk."),
        ADDRESS: Words("Adressen er ikke en printers.", "Skriv den som ipp://navn/ipp/print, eller vælg en printer på listen."),
        NONSENSE: Words("Printeren svarer noget, vi ikke forstår.", "Sluk og tænd den. Hjælper det ikke, så vælg en anden."),
        ANOTHER: Words("Det er en anden printer, der svarer.", "Tænd din egen, eller vælg en af dem på listen."),
        DAMAGED: Words("Papiret kan ikke læses mere.", "Print det igen fra sagen."),
        NOT_OUT: Words("Papiret kom ikke ud.", "Tryk på Print igen, når printeren er klar."),
        PAGES_MISSING: Words("Nogle af siderne mangler.", "Tryk på Print igen. Så kommer kun dem, der mangler."),
        OTHER: Words("Printeren er gået i stå.", "Se, hvad der står på printeren."),
    }  # fmt: skip
    return table.get(reason, Words("", ""))


def question(pages: int) -> str:
    """What only a person can answer."""
    return "Kom siden ud?" if pages == 1 else f"Kom alle {pages} sider ud?"
