"""A day of a Spanish-speaking plumber: what may be said, and sentences of it with what they mean.

The book is only to be measured with; it is no part of the product. Names, numbers and times of the sentences are drawn
by a seed. Numbers are said as cardinals, figure by figure and in pairs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from models.languages.spanish_figures import HUNDREDS, SMALL, TENS
from models.phrases import NumberRange, PhraseBook, SpokenValue

_CUSTOMERS = (
    "José García", "María Hernández", "Juan Carlos Martínez", "Ana López", "Luis Núñez", "Carmen Ibáñez", "Raúl Peña",
    "Sofía Ramírez", "Miguel Ángel Ruiz", "Lucía Fernández", "Andrés Gómez", "Elena Castillo", "Jorge Domínguez",
    "Patricia Vega", "Ricardo Salazar", "Verónica Ortiz", "Héctor Cárdenas", "Gabriela Muñoz", "Óscar Méndez",
    "Rosa Delgado", "Frank Olsen", "Angela Brooks", "Thomas Baker", "Karen Mitchell", "Restaurante El Farol",
    "Hotel Miramar", "Clínica Santa Fe", "Panadería La Espiga", "Colegio San Martín", "Taller Quintero",
)  # fmt: skip
_PARTS = (
    "codos de cobre de tres cuartos", "codos de media pulgada", "válvulas de bola", "llaves de paso",
    "tubos de cobre de media pulgada", "tubos de pvc de dos pulgadas", "rollos de cinta de teflón", "sifones",
    "calentadores de agua de cincuenta galones", "mezcladores de ducha", "flotadores de inodoro", "bombas sumergibles",
    "abrazaderas", "mangueras flexibles", "empaques de goma", "filtros de agua", "termostatos", "uniones de bronce",
    "reguladores de presión", "trampas de grasa",
)  # fmt: skip
_STREETS = ("Robles", "Hidalgo", "Benito Juárez", "San Antonio", "Los Pinos", "Independencia", "Washington", "Morelos")
_PROJECTS = ("remodelación del hotel", "casa Domínguez", "torre norte", "baños del colegio", "cocina del farol")
_STATUSES = {
    "terminado": "completed", "en progreso": "in_progress", "en espera": "on_hold", "cancelado": "cancelled",
    "programado": "scheduled",
}  # fmt: skip
_DAYS = (
    "hoy", "mañana", "pasado mañana", "el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado",
)  # fmt: skip
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_PARTS_OF_DAY = ("de la mañana", "de la tarde")
_KNOWN_JOBS = frozenset({7, 16, 22, 31, 42, 88, 105, 119, 201, 242, 307, 456, 583, 901, 1024, 1234, 1560, 4211})


def _clocks() -> Mapping[str, str]:
    """``las nueve y media`` to ``9:30``."""
    said = dict[str, str]()
    for hour in range(1, 13):
        name = "la una" if hour == 1 else f"las {SMALL[hour]}"
        said |= {name: f"{hour}:00", f"{name} y media": f"{hour}:30", f"{name} y cuarto": f"{hour}:15"}
        said |= {f"{name} y diez": f"{hour}:10", f"{name} treinta": f"{hour}:30"}
    return said


_CLOCKS = _clocks()

_INTENTS: Mapping[str, tuple[str, ...]] = {
    "set_status": ("(marca|pon|pasa|cambia) <job> (como|a) {statuses:status}",),
    "start": ("(empieza|inicia) <job>", "estoy empezando <job>"),
    "finish": ("(termina|cierra) <job>", "ya terminé <job>"),
    "cancel_job": ("cancela <job>",),
    "on_the_way": ("voy en camino al trabajo [número] {jobs:job}",),
    "create_job": ("(crea|abre|haz) un trabajo [nuevo] para {customers:customer} [en la calle <address>]",),
    "schedule": ("(programa|agenda) <job> para <when>",),
    "move": ("(mueve|cambia) <job> (al|para el) {months_days:number} de {months:month}",),
    "visit": ("(programa|agenda) una visita con {customers:customer} [para] <when>",),
    "invoice_job": ("(crea|haz|prepara) una factura para <job>",),
    "invoice": ("(crea|haz|prepara) una factura de <amount> para {customers:customer}",),
    "estimate": ("(crea|haz|prepara) un presupuesto para {customers:customer}", "cotiza {parts:part} para <job>"),
    "payment": ("(registra|anota) un pago de <amount> de {customers:customer}",),
    "stock": ("cuántos {parts:part} (quedan|hay|tenemos)", "cuántas {parts:part} (quedan|hay|tenemos)",
              "(hay|tenemos|quedan) {parts:part} [en la camioneta]", "revisa el inventario de {parts:part}"),
    "add_part": ("(agrega|añade|suma) {counts:count} {parts:part} al trabajo [número] {jobs:job}",),
    "order": ("(pide|ordena) {counts:count} {parts:part}",),
    "agenda": ("qué tengo {days:day}", "cuál es mi agenda (de|para) {days:day}"),
    "project": ("cómo va el proyecto [de [la]] {projects:project}",),
    "call": ("llama a {customers:customer}",),
    "late": ("avisa a {customers:customer} que llego a {clocks:clock} [{parts_of_day:part_of_day}]",),
    "address": ("(cuál es la dirección de|dónde vive|dónde queda) {customers:customer}",),
    "phone": ("cuál es el teléfono de {customers:customer}",),
    "when": ("(cuándo es|a qué hora es) <job>",),
    "note": ("(abre|muestra) las notas del trabajo [número] {jobs:job}",),
    "last": ("cuál fue la última visita a {customers:customer}",),
    "undo": ("cancela eso", "olvídalo", "deshaz eso"),
}  # fmt: skip


def book() -> PhraseBook:
    """All of it."""
    lead, tail = "[oye jarvis] [por favor|oye|necesito que]", "[por favor|gracias]"
    return PhraseBook(
        intents={name: tuple(f"{lead} {text} {tail}" for text in texts) for name, texts in _INTENTS.items()},
        lists={
            "jobs": NumberRange(1, 9999, _KNOWN_JOBS),
            "houses": NumberRange(1, 9999),
            "amounts": NumberRange(1, 9999, cents=True),
            "cents": NumberRange(1, 99),
            "counts": NumberRange(2, 99),
            "months_days": NumberRange(1, 31),
            "customers": tuple(SpokenValue(name.lower(), name) for name in _CUSTOMERS),
            "parts": tuple(SpokenValue(name, name) for name in _PARTS),
            "streets": tuple(SpokenValue(name.lower(), name) for name in _STREETS),
            "projects": tuple(SpokenValue(name.lower(), name) for name in _PROJECTS),
            "statuses": tuple(SpokenValue(spoken, value) for spoken, value in _STATUSES.items()),
            "days": tuple(SpokenValue(name, name) for name in _DAYS),
            "months": tuple(SpokenValue(name, name) for name in _MONTHS),
            "parts_of_day": tuple(SpokenValue(name, name) for name in _PARTS_OF_DAY),
            "clocks": tuple(SpokenValue(spoken, value) for spoken, value in _CLOCKS.items()),
        },
        rules={
            "job": "[el] trabajo [número] {jobs:job}",
            "amount": "{amounts:amount} dólares [con {cents:cents} centavos]",
            "address": "{streets:street} [número] {houses:house}",
            "when": "{days:day} [a {clocks:clock} [{parts_of_day:part_of_day}]]",
        },
        language="es",
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, and what it means."""

    text: str
    intent: str
    slots: Mapping[str, str]


