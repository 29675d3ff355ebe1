"""What casework may find to mend, in words for the caseworker. Codes are stable; none repeats what was written."""

from __future__ import annotations

from forms.problems import Problem
from forms.roles import Role
from rygsaek.errors import InputError


def unknown_field(path: str) -> Problem:
    """The form of the document has no such field, or the form is not here."""
    return Problem(
        "answer.unknown_field", path, "Papirets formular har ikke dette felt.", "Se formularens felter med: rygsaek forms show ID"
    )


def in_conflict(path: str) -> Problem:
    """Two have written, and a part of it would be mixed."""
    return Problem(
        "document.conflict", path, "Her er skrevet to ting. Vi gemmer dem begge.", "Vælg en af dem, eller skriv en ny."
    )


def frozen(path: str) -> Problem:
    """The document is finished for good."""
    return Problem(
        "document.frozen", path, "Papiret er færdigt og kan ikke rettes.", "Begynd et nyt papir. Det gamle bliver stående."
    )


def no_case(case: str) -> InputError:
    """No such case."""
    return InputError("Sagen findes ikke i denne rygsæk.", "Se sagerne med: rygsaek case list", code="case.unknown")


def on_its_way() -> InputError:
    """A case of which only the first lines have come."""
    return InputError(
        "Sagen er på vej hertil.",
        "Åbn sagen, og vent, til resten er hentet. Så kan du læse og skrive i den.",
        code="case.on_its_way",
    )


def no_document() -> InputError:
    """No such document."""
    return InputError("Papiret findes ikke i sagen.", "Se sagens papirer med: rygsaek case show SAG", code="document.unknown")


def not_this_role(role: Role) -> InputError:
    """A paper that the worker's role does not see, or does not write in."""
    return InputError(
        f"Det ligger uden for din rolle ({role.title.lower()}).", "Spørg den, der har sagen.", code="role.not_yours"
    )


def wrong_period() -> InputError:
    """A period that ends before it begins."""
    return InputError("Perioden slutter, før den begynder.", "Byt om på de to dage.", code="overview.period")


def no_field(path: str) -> InputError:
    """No paper of the case asks such a thing."""
    return InputError(
        f"Ingen af sagens papirer har feltet »{path}«.",
        "Se en formulars felter med: rygsaek forms show ID",
        code="answer.unknown_field",
    )


def no_form(form_id: str) -> InputError:
    """No such form."""
    return InputError(
        f"Der er ingen formular, der hedder »{form_id}«.", "Se formularerne med: rygsaek forms list", code="form.unknown"
    )


def facts_are_no_paper() -> InputError:
    """The citizen's own facts as a paper of a day."""
    return InputError(
        "Borgerens egne oplysninger er sagens, og de har ingen dag.", "Skriv dem i sagen uden en dag.", code="paper.own_facts"
    )


def paper_day_ahead() -> Problem:
    """A paper that is said to have been filled in on a day that has not come."""
    return Problem("paper.day_ahead", "", "Den dag er ikke kommet endnu.", "Skriv dagen, der står på papiret, med år.")


def paper_day_before_birth() -> Problem:
    """A paper that is said to be older than the citizen."""
    return Problem("paper.day_before_birth", "", "Da var borgeren ikke født.", "Se efter på papiret, hvilket år der står.")


def not_copied() -> InputError:
    """A day for a paper that was written here first."""
    return InputError(
        "Papiret er ikke skrevet af efter et andet.", "Ret dagen i papiret selv, hvor den står.", code="paper.not_copied"
    )


def paper_day_frozen() -> Problem:
    """Another day for a copy that is finished for good."""
    return Problem("paper.day_frozen", "", "Papiret er færdigt, så dagen står fast.", "Tryk »Ret«, og ret dagen i det nye papir.")


def unchecked() -> InputError:
    """A case that has not been checked yet."""
    return InputError(
        "Sagen er ikke efterprøvet endnu.", "Læs den, men vent med at skrive, til resten er hentet.", code="case.unchecked"
    )


def no_definition() -> InputError:
    """The form that a document was filled in with is not here."""
    return InputError(
        "Papirets formular er ikke på denne computer.",
        "Papiret kan ses, men ikke rettes. Hent formularen fra den, der sendte sagen.",
        code="form.not_here",
    )


def same_case() -> InputError:
    """Moving to where it stands."""
    return InputError("Det står allerede i den sag.", "Vælg den sag, det skal flyttes til.", code="move.same_case")


def linked_to_itself() -> InputError:
    """A case and itself."""
    return InputError("Det er den samme sag.", "Vælg den anden sag, som borgeren har.", code="link.same_case")


def own_facts() -> InputError:
    """The citizen's own facts are the case: they are not moved as a whole."""
    return InputError(
        "Borgerens egne oplysninger flyttes ikke samlet.", "Flyt det svar, der er forkert, et ad gangen.", code="move.own_facts"
    )


def nothing_to_move() -> InputError:
    """Nobody wrote anything there."""
    return InputError("Der er ikke skrevet noget, der kan flyttes.", "Se papiret igennem, og vælg svaret.", code="move.nothing")


def no_reason() -> InputError:
    """Nobody said why, of what cannot be undone."""
    return InputError("Der mangler en grund.", "Skriv kort hvorfor. Grunden står i adgangsloggen.", code="reason.missing")


def repeats_it() -> InputError:
    """The reason for taking a text out says the text again."""
    return InputError(
        "Grunden gentager den tekst, der skal væk.", "Skriv hvorfor uden at skrive selve teksten.", code="reason.repeats"
    )


def taken_there(path: str) -> Problem:
    """The right case has another answer to the same question."""
    return Problem(
        "move.taken", path, "I den rigtige sag står der allerede et andet svar.", "Ret det der først, og flyt så igen."
    )


def no_change() -> InputError:
    """No such change in the case."""
    return InputError(
        "Den ændring er ikke i sagen.", "Se ændringernes id med: rygsaek case history SAG --json", code="redact.unknown"
    )


def no_text() -> InputError:
    """It holds no text."""
    return InputError(
        "Den ændring har ingen tekst eller fil, der kan fjernes.", "Vælg den, hvor noget kom ind i sagen.", code="redact.no_text"
    )
