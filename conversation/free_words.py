"""Words that are kept as they were spoken: notes, messages, reasons."""

import re
from collections.abc import Iterator

from conversation.spelling import unspelled
from conversation.tongue import Forms, Tongue


def as_said(compared: str, words: str, forms: Forms) -> str:
    """The part of `words` that is `compared` in the form in which words are compared."""
    spoken = words.split()
    for start in range(len(spoken)):
        if not forms.normal(" ".join(spoken[start:])).startswith(compared):
            continue
        for end in range(len(spoken), start, -1):
            if forms.normal(said := " ".join(spoken[start:end])) == compared:
                return said
    return compared


def with_other_words(words: str, compared: str, other: str, forms: Forms) -> str:
    """`words` with `other` in the place of what is `compared` in the form in which words are compared."""
    said = as_said(compared, words, forms).rstrip(" .,;:?!")
    spoken = " ".join(words.split())
    place = re.compile(rf"(?<!\w){re.escape(said)}(?!\w)")
    return place.sub(lambda _: other, spoken if place.search(spoken) else forms.normal(words), count=1)


def taken_back(words: str, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Every place where something may be taken back: what stands before "no, wait", and what stands behind it."""
    marker = rf"[,.]? (?:{tongue.words.FILLERS})*(?:{tongue.words.TAKING_BACK})\b[,.]? "
    for found in re.finditer(marker, words, re.IGNORECASE):
        yield words[: found.start()], words[found.end() :]


def without_fillers(words: str, tongue: Tongue) -> str:
    """Without the sounds of thinking. Behind a figure they may be a unit: "15 mm", "5 um"."""
    return re.sub(rf"(?<!\d )(?:{tongue.words.FILLERS})", "", words, flags=re.IGNORECASE)


def cleaned(said: str, tongue: Tongue) -> str:
    """Without what leads in ("that"), without the sounds of thinking, what was begun anew once, and spelled parts as
    the characters meant. Nothing is left where it only led in to what did not come."""
    text = _begun_once(without_fillers(said, tongue).strip(), tongue)
    text = re.sub(rf"^(?:{tongue.words.LEAD_IN})(?:\s+|$)", "", text, flags=re.IGNORECASE)
    return unspelled(text.strip(" ,"), tongue)


def _begun_once(text: str, tongue: Tongue) -> str:
    """``the pilot is out`` for "the the pilot is out". Only what begins like a sentence was begun again: in "very very
    hot" or "5 5 1 2" each word counts, and a number is never taken for said twice."""
    again = rf"\b((?:{tongue.words.BEGINNINGS})\b(?: [\w']+){{0,4}}),? \1\b"

    def once(found: re.Match[str]) -> str:
        counts = len(found[1]) == 1 or re.search(r"\d", tongue.forms.normal(found[1]))
        return found[0] if counts else found[1]

    while (shorter := re.sub(again, once, text, flags=re.IGNORECASE)) != text:
        text = shorter
    return text
