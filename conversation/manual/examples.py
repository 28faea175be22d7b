"""Sentence templates as people say them: the first way through each, with a name of the example business."""

from collections.abc import Mapping
from functools import cache

from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, TextChunk
from hassil.parse_expression import parse_sentence

from conversation.focus import MENTION
from conversation.manual.business import BUSINESS
from conversation.tongue import Tongue
from conversation.vocabulary import lists
from erp import Command, Language
from erp.reminders import RemindMe

_MOST = 6
"""Examples of a command in one language."""

_KNOWN = "Maria Garcia"
_NEW: Mapping[Language, str] = {"en": "Jane Miller", "es": "Ana Torres"}
_BESIDE_ONE_ANOTHER = {
    " a el ": " al ", " de el ": " del ", " a estimate": " an estimate", " a invoice": " an invoice",
    " the estimate 8": " estimate 8", " the invoice 101": " invoice 101",
    "find the Maria": "find Maria", " garcia's qualified": " garcia's status to qualified",
    "reserve two wax rings aside": "set two wax rings aside",
    " trabajos urgente": " trabajos urgentes", " son urgente": " son urgentes", " que pedir ": " que pida ",
    "acabaron el wax ring": "acabaron los anillos de cera", "pide más wax ring": "pide más anillos de cera",
    " un factura": " una factura", " un cita": " una cita", " un cotización": " una cotización",
}  # fmt: skip

_TWICE = "the stock for the wax ring do we have"
"""A template whose first way through says the same thing twice."""

_RULES: Mapping[str, Mapping[Language, str]] = {
    "job": {"en": "job 42", "es": "el trabajo 42"},
    "named_job": {"en": "job 42", "es": "el trabajo 42"},
    "kind_of_job": {"en": "job", "es": "trabajo"},
    "project": {"en": "project 7", "es": "el proyecto 7"},
    "named_project": {"en": "project 7", "es": "el proyecto 7"},
    "estimate": {"en": "estimate 8", "es": "el presupuesto 8"},
    "named_estimate": {"en": "estimate 8", "es": "el presupuesto 8"},
    "invoice": {"en": "invoice 101", "es": "la factura 101"},
    "named_invoice": {"en": "invoice 101", "es": "la factura 101"},
    "date": {"en": "friday", "es": "el viernes"},
    "on_date": {"en": "friday", "es": "el viernes"},
    "until_date": {"en": "until monday", "es": "hasta el lunes"},
    "when": {"en": "tomorrow at nine", "es": "mañana a las nueve"},
    "on_when": {"en": "for tomorrow at nine", "es": "para mañana a las nueve"},
    "duration": {"en": "twenty minutes", "es": "veinte minutos"},
    "quantity_of_part": {"en": "two wax rings", "es": "dos anillos de cera"},
    "quantity": {"en": "two", "es": "dos"},
    "amount": {"en": "two hundred fifty dollars", "es": "doscientos cincuenta dólares"},
    "for_amount": {"en": "for two hundred fifty dollars", "es": "por doscientos cincuenta dólares"},
}
"""How a rule is filled whose first way through would be a strange example."""

_SAID: Mapping[str, Mapping[Language, str]] = {
    "customers": {"en": _KNOWN, "es": _KNOWN},
    "team": {"en": "Marcus Reed", "es": "Marcus Reed"},
    "businesses": {"en": "Lakeside Electric", "es": "Lakeside Electric"},
    "statuses": {"en": "on hold", "es": "en espera"},
    "project_statuses": {"en": "on hold", "es": "en espera"},
    "estimate_statuses": {"en": "accepted", "es": "aceptado"},
    "lead_statuses": {"en": "qualified", "es": "calificado"},
    "priorities": {"en": "urgent", "es": "urgente"},
    "first_names": {"en": "Jane", "es": "Ana"},
    "surnames": {"en": "Miller", "es": "Torres"},
    "days": {"en": "tomorrow", "es": "mañana"},
    "clocks": {"en": "nine", "es": "nueve"},
    "spans": {"en": "in half an hour", "es": "en media hora"},
    "minutes": {"en": "twenty", "es": "veinte"},
    "counts": {"en": "two", "es": "dos"},
    "amounts": {"en": "two hundred fifty", "es": "doscientos cincuenta"},
    "dollars": {"en": "two hundred fifty", "es": "doscientos cincuenta"},
    "job_numbers": {"en": "42", "es": "42"},
    "project_numbers": {"en": "7", "es": "7"},
    "estimate_numbers": {"en": "8", "es": "8"},
    "invoice_numbers": {"en": "101", "es": "101"},
    "reminder_names": {"en": "filter", "es": "filter"},
    "emails": {"en": "jane@example.com", "es": "ana@example.com"},
    "phone_figures": {"en": "512 555 0101", "es": "512 555 0101"},
    "whole_phones": {"en": "512 555 0101", "es": "512 555 0101"},
}
"""How a list is filled whose first value would be a strange example."""

