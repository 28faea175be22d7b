"""The phrase books: what may be said when nothing is open, to a question, to a "shall I?", to what was read back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from conversation.tongue import Tongue
from conversation.vocabulary import lists
from erp import CATALOGUE, COMMANDS, Language, Snapshot, Tone, slots_of
from models.phrases import PhraseBook

IDLE = "idle"
CONFIRM = "confirm"
READ_BACK = "read_back"
"""What is said to a "shall I?" behind which a command stands: beside what `CONFIRM` has, what is to be changed."""
ASLEEP = "asleep"
"""All that is heard by a unit that was sent to sleep."""
CANCEL = "cancel"
REPEAT = "repeat"
UNDO = "undo"
HELP = "help"
THANKS = "thanks"
MORE = "more"
"""The rest of what was listed."""
SLEEP = "sleep"
WAKE = "wake"
QUIET = "quiet"
SPEAK = "speak"
MANNERS: frozenset[str] = frozenset({SLEEP, WAKE, QUIET, SPEAK})
"""What says how the unit shall listen and speak."""
IN_LANGUAGE: Mapping[str, Language] = {"in English": "en", "in Spanish": "es"}
"""What asks to be spoken to in another language."""
IN_TONE: Mapping[str, Tone] = {"plainly": "plain", "in brief": "brief", "warmly": "friendly", "formally": "formal"}
"""What says how somebody likes to be spoken to."""
PREFERENCES: frozenset[str] = frozenset({*MANNERS, *IN_LANGUAGE, *IN_TONE})
CONTROLS: frozenset[str] = frozenset({CANCEL, REPEAT, UNDO, HELP, THANKS, MORE, *PREFERENCES})
"""What is said to the conversation itself."""
YES = "yes"
NO = "no"
NEITHER = "neither"
ANSWER = "answer"
CHANGE = "change"
NAMED = "named"
"""What names the thing that is to be changed."""
WORDED, INSTEAD_WORDED = "worded", "instead worded"
"""What says in which words something shall be said or written: alone, and behind a "no"."""
WITHOUT = "without"
"""What was asked for is not there."""
TALK = "talk"
"""What is said though nothing was asked: no command, and known so that it is not taken for the nearest one."""
STRANGERS = "strangers"
"""The book of commands for a known customer or part, with any name in its place: for text that is no command, to say
that none is called so. No recogniser is held to it."""
CORRECTIONS = "corrections"
"""The book of what is said instead of something that was read back, of which the value is any words: for text. No
recogniser is held to it."""
_MOST_NAMES = 100
ANY_NAME = "any_name"
"""The list that is free for any name in typed text."""
FREE: frozenset[str] = frozenset({ANY_NAME, "words", "emails"})
"""The lists that are free for any words in text that was typed or heard freely. Templates with one of the others are in
no book that a recogniser is held to."""
_BY_KIND = frozenset({
    "channels", "estimate_statuses", "lead_statuses", "payment_methods", "project_statuses", "words",
})  # fmt: skip
"""Kinds of values whose answers are other ones than those of another slot of the same name."""


_ONLY_CHANGED = frozenset({"channels"})
"""Kinds of values that nobody is asked for, and that may be said instead of what was read back."""
_CHANGED = (
    "customer", "job", "invoice", "estimate", "part", "quantity", "amount", "when", "date", "duration", "status",
    "payment_methods", "channels",
)  # fmt: skip
"""The answers that may be said instead of what was read back, in a few words that can be heard."""


def slot_book(slot: str, kind: str) -> str:
    """The name of the book for answers to the question for `slot`, whose values are of that kind."""
    return f"slot:{kind if kind in _BY_KIND else slot}"


KIND_OF_ANSWER: Mapping[str, str] = {
    slot_book(name, slot.values): slot.values
    for command in CATALOGUE.values()
    for name, slot in slots_of(command).items()
    if slot.ask or slot.values in _ONLY_CHANGED
}
"""The kind of values that a slot's book is about."""
SLOT_BOOKS: tuple[str, ...] = tuple(KIND_OF_ANSWER)
BOOKS: tuple[str, ...] = (IDLE, ASLEEP, CONFIRM, READ_BACK, *SLOT_BOOKS)
"""The names of all books: the values of ``Decision.expects``."""


