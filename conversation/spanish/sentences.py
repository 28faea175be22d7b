"""What the unit says in Spanish by itself: to one person, who is addressed as tú."""

from collections.abc import Mapping

ASLEEP = "De acuerdo, no oigo nada hasta que digas despierta."
AWAKE = "Te escucho."
QUIET = "De acuerdo. Solo pregunto, y contesto lo que me preguntes."
SPEAKS_AGAIN = "De acuerdo, hablo otra vez."
DROPPED = "Lo que había preguntado se deja."
SPEAKS = "Ahora hablo español."
SPEAKS_ALREADY = "Ya hablo español."
CANNOT_SPEAK = "Todavía no puedo hablar {language}: lo que haría falta para oírlo no está en esta unidad, o no cabe."
LANGUAGES: Mapping[str, str] = {"en": "inglés", "es": "español"}
TONE_TAKEN = "De acuerdo, como siempre."
ON_A_UNIT = "Eso solo lo hace una unidad propia."
CANCELLED = "Operación cancelada."
SAVED_ALREADY = "No hay nada pendiente. Lo guardado queda guardado."
NOT_SAVED = "De acuerdo, no se guardó nada."
NOT_THAT = "De acuerdo, eso no."
LEFT_TOO = "Entonces tampoco se hace esto: {words}."
NOT_TAKEN = "Esto no lo tomé: {words}. Hay que decirlo otra vez."
NOT_UNDERSTOOD = "No te entendí."
TAKES_TOO_LONG = "Eso me lleva demasiado tiempo. Dilo otra vez, por favor, con menos palabras."
WELCOME = "Con gusto."
UNSAVED = "Eso no se pudo guardar. Dilo otra vez más tarde, por favor."
SAY_AGAIN = "De acuerdo. Dilo otra vez, por favor."
THAT_INSTEAD = "De acuerdo, eso entonces."
HELP = "Puedes decir, por ejemplo: {hints}."
HELP_AND_MORE = "Puedes decir, por ejemplo: {hints}. Di más para oír otras."
NEXT_STEP = "Ahora puedes decir: {step}."
HELP_TO_ANSWER = "Puedes contestar, o di cancela."
HELP_WITH_EXAMPLE = "Puedes decir, por ejemplo, {example}; o cancela."
HELP_TO_CONFIRM = "Puedes decir sí, no, qué cambio, o cancela."
HELP_YES_OR_NO = "Puedes decir sí, no, o cancela."
TAKE_BACK = "¿Retiro {about}?"
NOT_TAKEN_BACK = "De acuerdo, queda guardado."
TAKEN_BACK = "Retirado: {about}."
TOO_LATE = "Ya es tarde para retirar {about}. Ya se envió."
TOO_LATE_TO_CHANGE = "Ya es tarde para eso: {about} ya se envió."
TAKEN_BACK_BEFORE = "Ya se había retirado: {about}."
NOTHING_TO_UNDO = "No hay nada que pueda retirar."
NO_MORE = "Eso fue todo."
NOT_REACHED = "Hero365 no acepta clientes sin teléfono ni correo. No se guardó nada."
LEFT = "Dejémoslo. No se guardó nada."
STILL_NEEDED = "Todavía me falta esto, o di cancela."
CORRECTED = "Está bien, {said}."
YES = "Sí."
YES_OR_NO = "¿Sí o no?"
CHANGE_WHAT = "¿Qué cambio?"
CHANGE_WHICH = "¿Qué cambio: {names}?"
NO_YES = "Eso no fue un sí. No se guardó nada."
A_NEW_CUSTOMER = "No conozco a {name}. ¿Es un cliente nuevo?"
IS_NEW = "¿{name} es un cliente nuevo?"
WHICH_ONE = "¿Cuál: {names}?"
MANY_FIT = "Hay {count}: {names}, y otros. ¿Cuál?"
DID_YOU_SAY = "¿Dijiste: {words}?"
A_SECOND_COMMAND = "¿Es esto otra orden: {words}?"
NOT_PERMITTED = "No tienes permiso en Hero365 para {permission}."
KEPT = "Por ahora Hero365 no acepta {about}; lo guardo aquí."
MESSAGE_STAYS = "Por ahora no hay servicio de mensajes; {about} se queda aquí hasta que lo haya."
IT_IS_KEPT = "Por ahora Hero365 no lo acepta; se queda aquí."
IT_STAYS = "Por ahora no hay servicio de mensajes; se queda aquí hasta que lo haya."
OFFLINE = "Ahora no hay conexión con Hero365; lo guardo todo aquí y lo envío más tarde."
SIGN_IN_AGAIN = "Hero365 pide que inicies sesión otra vez; hasta entonces lo guardo todo aquí."
OTHER_BUSINESS = "En Hero365 trabajas ahora para otra empresa; hasta que vuelvas lo guardo todo aquí."
CONNECTED = "Vuelve a haber conexión con Hero365."
WORKS_FOR_NOBODY = "Ya nadie tiene la sesión iniciada en esta unidad; me detengo. Inicia sesión y arráncame otra vez."
MANY_ARRIVED = "Llegaron a Hero365 {count} órdenes guardadas."
MESSAGE_WAITS = "Este mensaje para {customer} ya está guardado y espera para salir."
PAST = "{when} ya pasó. Di una hora más tarde."
ASKS = "Tienes que decidir sobre {about}: {reason}."
REFUSED = "Hero365 rechazó {about}: {reason}."
NOT_SENT = "No pude enviar {about}: {reason}."
NEW_CUSTOMER = "Cliente nuevo: {said}."
ITS_PHONE = "teléfono {phone}"
ITS_EMAIL = "correo {email}"
ITS_POSTAL_CODE = "código postal {postal_code}"
STILL = "{day}, igual que antes {at}"
TAKEN_OUT, PUT_IN = "{counted} de salida", "{counted} de entrada"
OR, AND = "o", "y"

