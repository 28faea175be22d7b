"""Spoken numbers to figures: "four fifty six", "four five six" and "four hundred and fifty six" are all 456.

Figures are the one form in which what was heard, what was typed and what stands in the cache are compared.
"""

from models.numbers import REPEATED, SMALL, TENS

# fmt: off
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)
# fmt: on
_TENTHS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}

_SMALL_VALUES = {word: value for value, word in enumerate(SMALL)}
_TENS_VALUES = {word: 10 * tens for tens, word in enumerate(TENS) if word}
_ORDINAL_VALUES = {word: value for value, word in enumerate(ORDINALS) if word} | _TENTHS
_ZEROS = frozenset({"oh", "o"})
_UNITS = {"dozen": 12, "hundred": 100, "thousand": 1000, "grand": 1000}
_THOUSANDS = frozenset({"thousand", "grand"})
_AND_A_HALF = ["and", "a", "half"]
_SIZES = frozenset({"inch", "inches"})
"""What "half" may be a half of, behind a number: "a dozen and a half inch elbow"."""
_BEGINNINGS = frozenset({*_SMALL_VALUES, *_TENS_VALUES, *_ORDINAL_VALUES, *REPEATED, *_ZEROS, "a", "half"})
"""The words that a number may begin with."""


def figures(words: str) -> str:
    """`words` with its numbers as figures: ``job four fifty six`` as ``job 456``, ``march fifth`` as ``march 5th``."""
    tokens, position, written = words.split(), 0, []
    while position < len(tokens):
        read = None
        if tokens[position] in _BEGINNINGS or tokens[position].isdecimal():
            read = _ordinal(tokens, position) or _counted(tokens, position) or _run(tokens, position)
        text, position = read or (tokens[position], position + 1)
        written.append(text)
    return " ".join(written)


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


def _counted(tokens: list[str], position: int) -> tuple[str, int] | None:
    """A number said with "hundred", "thousand", "grand" or "dozen"."""
    return _half_or_couple(tokens, position) or _cardinal(tokens, position)


def _half_or_couple(tokens: list[str], position: int) -> tuple[str, int] | None:
    """ "half a dozen", "a half dozen", "two and a half thousand", "a couple of hundred"."""
    behind = tokens[position + 1 : position + 2]
    if tokens[position] == "half" or (tokens[position] == "a" and behind == ["half"]):
        twice, end = 1, position + 1 + (behind in (["a"], ["half"]))
    elif tokens[position] == "a" and behind == ["couple"]:
        twice, end = 4, position + 2 + (tokens[position + 2 : position + 3] == ["of"])
    else:
        count, end = _below_hundred(tokens, position) or _written(tokens, position) or (0, position)
        if tokens[end : end + 3] != _AND_A_HALF:
            return None
        twice, end = 2 * count + 1, end + 3
    return (str(twice * _UNITS[tokens[end]] // 2), end + 1) if _is_unit(tokens, end) else None


def _written(tokens: list[str], position: int) -> tuple[int, int] | None:
    return (int(tokens[position]), position + 1) if tokens[position].isdecimal() else None


def _cardinal(tokens: list[str], position: int) -> tuple[str, int] | None:
    """The same without halves of the unit in front; None for a number that is said in figures."""
    hundreds = _hundreds(tokens, position)
    if hundreds is None:
        return None
    value, end = hundreds
    if (
        _is_unit(tokens, end)
        and tokens[end + 1 : end + 4] == _AND_A_HALF
        and not _SIZES & set(tokens[end + 4 : end + 5])
    ):
        return str((2 * value + 1) * _UNITS[tokens[end]] // 2), end + 4  # "a grand and a half"
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
    if value is None and tokens[position : position + 1] == ["a"] and _is_unit(tokens, position + 1):
        value, end = 1, position + 1
    if value is None or tokens[end : end + 1] != ["hundred"]:
        return None if value is None else (value, end)
    rest = _below_hundred(tokens, _after_and(tokens, end + 1))
    return (100 * value + rest[0], rest[1]) if rest and rest[0] else (100 * value, end + 1)


def _is_unit(tokens: list[str], position: int) -> bool:
    return position < len(tokens) and tokens[position] in _UNITS


def _after_and(tokens: list[str], position: int) -> int:
    return position + 1 if tokens[position : position + 1] == ["and"] else position


def _below_hundred(tokens: list[str], position: int) -> tuple[int, int] | None:
    """ "seven", "twelve", "forty", "forty two"; in figures only what goes on in words: "4 thousand"."""
    token = tokens[position] if position < len(tokens) else ""
    if token.isdecimal() and len(token) <= 2 and _is_unit(tokens, position + 1):
        return int(token), position + 1
    if token in _SMALL_VALUES:
        return _SMALL_VALUES[token], position + 1
    if token not in _TENS_VALUES:
        return None
    units = _SMALL_VALUES.get(tokens[position + 1], 10) if position + 1 < len(tokens) else 10
    if 0 < units < 10:
        return _TENS_VALUES[token] + units, position + 2
    return _TENS_VALUES[token], position + 1


def _run(tokens: list[str], position: int) -> tuple[str, int] | None:
    """Figures and pairs said one after the other are one number: "four fifty six", "nine oh one", "double three"."""
    said = ""
    while position < len(tokens):
        if said and (_ordinal(tokens, position) or _counted(tokens, position)):
            break
        read = _repeated(tokens, position) or _below_hundred(tokens, position) or _zero(tokens, position, said)
        if read is None:
            break
        said, position = f"{said}{read[0]}", read[1]
    return (said, position) if said else None


def _repeated(tokens: list[str], position: int) -> tuple[str, int] | None:
    """ "double three", "triple oh"."""
    times = REPEATED.get(tokens[position])
    figure = tokens[position + 1] if times and position + 1 < len(tokens) else ""
    value = 0 if figure in _ZEROS else _SMALL_VALUES.get(figure, 10)
    return (times * str(value), position + 2) if times and value < 10 else None


def _zero(tokens: list[str], position: int, said: str) -> tuple[int, int] | None:
    """ "oh" is a nought beside other figures only."""
    if tokens[position] not in _ZEROS:
        return None
    after = next((index for index in range(position, len(tokens)) if tokens[index] not in _ZEROS), len(tokens))
    figure = _below_hundred(tokens, after) or (after < len(tokens) and _repeated(tokens, after))
    return (0, position + 1) if said or figure else None
