"""How Americans read what is written: a rule for each kind of piece, and the first that fits counts."""

import re

from conversation.english.days import MONTHS
from conversation.reading import pieces
from conversation.reading.addresses import STATE_NAMES, STREETS, TITLES, Says, address_rules
from conversation.reading.english_numbers import amount, cardinal, figures, is_part, label, number, ordinal, year
from conversation.reading.pieces import Rule, either

_ABBREVIATIONS = STREETS | {
    "Jr": "Junior", "Sr": "Senior", "Bros": "Brothers", "Co": "Company", "Inc": "Incorporated", "Corp": "Corporation",
    "Apt": "Apartment", "Ste": "Suite", "Bldg": "Building", "approx": "approximately", "qty": "quantity",
}  # fmt: skip
_NEED_A_POINT = frozenset({"Pl", "Ter", "Cir", "Co", "Corp", "Trl"})
_SPELLED = (
    "AFCI", "AHU", "ABS", "ECM", "EEV", "EMT", "EPA", "EPDM", "ETA", "IAQ", "LED", "PO", "A/C", "psi", "PSI",
)  # fmt: skip
"""Said letter by letter: espeak-ng takes them for words. Others, as GFCI and PVC, it spells by itself."""
_UNITS = {
    "A": ("amp", "amps"), "amp": ("amp", "amps"), "V": ("volt", "volts"), "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "Hz": ("hertz", "hertz"), "ga": ("gauge", "gauge"),
    "ft": ("foot", "feet"),
    "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "gal": ("gallon", "gallons"),
    "hp": ("horsepower", "horsepower"), "HP": ("horsepower", "horsepower"), "mm": ("millimeter", "millimeters"),
    "cm": ("centimeter", "centimeters"), "sq ft": ("square foot", "square feet"), "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"), "°C": ("degree Celsius", "degrees Celsius"),
    "°": ("degree", "degrees"),
}  # fmt: skip
"""One, and several: "a fifteen amp breaker", "fifteen amps"."""
_INCHES, _FEET = ("inch", "inches"), ("foot", "feet")
_RECORDS = {"JOB": "job", "PROJ": "project", "INV": "invoice", "EST": "estimate"}
_LABELLED = either((
    "job", "project", "invoice", "estimate", "work order", "ticket", "part number", "apartment", "apt", "suite", "ste",
    "unit", "building", "bldg", "room", "route", "highway", "hwy", "interstate",
))  # fmt: skip
_SHORT = {"apt": "apartment", "ste": "suite", "bldg": "building", "hwy": "highway"}
_SYMBOLS = {"%": "percent", "&": "and", "w/": "with", "w/o": "without"}

_NO_NOUN = (
    r"(?:and|or|of|in|at|for|is|are|was|were|on|to|from|left|with|by|per|as|than|ago|that|have|has|each"
    r"|long|wide|high|deep|tall)\b"
)
_NOUN_FOLLOWS = re.compile(rf" (?!{_NO_NOUN})[A-Za-z]")
_MONTH_NAMES = [name.capitalize() for name in MONTHS]
_MONTH = either([*_MONTH_NAMES, *(name[:3] for name in _MONTH_NAMES), "Sept"])
_MONTH_DAY = (
    rf"\b({_MONTH})\b\.? (0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?{pieces.NO_MORE}(?:,? ((?:19|20)[0-9][0-9])\b)?"
)
_UNIT = rf"[ -]?({either(_UNITS)})(?![\w'’])(?:\.(?! ?[A-Z0-9]|$))?"


def _measure(found: re.Match[str], unit: tuple[str, str]) -> str:
    written = found[1]
    single = is_part(written) or written == "1" or _NOUN_FOLLOWS.match(found.string, found.end())
    return f"{amount(written, of_unit=True)} {unit[0] if single else unit[1]}"


def _money(found: re.Match[str]) -> str:
    dollars, cents = int(found[2].replace(",", "")), int(found[3] or 0)
    said = [f"{cardinal(dollars)} dollar{'' if dollars == 1 else 's'}"] if dollars or not cents else []
    said += [f"{cardinal(cents)} cent{'' if cents == 1 else 's'}"] if cents else []
    return ("minus " if found[1] else "") + " and ".join(said)


def _phone(found: re.Match[str]) -> str:
    area = found[2] or found[3]
    said = [figures(found[1])] if found[1] else []
    said += [cardinal(int(area)) if area[1:] == "00" and area[0] != "0" else figures(area)]
    said += [figures(found[4]), figures(found[5])]
    return ", ".join(said) + (f", extension {figures(found[6])}" if found[6] else "")


def _hour(hour: str, minute: str | None) -> str:
    """``9:05`` as nine oh five."""
    said = cardinal(int(hour))
    if not minute or minute == "00":
        return said
    return f"{said} {'oh ' if minute[0] == '0' else ''}{cardinal(int(minute))}"


def _half(found: re.Match[str]) -> str:
    """The last group, which voices know as a.m. and p.m.; a full stop behind it is enough for both."""
    stop = found.string[found.end() :].startswith(".")
    return f"{found[found.re.groups].lower()}.m{'' if stop else '.'}"


def _clock(hour: str, minute: str) -> str:
    """``2:00`` as two o'clock, ``14:00`` as fourteen hundred."""
    if minute != "00":
        return _hour(hour, minute)
    said = "o'clock" if 1 <= int(hour) <= 12 else "hundred"
    return f"{cardinal(int(hour))} {said}"


