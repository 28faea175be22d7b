"""Names of parts of the trades, with their sizes as they are said."""

from dataclasses import dataclass
from random import Random

from conversation.tongue import Tongue
from erp import Language

_INCHES_EN = (
    "half inch", "three quarter inch", "one inch", "quarter inch", "three eighths", "inch and a quarter", "two inch",
    "inch and a half", "four inch", "three inch", "half", "three quarter", "one and a half inch", "six inch",
)  # fmt: skip
_PIPES_EN = (
    "elbow", "tee", "coupling", "union", "cap", "ball valve", "gate valve", "check valve", "reducer", "street elbow",
    "nipple", "male adapter", "female adapter", "bushing", "pipe clamp", "plug", "ninety", "forty five", "pipe",
    "shutoff valve",
)  # fmt: skip
_STUFFS_EN = (
    "copper",
    "pex",
    "p v c",
    "c p v c",
    "brass",
    "galvanized",
    "black iron",
    "sharkbite",
    "press",
    "cast iron",
    "",
)
_AMPS_EN = (
    "fifteen amp",
    "twenty amp",
    "thirty amp",
    "forty amp",
    "fifty amp",
    "sixty amp",
    "hundred amp",
    "two hundred amp",
)
_AMPED_EN = (
    "breaker", "single pole breaker", "double pole breaker", "arc fault breaker", "g f c i outlet", "fuse",
    "disconnect", "receptacle", "switch", "tandem breaker", "main breaker",
)  # fmt: skip
_SIZED_EN = {
    "filter": ("sixteen by twenty", "twenty by twenty five", "sixteen by twenty five by four", "fourteen by twenty"),
    "capacitor": ("forty five five", "thirty five five", "forty", "eighty", "five m f d"),
    "water heater": (
        "forty gallon",
        "fifty gallon",
        "tankless",
        "eighty gallon",
        "forty gallon gas",
        "fifty gallon electric",
    ),
    "transformer": ("forty volt amp", "twenty four volt", "seventy five v a"),
    "condenser": ("two ton", "three ton", "five ton", "three and a half ton"),
    "wire": ("twelve two", "fourteen two", "ten three", "number ten", "thermostat", "six gauge", "eighteen two"),
    "contactor": ("thirty amp", "forty amp", "two pole", "single pole", "twenty four volt"),
    "refrigerant": ("four ten a", "r twenty two", "four fifty four b"),
    "ceiling fan": ("fifty two inch", "forty four inch"),
    "led can light": ("six inch", "four inch"),
    "box": ("four square", "single gang", "two gang", "old work", "octagon"),
    "conduit": ("half inch", "three quarter inch", "one inch", "flexible"),
}
_PLAIN_EN = (
    "wax ring", "thermostat", "igniter", "hot surface igniter", "flame sensor", "gas valve", "thermocouple",
    "blower motor", "control board", "pressure switch", "inducer motor", "circulator pump", "expansion tank",
    "zone valve", "relief valve", "sump pump", "ejector pump", "garbage disposal", "toilet flapper", "fill valve",
    "supply line", "p trap", "closet flange", "shower cartridge", "kitchen faucet", "faucet stem", "hose bib",
    "anode rod", "heating element", "float switch", "condensate pump", "drain pan", "filter drier", "evaporator coil",
    "condenser fan motor", "compressor", "reversing valve", "defrost board", "txv", "hard start kit", "run capacitor",
    "limit switch", "ignition module", "aquastat", "air vent", "radiator valve", "pressure gauge", "backflow preventer",
    "water softener", "sediment filter", "carbon monoxide detector", "smoke detector", "dimmer switch", "light switch",
    "doorbell transformer", "wire nut", "ground rod", "meter base", "outlet", "panel cover", "surge protector",
    "junction box", "cover plate", "usb outlet", "motion sensor", "photo cell", "ballast", "occupancy sensor",
    "timer switch", "extension cord", "solder roll", "flux can", "teflon tape roll", "pipe dope can", "pipe hanger",
    "riser clamp", "cleanout cap", "roof boot", "flashing", "register", "return grille", "duct boot", "foil tape roll",
    "flex duct", "line set", "pad", "disconnect box", "whip", "humidifier pad", "uv lamp", "damper motor",
)  # fmt: skip
_PIPES_ES = (
    "codo:m", "te:f", "cople:m", "tuerca unión:f", "tapa:f", "válvula de bola:f", "válvula de compuerta:f",
    "reducción:f", "niple:m", "adaptador macho:m", "adaptador hembra:m", "abrazadera:f", "tapón:m", "tubo:m",
    "llave de paso:f", "válvula check:f", "conector:m",
)  # fmt: skip
_STUFFS_ES = (
    "de cobre",
    "de pex",
    "de pvc",
    "de cpvc",
    "de bronce",
    "galvanizado",
    "de hierro negro",
    "de plástico",
    "",
)
_INCHES_ES = (
    "de media", "de media pulgada", "de tres cuartos", "de una pulgada", "de dos pulgadas", "de cuarto",
    "de cuatro pulgadas", "de pulgada y media", "de tres cuartos de pulgada", "de tres octavos", "",
)  # fmt: skip
_AMPED_ES = ("breaker:m", "pastilla:f", "interruptor:m", "fusible:m", "contacto:m", "tomacorriente:m", "apagador:m")
_AMPS_ES = (
    "de quince amperes",
    "de veinte amperes",
    "de treinta amperes",
    "de veinte",
    "de cincuenta amperes",
    "doble",
    "",
)
_SIZED_ES = {
    "filtro:m": ("de dieciséis por veinte", "de veinte por veinticinco", "de aire", "de agua", "deshidratador"),
    "capacitor:m": ("de cuarenta y cinco cinco", "de treinta y cinco", "de arranque", "de cuarenta"),
    "calentador:m": ("de cuarenta galones", "de cincuenta galones", "de paso", "eléctrico", "de gas"),
    "cable:m": ("doce dos", "catorce dos", "diez tres", "de termostato", "calibre doce", "calibre diez"),
    "contactor:m": ("de treinta amperes", "de dos polos", "de un polo"),
    "caja:f": ("de registro", "cuadrada", "de dos", "octagonal", "sencilla"),
    "motor:m": ("del abanico", "soplador", "de la condensadora", "inductor"),
    "bomba:f": ("de agua", "de sumidero", "de condensado", "circuladora"),
    "válvula:f": ("de gas", "de alivio", "de zona", "de expansión", "de llenado", "reversible"),
    "tubería:f": ("de cobre", "de pex", "de media", "flexible"),
}
_PLAIN_ES = (
    "anillo de cera:m", "termostato:m", "ignitor:m", "sensor de flama:m", "termopar:m", "tarjeta de control:f",
    "tanque de expansión:m", "triturador:m", "sapito:m", "manguera:f", "trampa:f", "brida:f", "cartucho de regadera:m",
    "llave de cocina:f", "mezcladora:f", "llave de jardín:f", "resistencia:f", "flotador:m", "charola de drenaje:f",
    "evaporador:m", "compresor:m", "relevador:m", "transformador:m", "detector de humo:m", "detector de gas:m",
    "dimmer:m", "foco:m", "balastra:f", "lámpara:f", "placa:f", "chalupa:f", "varilla de tierra:f", "centro de carga:m",
    "timbre:m", "rollo de soldadura:m", "rollo de teflón:m", "rollo de cinta:m", "bote de pasta:m", "rejilla:f",
    "ducto flexible:m", "empaque:m", "manómetro:m", "presostato:m", "abanico:m", "tornillo:m", "taquete:m", "silicón:m",
    "pegamento:m", "regadera:f", "lavabo:m", "taza:f", "calentón:m", "ventilador:m", "extensión:f", "regulador:m",
    "purgador:m",
)  # fmt: skip
_MADE_UP = 0.12
"""The share of parts that nobody has heard of: a brand's, or misheard."""


