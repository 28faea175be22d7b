"""What Hero365 says of a field that it does not take, in words for people: its framework speaks to programmers."""

import re

from erp import Sentence
from erp.sentences import in_each

OWN_WORDS = "Value error, "
"""Stands in front of what Hero365 says itself; anything else is its framework's."""


def not_taken(field: str, said: str) -> Sentence:
    """That Hero365 does not take a `field`, as it is named in its body, and why, as far as `said` tells."""
    name = field.rpartition(".")[2]
    why = _why(said)
    return in_each(
        f"Hero365 doesn't take the {name.replace('_', ' ')}{why['en']}.",
        f"Hero365 no acepta {_NAMES.get(name) or f'el dato {name}'}{why['es']}.",
    )


def _why(said: str) -> Sentence:
    """As it goes on behind the field; nothing where `said` tells people nothing."""
    if said.startswith(OWN_WORDS):
        own = said.removeprefix(OWN_WORDS).strip().rstrip(".")
        return in_each(f": {own}", f": {own}")
    for pattern, why in _WHY:
        if found := re.search(pattern, said):
            figures = found.groups()
            return in_each(f": {why['en'].format(*figures)}", f": {why['es'].format(*figures)}")
    return in_each("", "")


_WHY = (
    (r"^Field required", in_each("it is missing", "falta")),
    (r"at least (\d+) characters?", in_each("it is shorter than {0} letters", "tiene menos de {0} letras")),
    (r"at most (\d+) characters?", in_each("it is longer than {0} letters", "tiene más de {0} letras")),
    (r"at least \d+ items?", in_each("it is empty", "está vacío")),
    (r"^Input should be '|match pattern", in_each("it knows no such one", "no conoce ese valor")),
    (r"greater than or equal to (-?[\d.]+)", in_each("it is less than {0}", "es menos de {0}")),
    (r"greater than (-?[\d.]+)", in_each("it has to be more than {0}", "tiene que ser más de {0}")),
    (r"more than (\d+) decimal", in_each("it has more than {0} decimals", "tiene más de {0} decimales")),
)
_NAMES = {
    "address": "la dirección",
    "amount": "el importe",
    "budget_amount": "el presupuesto",
    "city": "la ciudad",
    "contact_id": "el cliente",
    "customer_name": "el nombre del cliente",
    "customer_phone": "el teléfono del cliente",
    "description": "la descripción",
    "due_date": "la fecha de vencimiento",
    "email": "el correo",
    "first_name": "el nombre",
    "job_address": "la dirección del trabajo",
    "job_type": "el tipo de trabajo",
    "last_name": "el apellido",
    "line_items": "las líneas",
    "name": "el nombre",
    "notes": "las notas",
    "payment_method": "la forma de pago",
    "phone": "el teléfono",
    "postal_code": "el código postal",
    "priority": "la prioridad",
    "quantity": "la cantidad",
    "scheduled_end": "el final de la cita",
    "scheduled_start": "el comienzo de la cita",
    "state": "el estado",
    "status": "el estado",
    "street_address": "la calle",
    "title": "el título",
}
