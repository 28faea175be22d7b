"""How Spanish speakers in the United States read what is written: a rule for each kind of piece."""

import re

from conversation.reading import pieces
from conversation.reading.addresses import STATE_NAMES, STREETS, TITLES, Says, address_rules
from conversation.reading.pieces import Rule, either
from conversation.reading.spanish_numbers import cardinal, counting, figures, fraction, is_part, label, number

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
STATES = STATE_NAMES | {
    "NY": "Nueva York", "NM": "Nuevo México", "NJ": "Nueva Jersey", "NH": "Nuevo Hampshire", "PA": "Pensilvania",
    "NC": "Carolina del Norte", "SC": "Carolina del Sur", "ND": "Dakota del Norte", "SD": "Dakota del Sur",
    "WV": "Virginia Occidental", "MI": "Míchigan", "MO": "Misuri", "OR": "Oregón", "LA": "Luisiana",
}  # fmt: skip
_ABBREVIATIONS = {
    "Sr": "Señor", "Sra": "Señora", "Srta": "Señorita", "Dr": "Doctor", "Dra": "Doctora", "Ud": "usted",
    "Uds": "ustedes", "Av": "Avenida", "Avda": "Avenida", "Apto": "Apartamento", "Cía": "Compañía", "aprox":
    "aproximadamente", "Mr": TITLES["Mr"], "Mrs": TITLES["Mrs"],
}  # fmt: skip
_STREETS = {short: said for short, said in STREETS.items() if short in {"St", "Ave", "Rd", "Ln", "Blvd", "Pkwy", "Hwy"}}
_SPELLED = ("HVAC", "AFCI", "ABS", "EMT", "LED", "psi", "PSI", "A/C")
_UNITS = {
    "A": ("amperio", "amperios"), "V": ("voltio", "voltios"), "W": ("vatio", "vatios"), "kW": ("kilovatio",
    "kilovatios"), "Hz": ("hercio", "hercios"), "ft": ("pie", "pies"), "in": ("pulgada", "pulgadas"),
    "lb": ("libra", "libras"), "lbs": ("libra", "libras"), "oz": ("onza", "onzas"), "gal": ("galón", "galones"),
    "hp": ("caballo de fuerza", "caballos de fuerza"), "HP": ("caballo de fuerza", "caballos de fuerza"),
    "mm": ("milímetro", "milímetros"), "cm": ("centímetro", "centímetros"), "sq ft": ("pie cuadrado",
    "pies cuadrados"), "h": ("hora", "horas"), "min": ("minuto", "minutos"), "°F": ("grado Fahrenheit",
    "grados Fahrenheit"), "°C": ("grado Celsius", "grados Celsius"), "°": ("grado", "grados"),
}  # fmt: skip
_INCHES, _FEET = _UNITS["in"], _UNITS["ft"]
_RECORDS = {"JOB": "trabajo", "PROJ": "proyecto", "INV": "factura", "EST": "presupuesto"}
_LABELLED = either((
    "trabajo", "proyecto", "factura", "presupuesto", "cotización", "estimado", "orden de trabajo", "orden", "boleto",
    "apartamento", "apto", "suite", "unidad", "edificio", "cuarto", "ruta", "carretera", "autopista",
))  # fmt: skip
_SYMBOLS = {"%": "por ciento", "&": "y", "c/": "con"}

_NO_NOUN = r"(?:y|o|u|de|del|en|a|al|por|para|con|sin|es|son|está|están|fue|eran|hay|que|más|menos|entre|desde|hasta)\b"
_COUNTED = rf"(?<![\w.])({pieces.WHOLE})(?= (?!{_NO_NOUN})([a-záéíóúñ]+))"
_FEMININE = re.compile(r".*(?:as?|ión|iones|dad|dades|llaves?)")
_NOT_FEMININE = frozenset({"día", "días", "problema", "problemas", "sistema", "sistemas", "mapa", "mapas"})
_UNIT = rf"[ -]?({either(_UNITS.keys() - {'in'})})(?!\w)(?:\.(?! ?[A-Z0-9¿¡]|$))?"


