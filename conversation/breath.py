"""Two commands in one breath: "mark job 42 complete and invoice it".

Behind words that are kept as they are, nobody can know whether a command follows or the words go on: "note on job 42
that the valve leaks and order a valve". Where what follows is a command by itself, it is asked; where it is none ("tell
her I finished and call me"), it belongs to the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from uuid import uuid5

from conversation.answers import answer
from conversation.books import IN_LANGUAGE, PREFERENCES
from conversation.decision import Decision, Outcome
from conversation.focus import to_be_made
from conversation.foreseen import foreseen
from conversation.free_reading import FreeReading
from conversation.needs import introduces
from conversation.replies import saved_replies
from conversation.sentences import Sentences
from conversation.tongues import TONGUES
from conversation.turn import Turn
from conversation.understanding import is_marked
from conversation.understood import Understood
from erp import CATALOGUE, Command, Language

_MOST_JOINTS = 12
"""Of words that are parted: nobody gives as many orders in one breath, and all that is between joints is read again and
again. In longer ones a joint parts nothing."""
_LONGEST_ORDER = 3
"""Words in front of a joint that may be an order without what it is about."""
_MOST_PLACES = 6
"""At which it is tried to part what was read as several commands: each is read twice by a language model."""


def in_two(turn: Turn) -> tuple[str, str] | None:
    """What was said, as a sentence that is a command and what follows it, which is one or several; None where it is not
    so. A name in them may be nobody's."""
    parts = ((first, joint, second) for first, joint, second in _joints(turn) if _is_sentence(turn, first))
    return next((_asked_alike(turn, *each) for each in parts if _is_said(turn, each[2])), None)


def about_one(turn: Turn) -> tuple[str, str] | None:
    """Two orders that have what they are about in common, each with it: "start and complete job 42"."""
    for first, _, second in _joints(turn):
        last = turn.meaning(second)
        words = second.split()
        for at in range(1, len(words)) if last.command and len(first.split()) <= _LONGEST_ORDER else ():
            whole = f"{first} {' '.join(words[at:])}"
            if turn.meaning(whole).command and turn.meaning(whole).slots.items() & last.slots.items():
                return whole, second
    return None


def beside_a_stranger(turn: Turn) -> tuple[str, str] | None:
    """The same where a sentence is one but for a name that nobody has, and only the language model reads the other."""
    for first, _, second in _joints(turn):
        known = [words for words in (first, second) if not turn.nobody(words)]
        if len(known) < 2 and all(turn.freely(words).commands for words in known):
            return first, second
    return None


def beside_a_preference(turn: Turn) -> tuple[str, str] | None:
    """The same where one of both says how the unit shall listen and speak, and the other is a command: that comes
    first, for behind it nothing may be heard, or only another language."""
    prefers = turn.understanding.control
    for first, _, second in _joints(turn):
        if prefers(first) in PREFERENCES and (_is_said(turn, second) or turn.freely(second).commands):
            return second, first
        if prefers(second) in PREFERENCES and (_is_said(turn, first) or turn.freely(first).commands):
            return first, second
    return None


def behind_a_language(turn: Turn) -> tuple[str, str] | None:
    """What asks for a language, and what stands behind it that is no command in this one."""
    joints = _joints(turn)
    return next(((first, rest) for first, _, rest in joints if turn.understanding.control(first) in IN_LANGUAGE), None)


def _asked_alike(turn: Turn, first: str, joint: str, second: str) -> tuple[str, str]:
    """Both as the one sentence is that they stand in: a question, or a polite request."""
    if joint[0] in ".;" or not is_marked(turn.words) or first.endswith("?"):
        return first, second
    return (first, second.rstrip("? ")) if turn.understanding.is_polite(turn.words) else (f"{first}?", second)


def in_free_words(turn: Turn, understood: Understood) -> tuple[str, str] | None:
    """The same of a command whose words, kept as they are, would be without the second."""
    kept = understood.kept_words
    if turn.is_one or not kept:
        return None
    for first, joint, second in _joints(turn):
        within = any(f"{joint} {second.split()[0]}" in words for words in kept)
        if within and turn.meaning(first).command and _is_said(turn, second):
            return first, second
    return None


def is_cut(turn: Turn, kept: Iterable[str], parts: Iterable[str]) -> bool:
    """Whether some of the words that are `kept` as they are stand whole in none of the `parts`."""
    normal = turn.tongue.forms.normal
    said = [f" {normal(part)} " for part in parts]
    return not all(any(f" {normal(words)} " in part for part in said) for words in kept)


def leaves_out(turn: Turn, reading: FreeReading) -> bool:
    """Whether what was read says nothing of what stands behind the last joint."""
    ends = [second for _, _, second in _joints(turn)][-1:]
    normal = turn.tongue.forms.normal
    whole = normal(turn.words)
    said = [whole.rfind(span) + len(span) for call in reading.calls for span in call.slots.values() if span in whole]
    return any(max(said, default=0) <= len(whole) - len(normal(end)) for end in ends)


def with_the_end(turn: Turn, reading: FreeReading) -> tuple[str, str] | None:
    """The command that was read and what stands behind the last joint, where that is one too and was read over."""
    if turn.is_one or not leaves_out(turn, reading):
        return None
    commands = [each.command for each in reading.commands]
    *_, (first, second) = [("", ""), *((first, second) for first, _, second in _joints(turn))]
    is_read = _is_sentence(turn, second) or turn.freely(second).commands
    return (first, second) if is_read and _says(turn, first, commands) else None


