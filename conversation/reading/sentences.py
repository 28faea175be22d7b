"""Where a voice may draw breath, in a text that may still be being worded."""

import re
from collections.abc import Iterable, Iterator

_BOUNDARY = re.compile(
    r"[.?!…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡]*[A-ZÁÉÍÓÚÜÑ0-9])"  # what closes a sentence, and how another one begins
    r"|[:;](?=\s+[a-záéíóúñ¿¡])|\n(?=\s*\S)"
)
_OPENING = re.compile(r"\s*[^,;:.?!…\n]{5,}[,;:](?=\s[^.?!…\n]{20})")
"""Of a long first sentence: whoever listens hears "Job 42," while the voice still makes the rest."""
_NO_END = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]"  # J. Smith, a.m., U.S.
    r"|(?i:mr|mrs|ms|dr|dra|st|ste|mt|sr|sra|srta|jr|ud|uds|av|avda|apto|apt|ave|rd|ln|ct|blvd|pkwy|hwy|bldg|bros|co"
    r"|corp|inc|vs|ext|núm|approx|aprox|dept|tel))\.$"
)
"""Abbreviations whose full stop is their own. One that ends a sentence costs a pause; a name in two pieces is worse."""


def sentences(text: str | Iterable[str]) -> Iterator[str]:
    """The sentences of `text`, or of its pieces as they come: each as soon as the beginning of the next is there.

    "Mr.", "St.", "U.S.", "9 a.m." and "3.5" end none. A colon or a semicolon in front of words does, so that a long
    list is begun with its first item; so does a comma in the first one, where much is to come behind it.
    """
    waiting, has_begun = "", False
    for piece in [text] if isinstance(text, str) else text:
        waiting += piece
        start = 0
        if not has_begun and (opening := _OPENING.match(waiting)):
            yield opening[0].strip()
            has_begun, start = True, opening.end()
        for found in _BOUNDARY.finditer(waiting, start):
            sentence = waiting[start : found.end()]
            if _is_whole(sentence, waiting[found.end() :]):
                yield sentence.strip()
                has_begun, start = True, found.end()
        waiting = waiting[start:]
    if waiting.strip():
        yield waiting.strip()


def _is_whole(sentence: str, behind: str) -> bool:
    if not sentence.strip():
        return False
    numbered = sentence.endswith("No.") and behind.lstrip()[:1].isdigit()
    return not numbered and not _NO_END.search(sentence)
