"""Whatever the recogniser can hear is understood: the grammar and the matcher come from the same books."""

import random
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from conversation.books import CANCEL, CHANGE, CONFIRM, IDLE, NAMED, NO, READ_BACK, SLOT_BOOKS, YES, book
from conversation.english import ENGLISH
from conversation.focus import Focus
from conversation.understanding import Understanding
from erp import CATALOGUE, Snapshot, slots_of
from models.phrases import PhraseBook
from models.word_graph import compile_book

SHORT_MONTHS = "(february|april|june|september|november)"
NO_SUCH_DAY = re.compile(
    rf"{SHORT_MONTHS}.* thirt(y first|ieth)|{SHORT_MONTHS} thirty\b|thirt(y first|ieth).* {SHORT_MONTHS}"
)
AMBIGUOUS = {
    "slot:street": re.compile(r"(ty|ies) (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) "),
    **{
        f"slot:{name}": re.compile(r"\b(first|second|third)\b")
        for name in (
            "customer",
            "job",
            "project",
            "estimate",
            "invoice",
            "part",
            "assignee",
            "business",
            "reminder",
            "amount",
        )
    },
}
"""Sentences that mean nothing by themselves: "seventy ninth street" has no house number, "the first one" no choice."""

NEIGHBOURS = {"job.schedule": ("job.create", "job.reschedule"), "job.reschedule": ("job.schedule",)}
"""What else the records can make of a command's sentences."""


SPOKEN_OF = Focus({"customer": "Ann Bauer", "job": "42", "project": "7", "estimate": "8", "invoice": "101"})


def sentences(said: PhraseBook, count: int, seed: int = 1) -> Iterator[str]:
    """Random sentences of a book, as the recogniser would write them."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    graph = compile_book(said)
    arcs: dict[int, list[tuple[int, str]]] = {}
    for source, target, word in graph.arcs:
        arcs.setdefault(source, []).append((target, word))
    for _ in range(count):
        state, words = graph.start, list[str]()
        while state in arcs and not (state in graph.ends and chance.random() < 0.5):
            state, word = chance.choice(arcs[state])
            words.append(word)
        yield " ".join(filter(None, words))


@pytest.mark.parametrize("command", sorted(CATALOGUE))
def test_what_is_heard_while_nothing_is_open_is_a_command(
    command: str, business: Snapshot, understanding: Understanding, now: datetime
) -> None:
    whole = book(IDLE, business, ENGLISH)
    own = PhraseBook({command: whole.intents[command]}, whole.lists, whole.rules)
    spoken_of = Focus({slot: name for slot, name in SPOKEN_OF.names.items() if slot in slots_of(CATALOGUE[command])})
    for sentence in sentences(own, 150):
        understood = understanding.command(sentence, now, spoken_of)
        if not NO_SUCH_DAY.search(sentence):
            assert understood.command is not None, sentence
            assert understood.command.spec.name in {command, *NEIGHBOURS.get(command, ())}, sentence


@pytest.mark.parametrize("name", SLOT_BOOKS)
def test_what_is_heard_after_a_question_is_an_answer(
    name: str, business: Snapshot, understanding: Understanding, now: datetime
) -> None:
    for sentence in sentences(book(name, business, ENGLISH), 200):
        understood = understanding.command(sentence, now)
        assert understood.command is None, sentence
        skipped = (name in AMBIGUOUS and AMBIGUOUS[name].search(sentence)) or understanding.lacks(name, sentence)
        skipped = skipped or understanding.declines(name, sentence)
        if not understood.control and not skipped and not NO_SUCH_DAY.search(sentence):
            assert understanding.answer(name, sentence, now, focus=SPOKEN_OF), sentence


@pytest.mark.parametrize("intent", [YES, NO, CANCEL, "neither"])
def test_what_is_heard_after_shall_i_is_taken_as_it_is_meant(
    intent: str, business: Snapshot, understanding: Understanding
) -> None:
    whole = book(CONFIRM, business, ENGLISH)
    for sentence in sentences(PhraseBook({intent: whole.intents[intent]}, whole.lists, whole.rules), 150):
        assert understanding.confirmation(sentence) == intent, sentence


@pytest.mark.parametrize("intent", [CHANGE, NAMED])
def test_what_is_heard_instead_of_what_was_read_back_changes_it(
    intent: str, business: Snapshot, understanding: Understanding
) -> None:
    whole = book(READ_BACK, business, ENGLISH)
    for sentence in sentences(PhraseBook({intent: whole.intents[intent]}, whole.lists, whole.rules), 150):
        assert understanding.confirmation(sentence) != YES, sentence
        correction = understanding.correction(sentence)
        assert correction.named if intent == NAMED else correction.said, sentence