REST_UNSAVED: Mapping[str, str] = {
    NOT_REACHED: "Hero365 no acepta clientes sin teléfono ni correo. El resto no se guardó.",
    NOT_SAVED: "De acuerdo, el resto no se guardó.",
    LEFT: "Dejémoslo. El resto no se guardó.",
    NO_YES: "Eso no fue un sí. El resto no se guardó.",
    CANCELLED: "Operación cancelada. El resto no se guardó.",
}
UNKNOWN: Mapping[str, str] = {
    "jobs": "No conozco el trabajo {name}.",
    "projects": "No conozco el proyecto {name}.",
    "estimates": "No conozco el presupuesto {name}.",
    "invoices": "No conozco la factura {name}.",
    "team": "No conozco a nadie en tu equipo que se llame {name}.",
    "businesses": "No perteneces a ninguna empresa que se llame {name}.",
    "parts": "No conozco ninguna pieza que se llame {name}.",
    "customers": (
        "No conozco a ningún cliente que se llame {name}. Di el nombre completo, o agrega a {name} como cliente nuevo."
    ),
}
UNREAD: Mapping[str, str] = {
    "jobs": "Todavía no he podido leer los trabajos.",
    "projects": "Todavía no he podido leer los proyectos.",
    "estimates": "Todavía no he podido leer los presupuestos.",
    "invoices": "Todavía no he podido leer las facturas.",
    "team": "Todavía no he podido leer quién está en tu equipo.",
    "parts": "Todavía no he podido leer las piezas.",
    "customers": "Todavía no he podido leer los contactos.",
}
NAMESAKES: Mapping[str, str] = {
    "job": "Tienes {count} trabajos con el número {name}. Distínguelos primero en Hero365.",
    "project": "Tienes {count} proyectos con el número {name}. Distínguelos primero en Hero365.",
    "estimate": "Tienes {count} presupuestos con el número {name}. Distínguelos primero en Hero365.",
    "invoice": "Tienes {count} facturas con el número {name}. Distínguelas primero en Hero365.",
    "part": "Tienes {count} piezas que se llaman {name}. Distínguelas primero en Hero365.",
    "assignee": "En tu equipo hay {count} personas que se llaman {name}. Distínguelas primero en Hero365.",
    "customer": "Tienes {count} clientes que se llaman {name}. Distínguelos primero en Hero365.",
}
RECORDS: Mapping[str, str] = {
    "job": "el trabajo {number}",
    "project": "el proyecto {number}",
    "estimate": "el presupuesto {number}",
    "invoice": "la factura {number}",
}
EXAMPLES: Mapping[str, str] = {
    "anyone": "Ana Torres, o deletréalo", "times": "mañana a las nueve", "dates": "el próximo viernes",
    "durations": "veinte minutos", "amounts": "doscientos cincuenta dólares", "quantities": "diez",
    "statuses": "en espera", "project_statuses": "en espera",
    "estimate_statuses": "aceptado", "lead_statuses": "calificado",
    "payment_methods": "efectivo", "channels": "mensaje de texto", "phones": "3 1 2, 5 5 5, 0 1 0 1",
    "emails": "ana arroba example punto com, o deletréalo", "streets": "12 Oak Street", "cities": "Aurora",
    "states": "Illinois", "postal_codes": "6 0 5 0 2",
}  # fmt: skip
_BY_LETTERS, _BY_NUMBER = "También se puede deletrear, letra por letra.", "Basta con el número."
OTHER_WAYS: Mapping[str, str] = {
    **dict.fromkeys(("anyone", "customers", "team", "emails"), _BY_LETTERS),
    **dict.fromkeys(("jobs", "projects", "estimates", "invoices"), _BY_NUMBER),
    **dict.fromkeys(("amounts", "quantities", "phones", "postal_codes"), "También se puede decir cifra por cifra."),
}
ELSEWHERE = "Si no logro entenderlo, también se puede anotar en Hero365, en el teléfono o en la oficina."
SHORT_QUESTION = "¿{called}?"
SLOTS: Mapping[str, str] = {
    "customer": "el cliente", "job": "el trabajo", "invoice": "la factura", "estimate": "el presupuesto",
    "project": "el proyecto", "part": "la pieza", "quantity": "la cantidad", "amount": "el importe",
    "method": "la forma", "status": "el estado", "when": "la hora", "date": "el primer día",
    "end_date": "el último día", "duration": "la duración",
}  # fmt: skip
PERMISSIONS: Mapping[str, str] = {
    "view_jobs": "ver trabajos",
    "create_jobs": "crear trabajos",
    "edit_jobs": "cambiar trabajos",
    "delete_jobs": "borrar trabajos",
    "view_projects": "ver proyectos",
    "create_projects": "crear proyectos",
    "edit_projects": "cambiar proyectos",
    "delete_projects": "borrar proyectos",
    "view_contacts": "ver contactos",
    "create_contacts": "crear contactos",
    "edit_contacts": "cambiar contactos",
    "delete_contacts": "borrar contactos",
    "view_reports": "ver informes",
    "manage_team": "manejar el equipo",
    "view_invoices": "ver facturas",
    "edit_invoices": "cambiar facturas",
    "view_estimates": "ver presupuestos",
    "edit_estimates": "cambiar presupuestos",
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "payment_methods": {
        "cash": "en efectivo",
        "check": "con cheque",
        "credit_card": "con tarjeta de crédito",
        "debit_card": "con tarjeta de débito",
        "bank_transfer": "por transferencia",
        "online_payment": "en línea",
        "other": "por otro medio",
    },
    "channels": {"email": "correo", "sms": "mensaje de texto"},
    "lead_statuses": {
        "prospect": "prospecto",
        "qualified": "calificado",
        "proposal": "con propuesta",
        "negotiation": "en negociación",
        "closed_won": "ganado",
        "closed_lost": "perdido",
        "dormant": "inactivo",
    },
    "priorities": {"low": "baja", "medium": "media", "high": "alta", "urgent": "urgente", "emergency": "emergencia"},
    "job_types": {
        "service": "servicio",
        "project": "proyecto",
        "maintenance": "mantenimiento",
        "installation": "instalación",
        "repair": "reparación",
        "inspection": "inspección",
        "consultation": "consulta",
        "emergency": "emergencia",
    },
}
PIECES: tuple[tuple[str, str, str], ...] = (
    ("subject", "job", "el trabajo {job}"),
    ("subject", "customer", "{customer}"),
    ("in_state", "state", ", {state}"),
    ("with_postal_code", "postal_code", " {postal_code}"),
    ("for_amount", "amount", " por {amount}"),
    ("with_budget", "amount", " con un presupuesto de {amount}"),
    ("for_when", "when", " para {when}"),
    ("for_customer", "customer", " para {customer}"),
    ("as_status", "status", " como {status}"),
    ("now_status", "status", ": {status}"),
    ("with_note", "note", ", con la nota: {note}"),
    ("for_good", "irreversible", " Eso no se puede deshacer."),
    ("with_reason", "reason", ", por este motivo: {reason}"),
    ("for_duration", "duration", ", por {duration}"),
    ("titled", "title", ", con el título {title}"),
    ("described", "description", ", con la descripción: {description}"),
    ("with_phone", "phone", ", teléfono {phone}"),
    ("with_email", "email", ", correo {email}"),
    ("with_street", "street", ", en {street}"),
    ("with_city", "city", ", {city}"),
    ("off", "end_date", "desde {date} hasta {end_date}"),
    ("off", "date", "{on_date}"),
)
