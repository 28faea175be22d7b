"""One order about several records: "mark 42 and 57 done", "text Maria Garcia and Ann Bauer that the part is here".

It is an order for each of them. Where only one of them can have what is given, it is asked which.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from conversation.free_reading import FreeReading
from conversation.named import is_bare, name_tests
from conversation.self_correction import is_command
from conversation.turn import Turn
from conversation.understood import Understood
from conversation.ways_of_naming import KINDS_OF_NAMES
from erp import slots_of

_LONGEST: Final = 4
"""Words of a name."""
_OF_ONE: Final = {"job.assign": "assignee"}
"""Commands whose record can have only one of what is said in that slot."""


_IsOne = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Listed:
    """Names that stand side by side, and what is said around them."""

    before: str
    names: tuple[str, ...]
    between: str
    """As it stands between the last two."""
    behind: str

    def about(self, *names: str) -> str:
        """The same, said of these alone."""
        return f"{self.before}{self.between.join(names)}{self.behind}"


@dataclass(frozen=True, slots=True)
class ForEach:
    """The order for the first of those named, and for the others."""

    first: str
    rest: str


def for_each(turn: Turn, understood: Understood) -> ForEach | Understood | None:
    """What the words of `turn`, which a phrase fits as `understood` or none, order for each of several that they name;
    the one order there is where only one of them can be meant; None where they name no several."""
    kept = [turn.tongue.forms.normal(words) for words in understood.kept_words]
    if turn.is_one or (understood.command and not kept):
        return None
    for listed in _lists(turn):
        one = turn.tongue.forms.normal(listed.names[0])
        if not any(f" {one} " in f" {words} " for words in kept) and (found := _ordered(turn, listed)):
            return found
    return None


def name_left_out(turn: Turn, reading: FreeReading) -> str:
    """The name beside one that was read that was read over; empty where none was."""
    said = [f" {span} " for call in reading.calls for span in call.slots.values()]
    for listed in _lists(turn):
        read = [any(f" {turn.tongue.forms.normal(name)} " in span for span in said) for name in listed.names]
        if any(read) and not all(read):
            return listed.names[read.index(False)]
    return ""


def _ordered(turn: Turn, listed: Listed) -> ForEach | Understood | None:
    """What is ordered for each of the names; None where it is not the same for all."""
    joints = re.finditer(turn.tongue.words.AND_THEN, listed.behind, re.IGNORECASE)
    joint = next((at for at in joints if is_command(replace(turn, words=listed.behind[at.end() :]))), None)
    alone = replace(listed, behind=listed.behind[: joint.start()] if joint else listed.behind)
    read = [_only(turn, alone.about(name)) for name in listed.names]
    slots = {_differing(one, other) for one, other in pairwise(read)}
    if len(slots) != 1 or not (slot := slots.pop()):
        return None
    orders = [each for each in read if each]
    if _OF_ONE.get(orders[0].command.spec.name if orders[0].command else "") == slot:
        others = {name: value for name, value in orders[0].slots.items() if name != slot}
        return replace(orders[0], slots=others, choices={slot: tuple(each.slots[slot] for each in orders)})
    to_all = joint is None or re.search(rf"\b(?:{turn.tongue.words.REFERRING})\b", listed.behind, re.IGNORECASE)
    return ForEach((listed if to_all else alone).about(listed.names[0]), listed.about(*listed.names[1:]))


def _only(turn: Turn, words: str) -> Understood | None:
    """The one command that `words` are."""
    understood = turn.meaning(words)
    read = (understood,) if understood.command else turn.freely(words).commands
    return read[0] if len(read) == 1 and read[0].command else None


def _differing(one: Understood | None, other: Understood | None) -> str:
    """The slot, in which a record is named, that is all that differs between both; empty where it is more."""
    if one is None or other is None or one.command is None or one.command is not other.command:
        return ""
    names = {*one.slots, *other.slots, *one.choices, *other.choices}
    differing = [name for name in names if _said(one, name) != _said(other, name)]
    kinds = slots_of(one.command)
    return differing[0] if len(differing) == 1 and kinds[differing[0]].values in KINDS_OF_NAMES else ""


def _said(understood: Understood, slot: str) -> object:
    return understood.choices.get(slot) or understood.slots.get(slot)


def _lists(turn: Turn) -> Iterator[Listed]:
    """Every place where names of one kind stand side by side."""
    joint = rf",? (?:{turn.tongue.words.AND}) |, "
    taken = 0
    for found in re.finditer(joint, turn.words, re.IGNORECASE):
        before, rest = turn.words[: found.start()], turn.words[found.start() :]
        if found.start() < taken or (found[0] != ", " and _is_in_a_number(turn, before, rest)):
            continue
        for start in [word.start() for word in re.finditer(r"\S+", before)][-_LONGEST:]:
            of_kind = [is_one for is_one in _tests(turn) if _is_name(turn, before[start:], is_one)]
            lists = [listed for is_one in of_kind if (listed := _behind(turn, joint, rest, is_one))]
            if lists:
                others, between, behind = lists[0]
                if _are_alike(turn, before[:start], between) and not _is_one_name(
                    turn, f"{before[start:]}{between}{others[-1]}"
                ):
                    taken = len(turn.words) - len(behind)
                    yield Listed(before[:start], (before[start:], *others), between, behind)
                break


def _are_alike(turn: Turn, before: str, between: str) -> bool:
    """Whether what is said in front of two names makes them neither records of two kinds, "project 7 and job 42", nor
    the second one's order another, "start job 42 and invoice 57"."""
    kinds = turn.tongue.mishearings.RECORDS
    said, then = before.lower().split(), between.lower().split()
    if not turn.tongue.words.ALSO_VERBS.isdisjoint({*then} - {*said}):
        return False
    one, other = ({kinds[word] for word in words if word in kinds} for words in (said, then))
    return not one or other <= one