def _feminine(noun: str) -> bool:
    return noun not in _NOT_FEMININE and _FEMININE.fullmatch(noun) is not None


def _measure(found: re.Match[str], unit: tuple[str, str]) -> str:
    """``1 1/2"`` as una pulgada y media, ``3/4"`` as tres cuartos de pulgada."""
    written, feminine = found[1], _feminine(unit[0])
    if "/" not in written:
        return f"{number(written, feminine=feminine)} {unit[0] if written == '1' else unit[1]}"
    whole, _, part = written.replace("-", " ").rpartition(" ")
    half = ("media" if feminine else "medio") if part == "1/2" else ""
    if whole:
        counted = f"{number(whole, feminine=feminine)} {unit[0] if whole == '1' else unit[1]}"
        return f"{counted} y {half or fraction(part)}"
    if half:
        return f"{half} {unit[0]}"
    return f"{fraction(part)} de {unit[0]}" if is_part(part) else f"{fraction(part)} {unit[1]}"


def _amount(written: str) -> str:
    whole, _, part = written.replace("-", " ").rpartition(" ")
    return f"{number(whole)} y {fraction(part)}" if whole else fraction(part)


def _money(found: re.Match[str]) -> str:
    dollars, cents = int(found[2].replace(",", "")), int(found[3] or 0)
    said = []
    if dollars or not cents:
        of = "de " if dollars and dollars % 10**6 == 0 else ""
        said.append(f"{counting(dollars)} {of}{'dólar' if dollars == 1 else 'dólares'}")
    if cents:
        said.append(f"{counting(cents)} centavo{'' if cents == 1 else 's'}")
    return ("menos " if found[1] else "") + " con ".join(said)


def _phone(found: re.Match[str]) -> str:
    area = found[2] or found[3]
    groups = [group for group in (found[1], area, found[4], found[5]) if group]
    return ", ".join(map(figures, groups)) + (f", extensión {figures(found[6])}" if found[6] else "")


def _clock(hour: str, minute: str | None) -> str:
    """``1:30`` as una y media, ``14:05`` as catorce cero cinco."""
    said = counting(int(hour), feminine=True)
    if not minute or minute == "00":
        return said
    if int(hour) > 12 or int(hour) == 0:
        return f"{said} {label(minute)}"
    return f"{said} y { {'15': 'cuarto', '30': 'media'}.get(minute) or cardinal(int(minute)) }"


def _time(hour: str, minute: str | None, half: str) -> str:
    return f"{_clock(hour, minute)} {_part_of_day(int(hour), half.lower())}"


def _part_of_day(hour: int, half: str) -> str:
    if hour == 12:
        return "de la noche" if half == "a" else "del mediodía"
    if half == "a":
        return "de la madrugada" if hour < 5 else "de la mañana"
    return "de la tarde" if hour < 8 else "de la noche"


def _day(day: str) -> str:
    return "primero" if int(day) == 1 else cardinal(int(day))


def _date(month: int, day: str, year: str) -> str:
    return f"{_day(day)} de {_MONTHS[month - 1]} de {cardinal(int(year))}"


def _moment(found: re.Match[str]) -> str:
    said = _date(int(found[2]), found[3], found[1])
    return f"{said}, a las {_clock(found[4], found[5])}" if found[4] else said


def _record(found: re.Match[str]) -> str:
    series = f"{cardinal(int(found[2]))}, " if found[2] else ""
    return f"{_RECORDS[found[1]]} {series}{label(found[3])}"


def _labels(found: re.Match[str]) -> str:
    said = re.sub("([0-9]+)([A-Z]?)", lambda run: f"{label(run[1])} {run[2]}".strip(), found[2])
    return re.sub(r"(?i)\bapto\b\.?", "apartamento", found[1]) + said


