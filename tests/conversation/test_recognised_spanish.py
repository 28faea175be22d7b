"""Whatever the recogniser can hear in Spanish is understood."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from conversation.books import CANCEL, CHANGE, CONFIRM, IDLE, NAMED, NEITHER, NO, READ_BACK, SLOT_BOOKS, YES, book
from conversation.focus import Focus
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import CATALOGUE, Estimate, Invoice, Member, Snapshot, slots_of
from models.phrases import FigureString, NumberRange, PhraseBook
from models.word_graph import compile_book

SPOKEN_OF = {"customer": "Ann Bauer", "job": "42", "project": "7", "estimate": "8", "invoice": "101"}
NO_SUCH_DAY = re.compile(
    r"(treinta|treinta y uno) de (febrero|abril|junio|septiembre|noviembre)|veintinueve de febrero"
)
AMBIGUOUS = re.compile(r"\b(primer|segund|tercer)[oa]\b|garcia .*(bauer|garcia)")
"""Means nothing where nothing was offered, or too much: one of two customers, and one of two of their jobs."""
AT_ONCE = {"job.create", "job.schedule", "job.reschedule", "schedule.book", "schedule.reschedule", "invoice.create"}
"""Which of these it is, the records decide."""


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Snapshot:
    return replace(
        business,
        estimates=(Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann"),),
        invoices=(Invoice("i101", "101", "INV-000101", "sent", "Ann Bauer", "ann"),),
        team=(Member("r", "Rosa Delgado"), Member("s", "Sam Reed")),
        businesses=("Northside Plumbing", "Lakeview HVAC"),
    )


@pytest.fixture(scope="module")
def spanish(shop: Snapshot) -> Understanding:
    return Understanding(shop, SPANISH)


def sentences(said: PhraseBook, count: int) -> Iterator[str]:
    """Random sentences of a book, with random values of its lists."""
    chance = random.Random(1)  # noqa: S311 - a sample, no secret
    graph = compile_book(said, references=True)
    arcs: dict[int, list[tuple[int, str]]] = {}
    for source, target, word in graph.arcs:
        arcs.setdefault(source, []).append((target, word))
    for _ in range(count):
        state, words = graph.start, list[str]()
        while state in arcs:
            state, word = chance.choice(arcs[state])
            words.append(spoken(word, said, chance))
        yield " ".join(filter(None, words))


def spoken(word: str, said: PhraseBook, chance: random.Random) -> str:
    if not word.startswith("{"):
        return "" if word.startswith("=") else word
    values = said.lists[re.split(r"[:}]", word[1:])[0]]
    if isinstance(values, NumberRange):
        return SPANISH.numbers.in_words(chance.randint(values.lowest, min(values.highest, 9999)))
    if isinstance(values, FigureString):
        return SPANISH.numbers.one_by_one("".join(chance.choice("123456789") for _ in range(values.longest)))
    return chance.choice(values).spoken if values else ""


@pytest.mark.parametrize("command", sorted(CATALOGUE))
def test_what_is_heard_while_nothing_is_open_is_a_command(
    command: str, shop: Snapshot, spanish: Understanding, now: datetime
) -> None:
    whole = book(IDLE, shop, SPANISH)
    own = PhraseBook({command: whole.intents[command]}, whole.lists, whole.rules, "es")
    focus = Focus({slot: name for slot, name in SPOKEN_OF.items() if slot in slots_of(CATALOGUE[command])})
    for sentence in sentences(own, 150):
        understood = spanish.command(sentence, now, focus)
        if not NO_SUCH_DAY.search(sentence) and not AMBIGUOUS.search(sentence):
            assert understood.command is not None, sentence
            assert understood.command.spec.name in ({command, *AT_ONCE} if command in AT_ONCE else {command}), sentence


@pytest.mark.parametrize("name", SLOT_BOOKS)
def test_what_is_heard_after_a_question_is_an_answer(
    name: str, shop: Snapshot, spanish: Understanding, now: datetime
) -> None:
    for sentence in sentences(book(name, shop, SPANISH), 150):
        understood = spanish.command(sentence, now)
        assert understood.command is None, sentence
        skipped = AMBIGUOUS.search(sentence) or spanish.lacks(name, sentence) or spanish.declines(name, sentence)
        if not understood.control and not skipped and not NO_SUCH_DAY.search(sentence):
            assert spanish.answer(name, sentence, now, focus=Focus(SPOKEN_OF)), sentence


@pytest.mark.parametrize("intent", [YES, NO, CANCEL, NEITHER])
def test_what_is_heard_after_shall_i_is_taken_as_it_is_meant(
    intent: str, shop: Snapshot, spanish: Understanding
) -> None:
    whole = book(CONFIRM, shop, SPANISH)
    for sentence in sentences(PhraseBook({intent: whole.intents[intent]}, whole.lists, whole.rules, "es"), 150):
        assert spanish.confirmation(sentence) == intent, sentence


@pytest.mark.parametrize("intent", [CHANGE, NAMED])
def test_what_is_heard_instead_of_what_was_read_back_changes_it(
    intent: str, shop: Snapshot, spanish: Understanding
) -> None:
    whole = book(READ_BACK, shop, SPANISH)
    for sentence in sentences(PhraseBook({intent: whole.intents[intent]}, whole.lists, whole.rules, "es"), 150):
        assert spanish.confirmation(sentence) != YES, sentence
        correction = spanish.correction(sentence)
        assert correction.named if intent == NAMED else correction.said, sentence
