"""Spanish words that mean something by themselves: statuses, kinds of work, days and times, amounts."""

from collections.abc import Iterator, Mapping

from conversation.focus import MENTION, REFERENCE
from conversation.lists import mapped, said, values
from conversation.reading.spanish_numbers import cardinal
from conversation.spanish.days import MONTHS, WEEKDAYS
from conversation.spanish.words import NAMES_OF_STATES
from erp.estimates import ESTIMATE_ANSWERS, ESTIMATE_STATUS_WORDS
from erp.job_questions import NEXT
from erp.job_status import STATUS_VERBS, STATUS_WORDS
from erp.project_status import PROJECT_STATUS_VERBS, PROJECT_STATUS_WORDS
from models.phrases import SpokenValue, Values

_JOB_TYPES = {
    "servicio": "service", "mantenimiento": "maintenance", "instalación": "installation", "reparación": "repair",
    "inspección": "inspection", "revisión": "inspection", "consulta": "consultation", "emergencia": "emergency",
}  # fmt: skip
_PRIORITIES = {
    "baja prioridad": "low", "de baja prioridad": "low", "prioridad baja": "low", "prioridad media": "medium",
    "alta prioridad": "high", "de alta prioridad": "high", "prioridad alta": "high", "urgente": "urgent",
    "urgentes": "urgent", "con urgencia": "urgent", "de urgencia": "urgent",
}  # fmt: skip
_LEAD_STATUSES = {
    "prospecto": "prospect", "un prospecto": "prospect", "calificado": "qualified", "calificada": "qualified",
    "propuesta": "proposal", "con propuesta": "proposal", "en propuesta": "proposal", "negociación": "negotiation",
    "en negociación": "negotiation", "negociando": "negotiation", "ganado": "closed_won", "ganada": "closed_won",
    "cerrado ganado": "closed_won", "perdido": "closed_lost", "perdida": "closed_lost", "inactivo": "dormant",
    "inactiva": "dormant", "dormido": "dormant", "frío": "dormant",
}  # fmt: skip
_PAYMENT_METHODS = {
    "efectivo": "cash", "en efectivo": "cash", "cash": "cash", "cheque": "check",
    "tarjeta": "credit_card", "tarjeta de crédito": "credit_card", "crédito": "credit_card",
    "tarjeta de débito": "debit_card", "débito": "debit_card", "transferencia": "bank_transfer",
    "transferencia bancaria": "bank_transfer", "depósito": "bank_transfer", "en línea": "online_payment",
    "pago en línea": "online_payment", "por internet": "online_payment", "zelle": "online_payment",
    "venmo": "online_payment", "otro": "other", "otro medio": "other", "otra forma": "other",
}  # fmt: skip
_CHANNELS = {
    "correo": "email", "correo electrónico": "email", "email": "email", "mail": "email", "mensaje": "sms",
    "mensaje de texto": "sms", "texto": "sms", "s m s": "sms",
}  # fmt: skip
_STOCK_OUT = (
    "saca",
    "saque",
    "sacar",
    "toma",
    "tomar",
    "quita",
    "quitar",
    "resta",
    "saqué",
    "tomé",
    "agarré",
    "retira",
)
_STOCK_USED = (
    "usé", "use", "usa", "usamos", "acabo de usar", "ocupé", "ocupamos", "gasté", "gastamos", "instalé", "instalamos",
    "puse", "pusimos", "rompí", "perdí",
)  # fmt: skip
_STOCK_IN = (
    "agrega", "agregue", "agregar", "suma", "mete", "meter", "metí", "devuelve", "devolví", "regresa", "regresé",
    "añade", "recibí", "recibimos", "pon", "carga",
)  # fmt: skip
_STOCK_RETURNED = ("devolví", "regresé", "recibí", "recibimos")
_STOCK_BROKEN = ("se rompió", "se rompieron")
_STOCK_ARRIVED = ("llegaron", "me llegaron", "nos llegaron")
_COUNTED = {
    "una docena": "12", "una docena de": "12", "media docena": "6", "media docena de": "6", "dos docenas": "24",
    "dos docenas de": "24", "un par": "2", "un par de": "2", "medio": "0.5", "media": "0.5", "uno y medio": "1.5",
    "una y media": "1.5", "dos y medio": "2.5", "dos y media": "2.5",
}  # fmt: skip
_SLOT_NAMES = {
    "customer": ("cliente", "nombre", "nombre del cliente"),
    "job": ("trabajo", "número de trabajo", "número del trabajo"),
    "invoice": ("factura", "número de factura", "número de la factura"),
    "estimate": ("presupuesto", "cotización", "número del presupuesto"),
    "project": ("proyecto", "número del proyecto"),
    "part": ("pieza",),
    "quantity": ("cantidad",),
    "amount": ("importe", "monto", "precio", "total", "cantidad"),
    "method": ("forma de pago", "método", "método de pago"),
    "status": ("estado",),
    "when": ("hora", "fecha"),
    "date": ("fecha", "primer día"),
    "end_date": ("último día", "final", "fin"),
    "duration": ("duración",),
    "title": ("título",),
    "description": ("descripción",),
    "note": ("nota",),
    "reason": ("razón", "motivo"),
    "message": ("texto del mensaje", "contenido"),
    "email": ("dirección de correo",),
    "phone": ("teléfono", "número de teléfono"),
    "street": ("calle", "dirección"),
    "city": ("ciudad",),
    "state": ("estado",),
    "postal_code": ("código postal",),
}  # fmt: skip
_WORKS = (
    "calentador", "calentador de agua", "boiler", "llave que gotea", "llave goteando", "fuga", "fuga de agua",
    "fuga de gas", "tubo roto", "tubería rota", "drenaje tapado", "limpieza de drenaje", "caño tapado", "inodoro",
    "excusado", "taza de baño", "drenaje", "bomba de sumidero", "triturador", "calefacción", "calentón",
    "aire acondicionado", "termostato", "ductos", "panel eléctrico", "contacto", "ventilador de techo", "generador",
    "plomería", "electricidad",
)  # fmt: skip


