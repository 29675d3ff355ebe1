"""Why a list cannot be used, and what its rows and columns have to mend. Codes are stable; none repeats what was written."""

from __future__ import annotations

from forms.problems import Problem
from rygsaek.errors import InputError

AS_TABLE = "Gem listen som Excel-projektmappe (xlsx) eller CSV, og vælg den igen."


def file_unreadable(name: str, what: str, remedy: str) -> InputError:
    """A folder, a missing file, or one that may not be opened."""
    return InputError(f"»{name}« {what}.", remedy, code="import.file")


def too_large(name: str, why: str) -> InputError:
    """More than any caseworker's list can be."""
    return InputError(
        f"»{name}« er for stor: {why}.", "Kopier kun de rækker, der skal med, over i en ny fil.", code="import.too_large"
    )


def too_many(name: str, most: int) -> InputError:
    """More citizens than are brought in at once."""
    return InputError(
        f"»{name}« har mere end {most} rækker.", "Del den i flere filer, og hent en ad gangen.", code="import.too_many"
    )


def not_a_table(name: str) -> InputError:
    """Neither CSV nor a spreadsheet that is known."""
    return InputError(f"»{name}« er ikke en liste, der kan læses.", AS_TABLE, code="import.not_a_table")


def is_damaged(name: str) -> InputError:
    """A spreadsheet that does not open."""
    return InputError(f"»{name}« er i stykker og kan ikke læses.", f"Åbn den i regnearket. {AS_TABLE}", code="import.damaged")


def is_locked(name: str) -> InputError:
    """A spreadsheet behind a password."""
    return InputError(
        f"»{name}« er låst med en adgangskode.", "Åbn den i regnearket, tag koden af, og gem den igen.", code="import.locked"
    )


def quotes(name: str, row: int) -> InputError:
    """A quotation mark that does not end."""
    return InputError(
        f"»{name}« har et anførselstegn, der ikke passer, i eller før række {row}.",
        "Ret rækken, og gem filen igen.",
        code="import.quotes",
    )


def is_empty(name: str) -> InputError:
    """Nothing below the headings."""
    return InputError(f"»{name}« har ingen rækker med borgere.", "Vælg filen med listen.", code="import.empty")


def no_name(name: str) -> InputError:
    """No column tells who it is."""
    return InputError(
        f"»{name}« har ingen kolonne med navne.",
        "Skriv »Navn« øverst over navnene, eller »Fornavn« og »Efternavn«.",
        code="import.no_name_column",
    )


def column_unknown(header: str) -> Problem:
    """A column that answers nothing in the form."""
    return Problem(
        "import.column_unknown",
        f"»{header}«",
        "Kolonnen kendes ikke. Den kommer ikke med.",
        "Skal den med, så giv den et navn, der ligner spørgsmålet.",
        "note",
    )


def column_twice(header: str, other: str) -> Problem:
    """A column that would answer what another answers."""
    return Problem(
        "import.column_twice",
        f"»{header}«",
        f"Kolonnen siger det samme som »{other}«. Den kommer ikke med.",
        "Skal den med i stedet, så slet den anden i filen.",
        "note",
    )


def other_sheets(names: tuple[str, ...], read: str) -> Problem:
    """Sheets that were not looked at."""
    return Problem(
        "import.other_sheets",
        ", ".join(f"»{name}«" for name in names),
        f"Kun arket »{read}« er læst.",
        "Skal et andet ark med, så flyt det forrest, og gem filen.",
        "note",
    )


def nameless(place: str) -> Problem:
    """A row that does not tell whose it is."""
    return Problem("import.no_name", place, "Rækken har intet navn.", "Skriv navnet i filen.")


def no_year(place: str) -> Problem:
    """A date that could be of any year."""
    return Problem("import.no_year", place, "Datoen har intet år.", "Skriv året med fire cifre, som 3/4-1961.")


def not_born(place: str) -> Problem:
    """A birth date that has not been."""
    return Problem("import.not_born", place, "Fødselsdagen er ikke kommet endnu.", "Skriv året med fire cifre, som 3/4-1936.")


def born_differs(place: str) -> Problem:
    """A birth date that is not the number's."""
    return Problem(
        "import.born_differs", place, "Fødselsdagen passer ikke med CPR-nummeret.", "Se efter, hvad der er rigtigt. Ret filen."
    )


def zero_put_back(place: str) -> Problem:
    """A number that had lost its zero."""
    return Problem(
        "import.zero_put_back", place, "Nullet forrest manglede. Det er sat på igen.", "Se efter, om nummeret er rigtigt.", "note"
    )


def loose_cell(place: str) -> Problem:
    """Something that stands under no heading."""
    return Problem(
        "import.loose_cell", place, "Der står noget uden for kolonnerne.", "Se efter, om rækken er rykket, og ret den i filen."
    )


def hidden(place: str) -> Problem:
    """An answer that nobody would see beside the others of its row."""
    return Problem(
        "import.hidden",
        place,
        "Svaret passer ikke til rækkens andre svar. Det kommer ikke med.",
        "Skriv det i sagen bagefter, hvis det skal med.",
        "note",
    )
