"""Spanish numbers to figures: "doscientos cuarenta y dos", "dos cuarenta y dos" and "dos cuatro dos" are all 242.

What Whisper writes is as often a mixture: "240 y 2", "mil 200", "40 y 2 11". Figures are therefore read like the words
that they stand for, and accents do not matter.
"""

# fmt: off
SMALL = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
)
TENS = ("", "", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
HUNDREDS = (
    "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
    "ochocientos", "novecientos",
)
# fmt: on
VARIANTS = {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21, "cien": 100} | {
    f"{word[:-2]}as": 100 * hundreds for hundreds, word in enumerate(HUNDREDS) if hundreds > 1
}
"""Other forms of the same words: in front of a noun, and the feminine."""
THOUSAND, AND = "mil", "y"

_MISSPELT = {
    "sinco": 5, "nuebe": 9, "dies": 10, "onse": 11, "dose": 12, "trese": 13, "catorse": 14, "quinse": 15,
    "beinte": 20, "trenta": 30, "sien": 100, "dosientos": 200, "tresientos": 300, "cuatrosientos": 400,
    "kinientos": 500, "seisientos": 600, "setesientos": 700, "ochosientos": 800, "novesientos": 900,
}  # fmt: skip
"""As they are typed in a hurry by people for whom c and s, or b and v, are one sound."""

_PLAIN = str.maketrans("áéíóú", "aeiou")
_VALUES = {
    word.translate(_PLAIN): str(value)
    for word, value in (
        *((word, value) for value, word in enumerate(SMALL)),
        *((word, 10 * tens) for tens, word in enumerate(TENS) if word),
        *((word, 100 * hundreds) for hundreds, word in enumerate(HUNDREDS) if word),
        *VARIANTS.items(),
        *_MISSPELT.items(),
    )
}
Read = tuple[str, int]
"""The figures of a part of a number, and the position behind it."""


def spanish_figures(words: str) -> str:
    """`words` with its numbers as figures: ``trabajo cuatro cincuenta y seis`` as ``trabajo 456``.

    "un" and "una" are 1 wherever they stand.
    """
    tokens, position, written = words.split(), 0, list[str]()
    while position < len(tokens):
        number = ""
        while part := _cardinal(tokens, position):  # parts said one after the other are one number
            number, position = number + part[0], part[1]
        if not number:
            number, position = tokens[position], position + 1
        written.append(number)
    return " ".join(written)


def _cardinal(tokens: list[str], at: int) -> Read | None:
    """ "siete", "cuarenta y dos", "doscientos uno", "mil", "nueve mil novecientos noventa y nueve"."""
    head = _below_thousand(tokens, at)
    count, end = head or ("1", at)
    if tokens[end : end + 1] != [THOUSAND] or not 0 < int(count) < 1000:
        return head
    rest, behind = _below_thousand(tokens, end + 1) or ("", 0)
    if rest and 0 < int(rest) < 1000 and rest[0] != "0":
        return str(1000 * int(count) + int(rest)), behind
    return str(1000 * int(count)), end + 1


def _below_thousand(tokens: list[str], at: int) -> Read | None:
    """ "siete", "cuarenta y dos", "doscientos", "doscientos uno"; also figures, of any length."""
    said = _figures_of(tokens, at)
    if said is None or int(said) % 100 or int(said) == 0:
        return _with_units(tokens, at)
    rest, end = _with_units(tokens, at + 1) or ("", 0)
    if len(rest) in (1, 2) and rest[0] != "0":
        return said[: -len(rest)] + rest, end
    return said, at + 1


def _with_units(tokens: list[str], at: int) -> Read | None:
    """One word or figures; behind a round ten from twenty on also "y dos", or "dos" alone.

    In "30 y 899", for thirty-eight and ninety-nine, more figures are written on to the units.
    """
    said = _figures_of(tokens, at)
    if said is None:
        return None
    at += 1
    if int(said) % 10 == 0 and int(said) % 100 >= 20:
        behind_and = tokens[at : at + 1] == [AND]
        units = _figures_of(tokens, at + behind_and) or "0"
        alone = len(units) == 1 and (behind_and or len(said) == 2)
        written_on = behind_and and len(units) > 2 and tokens[at + 1] == units
        if units[0] != "0" and (alone or written_on):
            return said[:-1] + units, at + behind_and + 1
    return said, at


def _figures_of(tokens: list[str], at: int) -> str | None:
    """The figures of one word."""
    if at >= len(tokens):
        return None
    return tokens[at] if tokens[at].isdecimal() else _VALUES.get(tokens[at].translate(_PLAIN))