# One way of saying each kind of command; a brace names a slot.
_SAID = (
    ("set_status", "marca el trabajo {job} como {status}"), ("set_status", "pon el trabajo número {job} a {status}"),
    ("start", "empieza el trabajo {job}"), ("finish", "ya terminé el trabajo {job}"),
    ("finish", "oye jarvis cierra el trabajo {job}"), ("cancel_job", "cancela el trabajo {job}"),
    ("on_the_way", "voy en camino al trabajo {job}"), ("create_job", "crea un trabajo para {customer}"),
    ("create_job", "abre un trabajo para {customer} en la calle {street} {house}"),
    ("schedule", "programa el trabajo {job} para {day} a {clock}"),
    ("schedule", "por favor agenda el trabajo {job} para {day} a {clock} {part_of_day}"),
    ("move", "mueve el trabajo {job} al {number} de {month}"),
    ("visit", "agenda una visita con {customer} para {day} a {clock}"),
    ("invoice_job", "haz una factura para el trabajo {job}"),
    ("invoice", "prepara una factura de {amount} dólares para {customer}"),
    ("invoice", "crea una factura de {amount} dólares con {cents} centavos para {customer}"),
    ("estimate", "prepara un presupuesto para {customer}"), ("estimate", "cotiza {part} para el trabajo {job}"),
    ("payment", "registra un pago de {amount} dólares de {customer}"), ("stock", "cuántos {part} quedan"),
    ("stock", "hay {part} en la camioneta"), ("stock", "revisa el inventario de {part}"),
    ("add_part", "agrega {count} {part} al trabajo {job}"), ("order", "pide {count} {part}"),
    ("agenda", "qué tengo {day}"), ("agenda", "cuál es mi agenda para {day}"),
    ("project", "cómo va el proyecto {project}"), ("call", "llama a {customer}"),
    ("late", "avisa a {customer} que llego a {clock}"), ("address", "cuál es la dirección de {customer}"),
    ("phone", "cuál es el teléfono de {customer}"), ("when", "a qué hora es el trabajo {job}"),
    ("note", "muestra las notas del trabajo {job}"), ("last", "cuál fue la última visita a {customer}"),
)  # fmt: skip
_RANGES = {"house": (1, 2999), "amount": (20, 9999), "cents": (5, 95), "count": (2, 40), "number": (2, 31)}


