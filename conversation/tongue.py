"""What the conversation must know of a language. Each has a package whose modules are the parts named here."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from conversation.sentences import Sentences
from erp import Language, Tone
from models.phrases import Values


class Phrases(Protocol):
    """What people say, as sentence templates in hassil's syntax."""

    LEAD: str
    """What may stand in front of any request."""
    TAIL: str
    """What may stand behind it."""
    CANCEL: tuple[str, ...]
    REPEAT: tuple[str, ...]
    UNDO: tuple[str, ...]
    HELP: tuple[str, ...]
    HELP_TO_ANSWER: tuple[str, ...]
    """The same to a question: so long that no answer sounds alike, as "yep" does like "help"."""
    THANKS: tuple[str, ...]
    MORE: tuple[str, ...]
    """What asks for the rest of what was listed."""
    SLEEP: tuple[str, ...]
    """What sends the unit to sleep."""
    WAKE: tuple[str, ...]
    QUIET: tuple[str, ...]
    """What asks it to say no more than it has to."""
    SPEAK: tuple[str, ...]
    """What ends that."""
    IN_LANGUAGE: Mapping[Language, tuple[str, ...]]
    """What asks to be spoken to in each."""
    IN_TONE: Mapping[Tone, tuple[str, ...]]
    YES: tuple[str, ...]
    NO: tuple[str, ...]
    NEITHER: tuple[str, ...]
    """What is said to a "shall I?" and settles nothing."""
    INSTEAD: str
    """What may stand in front of what is said instead of something that was read back: "no, make it"."""
    NAMED: tuple[str, ...]
    """What names the thing that is to be changed, ``{slot_names:slot}``, and perhaps says what it is instead."""
    WORDED: tuple[str, ...]
    """What says in which words something shall be written or sent, ``{words:words}``."""
    TALK: tuple[str, ...]
    """What is said though nothing was asked, and is no command."""
    RULES: Mapping[str, str]
    """The rules that all phrases may refer to. The slot that a rule fills is named in it."""
    TYPED_RULES: Mapping[str, str]
    """What takes the place of some of them in typed text."""
    OF_A_PART: tuple[str, ...]
    """What is said of a part and hardly of anything else: in it, that no part is called so is worth saying."""
    ANSWERS: Mapping[str, tuple[str, ...]]
    """Slot to the answers to the question for it."""
    WITHOUT: Mapping[str, tuple[str, ...]]
    """Slot to what is said where there is no answer to the question for it."""


