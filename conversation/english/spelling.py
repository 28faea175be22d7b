"""How English-speaking people spell: the letters' names, two alphabets of words, figures and signs."""

from collections.abc import Mapping

from models.numbers import FIGURE_NAMES, REPEATED

BEFORE_CODES = (
    r"(?:code|combination|pin|passcode|password|serial|model|account|extension|zip|phone|part number)(?: number)?"
    r"(?: is| was|:)?|(?:name|spelled)(?: is|:)?"
)
_ALPHABET = (
    "alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "juliett",
    "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor",
    "whiskey", "whisky", "x ray", "x-ray", "xray", "yankee", "zulu",
)  # fmt: skip
ALPHABET: Mapping[str, str] = {word: word[0] for word in _ALPHABET}
LETTERS: Mapping[str, str] = {"zee": "z", "zed": "z", "double u": "w", "double you": "w"}
WORDS = frozenset("ai")
PEOPLE = frozenset({"charlie", "delta", "india", "juliet", "lima", "mike", "november", "oscar", "romeo", "victor"})
FIGURES: Mapping[str, str] = FIGURE_NAMES
TIMES: Mapping[str, int] = REPEATED
SIGNS: Mapping[str, str] = {"dash": "-", "hyphen": "-", "dot": ".", "underscore": "_"}
SIGNS_OF_CODES: Mapping[str, str] = {"slash": "/", "forward slash": "/", "point": "."}
AT: tuple[str, ...] = ("at", "at sign")
AS_IN: tuple[str, ...] = ("as in", "like", "for")
CAPITAL: tuple[str, ...] = ("capital", "upper case", "uppercase")
CAPITAL_BEHIND: tuple[str, ...] = ()
SMALL: tuple[str, ...] = ("lower case", "lowercase")
SPACE: tuple[str, ...] = ("space",)
SPELLED = r"(?:that's |that is |it's )?(?:spelled|spelt)"
ASIDE = r"all (?:one word|together|lower ?case|in lower ?case|small)|one word|no spaces?"