def _at(hour: int) -> str:
    return "la una" if hour == 1 else f"las {cardinal(hour)}"


def _clocks() -> Iterator[SpokenValue]:
    """What means the same has the same value: then it does not matter which of the two was said."""
    yield from values(["mediodía", "medianoche"])
    for hour in range(1, 13):
        at = _at(hour)
        yield SpokenValue(at, at)
        yield SpokenValue(f"{at} en punto", at)
        yield SpokenValue(f"cuarto para {at}", f"{at} menos cuarto")
        yield SpokenValue(f"{at} menos cuarto", f"{at} menos cuarto")
        yield SpokenValue(f"{at} y cuarto", f"{at} y quince")
        yield SpokenValue(f"{at} y media", f"{at} y treinta")
        for minute in range(5, 60, 5):
            yield SpokenValue(f"{at} y {cardinal(minute)}", f"{at} y {cardinal(minute)}")
            if minute > 9:
                yield SpokenValue(f"{at} {cardinal(minute)}", f"{at} y {cardinal(minute)}")


def _other_clocks() -> Iterator[str]:
    """To the minute, and by the twenty four hours: as people type it, "a las 9:17" and "a las 17:30"."""
    for hour in range(1, 24):
        for minute in range(60):
            if hour > 12 or minute % 5:
                past = f"{'cero ' if minute < 10 else ''}{cardinal(minute)}" if minute else ""
                yield f"{_at(hour)} {past}".rstrip()


def _lengths() -> Iterator[str]:
    yield from (
        "media hora",
        "una hora",
        "una hora y media",
        "hora y media",
        "un cuarto de hora",
        "tres cuartos de hora",
    )
    yield from (f"{cardinal(hours)} horas{rest}" for hours in range(2, 11) for rest in ("", " y media"))
    yield from (f"una hora y {cardinal(minutes)} minutos" for minutes in (15, 20, 30, 45))