def book(expects: str, snapshot: Snapshot, tongue: Tongue, *, typed: bool = False) -> PhraseBook:
    """The book named `expects` for the records of `snapshot`.

    With `typed` it also takes any name for a new customer and any words for a note: the lists of `FREE` are left for
    the matcher to free.

    Raises:
        KeyError: there is no book of that name.
    """
    said = tongue.phrases
    rules = {
        "lead": said.LEAD,
        "tail": said.TAIL,
        "instead": said.INSTEAD,
        **said.RULES,
        **(said.TYPED_RULES if typed else {}),
    }
    if expects == IDLE:
        controls = {
            CANCEL: said.CANCEL,
            REPEAT: said.REPEAT,
            UNDO: said.UNDO,
            HELP: said.HELP,
            THANKS: said.THANKS,
            MORE: said.MORE,
            SLEEP: said.SLEEP,
            WAKE: said.WAKE,
            QUIET: said.QUIET,
            SPEAK: said.SPEAK,
            **{name: said.IN_LANGUAGE[language] for name, language in IN_LANGUAGE.items()},
            **{name: said.IN_TONE[tone] for name, tone in IN_TONE.items()},
        }
        intents = {**_commands(tongue), **controls, TALK: said.TALK}
        return bound(intents if typed else _held(intents), rules, snapshot, tongue)
    if expects == ASLEEP:
        return replace(bound({WAKE: said.WAKE}, rules, snapshot, tongue), names=(), guessable=False)
    if expects == STRANGERS:
        of_parts = tuple(as_request(text) for text in said.OF_A_PART)
        strange = {**_for_a_stranger(tongue), STRANGERS: of_parts}
        return bound(strange, {**rules, "known": f"{{{ANY_NAME}:customer}}"}, snapshot, tongue)
    if expects == CORRECTIONS:
        instead = tuple(f"<instead> {text}" for text in said.WORDED)
        changes = {CHANGE: ("<instead> {words:words}",), NAMED: said.NAMED}
        changes |= {WORDED: said.WORDED, INSTEAD_WORDED: instead}
        return bound(changes, rules, snapshot, tongue)
    if expects in {CONFIRM, READ_BACK}:
        intents = {YES: said.YES, NO: said.NO, NEITHER: said.NEITHER, CANCEL: said.CANCEL, HELP: said.HELP_TO_ANSWER}
        changes = _held({CHANGE: tuple(_changes(tongue)), NAMED: said.NAMED}) if expects == READ_BACK else {}
        return replace(bound({**intents, **changes}, rules, snapshot, tongue), names=(), guessable=False)
    asked = expects.removeprefix("slot:")
    no = {WITHOUT: said.WITHOUT[asked]} if asked in said.WITHOUT else {NO: said.NO}
    answers = said.ANSWERS[asked]
    intents = {ANSWER: _politely(answers) if typed else answers, CANCEL: said.CANCEL, HELP: said.HELP_TO_ANSWER, **no}
    return bound(intents if typed else _held(intents), rules, snapshot, tongue)


def _politely(answers: Iterable[str]) -> tuple[str, ...]:
    """With a "please" behind them, where it is not among the words that are kept."""
    return tuple(text if any_words(text) else f"{text} <tail>" for text in answers)


def _changes(tongue: Tongue) -> Iterator[str]:
    """What may be said instead; "the first one" is an answer, and changes nothing."""
    for name in _CHANGED:
        yield from (f"<instead> {text}" for text in tongue.phrases.ANSWERS[name] if "{nth:" not in text)


_FREE_WORDS = re.compile(r"\{(?:words|emails)[:}]")


def any_words(template: str) -> bool:
    """Whether there is a place in `template` that any words fit into: no recogniser is held to such a one."""
    return bool(_FREE_WORDS.search(template))


def _commands(tongue: Tongue) -> dict[str, tuple[str, ...]]:
    """Every command's phrases, with what people say in front of and behind a request."""
    return {
        command.spec.name: tuple(as_request(text) for text in command.spec.templates(tongue.language))
        for command in COMMANDS
    }


def as_request(template: str) -> str:
    """The template with what people say in front of and behind a request."""
    return f"<lead> {template} <tail>"


def _for_a_stranger(tongue: Tongue) -> dict[str, tuple[str, ...]]:
    """What is said about a customer, but where any words follow the name: nobody knows where it ends."""
    about = {
        name: tuple(text for text in said if "<known>" in text and "<known> {words" not in text)
        for name, said in _commands(tongue).items()
    }
    return {name: said for name, said in about.items() if said}


def _held(intents: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without the templates that any words fit into."""
    held = {name: tuple(text for text in said if not any_words(text)) for name, said in intents.items()}
    return {name: said for name, said in held.items() if said}


def bound(
    intents: Mapping[str, tuple[str, ...]], rules: Mapping[str, str], snapshot: Snapshot, tongue: Tongue
) -> PhraseBook:
    """A book with no more lists and rules than its sentences refer to: long lists take their time."""
    sentences = [sentence for said in intents.values() for sentence in said]
    used_rules: dict[str, str] = {}
    while sentences:
        found = {name for sentence in sentences for name in re.findall(r"<(\w+)>", sentence)} - used_rules.keys()
        used_rules |= {name: rules[name] for name in found}
        sentences = [rules[name] for name in found]
    text = " ".join([*used_rules.values(), *(sentence for said in intents.values() for sentence in said)])
    used_lists = dict.fromkeys(re.findall(r"\{(\w+)[:}]", text))
    made = lists(used_lists.keys() - FREE, snapshot, tongue)
    return PhraseBook(intents, made, used_rules, tongue.language, names=_names(snapshot))


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    """Today's names: of the customers who have a job, and then of projects, of other customers and of parts."""
    names = [
        *(job.customer for job in snapshot.jobs if job.customer),
        *(project.name for project in snapshot.projects),
        *(customer.name for customer in snapshot.customers),
        *(part.name for part in snapshot.parts),
    ]
    return tuple(dict.fromkeys(names))[:_MOST_NAMES]