_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
"""What may be left out, and is not in an example."""

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "note": {"en": "the valve is leaking", "es": "la válvula gotea"},
    "message": {"en": "the part has arrived", "es": "ya llegó la pieza"},
    "reason": {"en": "the customer is away", "es": "el cliente no está"},
    "title": {"en": "new boiler", "es": "caldera nueva"},
    "description": {"en": "the sink leaks", "es": "el fregadero gotea"},
    "street": {"en": "12 elm street", "es": "calle juárez 12"},
    "city": {"en": "austin", "es": "austin"},
    "phone": {"en": "512 555 0101", "es": "512 555 0101"},
}
"""Free words by slot."""

_REMINDER: Mapping[Language, str] = {"en": "order the part", "es": "pedir la pieza"}
"""What one is reminded of is no message to a customer."""


def examples(command: type[Command], tongue: Tongue) -> tuple[str, ...]:
    """Sentences that say `command`, one for each of its first templates, but for those that are only said behind
    another one."""
    said = (_spoken(parse_sentence(phrase).expression, tongue) for phrase in command.spec.templates(tongue.language))
    whole = (_joined(sentence) for sentence in said if MENTION not in sentence)
    spoken = dict.fromkeys(sentence for sentence in whole if not sentence.startswith(_TWICE))
    if command is RemindMe:
        message = _WORDS["message"][tongue.language]
        return tuple(_joined(sentence.replace(message, _REMINDER[tongue.language])) for sentence in spoken)[:_MOST]
    if command.spec.creates == "contact":
        return tuple(sentence.replace(_KNOWN, _NEW[tongue.language]) for sentence in spoken)[:_MOST]
    return tuple(spoken)[:_MOST]


def _joined(sentence: str) -> str:
    """Each rule is laid down by itself: what grammar makes of two beside one another is mended here."""
    sentence = " ".join(sentence.split())
    for apart, together in _BESIDE_ONE_ANOTHER.items():
        sentence = sentence.replace(apart, together)
    return sentence


def _spoken(expression: Expression, tongue: Tongue) -> str:
    match expression:
        case TextChunk():
            said = str(expression.original_text)
        case ListReference():
            said = _value(expression, tongue)
        case RuleReference(rule_name=name):
            said = _RULES[name][tongue.language] if name in _RULES else _spoken(_rule(name, tongue), tongue)
        case Alternative(is_optional=optional, items=[first, *_]):
            left_out = optional and not (_names_something(expression) or _spoken(first, tongue).strip() in _ARTICLES)
            said = "" if left_out else _spoken(first, tongue)
        case Group():
            said = "".join(_spoken(item, tongue) for item in expression.items)
        case _:
            raise TypeError(f"{expression} is no part of a template")
    return said


def _names_something(group: Group) -> bool:
    return any(
        isinstance(item, ListReference | RuleReference) or (isinstance(item, Group) and _names_something(item))
        for item in group.items
    )


@cache
def _rule(name: str, tongue: Tongue) -> Expression:
    return parse_sentence(tongue.phrases.RULES[name]).expression


def _value(reference: ListReference, tongue: Tongue) -> str:
    name, slot = str(reference.list_name), str(reference.slot_name)
    if name == "words":
        return _WORDS[slot][tongue.language]
    if name in _SAID:
        return _SAID[name][tongue.language]
    values = lists([name], BUSINESS, tongue)[name]
    if not isinstance(values, tuple):
        raise TypeError(f"There is no example of {name}.")
    return MENTION if values[0].value == MENTION else values[0].spoken
