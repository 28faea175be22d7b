"""How Spanish-speaking people spell: the letters' names, "be de burro", an alphabet of words, figures and signs."""

from collections.abc import Mapping

from conversation.english.spelling import ALPHABET as _OF_AVIATION
from conversation.written_forms import plain
from models.languages.spanish_figures import SMALL as _NUMBERS

BEFORE_CODES = (
    r"(?:c[oó]digo(?: postal)?|clave|combinaci[oó]n|contraseña|pin|serie|modelo|cuenta|extensi[oó]n|tel[eé]fono"
    r"|n[uú]mero de (?:serie|parte|pieza|modelo))(?: n[uú]mero)?(?: es| era|:)?|(?:nombre|apellido)(?: es|:)?"
    r"|se (?:deletrea|escribe)"
)
ALPHABET: Mapping[str, str] = _OF_AVIATION
LETTERS: Mapping[str, str] = {
    "be": "b", "be grande": "b", "be larga": "b", "ce": "c", "de": "d", "efe": "f", "ge": "g", "hache": "h",
    "jota": "j", "ka": "k", "ele": "l", "eme": "m", "ene": "n", "eñe": "ñ", "pe": "p", "cu": "q", "ere": "r",
    "erre": "r", "ese": "s", "te": "t", "uve": "v", "ve": "v", "ve chica": "v", "ve corta": "v", "be chica": "v",
    "uve doble": "w", "doble uve": "w", "doble ve": "w", "doble u": "w", "doble v": "w", "equis": "x",
    "i griega": "y", "ye": "y", "zeta": "z",
}  # fmt: skip
WORDS = frozenset({"a", "e", "o", "u", "y", "de", "te", "ese", "ve"})
PEOPLE = frozenset({
    "charlie", "delta", "india", "juliet", "lima", "mike", "oscar", "papa", "romeo", "sierra", "victor",
})  # fmt: skip
FIGURES: Mapping[str, str] = {plain(name): str(figure) for figure, name in enumerate(_NUMBERS[:10])}
TIMES: Mapping[str, int] = {"doble": 2, "triple": 3}
SIGNS: Mapping[str, str] = {"guion": "-", "guion medio": "-", "punto": ".", "guion bajo": "_"}
SIGNS_OF_CODES: Mapping[str, str] = {"diagonal": "/", "barra": "/"}
AT: tuple[str, ...] = ("arroba",)
AS_IN: tuple[str, ...] = ("de", "como", "como en", "como de")
CAPITAL: tuple[str, ...] = ("mayuscula",)
CAPITAL_BEHIND: tuple[str, ...] = ("mayuscula", "en mayuscula")
SMALL: tuple[str, ...] = ("minuscula",)
SPACE: tuple[str, ...] = ("espacio",)
SPELLED = r"(?:que )?(?:se )?(?:deletrea|deletreado|escribe)"
ASIDE = r"todo (?:junto|en min[uú]sculas?|pegado)|sin espacios"
