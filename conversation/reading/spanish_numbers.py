"""Numbers as they are said in Spanish, of the gender of what is counted."""

from conversation.reading.pieces import grouped
from models.languages.spanish_figures import HUNDREDS, SMALL, TENS

_PARTS = {2: "medio", 3: "tercio", 4: "cuarto", 8: "octavo", 16: "dieciseisavo", 32: "treintaidosavo"}


def cardinal(number: int) -> str:
    """``1250`` as mil doscientos cincuenta; from a quintillion on figure by figure."""
    if number >= 10**18:
        return figures(str(number))
    said = []
    for unit, one, several in ((10**12, "un billón", "billones"), (10**6, "un millón", "millones")):
        count, number = divmod(number, unit)
        if count:
            said.append(one if count == 1 else f"{counting(count)} {several}")
    if number or not said:
        said.append(_below_million(number))
    return " ".join(said)


def counting(number: int, *, feminine: bool = False) -> str:
    """In front of what is counted: ``21`` as veintiún, of women's gender veintiuna; ``200`` as doscientas."""
    said = cardinal(number)
    if feminine:
        said = said.replace("cientos", "cientas").replace("quinientos", "quinientas")
        return said.removesuffix("o") + "a" if said.endswith("uno") else said
    return said.removesuffix("veintiuno") + "veintiún" if said.endswith("veintiuno") else _without_o(said)


def figures(digits: str) -> str:
    """``60540`` as seis cero cinco cuatro cero; long runs in threes, with a pause between."""
    return ", ".join(" ".join(SMALL[int(digit)] for digit in run) for run in grouped(digits))


def label(digits: str) -> str:
    """The number of a record or a house: ``5001`` as cincuenta cero uno, up to three figures as it is counted."""
    if digits[0] == "0" or len(digits) > 4:
        return figures(digits)
    front, back = divmod(int(digits), 100)
    if len(digits) < 4 or not back:
        return cardinal(int(digits))
    return f"{cardinal(front)} {'cero ' if back < 10 else ''}{cardinal(back)}"


def number(written: str, *, feminine: bool | None = None) -> str:
    """``1,250`` and ``2.5``; in front of what is counted of its gender, with None as it stands alone."""
    whole, point, decimals = written.partition(".")
    digits = whole.replace(",", "") or "0"
    counts = bool(point) or "," in whole or (len(digits) <= 6 and str(int(digits)) == digits)
    if not counts or len(digits) > 15:
        said = figures(digits)
    elif point:
        said = cardinal(int(digits))
    else:
        said = cardinal(int(digits)) if feminine is None else counting(int(digits), feminine=feminine)
    if not point:
        return said
    return f"{said} punto {figures(decimals) if decimals[0] == '0' or len(decimals) > 2 else cardinal(int(decimals))}"


def is_part(written: str) -> bool:
    """Whether a fraction is a part of a whole that has a name: ``3/4``, and not ``14/2``."""
    top, bottom = (int(side) for side in written.split("/"))
    return bottom in _PARTS and 0 < top < bottom


def fraction(written: str) -> str:
    """``3/4`` as tres cuartos, ``1/2`` as un medio; ``14/2``, which is no part of a whole, as catorce dos."""
    if not is_part(written):
        return " ".join(map(label, written.split("/")))
    top, bottom = (int(side) for side in written.split("/"))
    return f"{counting(top)} {_PARTS[bottom]}{'' if top == 1 else 's'}"


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    said = [] if not thousands else ["mil"] if thousands == 1 else [counting(thousands), "mil"]
    return " ".join([*said, _below_thousand(rest)] if rest or not said else said)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return "cien"
    return " ".join(filter(None, (HUNDREDS[hundreds], _below_hundred(rest) if rest or not hundreds else "")))


def _below_hundred(number: int) -> str:
    if number < 30:
        return SMALL[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} y {SMALL[units]}" if units else TENS[tens]


def _without_o(said: str) -> str:
    return said.removesuffix("o") if said.endswith("uno") else said