def _spans() -> Iterator[str]:
    lengths = ["media hora", "una hora", "una hora y media", *(f"{cardinal(hours)} horas" for hours in range(2, 13))]
    lengths += [f"{cardinal(minutes)} minutos" for minutes in (*range(2, 61), 90)]
    lengths += ["una semana", *(f"{cardinal(weeks)} semanas" for weeks in range(2, 5))]
    lengths += [f"{cardinal(days)} días" for days in range(2, 15)]
    yield from (f"{within} {length}" for within in ("en", "dentro de") for length in lengths)


_THAT = ("eso", "ese", "esa")
_FORMS_OF_DAYS = ("{}", "el {}", "este {}", "el próximo {}", "el {} que viene", "el {} de la próxima semana")
_FROM_DAYS = ["hoy", "mañana", "de hoy", "de mañana", *(f"{the} {day}" for day in WEEKDAYS for the in ("el", "del"))]
_WEEKS_AHEAD = [f"{day} en {days}" for day in _FROM_DAYS for days in ("ocho", "quince", "ocho días")]
_WEEK = [form.format(day) for day in WEEKDAYS for form in _FORMS_OF_DAYS]
_DAYS = {"primero": "el primero"} | {cardinal(day): f"el {cardinal(day)}" for day in range(1, 32)}
_THOUSANDS = {f"{cardinal(count)} mil": f"{count}000" for count in range(10, 100)}
_AND_A_HALF = {f"{cardinal(count)} mil quinientos": f"{count}500" for count in range(10, 100)}

