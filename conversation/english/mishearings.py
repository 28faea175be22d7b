"""What an ear that is held to no phrases writes for English words that sound so."""

import re
from collections.abc import Iterable, Mapping

from conversation.tongue import Rewording
from models.numbers import SMALL, TENS

SOUNDS: Mapping[str, str] = {
    "won": "one", "to": "two", "too": "two", "free": "three", "for": "four", "fore": "four", "ate": "eight",
}  # fmt: skip
ORDINARY = frozenset({"to", "for", "free"})
RECORDS: Mapping[str, str] = {
    "job": "jobs", "ticket": "jobs", "invoice": "invoices", "bill": "invoices", "estimate": "estimates",
    "quote": "estimates", "project": "projects",
}  # fmt: skip
NUMBER = "number"
_HOUR = "(0?[1-9]|1[0-2])"
_NO_NUMBER_BEFORE = r"(?<!\d )" + "".join(rf"(?<!\b{word} )" for word in (*SMALL, *TENS[2:], "hundred"))
_BEHIND_AN_HOUR = r"[.?!]?$|,? (?:[0-5]\d\b|o'clock|[ap]\.? ?m\b|in the|today|tomorrow|on)"


def _rewordings(pairs: Iterable[tuple[str, str]]) -> tuple[Rewording, ...]:
    return tuple((re.compile(rf"\b{heard}", re.IGNORECASE), said) for heard, said in pairs)


PUT_RIGHT = _rewordings((
    (r"s[ae]nd[ei]n voice\b", "send invoice"),
    (r"in voice\b(?! (?:mail|messages?|memos?|notes?)\b)", "invoice"),
    (r"sand(?= (?:an? |the )?(?:invoice|estimate)\b)", "send"),
    (rf"f past(?= {_HOUR}\b| (?:{'|'.join(SMALL[1:13])})\b)", "half past"),
    (r"(half|quarter) pass(?:ed)?\b", r"\1 past"),
    (rf"(at|by|around|to|until|till|from) {_HOUR}\.([0-5]\d)(?![\d%]|\.\d| (?:dollars|bucks|each)\b)", r"\1 \2:\3"),
    (rf"(?<![$.]){_HOUR}\.([0-5]\d)(?= ?[ap]\.? ?m\b)", r"\1:\2"),
    (rf"quarter (?:2|two|too) {_HOUR}\b", r"quarter to \1"),
    *(
        (rf"(at|past|quarter to) {sound}(?={_BEHIND_AN_HOUR})", rf"\1 {figure}")
        for sound, figure in SOUNDS.items()
    ),
    (r"free quarters?(?= inch\b)", "three quarter"),
    (r"inch and half\b", "inch and a half"),
    (r"phil(?= valves?\b)", "fill"),
    (r"pecs\b", "pex"),
    (r"r[ -]?(\d)[ -]?(\d\d)[ -]?a\b", r"r-\1\2a"),
))  # fmt: skip
WHERE_IT_FITS = _rewordings((
    (rf"(?<![$.]){_HOUR}\.([0-5]\d)(?=[.?!]?$)", r"\1:\2"),
    (r"((?:job|ticket|estimate|quote|project)(?: number)?) (\d+)\.(\d+)\b", r"\1 \2\3"),
    (r"(?<!\d[ -])(?:(1)[ -](2)|([13])[ -](4)|([1357])[ -](8))(?=[ -]inch)", r"\1\3\5/\2\4\6"),
    *(
        (rf"{_NO_NUMBER_BEFORE}{sound}(?= (?:inch|hours?|minutes?|dollars)\b)", figure)
        for sound, figure in SOUNDS.items()
        if sound != "for"
    ),
))  # fmt: skip
MAY_BE = _rewordings([(rf"{_NO_NUMBER_BEFORE}for(?= (?:hours|minutes)\b)", "four")])