def _code(found: re.Match[str]) -> str:
    runs = re.findall("[A-Z]+|[0-9]+", found[0])
    return " ".join(label(run) if run.isdigit() else run for run in runs)


_SAYS = Says(label, figures, label, STATES, r"código postal(?: es)?|zip(?: code)?")

RULES = (
    Rule(r"(?<!\w)Hero365(?!\w)", lambda _: "Hero tres sesenta y cinco"),  # as people call it, and no number
    Rule(pieces.ISO_DATE, _moment),
    Rule(pieces.AMERICAN_DATE, lambda found: _date(int(found[1]), found[2], found[3])),
    Rule(pieces.PHONE, _phone),
    Rule(pieces.LOCAL_PHONE, lambda found: f"{figures(found[1])}, {figures(found[2])}"),
    Rule(pieces.FOREIGN_PHONE, lambda found: "más " + ", ".join(map(figures, re.findall("[0-9]+", found[0])))),
    *address_rules(_SAYS),
    Rule(pieces.MONEY, _money),
    Rule(pieces.RECORD, _record),
    Rule(rf"\b((?i:{_LABELLED}e?s) )([0-9]+(?:(?:, | y | o )[0-9]+)+){pieces.NO_MORE}", _labels),
    Rule(rf"\b((?i:{_LABELLED})\b\.?(?: número)? ?)#?([0-9]+[A-Z]?){pieces.NO_MORE}", _labels),
    Rule(
        pieces.HOURS,
        lambda found: f"{_clock(found[1], found[2])} a {_time(found[3], found[4], found[5])}",
    ),
    Rule(pieces.TIME, lambda found: _time(found[1], found[2], found[3])),
    Rule(pieces.CLOCK, lambda found: _clock(found[1], found[2])),
    Rule(rf"(?<![\w.,/])0?1(?= de {either(_MONTHS)})", lambda _: "primero"),
    Rule(rf"{pieces.NO_QUOTE}{pieces.AMOUNT}\s?{pieces.INCH}", lambda found: _measure(found, _INCHES)),
    Rule(pieces.FEET, lambda found: _measure(found, _FEET)),
    Rule(rf"(?<!\w)({pieces.MIXED}|{pieces.FRACTION}) in\b", lambda found: _measure(found, _INCHES)),
    Rule(pieces.REFRIGERANT, _code),
    Rule(rf"(?<!\w){pieces.AMOUNT}{_UNIT}", lambda found: _measure(found, _UNITS[found[2]])),
    Rule(pieces.PART, lambda found: _amount(found[0])),
    Rule(pieces.ORDINAL, lambda found: label(found[1])),
    Rule(pieces.BY, lambda _: " por "),
    Rule(pieces.TO, lambda _: " a "),
    Rule(pieces.MINUS, lambda _: "menos "),
    Rule(pieces.FACTOR, lambda found: number(found[0])),
    Rule(pieces.CODE, _code),
    Rule(_COUNTED, lambda found: number(found[1], feminine=_feminine(found[2]))),
    Rule(pieces.NUMBER, lambda found: number(found[0])),
    Rule(r"(?<!\w)(?:#|(?:No|Núm|núm)\. ?)(?=[0-9])", lambda _: "número "),
    Rule(rf"\b({either(_ABBREVIATIONS)})\.", lambda found: _ABBREVIATIONS[found[1]]),
    Rule(rf"\b({either(_STREETS)})\b(?:\.(?! [A-Z¿¡]|$))?", lambda found: _STREETS[found[1]]),
    Rule(rf"(?<![\w.])({either(_SPELLED)})(?!\w)", lambda found: ".".join(found[1].upper().replace("/", ""))),
    Rule(rf"(?<![a-z&])({either(_SYMBOLS)})(?![a-z&])", lambda found: _SYMBOLS[found[1]]),
)