class Words(Protocol):
    """Words that are known in what is said, on any day."""

    FILLERS: str
    """A pattern for the sounds of somebody who thinks."""
    TAKING_BACK: str
    """A pattern for what stands between a value and another one that is meant in its place."""
    NO_NAME: frozenset[str]
    """Words that are in nobody's name."""
    BESIDE_NAMES: frozenset[str]
    """Words that may stand in front of a name, or behind it, and are none of it: titles, articles, what it names."""
    ALSO_VERBS: frozenset[str]
    """Those of them that are orders too."""
    SIZES: frozenset[str]
    """Words that are parts of a number: one of them is never taken for another."""
    INSIDE_NUMBERS: frozenset[str]
    """Words that join the parts of a number: "1 and a half"."""
    AND: str
    """A pattern for what stands between two names."""
    AND_THEN: str
    """A pattern for what stands between two commands."""
    LIMITS: str
    """A pattern for what denies, limits or puts off what is said, or takes it back, in the form in which words are
    compared: "not", "nearly", "wait"."""
    CONTRAST: str
    """A pattern for what stands in front of a value that is not the one meant: "rather than"."""
    FORBIDDING: str
    """A pattern for what is not to be done, with what parts it from what stands before it: ", don't cancel it"."""
    BUT: str
    """A pattern for what may stand between what is not meant and what is."""
    DROPPING: str
    """A pattern for verbs that say that something shall be no more, in the form in which words are compared."""
    PRIORITY: str
    REMINDER: str
    """The same for words without which nobody speaks of a reminder."""
    REMIND_NOT_TO: str
    """The same for what leads in what somebody asks to be reminded not to do."""
    NOT_COMING: str
    """The same for what says that somebody does not come at all, and not later."""
    OFF_HOLD: str
    """The same for what says that something shall wait no longer."""
    FROM_HOUR: str
    """A pattern for what stands in front of the hour at which something begins, where its end follows."""
    TO_HOUR: str
    """The same for what stands between both."""
    AT_HOUR: str
    """How an `hour` is said."""
    FOR_LENGTH: str
    """How it is said that something takes a `length`."""
    MOVING: str
    """A pattern for verbs that give something another hour."""
    LEAD_IN: str
    """A pattern for what leads in words that are kept as they are: "that"."""
    POLITE: str
    """A pattern for what makes a request of a question: "could you"."""
    INSISTS: str
    """A pattern for how somebody begins who says again what was not taken."""
    REFERRING: str
    """A pattern for words that stand for what was spoken of: "it", "that one", "him"."""
    BEGINNINGS: str
    """A pattern for the words that somebody begins again with."""
    ME: tuple[str, ...]
    """How people name themselves."""
    TO_ME: tuple[str, ...]
    """How people ask for a job, or say that they take it."""
    BEFORE_FIGURES: str
    """A pattern for what may stand in front of figures that were asked for."""
    STREET: str
    """A pattern for a street that no list has, with its number; its group is what is kept."""
    BEFORE_STATE: str
    """A pattern for what may stand in front of a state."""
    TWO_LETTER_WORDS: frozenset[str]
    """Words that are the two letters of a state besides."""
    IN_TOWNS: frozenset[str]
    """Those of the words in nobody's name that a town's may have."""
    ACCENTED_NAMES: Mapping[str, str]
    """Names with accents, by their lower-case letters without them."""

    def state(self, said: str) -> str | None:
        """The two letters of a state that is named in this language."""

    def possessive(self, owner: str) -> tuple[str, ...]:
        """How else somebody is named in front of what is theirs."""


class Spelling(Protocol):
    """How people spell, in lower case and without accents, but for ñ."""

    BEFORE_CODES: str
    """A pattern for what stands in front of letters and figures that are one: "the code is"."""
    ALPHABET: Mapping[str, str]
    """Words that stand for their first letter: "bravo"."""
    LETTERS: Mapping[str, str]
    """What letters are called, where it is more than the letter."""
    WORDS: frozenset[str]
    """The letters, and names of letters, that are words by themselves."""
    PEOPLE: frozenset[str]
    """The words of the alphabet that are names of people or of makers."""
    FIGURES: Mapping[str, str]
    TIMES: Mapping[str, int]
    """What stands in front of something that is said once and stands several times."""
    SIGNS: Mapping[str, str]
    SIGNS_OF_CODES: Mapping[str, str]
    """Those that are in no e-mail address."""
    AT: tuple[str, ...]
    """What the sign in the middle of an e-mail address is called."""
    AS_IN: tuple[str, ...]
    """What stands between a letter and a word that begins with it: "b as in boy"."""
    CAPITAL: tuple[str, ...]
    """What says that a letter is a capital, in front of it."""
    CAPITAL_BEHIND: tuple[str, ...]
    SMALL: tuple[str, ...]
    """What says that it is none."""
    SPACE: tuple[str, ...]
    """What parts two words that are spelled."""
    SPELLED: str
    """A pattern for what stands between a name and its letters."""
    ASIDE: str
    """A pattern for what is said of an address and is no part of it: "all one word"."""


Rewording = tuple[re.Pattern[str], str]
"""What may have been written, and what takes its place, for `re.sub`."""


class Mishearings(Protocol):
    """What an ear that is held to no phrases writes in the place of what was said."""

    SOUNDS: Mapping[str, str]
    """Words that sound like a figure, to the word for it."""
    ORDINARY: frozenset[str]
    """Those that may stand behind what has a number, and are none: "move the job to Friday"."""
    RECORDS: Mapping[str, str]
    """What has a number, to the kind of value that is named so."""
    NUMBER: str
    """What may stand between the two."""
    PUT_RIGHT: tuple[Rewording, ...]
    """What hardly means anything else."""
    WHERE_IT_FITS: tuple[Rewording, ...]
    """What may mean something else, and is changed only where a phrase fits then."""
    MAY_BE: tuple[Rewording, ...]
    """What is asked about."""