def sentences(each: int = 5, seed: int = 3) -> list[Sentence]:
    """Every way of saying a command `each` times, with other values."""
    random = Random(seed)  # noqa: S311 - to be the same each time
    return [_filled(intent, pattern, random) for _ in range(each) for intent, pattern in _SAID]


def _filled(intent: str, pattern: str, random: Random) -> Sentence:
    said, slots = dict[str, str](), dict[str, str]()
    for name in (part.partition("}")[0] for part in pattern.split("{")[1:]):
        said[name], slots[name] = _value(name, random)
    return Sentence(pattern.format(**said), intent, slots)


def _value(slot: str, random: Random) -> tuple[str, str]:
    """A value as it is spoken, and what it means."""
    match slot:
        case "job":
            number = random.choice([*sorted(_KNOWN_JOBS), random.randrange(1, 10_000)])
            return random.choice(list(_ways(number))), str(number)
        case "status":
            return random.choice(list(_STATUSES.items()))
        case "clock":
            return random.choice(list(_CLOCKS.items()))
        case _ if slot in _RANGES:
            number = random.randint(*_RANGES[slot])
            return cardinal(number), str(number)
    names = {"customer": _CUSTOMERS, "part": _PARTS, "street": _STREETS, "project": _PROJECTS, "day": _DAYS,
             "month": _MONTHS, "part_of_day": _PARTS_OF_DAY}[slot]  # fmt: skip
    name = random.choice(names)
    return name, name


def _ways(number: int) -> Iterator[str]:
    """A number as a cardinal, figure by figure and, of three or four figures, with a pair at the end."""
    digits = str(number)
    yield cardinal(number)
    if len(digits) > 1:
        yield " ".join(SMALL[int(digit)] for digit in digits)
    if len(digits) > 2 and digits[-2] != "0" and digits[:-2][-1] != "0":
        yield f"{cardinal(int(digits[:-2]))} {cardinal(int(digits[-2:]))}"


def cardinal(number: int) -> str:
    """``1042`` as ``mil cuarenta y dos``, below ten thousand."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        said = "mil" if thousands == 1 else f"{SMALL[thousands]} mil"
        return f"{said} {cardinal(rest)}" if rest else said
    if number == 100:
        return "cien"
    if number > 100:
        hundreds, rest = divmod(number, 100)
        return f"{HUNDREDS[hundreds]} {cardinal(rest)}" if rest else HUNDREDS[hundreds]
    if number < 30:
        return SMALL[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} y {SMALL[units]}" if units else TENS[tens]
