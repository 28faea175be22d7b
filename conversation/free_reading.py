"""What a language model makes of words that no phrase fits, in the catalogue's own values.

It says which command was meant and which words say what; here they are read, as the words of phrases are. Whatever it
was not held to by the grammar is refused here: a number that is none, a time that cannot be.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from conversation.books import KIND_OF_ANSWER, slot_book
from conversation.calls import OWN_KINDS, Call, read
from conversation.command_grammar import grammar_of
from conversation.focus import Focus
from conversation.near_names import KINDS_OF_NAMES
from conversation.needs import missing
from conversation.understanding import Understanding
from conversation.understood import Understood
from conversation.utterance import MOST_WORDS, Utterance
from erp import CATALOGUE, slots_of
from models.completion import Completer

_CERTAIN: Final = 0.9
"""Below this share it is asked whether that was meant."""
_BELIEVED: Final = 0.35
"""Below this nothing is made of it."""
_PROMPT: Final = " {words} =>"


@dataclass(frozen=True, slots=True)
class FreeReading:
    """What was read."""

    commands: tuple[Understood, ...] = ()
    calls: tuple[Call, ...] = ()
    """What the model wrote, whether it was believed or not."""
    share: float = 0.0
    """How sure it was of that, 0 to 1."""


def read_freely(
    words: str, now: datetime, focus: Focus, understanding: Understanding, completer: Completer
) -> FreeReading:
    """The commands that `words` say, in the order spoken; none where there is none, or nothing is certain enough.

    Raises:
        models.errors.ModelError: the model fails.
    """
    utterance = Utterance(words, now, understanding.snapshot, understanding.tongue)
    if not 0 < len(utterance.spoken) <= MOST_WORDS:
        return FreeReading()
    written = completer.complete(_PROMPT.format(words=utterance.normal), grammar_of(utterance))
    calls = read(written.text)
    understood = [_understood(call, utterance, focus, understanding, written.share) for call in calls]
    commands = tuple(each for each in understood if each)
    believed = written.share >= _BELIEVED and len(commands) == len(calls)
    return FreeReading(commands if believed else (), calls, written.share)


def _understood(
    call: Call, utterance: Utterance, focus: Focus, understanding: Understanding, share: float
) -> Understood | None:
    """The command with the values that its words say; None where some say none."""
    command, snapshot = CATALOGUE[call.command], utterance.snapshot
    kinds = {name: slot.values for name, slot in slots_of(command).items()}
    values = {
        name: _values(name, kinds[name], span, utterance, focus, understanding) for name, span in call.slots.items()
    }
    if not all(values.values()):
        return None
    choices = {name: meant for name, meant in values.items() if len(meant) > 1}
    known = {name: meant[0] for name, meant in values.items() if name not in choices}
    meant, slots = command.meant({**known, **({"direction": "out"} if call.out else {})}, snapshot)
    wanted = missing(meant, {**slots, **{name: chosen[0] for name, chosen in choices.items()}}, snapshot)
    return Understood(meant, slots, wanted, choices, share, may_ask=share < _CERTAIN, is_read=True)


def _values(  # noqa: PLR0913, PLR0917 - a span, and all that it is read against
    slot: str, kind: str, span: str, utterance: Utterance, focus: Focus, understanding: Understanding
) -> tuple[str, ...]:
    """What `span` can mean: one value, or several records of that name; none where it means nothing."""
    if kind in OWN_KINDS:
        return (span,)
    if kind in KINDS_OF_NAMES:
        book = slot_book(slot, kind)
        exact = understanding.answer(book, span, utterance.now, (), focus) if book in KIND_OF_ANSWER else ()
        if named := exact or understanding.near.nearest(kind, span):
            return named
    value = utterance.value(kind, span)
    return (value,) if value else ()
