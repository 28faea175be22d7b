"""Words that are kept, where a language model ended them too soon.

A small model ends a title or a note where one might end, though the words behind it belong to nothing else. What it
finds less likely, that they go on, is then what was meant, and mostly: that they go on to the end of what was said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from conversation.calls import FREE_KINDS, Call, written
from conversation.command_grammar import one_of
from conversation.utterance import Utterance
from erp import CATALOGUE, kinds_of
from models.completion import Completer, Completion

_KEPT: Final = FREE_KINDS - {"streets"}  # behind a street its town follows
_LONGER, _TO_THE_END = 20.0, 400.0
"""How many times as likely longer words are as the model finds them: chosen on wordings that it was not made of."""

Calls = tuple[Call, ...]


def at_full_length(answer: Completion, calls: Calls, utterance: Utterance, completer: Completer) -> Calls:
    """`calls`, which `answer` says, with the words that are kept as long as is likely.

    Raises:
        models.errors.CompletionError: the model fails.
    """
    weighed = [(answer.probability, calls)]
    for cut in _cuts(calls, utterance):
        for longer, weight in ((cut.longer, _LONGER), (cut.to_the_end, _TO_THE_END)):
            found = completer.complete(f" {utterance.normal}", one_of(longer)) if longer else None
            if found and found.text in longer:
                weighed.append((weight * found.probability, longer[found.text]))
    return max(weighed, key=lambda each: each[0])[1]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Answers in which some words that are kept go on, with the calls that they say."""

    longer: Mapping[str, Calls]
    to_the_end: Mapping[str, Calls]
    """To that of all that was said; none where words of something else stand between."""


def _cuts(calls: Calls, utterance: Utterance) -> Iterator[_Cut]:
    """Those of the last command: what is behind words of another one may be the next one's."""
    if not calls:
        return
    *before, last = calls
    kinds = kinds_of(CATALOGUE[last.command])
    spans = [span for call in calls for span in call.slots.values()]
    for slot, span in last.slots.items():
        behind, is_last = _behind(span, spans, utterance) if kinds.get(slot) in _KEPT else ([], False)
        if not behind:
            continue
        answers: dict[str, Calls] = {}
        for end in range(1, len(behind) + 1):
            said = (*before, replace(last, slots={**last.slots, slot: " ".join((span, *behind[:end]))}))
            answers[written(said)] = said
        yield _Cut(answers, dict([answers.popitem()]) if is_last else {})


def _behind(span: str, spans: list[str], utterance: Utterance) -> tuple[list[str], bool]:
    """The words behind `span` that are in no other one, and whether they are the last."""
    said = f" {utterance.normal} "
    found = said.rfind(f" {span} ")
    if found < 0:
        return [], False
    end = found + 1 + len(span)
    others = [(other, max(end - len(other), 0)) for other in spans]  # where one begins at least that ends behind it
    if taken := [max(at, end) for other, least in others if (at := said.find(f" {other} ", least)) >= 0]:
        return said[end : min(taken)].split(), False
    return re.sub(rf"(?<!\S)(?:{utterance.tongue.words.POLITE})?\s*$", "", said[end:]).split(), True
