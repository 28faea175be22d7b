"""Words that are kept as they were spoken: notes, messages, reasons."""

import re

from conversation.tongue import Forms, Tongue

_FEWEST_LETTERS, _FEWEST_FIGURES, _FEWEST = 2, 4, 3
_ABBREVIATIONS = ("h v a c", "g f c i", "a f c i", "a b s")
"""Of those that are spelled, the ones with a letter that is also a word."""


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


def without_fillers(words: str, tongue: Tongue) -> str:
    """Without the sounds of thinking. Behind a figure they may be a unit: "15 mm", "5 um"."""
    return re.sub(rf"(?<!\d )(?:{tongue.words.FILLERS})", "", words, flags=re.IGNORECASE)


def cleaned(said: str, tongue: Tongue) -> str:
    """Without what leads in ("that"), without the sounds of thinking, what was begun anew once, and spelled parts as
    the characters meant. Nothing is left where it only led in to what did not come."""
    text = without_fillers(said, tongue).strip()
    text = re.sub(rf"^(?:{tongue.words.LEAD_IN})(?:\s+|$)", "", text, flags=re.IGNORECASE)
    return _unspelled(_begun_once(text, tongue).strip(" ,"), tongue)


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


def _unspelled(text: str, tongue: Tongue) -> str:
    """``serial a b c one two`` as serial ABC12, and ``p v c`` as PVC. Behind other words figures may be several
    numbers, "breakers 1 2 3 4", and a letter a word, "a 2 4": they stay as they were said."""
    words = tongue.words
    word, letter = f"[{words.ONE_LETTER_WORDS}]", rf"[^\W\d_{words.ONE_LETTER_WORDS}]"
    figure, ends = "|".join(["[0-9]", *words.CHARACTERS]), r"(?![\w'])"
    character = rf"(?:(?:{word} )*{letter}(?: [^\W\d_])*|{figure})"
    code = rf"\b({words.BEFORE_CODES}) ({character}(?: {character})*){ends}"
    text = re.sub(code, lambda found: f"{found[1]} {_joined(found[2], tongue)}", text, flags=re.IGNORECASE)
    abbreviated = "|".join([*_ABBREVIATIONS, rf"{letter}(?: {letter}){{2,}}"])
    begins = rf"(?<![\w'])(?<!\b[^\W{words.ONE_LETTER_WORDS}] )(?<!\b\w {word} )"
    alone = rf"{begins}({abbreviated}){ends}(?! \w\b)"
    return re.sub(alone, lambda found: found[0].replace(" ", "").upper(), text, flags=re.IGNORECASE)


def _joined(run: str, tongue: Tongue) -> str:
    characters = [tongue.words.CHARACTERS.get(word.lower(), word).upper() for word in run.split()]
    letters = sum(character.isalpha() for character in characters)
    figures = sum(character.isdigit() for character in characters)
    spelled = len(characters) >= _FEWEST and (letters >= _FEWEST_LETTERS or figures >= _FEWEST_FIGURES)
    return "".join(characters) if spelled else run
