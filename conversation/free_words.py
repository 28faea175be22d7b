"""Words that are kept as they were spoken: notes, messages, reasons."""

import re

from conversation.tongue import Forms, Tongue

_REPEATED = re.compile(r"\b(\w[\w']*(?: \w[\w']*){0,4}),? \1\b", re.IGNORECASE)
"""Somebody who begins again."""
_FEWEST_LETTERS, _FEWEST_FIGURES, _FEWEST = 2, 4, 3


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


def cleaned(said: str, tongue: Tongue) -> str:
    """Without what leads in ("that"), without the sounds of thinking, what was begun anew once, and spelled parts as
    the characters meant."""
    text = re.sub(tongue.words.FILLERS, "", said, flags=re.IGNORECASE)
    text = re.sub(rf"^(?:{tongue.words.LEAD_IN})\s+", "", text.strip(), flags=re.IGNORECASE)
    while (shorter := _REPEATED.sub(r"\1", text)) != text:
        text = shorter
    return _unspelled(text.strip(" ,"), tongue)


def _unspelled(text: str, tongue: Tongue) -> str:
    """``serial a b c one two`` as serial ABC12."""
    written: list[str] = []
    run: list[str] = []
    for word in [*text.split(), ""]:
        if word and (len(word) == 1 or word.lower() in tongue.words.CHARACTERS):
            run.append(word)
            continue
        written += _joined(run, tongue)
        run = []
        written.append(word)
    return " ".join(written).rstrip()


def _joined(run: list[str], tongue: Tongue) -> list[str]:
    characters = [tongue.words.CHARACTERS.get(word.lower(), word).upper() for word in run]
    letters = sum(character.isalpha() for character in characters)
    figures = sum(character.isdigit() for character in characters)
    spelled = len(run) >= _FEWEST and (letters >= _FEWEST_LETTERS or figures >= _FEWEST_FIGURES)
    return ["".join(characters)] if spelled else run
