"""Letters that can be printed: text is tidied, and what the fonts or the line setter cannot show is a problem, never a box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from forms.problems import Problem, ProblemsError

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_SAME_LOOK = str.maketrans(
    {
        "\u202f": "\u00a0",  # narrow no-break space: not in Fira Sans
        "\u2007": "\u00a0",
        "\u2010": "-",
        "\u2011": "-",  # the setter breaks lines at spaces only, so that a hyphen never breaks
        "\u2212": "–",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\t": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\v": "\n",
        "\f": "\n",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_CPR = re.compile(r"(?<![\d-])([0-7]\d[01]\d\d\d)[- \u00a0]?(\d{4})(?![\d-])")
_PARAGRAPH = re.compile(r"§ \d+(?: [a-z](?![a-zæøå]))?")
_PLAIN = re.compile(r"[\n -~æøåÆØÅé·–•…§\u00a0]*")


def tidy(text: str) -> str:
    """The text as it is set: composed letters, plain line ends, no invisible or control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "§" in text:
        text = _PARAGRAPH.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    if _PLAIN.fullmatch(text):
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_SAME_LOOK))
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")


def mask_cpr(text: str) -> str:
    """The text with the last four digits of everything that looks like a CPR number hidden.

    Free text is masked too: a paper lies about at home. Replacement numbers (day + 60) count.
    """

    def hide(found: re.Match[str]) -> str:
        day, month = int(found[1][:2]) % 60, int(found[1][2:4])
        return f"{found[1]}-••••" if 1 <= day <= 31 and 1 <= month <= 12 else found[0]

    return _CPR.sub(hide, text)


class Speller:
    """Tidies every text of a paper and gathers what cannot be printed.

    known: code points that every font of the paper has.
    """

    def __init__(self, known: Collection[int]) -> None:
        self._known = known
        self.problems: list[Problem] = []

    def spell(self, text: str, place: str, *, mask: bool = True) -> str:
        """The text to set. place: the path of the answer, or a word for where the text comes from."""
        text = tidy(text)
        if mask and max(text, default="") >= "0":
            text = mask_cpr(text)
        if _PLAIN.fullmatch(text):
            return text
        for sign in dict.fromkeys(text):
            if unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT:
                self.problems.append(
                    Problem(
                        code="paper.right_to_left",
                        field=place,
                        text="Teksten skrives fra højre mod venstre, og det kan vi ikke printe rigtigt endnu.",
                        remedy="Skriv teksten med latinske bogstaver, eller skriv den i hånden på et tomt papir.",
                    )
                )
                break
        else:
            missing = [sign for sign in dict.fromkeys(text) if sign not in "\n" and ord(sign) not in self._known]
            if missing:
                shown = " ".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in missing[:5])
                self.problems.append(
                    Problem(
                        code="paper.letter_missing",
                        field=place,
                        text=f"Papirets skrift har ikke tegnet {shown}.",
                        remedy="Skriv det med andre tegn eller ord.",
                    )
                )
        return text

    def raise_any(self) -> None:
        """Raise ProblemsError with everything found."""
        if self.problems:
            raise ProblemsError(self.problems)
