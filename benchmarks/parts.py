"""Parts of the plumbing, heating and electrical trade: the names that stand in records, and how each is said.

What is said is written down here and not taken from the product, so that a part that the product cannot say counts
against it.
"""

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

from benchmarks.named import Named

Forms = tuple[tuple[str, str], ...]
"""How something is written, and how it is said."""


def named_parts(count: int, random: Random) -> tuple[Named, ...]:
    """So many different parts, every family of them as likely as the others."""
    families = [list(family()) for family in _FAMILIES]
    for family in families:
        random.shuffle(family)
    found: dict[str, Named] = {}
    while len(found) < count:
        family = random.choice([family for family in families if family])
        part = family.pop()
        found[part.name] = part
    return tuple(found.values())


def _same(*words: str) -> Forms:
    """What is said as it is written."""
    return tuple((word, word.lower()) for word in words)


def _counted(unit: str, spoken_unit: str, **said: str) -> Forms:
    """Figures with a unit: ``_2_5`` is 2.5."""
    return tuple(
        (f"{figure.strip('_').replace('_', '.')}{unit}", f"{words} {spoken_unit}") for figure, words in said.items()
    )


_PIPE: Forms = (
    ('1/4"', "quarter inch"), ('3/8"', "three eighths inch"), ('1/2"', "half inch"), ('3/4"', "three quarter inch"),
    ('1"', "one inch"), ('1 1/4"', "one and a quarter inch"), ('1 1/2"', "one and a half inch"), ('2"', "two inch"),
    ('3"', "three inch"), ('4"', "four inch"),
)  # fmt: skip
_MATERIALS: Forms = (
    *_same("copper", "PEX", "brass", "galvanized", "black iron"),
    ("CPVC", "C P V C"), ("PVC", "P V C"), ("ABS", "A B S"),
)  # fmt: skip
_FITTINGS = _same(
    "elbow", "tee", "coupling", "union", "cap", "plug", "adapter", "ball valve", "street elbow", "flange",
    "check valve", "gate valve", "bushing", "male adapter", "female adapter", "cross", "wye", "repair coupling",
    "pipe strap",
)  # fmt: skip
_LENGTHS = _counted('"', "inch", _2="two", _4="four", _6="six", _12="twelve", _24="twenty four")
_WIDTHS: Forms = (("12", "twelve"), ("14", "fourteen"), ("16", "sixteen"), ("20", "twenty"), ("24", "twenty four"))
_HEIGHTS: Forms = (("20", "twenty"), ("25", "twenty five"), ("30", "thirty"))
_DEPTHS: Forms = (("1", "one"), ("2", "two"), ("4", "four"))
_RATINGS: Forms = (("", ""), (" MERV 8", " merv eight"), (" MERV 11", " merv eleven"), (" MERV 13", " merv thirteen"))
_AMPS = _counted(
    "A", "amp", _15="fifteen", _20="twenty", _30="thirty", _40="forty", _50="fifty", _60="sixty", _70="seventy",
    _100="one hundred", _125="one twenty five",
)  # fmt: skip
_POLES: Forms = (*_same("single pole", "double pole"), ("GFCI", "G F C I"), ("AFCI", "A F C I"))
_MAKES = _same("Siemens", "Eaton", "Square D", "Leviton", "Hubbell")
_TONS = _counted(
    " ton", "ton", _1_5="one and a half", _2="two", _2_5="two and a half", _3="three", _3_5="three and a half",
    _4="four", _5="five",
)  # fmt: skip
_COOLING = _same(
    "condenser", "heat pump", "evaporator coil", "air handler", "package unit", "mini split", "compressor", "line set"
)
_COOLING_BRANDS = _same("", "Goodman", "Carrier", "Trane", "Lennox", "Rheem", "York", "Bryant", "Amana", "Mitsubishi")
_GALLONS = _counted(
    " gallon",
    "gallon",
    _6="six",
    _20="twenty",
    _30="thirty",
    _40="forty",
    _50="fifty",
    _75="seventy five",
    _80="eighty",
)
_HEATERS = _same("gas water heater", "electric water heater", "water heater", "expansion tank", "storage tank")
_HEATER_BRANDS = _same("", "Rheem", "Bradford White", "State", "American Standard")
_GAUGES: Forms = (
    ("14/2", "fourteen two"), ("14/3", "fourteen three"), ("12/2", "twelve two"), ("12/3", "twelve three"),
    ("10/2", "ten two"), ("10/3", "ten three"), ("6/3", "six three"),
)  # fmt: skip
_CABLES: Forms = (*_same("Romex", "wire"), ("MC cable", "M C cable"), ("UF cable", "U F cable"))
_FEET = _counted(" ft", "foot", _25="twenty five", _50="fifty", _100="one hundred", _250="two fifty")
_COLOURS = _same("white", "black", "ivory", "almond", "gray", "brown")
_DEVICES: Forms = (
    *_same("outlet", "switch", "three way switch", "dimmer", "wall plate"),
    ("GFCI outlet", "G F C I outlet"), ("USB outlet", "U S B outlet"),
)  # fmt: skip
_CAPACITIES: Forms = (
    ("5", "five"), ("7.5", "seven point five"), ("10", "ten"), ("25", "twenty five"), ("35/5", "thirty five over five"),
    ("40/5", "forty over five"), ("45/5", "forty five over five"), ("70", "seventy"),
)  # fmt: skip
_CAPACITORS = _same("run capacitor", "start capacitor", "capacitor")
_FIXTURES: Forms = (
    *_same(
        "wax ring", "toilet flapper", "fill valve", "shower head", "shower cartridge", "kitchen faucet", "bath faucet",
        "sump pump", "garbage disposal", "supply line", "angle stop", "thermocouple", "flame sensor", "igniter",
        "gas valve", "pressure switch", "blower motor", "condenser fan motor", "control board", "thermostat",
        "transformer", "contactor", "relay", "float switch", "zone valve", "circulator pump", "pressure gauge",
        "anode rod", "wire nut",
    ),
    ("P trap", "P trap"),
)  # fmt: skip
_FIXTURE_BRANDS = _same(
    "", "Moen", "Delta", "Kohler", "Honeywell", "White Rodgers", "Watts", "Fluidmaster", "Taco", "Grundfos", "Zurn",
    "Korky", "Pfister", "American Standard", "Emerson", "Oatey", "Sloan",
)  # fmt: skip


