"""What people say in Spanish, beside what each command is asked for with."""

from collections.abc import Mapping

from erp import Language, Tone

LEAD = (
    "[eh|este|oye|bueno|ok|okey|mira|hola] [por favor|porfa|favor de|me puedes|puedes|puede|podrías|me podrías|quiero"
    "|quisiera|necesito|necesito que|quiero que|hay que|vamos a|voy a|me gustaría|ayúdame a|a ver]"
)
TAIL = "[por favor|porfa|gracias|por fa|ahora|ya]"

CANCEL: tuple[str, ...] = (
    "(cancela|cancelar|cancélalo|cancélala|cancela eso|cancela todo|olvídalo|olvídate|olvida eso|olvídate de eso)",
    "(déjalo|déjalo así|déjala|deja eso|no importa|ya no|detente|alto|para|párale|bórralo|borra eso|nada olvídalo)",
    "(no|ay|mejor) (cancela|cancélalo|olvídalo|déjalo|déjalo así|cancela eso)",
)
REPEAT: tuple[str, ...] = (
    "(repite|repítelo|repite eso|dilo otra vez|otra vez|qué dijiste|cómo dijiste|mande|no te oí|cómo)",
)
UNDO: tuple[str, ...] = (
    "(deshaz|deshazlo|deshaz eso|deshacer|deshaz lo último|quita lo último|borra lo último|cancela lo último)",
    "(échalo para atrás|echa para atrás eso|regresa lo último|revierte eso|reviértelo)",
)
HELP: tuple[str, ...] = (
    "(ayuda|ayúdame|qué puedo decir|qué puedo hacer|qué puedes hacer|qué sabes hacer|qué entiendes)",
    "(qué (puedo|debo) (contestar|responder|decir) [ahora|aquí|a eso]|qué opciones (tengo|hay))",
)
HELP_TO_ANSWER: tuple[str, ...] = (
    "(qué (puedo|debo) (contestar|responder|decir) [ahora|aquí|a eso]|qué opciones (tengo|hay))",
)
THANKS: tuple[str, ...] = (
    "[sí|no|ok|okey|ay|pues|bueno|perfecto|listo|órale] (gracias|muchas gracias|mil gracias) [muy amable]",
    "(te lo agradezco|se lo agradezco|muy amable)",
)
MORE: tuple[str, ...] = (
    "[y] [dime|léeme|muéstrame|cuáles son] (el resto|los demás|las demás|los otros|las otras)",
    "[y] (más|qué más|cuáles más|los que faltan)",
)
SLEEP: tuple[str, ...] = (
    "(duérmete|duérmase|vete a dormir|váyase a dormir|ponte a dormir|deja de escuchar|deje de escuchar) [ya|por favor]",
    "no (escuches|escuche) [más|por favor]",
)
WAKE: tuple[str, ...] = (
    "(despierta|despiértate|despierte|despiértese|escúchame|escúcheme) [ya|por favor]",
    "(vuelve|vuelva) a escuchar [por favor]",
)
QUIET: tuple[str, ...] = (
    "(cállate|cállese|guarda silencio|guarde silencio|silencio|no hables|no hable) [ya|por favor|un rato|por un rato]",
    "[pon|ponga|activa|active] [el|en] (modo silencio|modo silencioso|modo callado) [por favor]",
)
SPEAK: tuple[str, ...] = (
    "[ya] (habla|hable) (otra vez|de nuevo) [por favor]",
    "(vuelve|vuelva) a hablar [por favor]",
    "ya (puedes|puede) hablar",
    "(quita|quite|apaga|apague|desactiva|desactive) [el] (modo silencio|modo silencioso|modo callado)",
    "(sal|salga) del (modo silencio|modo silencioso|modo callado)",
)
IN_LANGUAGE: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "[puedes|por favor] (habla|hablar|háblame|hable|hábleme|cambia a|cambia al|pasa al) [en] inglés [por favor]",
        "(cambia|pon|cambie|ponga) el idioma (a|en) inglés",
        "(speak|talk in|switch to|in) english",
    ),
    "es": (
        "[puedes|por favor] (habla|hablar|háblame|hable|hábleme|cambia a|cambia al|pasa al) [en] español [por favor]",
        "(cambia|pon|cambie|ponga) el idioma (a|en) español",
        "(speak|talk in|switch to|in) spanish",
    ),
}
IN_TONE: Mapping[Tone, tuple[str, ...]] = {
    "plain": (
        "(háblame|trátame|hábleme|tráteme) de tú [por favor]",
        "tutéame",
        "(habla|háblame|hable|hábleme) (normal|como siempre|como antes)",
    ),
    "brief": ("(sé|sea) [más] (breve|conciso|corto) [por favor]", "ve al grano", "respuestas cortas [por favor]"),
    "friendly": ("(sé|sea) [más] (amable|amigable|cálido|simpático) [conmigo|por favor]", "háblame con confianza"),
    "formal": (
        "(háblame|trátame|hábleme|tráteme) de usted [por favor]",
        "(sé|sea) [más] formal [conmigo|por favor]",
        "(habla|háblame|hable|hábleme) formal",
    ),
}
YES: tuple[str, ...] = (
    "(sí|sip|simón|claro|claro que sí|dale|órale|ándale|correcto|exacto|exactamente|ok|okey|vale|va|sale|de acuerdo)",
    "(confirmo|confirmado|afirmativo|por supuesto|así es|eso es|eso mero|está bien|perfecto|adelante|hazlo|sí sí)",
    "(sí|claro|dale|ok|okey|vale|bueno) (por favor|porfa|hazlo|adelante|dale|claro|correcto|gracias|así es|está bien)",
    "sí (créalo|guárdalo|mándalo|envíalo|un cliente nuevo|cliente nuevo|es un cliente nuevo|es nuevo|es nueva)",
)
NO: tuple[str, ...] = (
    "(no|nel|nop|negativo|incorrecto|ahora no|todavía no|aún no|no no|no gracias|mejor no|para nada|no por favor)",
    "no (lo|la) (hagas|guardes|mandes|crees|envíes)",
    "(está mal|eso está mal|eso no|así no|no es eso|no es así|no es correcto|eso no es)",
    "no (está mal|eso no|así no)",
)
NEITHER: tuple[str, ...] = (
    "(sí|claro|dale|bueno|ok|okey|vale) pero [no|ahora no|todavía no|cambia|cámbialo|espera|primero|solo|mejor]",
    "(sí|claro|dale|bueno|ok|okey|vale) pero [para] (hoy|mañana|pasado mañana)",
    "(espera|espérate|espérame|un momento|un momentito|un minuto|un segundo|aguanta|momento|no sé|no estoy seguro)",
    "(sí|no|bueno|ok) (espera|espérate|espérame|aguanta)",
    "(qué|cómo|mande|qué dijiste|repite|repítelo|otra vez|perdón|tal vez|quizá|quizás|a lo mejor|déjame pensar|a ver)",
    "(cámbialo|cámbiala|cambia eso|cambia) [a|por|para]",
    "(sí|no) (mañana|hoy|para mañana|para hoy)",
)
_NO = (
    "(no|nel|no no|espera|perdón|mejor|mal|está mal|digo|quise decir|quiero decir|dije|sí|claro|bueno|ok|okey|vale)"
    " [espera|perdón|mejor|pero|digo|quise decir|quiero decir|dije|no]"
)
_MAKE_IT = (
    "((cámbialo|cámbiala|cambia eso|ponlo|ponla|pásalo|pásala|déjalo|hazlo|que sea|que sean) [a|por|para|en]|es|son|era"
    "|eran|fue|fueron|debe ser|tiene que ser|pagó|pagaron)"
)
INSTEAD = f"({_NO} [{_MAKE_IT}]|{_MAKE_IT})"
_THE = "(<instead> [el|la]|[<instead>] (el|la|(cambia|corrige) [el|la]))"
NAMED: tuple[str, ...] = (
    "[<instead>] [cambia|corrige] ([el|la] {slot_names:slot}|el {short_slot_names:slot})",
    f"{_THE} ({{slot_names:slot}}|{{short_slot_names:slot}}) [es|a|por|era|debe ser|tiene que ser] {{words:words}}",
)
WORDED: tuple[str, ...] = ("[por favor] (di|diga|dile|dígale|escribe|pon|ponle|que diga) [que] {words:words}",)
TALK: tuple[str, ...] = (
    "(sí|no|ok|okey|bueno|claro|bien|pues|qué|perdón|hola|adiós|vale|dale|ya|ándale|oye)",
    "(sí|no|ok|ay|pues|bueno) (sí|no|ok|por favor|claro|pues|bueno|bien)",
    "{figures:number}",  # a telephone number, said to somebody else
)