def _is_in_a_number(turn: Turn, before: str, rest: str) -> bool:
    """Whether the joint between both is one of the words of a number: "two hundred and five"."""
    normal = turn.tongue.forms.normal
    parts = " ".join(before.split()[-_LONGEST:]), " ".join(rest.split()[: _LONGEST + 1])
    return normal(" ".join(parts)) != " ".join(map(normal, parts))


def _is_one_name(turn: Turn, words: str) -> bool:
    """Whether they are the name of a company or a thing, "Garcia and Bauer"."""
    return any(_is_name(turn, words, is_one) for is_one in _tests(turn))


def _behind(turn: Turn, joint: str, rest: str, is_one: _IsOne) -> tuple[tuple[str, ...], str, str] | None:
    """The names that `rest` begins with, each behind a joint; what stands in front of the last of them, and what
    behind it; None where there is none."""
    lead = rf"(?:{joint})(?:(?:{'|'.join(map(re.escape, turn.tongue.words.BESIDE_NAMES))}) )*"
    names: list[str] = []
    between = ""
    while led := re.match(lead, rest, re.IGNORECASE):
        ends = [word.end() + led.end() for word in re.finditer(r"[^\s,.;?!]+", rest[led.end() :])][:_LONGEST]
        end = next((end for end in reversed(ends) if _is_name(turn, rest[led.end() : end], is_one)), 0)
        if not end:
            break
        between = led[0]
        names.append(rest[led.end() : end])
        rest = rest[end:]
    return (tuple(names), between, rest) if names else None


def _is_name(turn: Turn, words: str, is_one: _IsOne) -> bool:
    """Whether `words` are a name and nothing beside it."""
    normal = turn.tongue.forms.normal(words)
    return "," not in words and is_bare(normal, turn.tongue) and is_one(normal)


def _tests(turn: Turn) -> Iterator[_IsOne]:
    return name_tests(turn.tongue, turn.understanding.near)