LISTS: Mapping[str, Values] = {
    "statuses": mapped(STATUS_WORDS["es"]),
    "status_verbs": mapped(STATUS_VERBS["es"]),
    "project_verbs": mapped(PROJECT_STATUS_VERBS["es"]),
    "job_types": mapped(_JOB_TYPES),
    "priorities": mapped(_PRIORITIES),
    "estimate_answers": mapped(ESTIMATE_ANSWERS["es"]),
    "clear_answers": mapped({
        "aceptó": "accepted", "aceptaron": "accepted", "aprobó": "accepted", "aprobaron": "accepted",
        "rechazó": "rejected", "rechazaron": "rejected",
    }),
    "refusals": said("rejected", ("aceptó", "aceptaron", "aprobó", "aprobaron", "quiso", "quisieron")),
    "estimate_statuses": mapped(ESTIMATE_STATUS_WORDS["es"]),
    "project_statuses": mapped(PROJECT_STATUS_WORDS["es"]),
    "anew": said("status", ("actualiza", "actualizar", "cambia", "cambiar")),
    "lead_statuses": mapped(_LEAD_STATUSES),
    "payment_methods": mapped(_PAYMENT_METHODS),
    "channels": mapped(_CHANNELS),
    "stock_out": said("out", _STOCK_OUT),
    "stock_used": said("out", _STOCK_USED),
    "stock_in": said("in", _STOCK_IN),
    "stock_returned": said("in", _STOCK_RETURNED),
    "stock_broken": said("out", _STOCK_BROKEN),
    "stock_arrived": said("in", _STOCK_ARRIVED),
    "done_here": said("yes", (
        "ya terminé", "ya acabé", "ya terminamos", "ya acabamos", "terminé aquí", "ya terminé aquí", "ya acabé aquí",
        "ya quedó aquí",
    )),
    "also": said("also", ("agrega", "agregue", "añade", "suma")),
    "counted": mapped(_COUNTED),
    "nth": mapped({
        "primero": "1", "primera": "1", "segundo": "2", "segunda": "2", "tercero": "3", "tercera": "3",
    }),
    "slot_names": tuple(SpokenValue(name, slot) for slot, names in _SLOT_NAMES.items() for name in names),
    # by this word with its article only: written for short, "no.", it is a no
    "short_slot_names": (SpokenValue("número", "quantity"), SpokenValue("número", "phone")),
    "works": tuple(SpokenValue(work, work.capitalize()) for work in _WORKS),
    # what was spoken of last
    "that_job": said(REFERENCE, _THAT),
    "this_job": said(REFERENCE, (
        "ese trabajo", "este trabajo", "el mismo trabajo", "esa orden", "esta orden", "ese servicio", "esa tarea",
    )),
    "that_customer": said(REFERENCE, (
        "él", "ella", "ese cliente", "esa clienta", "este cliente", "el mismo cliente", "la misma clienta",
    )),
    "make_for_them": said(REFERENCE, ("hazle", "hacerle", "hágale", "prepárale", "prepararle")),
    "send_them": said(REFERENCE, (
        "mándale", "mándele", "mandarle", "envíale", "envíele", "enviarle", "escríbele",
    )),
    "that_estimate": said(REFERENCE, _THAT),
    "this_estimate": said(REFERENCE, (
        "ese presupuesto", "este presupuesto", "esa cotización", "esta cotización", "ese estimado",
    )),
    "that_invoice": said(REFERENCE, _THAT),
    "this_invoice": said(REFERENCE, ("esa factura", "esta factura", "esa cuenta", "la misma factura")),
    "that_project": said(REFERENCE, _THAT),
    "this_project": said(REFERENCE, ("ese proyecto", "este proyecto", "esa obra", "esta obra", "el mismo proyecto")),
    "more_of_it": said(REFERENCE, ("más", "más de esos", "más de esas", "más de eso", "de esos", "de esas")),
    # and what is asked about it
    "asks_of_job": said(MENTION, (
        "dónde es", "dónde queda", "cuándo es", "a qué hora es", "quién va", "quién lo tiene", "de quién es",
        "para quién es", "cuál es la dirección", "cuánto dura",
    )),
    "asks_of_notes": said(MENTION, ("qué notas tiene", "qué notas hay", "léeme las notas", "léeme sus notas")),
    "mentioned_owner": said(MENTION, ("su",)),
    "mentioned_debtor": said(MENTION, ("debe", "nos debe", "me debe")),
    "mentioned_estimate": said(MENTION, ("lo", "la")),
    # what the day's order says
    "next": said(NEXT, (
        "sigue", "sigue después", "viene después", "voy ahora", "voy después", "trabajo sigue", "me toca después",
    )),
    "next_job": said(NEXT, (
        "siguiente", "siguiente trabajo", "siguiente visita", "próximo", "próximo trabajo", "próxima visita",
        "próxima cita", "que sigue",
    )),
    # days and times: their values are the words themselves, which are read together
    "days": values(["hoy", "mañana", "pasado mañana", *_WEEK, *_WEEKS_AHEAD]),
    "weekdays": values(WEEKDAYS),
    "weeks": values(["la próxima semana", "la semana que viene", "la siguiente semana", "la semana próxima"]),
    "months": values(MONTHS),
    # "el" keeps the day apart from the figures of a time in front of it
    "days_of_month": mapped(_DAYS),
    "clocks": tuple(_clocks()),
    "other_clocks": values(_other_clocks()),
    "meridiems": values([
        "a m", "p m", "de la mañana", "de la tarde", "de la noche", "en la mañana", "en la tarde", "en la noche",
    ]),
    "day_parts": values([
        "por la mañana", "en la mañana", "por la tarde", "en la tarde", "por la noche", "en la noche", "temprano",
    ]),
    "these_parts": values([
        "esta mañana", "esta tarde", "esta noche", "por la mañana", "en la mañana", "por la tarde", "en la tarde",
    ]),
    "spans": values(_spans()),
    "lengths": values(_lengths()),
    "cents": tuple(SpokenValue(cardinal(cents), f".{cents:02}") for cents in range(1, 100)),
    "round_amounts": mapped({"mil": "1000"} | _THOUSANDS | _AND_A_HALF),
    "directions": mapped({"norte": "North", "sur": "South", "este": "East", "oeste": "West", "north": "North",
                          "south": "South", "east": "East", "west": "West"}),
    "states": mapped(NAMES_OF_STATES),
}  # fmt: skip
