"""The grammar that holds a language model to one utterance, in GBNF, llama.cpp's form of grammars.

What it can write is a command of the catalogue with slots of that command, or that there was none. Words can only be
words that were spoken, side by side; times, amounts and other values with a form of their own only such as can be read;
and Hero365's own values only those that are declared. So whatever the model's weights are, nothing can come out that
was not said.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from conversation.calls import AND_THEN, FREE_KINDS, NONE, OUT, OWN_KINDS
from conversation.lists import words_of
from conversation.tongue import Tongue
from conversation.utterance import Utterance
from erp import COMMANDS, Command, Slot, slots_of

MOST_CALLS: Final = 3
"""In one breath."""
_LONGEST_NAME: Final = 7
"""Words; of a record. Notes, messages and reasons may be as long as the utterance."""


def grammar_of(utterance: Utterance) -> str:
    """The grammar for `utterance`, which has a word at least."""
    rules = {"root": _root(), **_commands(utterance), **_spans(utterance)}
    return "\n".join(f"{name} ::= {rule}" for name, rule in rules.items())


def one_of(answers: Iterable[str]) -> str:
    """The grammar of these answers, of which there is one at least."""
    return f"root ::= {_either(answers)}"


def _root() -> str:
    behind = "".join(f" ({_text(AND_THEN)} call" for _ in range(MOST_CALLS - 1)) + ")?" * (MOST_CALLS - 1)
    return f"{_text(NONE)} | call{behind}"


def _commands(utterance: Utterance) -> dict[str, str]:
    readable = {kind: utterance.readable(kind) for kind in _kinds()}
    said = {kind for kind, spans in readable.items() if spans is None or spans}
    rules = {"call": " | ".join(_call(command, said) for command in COMMANDS)}
    for kind in sorted(said):
        rules[_rule(kind)] = _values(kind, readable[kind], utterance.tongue)
    return rules


@cache
def _kinds() -> frozenset[str]:
    return frozenset(slot.values for command in COMMANDS for slot in slots_of(command).values())


def _call(command: type[Command], said: set[str]) -> str:
    """The command and its slots, each once at most, without those of which nothing can have been said."""
    slots = "".join(_slot(name, slot) for name, slot in slots_of(command).items() if slot.values in said)
    out = f" ({_text(OUT)})?" if command.spec.name == "inventory.adjust" else ""
    return f"{_text(f' {command.spec.name}')}{slots}{out}"


def _slot(name: str, slot: Slot) -> str:
    return f" ({_text(f' {name}=')} {_rule(slot.values)})?"


def _rule(kind: str) -> str:
    return kind.replace("_", "-")


def _values(kind: str, spans: Iterable[str] | None, tongue: Tongue) -> str:
    """What a slot of that kind may be."""
    if kind in OWN_KINDS:
        return _either(own_values(kind, tongue))
    if spans is not None:
        return _either(f" {span}" for span in spans)
    return "words" if kind in FREE_KINDS else "name"


@cache
def own_values(kind: str, tongue: Tongue) -> tuple[str, ...]:
    """Hero365's own values of that kind, of which somebody can speak."""
    return tuple(dict.fromkeys(each.value for each in words_of(tongue.lists[kind])))


def _spans(utterance: Utterance) -> Mapping[str, str]:
    """Rules for stretches of the utterance: any, and such as are no longer than a name."""
    words = [_text(f" {word}") for word in utterance.spoken]
    rules = {"words": " | ".join(f"w{at}" for at in range(len(words)))}
    rules |= {f"w{at}": f"{word} w{at + 1}?" for at, word in enumerate(words[:-1])}
    rules[f"w{len(words) - 1}"] = words[-1]
    rules["name"] = " | ".join(_name(words[at : at + _LONGEST_NAME]) for at in range(len(words)))
    return rules


def _name(words: list[str]) -> str:
    return " (".join(words) + ")?" * (len(words) - 1)


def _either(texts: Iterable[str]) -> str:
    return " | ".join(map(_text, texts))


def _text(text: str) -> str:
    """A terminal; strings of GBNF are written like those of JSON."""
    return json.dumps(text, ensure_ascii=False)