def parted(turn: Turn, reading: FreeReading) -> tuple[str, str] | None:
    """What was read as several commands, as the words of the first and of what follows it: at a joint, else behind the
    last words that are a value of the first. There phrases fit both parts, or else both are what was read; or it is the
    first such place."""
    first, *others = [[*call.slots.values()] for call in reading.calls]
    behind = [span for spans in others for span in spans]
    places = [
        (said, rest)
        for said, _, rest in (*_joints(turn), *_cuts(turn))
        if said.strip() and _has(turn, said, first) and _has(turn, rest, behind)
    ]
    meant, *then = [each.command for each in reading.commands]
    fitting = (
        (said, rest)
        for said, rest in places
        if [turn.meaning(rest).command] == then and turn.meaning(said).command is meant
    )
    apart = (each for each in places[:_MOST_PLACES] if _says(turn, each[0], [meant]) and _says(turn, each[1], then))
    return next(chain(fitting, apart, places), None)


def _says(turn: Turn, words: str, commands: list[type[Command] | None]) -> bool:
    """Whether `words` by themselves are these commands."""
    understood = turn.meaning(words)
    read = [understood] if understood.command else turn.freely(words).commands
    return [each.command for each in read] == commands


def _cuts(turn: Turn) -> Iterator[tuple[str, str, str]]:
    """Every place between two words."""
    words = turn.words.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at]), "", " ".join(words[at:])


def _has(turn: Turn, words: str, spans: list[str]) -> bool:
    """Whether all `spans` are among `words`; Hero365's own values are no words."""
    normal = f" {turn.tongue.forms.normal(words)} "
    whole = f" {turn.tongue.forms.normal(turn.words)} "
    return all(f" {span} " in normal for span in spans if f" {span} " in whole)


def behind_an_answer(turn: Turn) -> tuple[str, str] | None:
    """The words that were asked for, and a command behind them."""
    parts = () if turn.is_one else _joints(turn)
    return next(((first, second) for first, _, second in parts if first and _is_said(turn, second)), None)


def _joints(turn: Turn) -> Iterator[tuple[str, str, str]]:
    """Every place where a second sentence may begin: what stands before it, the joint, and what stands behind it."""
    joints = [*islice(re.finditer(turn.tongue.words.AND_THEN, turn.words, re.IGNORECASE), _MOST_JOINTS + 1)]
    for joint in joints if len(joints) <= _MOST_JOINTS else ():
        if second := turn.words[joint.end() :].strip():
            yield turn.words[: joint.start()], joint[0].strip(), second


def _is_said(turn: Turn, words: str) -> bool:
    """Whether `words` are a command, or several."""
    said = replace(turn, words=words)
    return _is_sentence(turn, words) or bool(in_two(said) or beside_a_preference(said))


def _is_sentence(turn: Turn, words: str) -> bool:
    """Whether `words` are a command, but for a name that nobody may have."""
    return turn.meaning(words).command is not None or bool(turn.nobody(words))


def falling_with(turn: Turn, words: str, declined: Decision) -> tuple[str, str]:
    """What at the beginning of `words` is about a record that the command which was declined would have made, and what
    stands behind it."""
    command = CATALOGUE[declined.command or ""]
    made = dict(to_be_made(command, declined.slots, turn.snapshot))
    if introduces(command, declined.slots, turn.snapshot):
        made["customer"] = declined.slots["customer"]
    if_made = replace(turn, words=words, focus=turn.focus.with_made(made, turn.now))
    first, rest = (words, "") if if_made.meaning(words).command else in_two(if_made) or (words, "")
    named = if_made.meaning(first).slots
    return (first, rest) if any(named.get(slot) == name for slot, name in made.items()) else ("", words)


def left_too(decision: Decision, words: str, said: Sentences) -> Decision:
    """The decision, which also says that nothing comes of `words` behind it; behind another language that was asked
    for they can be said in that."""
    left = (said.NOT_TAKEN if decision.language else said.LEFT_TOO).format(words=words.rstrip(".?!"))
    beside = f"{decision.beside} {left}".lstrip()
    return replace(decision, reply=f"{decision.reply} {left}", beside=beside)


def following(turn: Turn, words: str, first: Decision) -> Turn:
    """The turn of the second sentence, in which what the first one made and changed is so already. A job to which the
    person said no is not taken for the one meant."""
    records = foreseen(first.instructions, turn.snapshot)
    made = any(each.command.spec.creates == "job" for each in first.instructions)
    job = turn.focus.names.get("job", "") if made or ("job" in first.slots and not first.declined) else ""
    return replace(turn, words=words, id=uuid5(turn.id, "and then"), records=records, job_before=job)


def said_in(language: Language, first: Decision, turn: Turn) -> Decision:
    """What was decided `first`, as it is said in the language that was asked for behind it."""
    tongue, snapshot = TONGUES[language], replace(turn.snapshot, language=language)
    if first.instructions:
        return replace(first, reply=saved_replies(first.instructions, snapshot, turn.now, tongue))
    if first.outcome is Outcome.ANSWERED and first.command:
        reply = answer(CATALOGUE[first.command], first.slots, snapshot, turn.now, tongue)
        return replace(first, reply=reply)
    return first


def together(first: Decision, second: Decision, *, is_open: bool) -> Decision:
    """What is decided about two commands of one breath. `is_open` says whether a question stands behind them."""
    shown = first if first.instructions and not second.instructions and not is_open else second
    return replace(
        shown,
        outcome=Outcome.SAVED if first.instructions and not is_open else second.outcome,
        reply=f"{first.reply} {second.reply}",
        beside=" ".join(filter(None, (first.besides, second.besides))),
        expects=second.expects,
        instructions=(*first.instructions, *second.instructions),
        takes_back=(*first.takes_back, *second.takes_back),
        language=second.language or first.language,
        tone=second.tone or first.tone,
        confirmation=first.confirmation,
        chosen=(*first.chosen, *second.chosen),
        declined=False,
    )