def _date(month: int, day: str, in_year: str | None) -> str:
    return f"{_MONTH_NAMES[month - 1]} {ordinal(day)}" + (f", {year(in_year)}" if in_year else "")


def _moment(found: re.Match[str]) -> str:
    said = _date(int(found[2]), found[3], found[1])
    return f"{said}, at {_clock(found[4], found[5])}" if found[4] else said


def _month(name: str) -> int:
    return next(index for index, month in enumerate(_MONTH_NAMES, 1) if month.startswith(name[:3]))


def _record(found: re.Match[str]) -> str:
    series = f"{year(found[2])}, " if found[2] else ""
    return f"{_RECORDS[found[1]]} {series}{label(found[3])}"


def _labels(found: re.Match[str]) -> str:
    noun = re.sub(r"(\w+)\.?", lambda word: _SHORT.get(word[1].lower(), word[0]), found[1])
    return noun + re.sub("([0-9]+)([A-Z]?)", lambda run: f"{label(run[1])} {_letters(run[2])}".strip(), found[2])


def _code(found: re.Match[str]) -> str:
    """``R-410A`` as R four ten A."""
    runs = re.findall("[A-Z]+|[0-9]+", found[0])
    return " ".join(label(run) if run.isdigit() else _letters(run) for run in runs)


def _letters(letters: str) -> str:
    """As they are, but for an A alone, which a voice would take for the article."""
    return "eigh" if letters == "A" else letters


def _title(found: re.Match[str]) -> str:
    """``St. Mary`` is a saint; behind a name, in the middle of a sentence, it is a street."""
    on_a_street = found[1] == "St" and re.search(r"[\w,] [A-Z][\w'’-]+ $", found.string[: found.start()])
    return STREETS["St"] + found[2] if on_a_street else TITLES[found[1]]


_SAYS = Says(label, figures, ordinal, STATE_NAMES, r"zip(?: code)?(?: is)?|postal code(?: is)?")

RULES = (
    Rule(r"(?<!\w)Hero365(?!\w)", lambda _: "Hero three sixty five"),  # as people call it, and no number
    Rule(pieces.ISO_DATE, _moment),
    Rule(pieces.AMERICAN_DATE, lambda found: _date(int(found[1]), found[2], found[3])),
    Rule(pieces.PHONE, _phone),
    Rule(pieces.LOCAL_PHONE, lambda found: f"{figures(found[1])}, {figures(found[2])}"),
    Rule(pieces.FOREIGN_PHONE, lambda found: "plus " + ", ".join(map(figures, re.findall("[0-9]+", found[0])))),
    *address_rules(_SAYS),
    Rule(pieces.MONEY, _money),
    Rule(pieces.RECORD, _record),
    Rule(rf"\b((?i:{_LABELLED}s) )([0-9]+(?:(?:, and |, or |, | and | or )[0-9]+)+){pieces.NO_MORE}", _labels),
    Rule(rf"\b((?i:{_LABELLED})\b\.?(?: number)? ?)#?([0-9]+[A-Z]?){pieces.NO_MORE}", _labels),
    Rule(pieces.HOURS, lambda found: f"{_hour(found[1], found[2])} to {_hour(found[3], found[4])} {_half(found)}"),
    Rule(pieces.TIME, lambda found: f"{_hour(found[1], found[2])} {_half(found)}"),
    Rule(pieces.CLOCK, lambda found: _clock(found[1], found[2])),
    Rule(_MONTH_DAY, lambda found: _date(_month(found[1]), found[2], found[3])),
    Rule(rf"{pieces.NO_QUOTE}{pieces.AMOUNT}(?:-inch\b|\s?{pieces.INCH})", lambda found: _measure(found, _INCHES)),
    Rule(pieces.FEET, lambda found: _measure(found, _FEET)),
    Rule(rf"(?<!\w)({pieces.MIXED}|{pieces.FRACTION}) in\b(?! stock)", lambda found: _measure(found, _INCHES)),
    Rule(pieces.REFRIGERANT, _code),
    Rule(rf"(?<!\w){pieces.AMOUNT}{_UNIT}", lambda found: _measure(found, _UNITS[found[2]])),
    Rule(pieces.PART, lambda found: amount(found[0])),
    Rule(pieces.ORDINAL, lambda found: ordinal(found[1])),
    Rule(pieces.BY, lambda _: " by "),
    Rule(pieces.TO, lambda _: " to "),
    Rule(pieces.MINUS, lambda _: "minus "),
    Rule(pieces.FACTOR, lambda found: number(found[0])),
    Rule(pieces.CODE, _code),
    Rule(pieces.NUMBER, lambda found: number(found[0])),
    Rule(r"(?<!\w)(?:#|No\. ?)(?=[0-9])", lambda _: "number "),
    Rule(rf"\b({either(TITLES)})\b(\.?)(?= [A-Z])", _title),
    Rule(
        rf"\b({either(_ABBREVIATIONS.keys() - _NEED_A_POINT)})\b(?:\.(?! [A-Z]|$))?",
        lambda found: _ABBREVIATIONS[found[1]],
    ),
    Rule(rf"\b({either(_NEED_A_POINT)})\.(?! [A-Z]|$)", lambda found: _ABBREVIATIONS[found[1]]),
    Rule(rf"(?<![\w.])({either(_SPELLED)})(?![\w'’])", lambda found: ".".join(found[1].upper().replace("/", ""))),
    Rule(rf"(?<![a-z&])({either(_SYMBOLS)})(?![a-z&])", lambda found: _SYMBOLS[found[1]]),
)
