"""What is spelled, as it is written: codes, e-mail addresses, names and abbreviations.

Words mean characters only where they can mean nothing else: behind what announces a code, in an e-mail address, and
where they are many.
"""

import re
from collections.abc import Sequence
from string import ascii_lowercase

from conversation.characters import Run, Word, called_at, number_at, run_at, words_in
from conversation.likeness import alike
from conversation.tongue import Spelling, Tongue

_SHORT = 3
"""Letters."""
_ALIKE = 0.6
"""The share of its letters from which on a name that begins alike is the one that is spelled behind it."""
_MOST_PIECES = 3
"""Words that one name is heard as."""
_ABBREVIATIONS = ("h v a c", "g f c i", "a f c i", "a b s")
"""Of those that are spelled, the ones with a letter that is also a word."""


def unspelled(text: str, tongue: Tongue) -> str:
    """``serial a b c one two`` as serial ABC12, ``bravo kilo zulu 1`` as BKZ1, and ``p v c`` as PVC. Behind other words
    figures may be several numbers, "breakers 1 2 3 4", and a letter a word, "a 2 4": they stay as they were said."""
    return _letters_alone(_code_words_alone(_announced(text, tongue), tongue), tongue.spelling)


def address(said: str, tongue: Tongue) -> str:
    """An e-mail address as it is written: "ann dot bauer at gmail dot com", "a double n underscore seventy two"."""
    spelling = tongue.spelling
    text = re.sub(rf"\b(?:{spelling.ASIDE})\b", " ", said, flags=re.IGNORECASE)
    words, written, at = list(words_in(text)), "", 0
    while at < len(words):
        run, number = run_at(words, at, tongue), number_at(words, at, tongue)
        if number and ("@" not in written or number[1] > 1):  # "one stop dot com" is no figure
            piece, taken = number
        elif run.words and run.is_in_address(spelling):
            piece, taken = run.text.lower(), run.words
        else:
            signs = {**spelling.SIGNS, **dict.fromkeys(spelling.AT, "@")}
            piece, taken = called_at(words, at, signs) or (text[words[at].start : words[at].end].lower(), 1)
        written, at = written + piece, at + taken
    return written


def name_spelled(said: str, tongue: Tongue) -> str:
    """A name with what of it is spelled as words: "kowalski k o w a l s k i" is Kowalski once. Where nothing is spelled
    it stays as it was said."""
    words, is_spelled, at = list(words_in(said)), False, 0
    names: list[str] = []
    while at < len(words):
        run = run_at(words, at, tongue)
        if run.is_name:
            is_spelled, name = True, _name(run, words[at + run.words :], tongue)
            before = re.sub(rf"[ ,]*\b(?:{tongue.spelling.SPELLED})$", "", " ".join(names), flags=re.IGNORECASE)
            names = _with_spelled(before.split(), name)
            at += run.words
        else:
            if not (is_spelled and words[at].said in tongue.spelling.SPACE):
                names.append(said[words[at].start : words[at].end])
            at += 1
    return " ".join(names) if is_spelled else said


def _with_spelled(names: list[str], spelled: str) -> list[str]:
    """`names` with what was spelled behind them in the place of the name that was said before, which is one or was
    heard as several, "mc donald"; a sign in it, "O'Brien", is nothing that anybody spells."""
    for count in range(1, min(len(names), _MOST_PIECES) + 1):
        *before, said = *names[:-count], "".join(names[-count:])
        if _letters(said) == _letters(spelled):
            return [*before, said if "'" in said else spelled]
    if names and _is_said_of(names[-1].lower(), spelled.lower()):
        return [*names[:-1], spelled]
    return [*names, spelled]


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def _name(run: Run, behind: Sequence[Word], tongue: Tongue) -> str:
    """What is spelled as a name; a few letters in front of other words are an abbreviation."""
    goes_on = behind and behind[0].said not in tongue.spelling.SPACE and not run_at(behind, 0, tongue).is_name
    return run.text.upper() if goes_on and len(run.text) == _SHORT else run.text.capitalize()


def _is_said_of(heard: str, spelled: str) -> bool:
    """Whether a name that was `heard` is the one that was spelled behind it."""
    return heard[0] == spelled[0] and alike(heard, spelled, _ALIKE)


def _announced(text: str, tongue: Tongue) -> str:
    """With the codes behind what announces them."""
    pieces, end = [], 0
    for found in re.finditer(rf"\b(?:{tongue.spelling.BEFORE_CODES})\s+", text, re.IGNORECASE):
        words = list(words_in(text[found.end() :]))
        run = run_at(words, 0, tongue)
        if found.start() >= end and run.words and run.is_code:
            pieces += [text[end : found.end()], run.text]
            end = found.end() + words[run.words - 1].end
    return "".join([*pieces, text[end:]])


def _code_words_alone(text: str, tongue: Tongue) -> str:
    """With what words of the alphabet spell, wherever they stand."""
    words, pieces, end, at = list(words_in(text)), [], 0, 0
    while at < len(words):
        run = run_at(words, at, tongue)
        if run.words and not words[at].said.isdigit() and run.is_certain(tongue.spelling):
            pieces += [text[end : words[at].start], run.text]
            end = words[at + run.words - 1].end
            at += run.words
        else:
            at += 1
    return "".join([*pieces, text[end:]])


def _letters_alone(text: str, spelling: Spelling) -> str:
    """With abbreviations of letters that can be no words. Letters that follow one another in the alphabet are several,
    "breakers b c d", and so are those at the end behind a letter that is a word, "breakers a c e"."""
    are_words = "".join(each for each in spelling.WORDS if len(each) == 1)
    word, letter, ends = f"[{are_words}]", rf"[^\W\d_{are_words}]", r"(?![\w'])"
    abbreviated = "|".join([*_ABBREVIATIONS, rf"{letter}(?: {letter}){{2,}}"])
    begins = rf"(?<![\w'])(?<!\b[^\W{are_words}] )(?<!\b\w {word} )"
    alone = rf"{begins}({abbreviated}){ends}(?! \w\b)"

    def together(found: re.Match[str]) -> str:
        letters = found[0].replace(" ", "")
        is_last = re.fullmatch(r"\W*", text[found.end() :]) and re.search(rf"\b{word} $", text[: found.start()])
        return found[0] if is_last or letters.lower() in ascii_lowercase else letters.upper()

    return re.sub(alone, together, text, flags=re.IGNORECASE)