@dataclass(frozen=True, slots=True)
class PartName:
    """What a part is called."""

    words: str
    is_feminine: bool = False
    """Of its gender in Spanish."""


def part(tongue: Tongue, chance: Random, brand: str, *, several: bool) -> PartName:
    """A part, or several of it. `brand` is a name that one in some has."""
    words, gender = _part(tongue.language, chance)
    if several:
        words = tongue.parts.plural(words)
    if chance.random() < _MADE_UP:
        words = f"{words} {brand}" if tongue.language == "es" else f"{brand} {words}"
    return PartName(words, is_feminine=gender == "f")


def _part(language: Language, chance: Random) -> tuple[str, str]:
    if language == "en":
        return " ".join(_english(chance).split()), ""
    noun, _, rest = _spanish(chance).partition(":")
    gender, _, size = rest.partition(" ")
    if gender == "f":
        size = size.replace("galvanizado", "galvanizada")
    return f"{noun} {size}".strip(), gender


def _english(chance: Random) -> str:
    way = chance.random()
    if way < 0.3:
        return f"{chance.choice((*_INCHES_EN, ''))} {chance.choice(_STUFFS_EN)} {chance.choice(_PIPES_EN)}"
    if way < 0.42:
        return f"{chance.choice(_AMPS_EN)} {chance.choice(_AMPED_EN)}"
    if way < 0.56:
        noun = chance.choice(tuple(_SIZED_EN))
        return f"{chance.choice(_SIZED_EN[noun])} {noun}"
    return chance.choice(_PLAIN_EN)


def _spanish(chance: Random) -> str:
    way = chance.random()
    if way < 0.3:
        sized = f"{chance.choice(_PIPES_ES)} {chance.choice(_STUFFS_ES)} {chance.choice(_INCHES_ES)}"
        return " ".join(sized.split())
    if way < 0.42:
        return f"{chance.choice(_AMPED_ES)} {chance.choice(_AMPS_ES)}".strip()
    if way < 0.58:
        noun = chance.choice(tuple(_SIZED_ES))
        return f"{noun} {chance.choice(_SIZED_ES[noun])}"
    return chance.choice(_PLAIN_ES)