class Parts(Protocol):
    """How the names of parts are said."""

    def shorter(self, form: str) -> Iterable[str]:
        """Ways of saying the name of a part without its measure, or without the unit of it."""

    def plural(self, words: str) -> str:
        """The name of a part, for more than one of them."""


class Forms(Protocol):
    """How what people write is spoken, and the form in which words are compared."""

    def spoken_forms(self, written: str) -> tuple[str, ...]:
        """The ways of saying `written`, lower-case words without accents, the most likely first."""

    def normal(self, text: str) -> str:
        """The form in which typed text, heard words and names are compared: lower-case words, numbers as figures."""

    def apart(self, text: str) -> tuple[str, ...]:
        """The same, with something in two words that may be two: ``2 20 amp`` for "two twenty amp"."""

    def normal_words(self, words: str) -> str:
        """The same for words of a template."""


class Times(Protocol):
    """Days and times of day, in the catalogue's form and in words."""

    def parse_when(self, said: str, now: datetime) -> str | None:
        """What `said` means, seen from `now`; None for what is no time."""

    def parse_date(self, said: str, now: datetime) -> str | None:
        """The date that `said` means, seen from `now`."""

    def names_day(self, said: str) -> bool:
        """Whether the time that was `said` has its day: not so "at ten", and "in the morning"."""

    def names_half(self, said: str) -> bool:
        """Whether the time that was `said` tells whether it is before noon: not so "at ten"."""

    def spoken_when(self, when: str, now: datetime | None) -> str:
        """``tomorrow at 9 a.m.``; without `now` always with the date."""

    def spoken_date(self, day: str, now: datetime | None) -> str:
        """``today``, ``tomorrow``; of all days that people disagree about with the date."""

    def on_date(self, day: str, now: datetime | None) -> str:
        """The same as it stands in a sentence: ``today``, ``on Friday``."""

    def spoken_time(self, at: time) -> str:
        """``9 a.m.``."""

    def at_time(self, at: time) -> str:
        """``at 9 a.m.``."""

    def parse_duration(self, said: str) -> str | None:
        """Minutes: ``90`` for an hour and a half."""

    def spoken_duration(self, minutes: int) -> str:
        """``1 hour and 30 minutes``."""


class Numbers(Protocol):
    """Numbers and amounts of money."""

    def in_words(self, number: int) -> str:
        """A whole number as a cardinal."""

    def one_by_one(self, digits: str) -> str:
        """Figure by figure."""

    def amount(self, words: str) -> str | None:
        """Money as a decimal number: ``1249.50``; None for what is none."""

    def quantity(self, words: str) -> str | None:
        """How many there are, where that is neither a whole number nor one of the counted words: ``2.5``."""

    def spoken_amount(self, amount: str) -> str:
        """``1249.50`` as 1,249 dollars and 50 cents."""

    def count(self, number: int, one: str, several: str) -> str:
        """``1 job``, ``3 jobs``."""


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """A language that commands are spoken and answered in."""

    language: Language
    phrases: Phrases
    words: Words
    spelling: Spelling
    mishearings: Mishearings
    lists: Mapping[str, Values]
    """The lists of a phrase book that hold no records: words that mean something by themselves."""
    parts: Parts
    forms: Forms
    times: Times
    numbers: Numbers
    sentences: Sentences
    addressed: Callable[[str], str] = str
    """A reply as it is said to the person: in some tones another pronoun is used."""

    def says(self, en: str, es: str) -> str:
        """The one of two texts that is in this language."""
        return {"en": en, "es": es}[self.language]

    def joined(self, things: Iterable[str], last: str | None = None) -> str:
        """``one, two and three``; `last` stands in front of the last one."""
        *some, one = things
        return f"{', '.join(some)} {last or self.sentences.AND} {one}" if some else one