_JOB = "(trabajo|trabajito|orden|orden de trabajo|servicio|tarea|chamba)"
_PROJECT, _ESTIMATE, _INVOICE = "(proyecto|obra)", "(presupuesto|cotización|estimado)", "(factura|cuenta)"
_OF = "(de|del|de la|para|para el|para la)"
_KNOWN = (
    "({customers:customer}|[el|la] (señor|señora|señorita|don|doña|mister|missus) {known_surnames:customer}"
    "|{known_surnames:customer}|{that_customer:customer})"
)
_NEW = "{first_names:customer} {surnames:customer}"
_KNOWN_TYPED = f"({_KNOWN}|{{known_first_names:customer}})"


def _date(slot: str) -> str:
    return (
        f"({{days:{slot}}}|[el] [día] {{days_of_month:{slot}}} de {{months:{slot}}}|el [día] {{days_of_month:{slot}}})"
    )


def _dated(slot: str) -> str:
    """As it is written and as the unit says it: "el viernes 4 de diciembre". Where the two are not the same day it is
    none."""
    return f"[el] {{weekdays:{slot}}} {{days_of_month:{slot}}} [de {{months:{slot}}}]"


def _del(slot: str) -> str:
    """ "Del quince", with its article in front."""
    return f"(del|desde el) [día] {{days_of_month:{slot}}} [de {{months:{slot}}}]"


