"""What people say around a command: how they begin, how they end, what they fill pauses with, how they begin anew."""

from collections.abc import Mapping, Sequence

from erp import Language

Talk = Mapping[Language, Sequence[str]]

LEADS: Talk = {
    "en": (
        "hey", "okay", "ok", "uh", "um", "so", "alright", "all right", "yeah", "well", "hey there", "listen",
        "hey listen", "please", "could you", "can you", "would you", "could you please", "can you please",
        "would you please", "will you", "i need you to", "i want you to", "i'd like you to", "go ahead and", "let's",
        "okay let's", "hey can you", "hey could you", "do me a favor and", "yeah go ahead and", "uh can you",
        "um could you", "okay so", "alright so", "okay now", "and", "and then", "oh and", "oh", "now", "quick one",
        "real quick", "hey real quick", "sorry", "just", "you know what", "good morning", "hey good morning", "thanks",
        "hello", "hi", "hey man", "hey buddy", "computer", "hero", "hey hero", "oh yeah", "right", "right so",
        "one more thing", "before i forget", "while i'm thinking about it", "when you get a chance", "if you can",
        "if you don't mind", "would you mind", "i was wondering if you could", "it'd be great if you could",
        "i'm gonna need you to", "make sure to", "be sure to", "don't forget to", "try to",
    ),
    "es": (
        "oye", "este", "eh", "bueno", "a ver", "mira", "órale", "ok", "okey", "pues", "ándale", "hola", "buenas",
        "por favor", "porfa", "por fa", "me puedes", "puedes", "podrías", "me podrías", "me haces el favor de",
        "hazme el favor de", "necesito que", "quiero que", "oye por favor", "oye porfa", "y", "y luego", "ah y",
        "ah sí", "ahora", "ahorita", "rapidito", "una cosa", "otra cosa", "antes de que se me olvide", "si puedes",
        "cuando puedas", "disculpa", "perdón", "buenos días", "buenas tardes", "este mira", "sabes qué",
        "oye sabes qué", "bueno pues", "eh bueno", "listo", "ya", "compadre", "oiga", "mire", "fíjate",
        "oye fíjate que", "ayúdame", "échame la mano", "no más", "nomás",
    ),
}  # fmt: skip
TAILS: Talk = {
    "en": (
        "please", "thanks", "thank you", "for me", "okay", "will you", "would you", "real quick", "right now",
        "if you can", "when you get a chance", "please and thank you", "if you would", "if you don't mind", "alright",
        "you got that", "man", "buddy", "and that's it", "that's all", "that's it", "yeah", "right", "over", "got it",
        "now", "for me please", "thanks a lot", "appreciate it", "i guess", "i think", "uh", "um", "and uh", "and",
        "so", "please thanks", "ok", "bye",
    ),
    "es": (
        "por favor", "porfa", "gracias", "por fa", "ok", "si puedes", "cuando puedas", "nada más", "nomás", "y ya",
        "eso es todo", "muchas gracias", "sí", "ya", "ahorita", "ándale", "órale", "va", "sale", "me oíste", "rápido",
        "por favorcito", "eh", "este", "y", "verdad", "si no es molestia", "compadre", "amigo", "es todo", "no",
        "bueno", "y este", "gracias gracias",
    ),
}  # fmt: skip
FILLERS: Talk = {
    "en": ("uh", "um", "uh", "um", "er", "like", "you know", "uhm", "ah", "well", "hm", "let me see", "let's see",
    "what's it called"),
    "es": ("eh", "este", "este", "em", "eh", "pues", "mmm", "o sea", "cómo se llama", "ah", "a ver", "déjame ver",
    "bueno"),
}  # fmt: skip
AGAIN: Talk = {
    "en": (
        "no wait", "wait", "no", "uh", "um", "sorry", "i mean", "no sorry", "actually", "hold on", "scratch that",
        "uh no", "let me start over", "wait no", "hang on", "no no", "let me try that again", "well", "start over",
        "i said", "oops",
    ),
    "es": (
        "no espera", "espera", "no", "eh", "este", "perdón", "digo", "no perdón", "mejor", "espérate", "no no",
        "mejor dicho", "otra vez", "a ver", "no mejor", "perdón otra vez", "quiero decir", "bueno no",
        "empiezo de nuevo", "no digo",
    ),
}  # fmt: skip
"""What stands between a beginning and the sentence that is begun anew."""
RATHER: Talk = {
    "en": (
        "no", "no wait", "i mean", "sorry", "no sorry", "wait no", "actually", "make that", "no make it", "uh no", "er",
        "rather", "no i mean", "scratch that", "correction", "oops", "no no", "not that", "or actually", "no it's",
    ),
    "es": (
        "no", "no perdón", "perdón", "digo", "no espera", "mejor", "no mejor", "quise decir", "no digo", "mejor dicho",
        "eh no", "no no", "o más bien", "más bien", "no es", "corrijo", "espera no", "quiero decir",
    ),
}  # fmt: skip
"""What stands between a value and the one that counts."""
JOINTS: Talk = {
    "en": (
        "and", "and", "and", "and then", "then", "and also", "also", "plus", "and uh", "and after that", "oh and",
        "and please", "so", "as well as", "and while you're at it", "", "and um", "okay and", "next", "and can you",
        "and could you", "and go ahead and",
    ),
    "es": (
        "y", "y", "y", "y luego", "luego", "y también", "también", "y después", "después", "y este", "ah y",
        "y de paso", "y por favor", "además", "", "y eh", "y ya que estás", "y porfa", "y me", "y aparte",
    ),
}  # fmt: skip
"""What stands between two commands."""
BRIDGES: Talk = {
    "en": ("anyway", "so", "okay so", "alright", "hey", "okay", "anyways", "uh okay", "so anyway", "well",
    "right okay", "so uh", "hang on"),
    "es": ("bueno", "oye", "ok", "pues", "a ver", "bueno pues", "como sea", "y bueno", "en fin", "órale pues", "este",
    "total"),
}  # fmt: skip
"""What stands between chatter and a command."""
ENGLISH_NOUNS: Mapping[str, Sequence[str]] = {
    "trabajo": ("job",), "cita": ("appointment",), "presupuesto": ("estimate", "quote"), "factura": ("invoice", "bill"),
    "cliente": ("customer", "client"), "proyecto": ("project",), "nota": ("note",), "recordatorio": ("reminder",),
    "efectivo": ("cash",), "cheque": ("check",), "inventario": ("inventory", "stock"), "oficina": ("office",),
    "mensaje": ("text", "message"), "correo": ("email",), "pieza": ("part",), "piezas": ("parts",), "precio": ("price",
    ),
    "pago": ("payment",), "facturas": ("invoices", "bills"), "trabajos": ("jobs",), "horario": ("schedule",),
    "proyectos": ("projects",), "citas": ("appointments",), "cotización": ("quote",
    "estimate"), "dirección": ("address",),
    "teléfono": ("phone", "number"), "tarjeta": ("card",), "estado": ("status",), "notas": ("notes",),
}  # fmt: skip
"""Nouns of the trade that Spanish speakers in the United States say in English."""
BEFORE_NOUNS = frozenset({
    "el", "la", "los", "las", "un", "una", "del", "al", "este", "esta", "ese", "esa", "mi", "su", "otro", "otra",
    "nuevo", "mis", "por", "en", "nueva",
})  # fmt: skip
