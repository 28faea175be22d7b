"""Spanish words that are known in what is said: what leads in, what is nobody's name, how places are spoken of."""

from collections.abc import Mapping

from conversation.american_names import STATES
from conversation.reading.spanish import STATES as STATE_NAMES
from conversation.written_forms import plain

FILLERS = r"\b(?:eh+|em+|mmm+|uh+|um+|hm+)\b[,.]?\s*|(?:^|(?<=, ))mm\b[,.]?\s*"
TAKING_BACK = (
    r"(?:y )?(?:ay )?(?:(?:no,? )?(?:espera|espérate|esperate|perdón|perdon|digo|mejor dicho|mejor)"
    r"|o sea,? no|o sea|no)"
)
LIMITS = (
    r"no|nunca|jamas|ni|tampoco|sin|excepto|salvo|menos|en vez|en lugar|mejor|o|u|sino"
    r"|espera|espere|olvidalo|olvidate|olvide|dejalo|quita|deshacer"
    r"|si|siempre que|a menos que|con tal de que|en cuanto|tan pronto|hasta que|cuando"
    r"|casi|medio|a medias|a punto de|por poco|apenas|lejos de|cerca de|todavia|aun|falta|faltan|faltaba|ya mero"
    r"|mas tarde|luego vemos|algun dia|despues vemos|ya no|antes era|solia|solian"
    r"|deberia|deberian|debia|habria|hubiera|hubiese|tendria|podria haber|ojala|queria|espero"
    r"|iba|iban|voy a|vamos a|va a|van a|pienso|pensaba|planeo|trato de|trate de|intento|intente"
    r"|esperate|aguant\w+|evit\w+|aplaz\w+|pospon\w+|(?<!y )(?:luego|despues)|al rato|en una? (?:hora|rato|momento)"
    r"|puedo|podemos|hay que|me toca|debo|terminare|empezare|completare|cancelare"
    r"|creo|supongo|dudo|quiza|quizas|tal vez|a lo mejor|acaso|probablemente|posiblemente"
)
CONTRAST = (
    r"(?:y |pero )?(?<!no )no(?= (?:el|la|al|del|a)\b)|en vez de|en vez del|en lugar de|en lugar del|antes que"
    r"|tod[oa]s?(?: \w+){0,3}? (?:menos|excepto|salvo)"
)
FORBIDDING = (
    r"(?:^|[,.;] |[,.;]? (?:y|pero|o) |(?<=\w) )(?:por favor )?(?:no|nunca)(?: (?:me|te|se|nos|l[aeo]s?)){0,2}"
    r" (?!antes\b|puedes|tienes|quieres|debes|sabes|eres\b|olvid|record|recuerd|dej|lunes|martes)"
    r"(?!mi[eé]rcoles|jueves|viernes)"
    r"(?:\w{3,}[ae]s|\w{2,}[aei]r(?:l[aeo]s?)?)\b[^,.;]*?(?=$|[,.;]| pero\b| mejor\b| s[oó]lo\b)"
)
BUT = r"pero|mejor|s[oó]lo|sino"
DROPPING = r"(?:cancel|borr|elimin|anul|quit)(?:a|e|ar|en)(?:me|nos)?(?:l[aeo]s?)?"
PRIORITY = r"prioridad"
REMINDER = r"rec(?:o|ue)rd\w*|acuerd[ae]\w*|acordar\w*|avis\w*|alarmas?|alertas?|despiert\w*"
REMIND_NOT_TO = (
    r"(?:recuerd[ae]me|recordarme|acuerd[ae]me|acordar|avis[ae]me|(?:pon|crea|haz|agrega)(?:me)? un recordatorio)"
    r" (?:.*? )??(?=no )"
)
OFF_HOLD = r"(?:quit|sac)\w* (?:\w+ ){0,6}(?:espera|pausa)|fuera de espera"
NOT_COMING = r"no (?:voy a |puedo |podre )?(?:ir|voy|vamos|llego|llegar)(?! (?:a |hasta|antes|tarde))"
AND = r"y|e"
AND_THEN = r"[,.;]? (?:y luego|y después|y también|y|luego|después) |[.;] "
FROM_HOUR = r"(?:de|desde)(?: las?)?"
TO_HOUR = r"(?:a|hasta)(?: las?)?"
AT_HOUR, FOR_LENGTH = "a las {hour}", "por {length}"
MOVING = r"mueve|mover|cambia|cambiar|pasa|pasar|reagenda|recorre"
LEAD_IN = "(?:diciendo |de )?que|diciendo|que diga(?: que)?"
POLITE = r"puedes?|podr[ií]as?|quieres|por favor|por fa|porfa|favor de|me (?:puedes?|podr[ií]as?)"
TO_ME: tuple[str, ...] = (
    "asígname", "asígneme", "ponme en", "póngame en", "yo tomo", "yo hago", "yo me encargo de", "yo me encargo del",
)  # fmt: skip
ME: tuple[str, ...] = ("mí", "mi", "mí mismo", "mí misma", "yo", "yo mismo")
INSISTS = r"(?:no,? )*(?:que )?(?:ya )?(?:te |le )?(?:dije|he dicho|estoy diciendo)\b"
REFERRING = (
    r"lo|le|les|se|él|ella|ellos|ellas|su|sus|ese|esa|eso|esos|esas|este|esta|esto|mism[oa]s?|"
    r"\w{3,}l[oae]s?"
)
BEGINNINGS = (
    "el|la|los|las|este|esta|ese|esa|esto|eso|yo|él|ella|lo|le|se|me|nos|hay|que|pero|porque|mi|su|sus|por favor"
)
BEFORE_FIGURES = r"(?:es |el |mi |su |numero |telefono |codigo postal |zip )*"
STREET = (
    # As it is written in the United States; a telephone number is none.
    r"(?:es |en |la )*((?!(?:\d ?){7})\d+(?: [\w']+){0,5} [a-z][\w']*(?: (?!\d{7})\w+)?"
    r"|(?:calle|avenida|calzada|camino|callejon|privada|cerrada|carretera|paseo|circuito|andador|boulevard|bulevar)"
    r"(?: [\w']+){1,5} \d{1,6}\b(?: [a-z])?(?: (?:interior|int|departamento|depto|apartamento|local|piso|suite) \w+)?)"
)
BEFORE_STATE = r"(?:en|es en|es|el estado de) "
TWO_LETTER_WORDS = frozenset({"ok", "oh", "de", "me", "mi", "la", "al", "va", "ma", "pa", "ne"})
IN_TOWNS = frozenset({"el", "la", "los", "las", "y", "nuevo", "nueva", "este", "a", "un", "una", "con"})
NO_NAME: frozenset[str] = frozenset({
    "un", "una", "el", "la", "los", "las", "este", "esta", "ese", "esa", "eso", "esto", "aquel", "lo", "le", "me", "mi",
    "mis", "tu", "su", "sus", "yo", "ella", "ellos", "quien", "que", "cual", "cuando", "donde", "para", "por", "con",
    "y", "o", "no", "si", "trabajo", "trabajos", "cliente", "alguien", "es", "era", "ser", "hacer",
    "nuevo", "nueva", "a", "al", "en", "1", "claro", "ok", "okey", "gracias", "favor", "bueno", "numero",
    "quiza", "quizas", "tal", "vez", "acaso",
})  # fmt: skip
BESIDE_NAMES = frozenset({
    "senor", "senora", "senorita", "don", "dona", "doctor", "doctora", "el", "la", "los", "las", "lo", "un", "una",
    "mi", "de", "del", "para", "a", "al", "con", "que", "llamado", "llamada", "1", "cliente", "clienta", "trabajo",
    "orden", "visita", "cita", "proyecto", "presupuesto", "cotizacion", "factura", "pieza", "recordatorio",
})  # fmt: skip
ALSO_VERBS = frozenset({"visita", "cita", "factura"})
SIZES = frozenset({
    "medio", "media", "tercio", "tercios", "cuarto", "cuartos", "octavo", "octavos", "dieciseisavo", "dieciseisavos",
})  # fmt: skip
INSIDE_NUMBERS = frozenset({"y", "un", "punto", "sobre"})
ACCENTED_NAMES: Mapping[str, str] = {plain(name).lower(): name for name in (
    "José", "Jesús", "Ángel", "Andrés", "Raúl", "Óscar", "Héctor", "Víctor", "Ramón", "Rubén", "Martín", "Tomás",
    "Joaquín", "Adrián", "Iván", "Sebastián", "Nicolás", "María", "Sofía", "Lucía", "Mónica", "Verónica", "Ángela",
    "García", "Rodríguez", "Martínez", "Hernández", "López", "González", "Pérez", "Sánchez", "Ramírez", "Gómez",
    "Díaz", "Gutiérrez", "Chávez", "Álvarez", "Jiménez", "Vásquez", "Vázquez", "Fernández", "Domínguez", "Suárez",
    "Núñez", "Ibáñez", "Muñoz", "Peña", "Ordóñez", "Velázquez", "Juárez", "Méndez", "Guzmán", "Márquez", "Cortés",
)}  # fmt: skip
"""How names are written that are heard, or typed in a hurry, without their accents."""
NAMES_OF_STATES: Mapping[str, str] = {name.lower(): letters for name, letters in STATES.items()} | {
    name.lower(): letters for letters, name in STATE_NAMES.items()
}
"""The names of states, in lower case, to their two letters."""
_STATES_PLAIN = {plain(name): letters for name, letters in NAMES_OF_STATES.items()}


def state(said: str) -> str | None:
    """The two letters of a state by its name."""
    return _STATES_PLAIN.get(plain(said))


def possessive(owner: str) -> tuple[str, ...]:  # noqa: ARG001 - "de" stands in the phrases
    """In Spanish there is none."""
    return ()