def _named(slot: str, noun: str) -> str:
    """By number, by name, and by the noun."""
    return (
        f"([el|la|este|esta] {noun} [número] {{{slot}_numbers:{slot}}}|[el|la] {noun} {_OF} {{{slot}_names:{slot}}}"
        f"|[el|la] {noun} {{{slot}_names:{slot}}}|{{this_{slot}:{slot}}})"
    )


_DAY = "({days:when}|(el [día]|día) {days_of_month:when} [de {months:when}])"
_AL = "al [día] {days_of_month:end_date} [de {months:end_date}]"

RULES: Mapping[str, str] = {
    "make": (
        "(crea|créame|cree|crear|haz|hazme|haga|hacer|abre|ábreme|abrir|agrega|agrégame|agregue|agregar|añade|añadir"
        "|prepara|prepárame|preparar|pon|ponme|registra|registrar|genera|generar|mete|saca|inicia)"
    ),
    "an": "(un|una|un nuevo|una nueva|otro|otra)",
    "job_noun": _JOB,
    "kind_of_job": f"{_JOB} [de] [{{job_types:job_type}}] [{{priorities:priority}}]",
    # Those that are named are for what would be ordinary talk with "eso": "cómo va eso", "ya quedó eso", "mándalo".
    "job": "(<named_job>|{that_job:job})",
    "named_job": _named("job", _JOB),
    # By its number alone only behind what is said of jobs: "agenda el doce" is a day.
    "job_or_number": "(<job>|[el] {job_numbers:job})",
    "asked_job": "(<named_job>|[el] {job_numbers:job}|[el|la|mi] {next_job:job})",
    "project": "(<named_project>|{that_project:project})",
    "named_project": f"({_named('project', _PROJECT)}|[el|la] {{project_names:project}})",
    "estimate": "(<named_estimate>|{that_estimate:estimate})",
    "named_estimate": _named("estimate", _ESTIMATE),
    "invoice": "(<named_invoice>|{that_invoice:invoice})",
    "named_invoice": _named("invoice", _INVOICE),
    "part": "[el|la|los|las|un|una] {parts:part}",
    "quantity": "({counts:quantity}|{counted:quantity}) [<unit>]",
    "unit": "(pieza|piezas|pie|pies|tramo|tramos|lata|latas|bote|botes) [de]",
    # Nobody knows how many are in one: it is asked.
    "packed": "({counts:packs}|{counted:packs}) (caja|cajas|bolsa|bolsas|rollo|rollos|paquete|paquetes) [de]",
    "quantity_of_part": (
        "((<quantity>|<packed>) [de] [el|la|los|las|esos|esas] {parts:part}|[el|la|los|las|unos|unas] {parts:part})"
    ),
    "assignee": "({team:assignee}|{me:assignee})",
    "anybody": "<assignee>",
    "business": "{businesses:business}",
    "duration": "({minutes:duration} (minuto|minutos)|{lengths:duration})",
    "known": _KNOWN,
    "anyone": f"({_KNOWN}|{_NEW})",
    "amount": (
        "({dollars:amount} (dólares|dólar|pesos) [(con|y) {cents:amount} [centavos]]|{amounts:amount}"
        "|{amounts:amount} con {cents:amount}|{round_amounts:amount} [dólares])"
    ),
    "for_amount": "(por|de|a|en) <amount>",
    "at_clock": "[a|al|como a|a eso de|para] {clocks:when}",
    "clock": "<at_clock> [{meridiems:when}]",
    # A bare figure follows neither the number of a job nor a time: "a las ocho dieciocho de junio" may be anything.
    "day": _DAY,
    "day_and_clock": (
        "(<day> [<clock>]|<day> {day_parts:when} [<at_clock>]|{these_parts:when} [<at_clock>]|{spans:when})"
    ),
    "when": "(<day_and_clock>|<clock> [de|del|para] [<day>])",
    "on_when": "[para|por|al|a] <when>",
    "date": _date("date"),
    "on_date": f"([para|de|del|en] <date>|{_del('date')})",
    "until_date": f"((hasta|al|a) {_date('end_date')}|{_AL})",
}

