"""What goes wrong between laptop and store, in words for people. The code is the store's or the check's own (PROTOCOL.md).

TheirsError
└── SyncError              the office, the store or the way there
    ├── UnreachableError       no answer
    └── RefusedError           the store says no, and signs that it does
"""

from __future__ import annotations

from rygsaek.errors import TheirsError

KEPT = "Alt er gemt på computeren."
WORDS: dict[str, tuple[str, str]] = {
    "net.unreachable": ("Serveren svarer ikke.", f"Prøv igen, når der er net. {KEPT}"),
    "net.certificate": (
        "Serverens certifikat passer ikke.",
        f"Log ind på nettet i en browser, eller prøv et andet net. Sker det også der, så sig det til it. {KEPT}",
    ),
    "net.portal": ("Netværket vil have dig til at logge ind først.", f"Åbn en browser, log ind på nettet, og prøv igen. {KEPT}"),
    "net.cancelled": ("Afsendelsen blev stoppet.", f"Prøv igen, når det passer. {KEPT}"),
    "answer": ("Svaret kom ikke fra kontorets server.", f"Prøv på et andet net, og sig det til it. {KEPT}"),
    "wire": ("Serveren svarede noget, der ikke kan læses.", f"Prøv igen. Sker det igen, så sig det til it. {KEPT}"),
    "request.too_large": ("Det fylder for meget til serveren.", f"Sig det til it. {KEPT}"),
    "request.too_many": ("Serveren har travlt.", "Vent et minut, og prøv igen."),
    "request.format": ("Denne udgave af Rygsæk er for gammel til serveren.", f"Hent den nyeste udgave. {KEPT}"),
    "request.other_store": ("Serveren er en anden end kontorets.", f"Send ikke mere, og sig det til it. {KEPT}"),
    "request.unknown_device": ("Serveren kender ikke denne computer.", "Bed din leder om en ny invitation."),
    "request.clock": ("Computerens ur går forkert.", "Stil uret, og prøv igen."),
    "request.not_allowed": ("Det har du ikke ret til.", "Bed en leder om at gøre det."),
    "ask.too_large": ("Det er for meget på én gang til serveren.", "Gem en fil til den anden leder i stedet."),
    "quarantine.full": (
        "Computeren er lukket ude, og serveren har ikke plads til mere fra den.",
        f"Bed en kollega om at se på det, der er afleveret, og send så igen. {KEPT}",
    ),
    "roster.revoked": ("Denne computer er lukket ude af kontoret.", "Tal med din leder."),
    "roster.not_lead": ("Det er kun for ledere.", "Bed en leder om at gøre det."),
    "lease.not_lead": ("Det er kun for ledere.", "Bed en leder om at gøre det."),
    "lease.not_active": ("Computeren er ikke med i kontoret.", "Se, hvem der er med, med »office members«."),
    "roster.named_lead": ("Den computer blev leder med kontornøglen.", "Luk den ude, hvis den ikke skal være det mere."),
    "roster.last_lead": ("Det er kontorets sidste leder.", "Gør først en anden til leder."),
    "roster.behind": ("En anden leder har ændret noget imens.", "Prøv igen."),
    "officekey.behind": ("En anden leder har ændret noget imens.", "Prøv igen."),
    "orgdoc.behind": ("En anden leder har ændret noget imens.", "Prøv igen."),
    "grant.behind": ("En kollega har ændret noget imens.", "Prøv igen."),
    "grant.not_writer": ("Du kan ikke skrive i sagen.", "Bed den, der har sagen, om at dele den."),
    "grant.out": ("Du er ikke med i en sag mere.", f"Bed den, der har sagen, om at dele den med dig igen. {KEPT}"),
    "grant.unmet": ("Noget, du delte eller fjernede, gælder ikke.", "Se på sagen, hvem der kan se den."),
    "envelope.not_writer": ("Du kan ikke skrive i sagen mere.", f"Bed den, der har sagen, om at dele den med dig. {KEPT}"),
    "grant.not_leads": ("Der mangler en leders underskrift.", "Bed en leder mere om at skrive under."),
    "roster": ("Serveren viser en anden liste over computere end før.", f"Sammenlign de seks ord med en kollega. {KEPT}"),
    "orgdoc": ("Serveren viser en anden udgave af kontoret end før.", f"Sammenlign de seks ord med en kollega. {KEPT}"),
    "officekey": ("Kontorets nøgle hænger ikke sammen.", f"Sammenlign de seks ord med en kollega. {KEPT}"),
    "pairing": ("Nøglen fra en kollega er ikke kommet, som den skal.", f"Bed kollegaen om at sende og hente. {KEPT}"),
    "grant": ("Rettighederne til sagen hænger ikke sammen.", f"Sammenlign de seks ord med en kollega. {KEPT}"),
    "redaction": ("Teksten kan ikke fjernes.", f"Send og hent, og prøv igen. {KEPT}"),
    "case.deleted": ("Sagen er slettet af kontoret.", "Send og hent, så forsvinder den også her."),
    "tombstone": ("Sagen kan ikke slettes sådan.", f"Der skal to til, og den ene skal være leder. {KEPT}"),
    "key.missing": ("Nøglen til en sag er ikke kommet endnu.", f"Bed den, der har sagen, om at sende og hente. {KEPT}"),
    "signature": ("En underskrift passer ikke.", f"Sig det til it. {KEPT}"),
    "key": ("En nøgle er ikke, som den skal være.", f"Sig det til it. {KEPT}"),
    "store.unavailable": ("Serveren er nede lige nu.", f"Prøv igen om lidt. {KEPT}"),
    "store.fault": ("Der er en fejl på serveren.", f"Prøv igen. Sker det igen, så sig det til it. {KEPT}"),
    "store.contradicts": ("Serveren modsiger sig selv om denne computer.", f"Sig det til it. {KEPT}"),
    "store": ("Serveren er sat tilbage til før.", f"Send igen, så får den det, den mangler. {KEPT}"),
    "found": ("Her kan der ikke laves et kontor.", "Spørg it, om serveren er den rigtige."),
    "invite": ("Invitationen virker ikke mere.", "Bed din leder om en ny."),
}
"""By the code, or by what stands before its dot."""


class SyncError(TheirsError):
    """Something between laptop and store. Its words follow from the code."""

    code = "sync"

    def __init__(self, code: str) -> None:
        title, advice = words_of(code)
        super().__init__(title, advice, code=code)


class UnreachableError(SyncError):
    """There was no answer."""

    def __init__(self, code: str = "net.unreachable") -> None:
        super().__init__(code)


class RefusedError(SyncError):
    """The store said no. retry_after_s: how long to wait, 0 for as one likes; server_time: the store's, in ms."""

    def __init__(self, code: str, retry_after_s: int = 0, server_time: int = 0) -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s
        self.server_time = server_time


def words_of(code: str) -> tuple[str, str]:
    """A code as a title and one piece of advice, in Danish."""
    found = WORDS.get(code) or WORDS.get(code.partition(".")[0])
    return found or ("Serveren sagde nej.", f"Prøv igen. Sker det igen, så giv besked, og skriv dette med: {code}. {KEPT}")
