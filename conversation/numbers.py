"""Spoken numbers to figures and back.

"four fifty six", "four five six" and "four hundred and fifty six" are all 456. Figures are the one form in which what
was heard, what was typed and what stands in the cache are compared.
"""

import re
from decimal import Decimal

from models.numbers import SMALL, TENS, below_hundred

# fmt: off
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)
# fmt: on
_TENTHS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}

_SMALL_VALUES = {word: value for value, word in enumerate(SMALL)}
_TENS_VALUES = {word: 10 * tens for tens, word in enumerate(TENS) if word}
_ORDINAL_VALUES = {word: value for value, word in enumerate(_ORDINALS) if word} | _TENTHS
_ZEROS = frozenset({"oh", "o"})
_THOUSANDS = frozenset({"thousand", "grand"})
_UNITS = _THOUSANDS | {"hundred", "dozen"}
_AMOUNT = re.compile(r"(\d+)(?: dollars?| bucks)?(?: (?:and )?(\d{1,2}) cents?| \.(\d\d))?")


def figures(words: str) -> str:
    """`words` with its numbers as figures: ``job four fifty six`` as ``job 456``, ``march fifth`` as ``march 5th``."""
    tokens, position, written = words.split(), 0, []
    while position < len(tokens):
        read = _ordinal(tokens, position) or _cardinal(tokens, position) or _run(tokens, position)
        text, position = read or (tokens[position], position + 1)
        written.append(text)
    return " ".join(written)


def in_words(number: int) -> str:
    """A whole number below a million as a cardinal: 456 as ``four hundred fifty six``."""
    for unit, name in ((1000, "thousand"), (100, "hundred")):
        if number >= unit:
            count, rest = divmod(number, unit)
            return f"{in_words(count)} {name} {in_words(rest) if rest else ''}".rstrip()
    return below_hundred(number)


def one_by_one(digits: str) -> str:
    """Figure by figure: ``9001`` as ``nine zero zero one``."""
    return " ".join(SMALL[int(digit)] for digit in digits)


def ordinal_in_words(number: int) -> str:
    """1 to 59 as ``first`` to ``fifty ninth``."""
    if number < 20:
        return _ORDINALS[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} {_ORDINALS[units]}" if units else f"{TENS[tens][:-1]}ieth"


def quantity(words: str) -> Decimal | None:
    """How many are meant: "two and a half", "a dozen", "half a dozen", "a grand", "four fifty six"."""
    text = figures(words.replace("half a dozen", "six"))
    if match := re.fullmatch(r"(\d+)( and a half)?|half|an?", text):
        whole = Decimal(match[1]) if match[1] else Decimal(text != "half")
        return whole + Decimal("0.5") if match[2] or text == "half" else whole
    return None


def amount(words: str) -> str | None:
    """Money as a decimal number: "twelve hundred forty nine dollars and fifty cents", "1249 .50" as ``1249.50``."""
    match = _AMOUNT.fullmatch(figures(words))
    if match is None:
        return None
    dollars, cents = int(match[1]), int(match[2] or match[3] or 0)
    return f"{dollars}.{cents:02}" if cents else str(dollars)


def _ordinal(tokens: list[str], position: int) -> tuple[str, int] | None:
    """ "fifth", "twenty fifth"."""
    value, tens = _ORDINAL_VALUES.get(tokens[position]), _TENS_VALUES.get(tokens[position])
    if value is None and tens and position + 1 < len(tokens):
        units = _ORDINAL_VALUES.get(tokens[position + 1], 10)
        position, value = position + 1, tens + units if units < 10 else None
    if value is None:
        return None
    suffix = "th" if value // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}", position + 1


def _cardinal(tokens: list[str], position: int) -> tuple[str, int] | None:
    """A number said with "hundred", "thousand", "grand" or "dozen"; None for one that is said in figures."""
    hundreds = _hundreds(tokens, position)
    if hundreds is None:
        return None
    value, end = hundreds
    if tokens[end : end + 1] == ["dozen"]:
        return str(12 * value), end + 1
    if _THOUSANDS & set(tokens[end : end + 1]):
        rest = _hundreds(tokens, _after_and(tokens, end + 1))
        more, end = rest if rest and 0 < rest[0] < 1000 else (0, end + 1)
        return str(1000 * value + more), end
    return (str(value), end) if hundreds != _below_hundred(tokens, position) else None


def _hundreds(tokens: list[str], position: int) -> tuple[int, int] | None:
    """ "seven", "a hundred", "four hundred and fifty six", "twelve hundred"."""
    value, end = _below_hundred(tokens, position) or (None, position)
    if value is None and tokens[position : position + 1] == ["a"] and set(tokens[position + 1 : position + 2]) & _UNITS:
        value, end = 1, position + 1
    if value is None or tokens[end : end + 1] != ["hundred"]:
        return None if value is None else (value, end)
    rest = _below_hundred(tokens, _after_and(tokens, end + 1))
    return (100 * value + rest[0], rest[1]) if rest and rest[0] else (100 * value, end + 1)


def _after_and(tokens: list[str], position: int) -> int:
    return position + 1 if tokens[position : position + 1] == ["and"] else position


def _below_hundred(tokens: list[str], position: int) -> tuple[int, int] | None:
    """ "seven", "twelve", "forty", "forty two"."""
    token = tokens[position] if position < len(tokens) else ""
    if token in _SMALL_VALUES:
        return _SMALL_VALUES[token], position + 1
    if token not in _TENS_VALUES:
        return None
    units = _SMALL_VALUES.get(tokens[position + 1], 10) if position + 1 < len(tokens) else 10
    if 0 < units < 10:
        return _TENS_VALUES[token] + units, position + 2
    return _TENS_VALUES[token], position + 1


def _run(tokens: list[str], position: int) -> tuple[str, int] | None:
    """Figures and pairs said one after the other are one number: "four fifty six", "nine oh one"."""
    said = ""
    while position < len(tokens):
        if said and (_ordinal(tokens, position) or _cardinal(tokens, position)):
            break
        read = _below_hundred(tokens, position) or _zero(tokens, position, said)
        if read is None:
            break
        said, position = said + str(read[0]), read[1]
    return (said, position) if said else None


def _zero(tokens: list[str], position: int, said: str) -> tuple[int, int] | None:
    """ "oh" is a nought beside other figures only."""
    if tokens[position] not in _ZEROS:
        return None
    after = next((index for index in range(position, len(tokens)) if tokens[index] not in _ZEROS), len(tokens))
    return (0, position + 1) if said or _below_hundred(tokens, after) else None