TYPED_RULES: Mapping[str, str] = {
    "at_clock": "[a|al|como a|a eso de|para] ({clocks:when}|{other_clocks:when})",
    "named_job": f"({_named('job', _JOB)}|[el|la] {_JOB} {_OF} [el|la] {{job_keywords:job}})",
    "day": f"({_DAY}|{_dated('when')})",
    "date": f"({_date('date')}|{_dated('date')})",
    "until_date": f"((hasta|al|a) ({_date('end_date')}|{_dated('end_date')})|{_AL})",
    "anybody": "(<assignee>|{any_name:assignee})",
    # A name that no record has is said back.
    "known": f"({_KNOWN_TYPED}|{_NEW})",
    "anyone": f"({_KNOWN_TYPED}|{_NEW}|{{any_name:customer}})",
}

OF_A_PART: tuple[str, ...] = (
    "(pide|pídeme|pedir|ordena|encarga|resurte|resurtir) [más|otro|otra] [<quantity>] [de] {any_name:part}",
    "[cuál es] [el] (precio|inventario|existencia) (de|del|de la|de los) {any_name:part}",
    "(cuántos|cuántas) {any_name:part} (tenemos|quedan|nos quedan)",
    "cuánto (cuesta|cuestan|vale|valen) [un|una|el|la|los|las] {any_name:part}",
)

_NTH = "[el|la] {nth:nth}"


def _answers(slot: str, noun: str) -> tuple[str, ...]:
    return (
        f"[para|es|al|a|el|la|del] <{slot}>",
        f"[el|la|para el] [número] {{{slot}_numbers:{slot}}}",
        f"[el|la|para] [{noun}] [{_OF}] {{{slot}_names:{slot}}}",
        _NTH,
    )


ANSWERS: Mapping[str, tuple[str, ...]] = {
    "customer": (
        "[para|es|a|de|con] <anyone>",
        "[para|es] {known_first_names:customer}",
        "[es] (un cliente nuevo|una clienta nueva|cliente nuevo) [que se llama|llamado|llamada] <anyone>",
        _NTH,
    ),
    "job": _answers("job", _JOB),
    "project": _answers("project", _PROJECT),
    "estimate": _answers("estimate", _ESTIMATE),
    "invoice": _answers("invoice", _INVOICE),
    "part": ("[es|de] <part>", _NTH),
    "quantity": ("[son|como|unos|unas] <quantity>",),
    "assignee": ("[a|para|es] <assignee>", _NTH),
    "status": ("[a|como|en|está] {statuses:status}",),
    "estimate_statuses": ("[a|como|está|quedó] {estimate_statuses:status}",),
    "project_statuses": ("[a|como|está|quedó] {project_statuses:status}",),
    "lead_statuses": ("[a|como|es|está] {lead_statuses:status}",),
    "channels": ("[por|en|con|como] [un|una] {channels:method}",),
    "payment_methods": ("[fue|pagó|pagaron] [con|en|por] {payment_methods:method}",),
    "when": ("[es|que sea] <on_when>", "[es|para] {days_of_month:when} de {months:when}"),
    "date": ("[desde|es] <on_date>",),
    "duration": ("[por|como|unos|en|son] <duration> [tarde]", "[como|unos] {minutes:duration}"),
    "amount": ("[son|es|por|de|fueron] <amount>", _NTH),
    "words": ("{words:words}",),
    "street": (
        "[es|en] {house_numbers:street} [{directions:street}] {streets:street} {street_kinds:street}",
        "[es|en] {known_streets:street}",
    ),
    "city": ("[en|es] {cities:city}",),
    "state": ("[en|es] {states:state}",),
    "postal_code": ("[es] [el] {postal_figures:postal_code}",),
    "reminder": ("[el|el recordatorio] [de|del|de la|sobre|lo de] [el|la] {reminder_names:reminder}", _NTH),
    "email": ("[es|el correo es|la dirección es] {emails:email}",),
    "phone": ("[es] [el] {phone_figures:phone}",),
}

_HAS_NO = "((no tiene|no tengo|no tenemos|no tienen|no hay|no sé|no me dio|sin) [el|la|un|su|ningún]|ningún)"
_LEAVE_OUT = "(no|nada|ninguno|sáltalo|sáltatelo|sáltatela|omítelo|déjalo fuera|sin eso)"
WITHOUT: Mapping[str, tuple[str, ...]] = {
    "phone": (f"{_HAS_NO} (teléfono|número|celular|número de teléfono)", "(no tiene|no tengo|no hay)", _LEAVE_OUT),
    "email": (
        f"{_HAS_NO} (correo|email|correo electrónico)",
        "(no tiene|no tengo|no hay|ninguno) [tampoco]",
        _LEAVE_OUT,
    ),
}