def _family(pattern: str, *pieces: Forms, spoken: str = "") -> Callable[[], Iterator[Named]]:
    """Every combination of the pieces. Two of one kind are not the same: no reducer leads from an inch to an inch."""

    def combined() -> Iterator[Named]:
        for chosen in product(*pieces):
            if len(set(chosen)) == len(chosen):
                name = pattern.format(*(written for written, _ in chosen))
                said = (spoken or pattern).format(*(words for _, words in chosen))
                yield Named(" ".join(name.split()), " ".join(said.split()))

    return combined


_FAMILIES = (
    _family("{} {} {}", _PIPE, _MATERIALS, _FITTINGS),
    _family("{} x {} {} reducer", _PIPE, _PIPE, _MATERIALS, spoken="{} by {} {} reducer"),
    _family("{} x {} {} nipple", _PIPE, _LENGTHS, _MATERIALS, spoken="{} by {} {} nipple"),
    _family("{}x{}x{} filter{}", _WIDTHS, _HEIGHTS, _DEPTHS, _RATINGS, spoken="{} by {} by {} filter{}"),
    _family("{} {} {} breaker", _MAKES, _AMPS, _POLES),
    _family("{} {} {}", _COOLING_BRANDS, _TONS, _COOLING),
    _family("{} {} {}", _HEATER_BRANDS, _GALLONS, _HEATERS),
    _family("{} {} {}", _GAUGES, _CABLES, _FEET),
    _family("{} {} {} {}", (("", ""), *_MAKES), _AMPS[:3], _COLOURS, _DEVICES),
    _family("{} MFD {}", _CAPACITIES, _CAPACITORS, spoken="{} M F D {}"),
    _family("{} {}", _FIXTURE_BRANDS, _FIXTURES),
)
