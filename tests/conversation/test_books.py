"""The books that the recogniser is held to."""

import re
from dataclasses import replace

import pytest

from conversation.books import (
    ANY_NAME,
    ASLEEP,
    BOOKS,
    CANCEL,
    CONFIRM,
    CONTROLS,
    IDLE,
    NEITHER,
    NO,
    READ_BACK,
    TALK,
    YES,
    book,
    slot_book,
)
from conversation.english import ENGLISH
from conversation.phrases import PhraseMatcher
from erp import CATALOGUE, Customer, Part, Snapshot, slots_of
from models.phrases import NumberRange
from models.word_graph import compile_book


def spoken(snapshot: Snapshot, name: str, book_name: str = IDLE) -> dict[str, set[str]]:
    """The values of a list, with the ways of saying each."""
    values = book(book_name, snapshot, ENGLISH).lists[name]
    assert not isinstance(values, NumberRange)
    return {value.value: {other.spoken for other in values if other.value == value.value} for value in values}


@pytest.mark.parametrize("name", BOOKS)
def test_every_book_can_be_spoken(name: str, business: Snapshot) -> None:
    graph = compile_book(book(name, business, ENGLISH))
    assert graph.arcs
    assert not any(character.isdecimal() for word in graph.vocabulary for character in word)


@pytest.mark.parametrize("name", BOOKS)
def test_a_business_without_records_has_its_books_too(name: str, business: Snapshot) -> None:
    empty = replace(business, customers=(), jobs=(), projects=(), parts=())
    assert compile_book(book(name, empty, ENGLISH)).arcs


def test_every_command_can_be_said_in_the_idle_book(business: Snapshot) -> None:
    assert set(book(IDLE, business, ENGLISH).intents) == {*CATALOGUE, *CONTROLS, TALK}


def test_every_slot_that_is_asked_for_has_its_book() -> None:
    slots = [item for command in CATALOGUE.values() for item in slots_of(command).items()]
    asked = {slot_book(name, slot.values) for name, slot in slots if slot.ask}
    assert asked == set(BOOKS) - {IDLE, ASLEEP, CONFIRM, READ_BACK, "slot:channels"}


@pytest.mark.parametrize("name", [name for name in BOOKS if name != ASLEEP])
def test_cancelling_is_possible_everywhere(name: str, business: Snapshot) -> None:
    match = PhraseMatcher(book(name, business, ENGLISH)).match("never mind")
    assert match is not None
    assert match.intent == CANCEL


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_holds_no_more_than_its_sentences_need(name: str, business: Snapshot) -> None:
    said = book(name, business, ENGLISH)
    text = " ".join(
        [*said.rules.values(), *(sentence for sentences in said.intents.values() for sentence in sentences)]
    )
    assert set(re.findall(r"\{(\w+)[:}]", text)) == set(said.lists)
    assert set(re.findall(r"<(\w+)>", text)) == set(said.rules)


def test_only_typed_text_may_bring_any_name(business: Snapshot) -> None:
    assert ANY_NAME in book(IDLE, business, ENGLISH, typed=True).rules["anyone"]
    assert ANY_NAME not in book(IDLE, business, ENGLISH).rules["anyone"]


def test_an_unknown_number_can_be_said(business: Snapshot) -> None:
    numbers = book(IDLE, business, ENGLISH).lists["job_numbers"]
    assert numbers == NumberRange(1, 9999, known=frozenset({12, 42, 43, 44, 45, 456}))


def test_people_are_called_by_their_surname_and_companies_are_not(business: Snapshot) -> None:
    surnames = spoken(business, "known_surnames")
    assert surnames["Maria Garcia"] == {"garcia"}
    assert "Oakwood Apartments" not in surnames
    names = spoken(business, "customers")
    assert names["O'Brien & Sons LLC"] == {"o'brien and sons l l c", "o'brien and sons"}


def test_parts_are_said_in_the_singular_and_in_the_plural(business: Snapshot) -> None:
    some = tuple(Part(name, name) for name in ('3/4" pipe brush', "battery", "pliers"))
    parts = spoken(replace(business, parts=some), "parts")
    brush = {"three quarter inch pipe brush", "three quarter inch pipe brushes", "three quarter pipe brush"}
    assert brush <= parts['3/4" pipe brush']
    assert parts["battery"] == {"battery", "batteries"}
    assert parts["pliers"] == {"pliers"}


def test_a_part_is_called_without_its_measures(business: Snapshot) -> None:
    some = tuple(Part(name, name) for name in ('1" x 3/4" PEX reducer', "40 gallon water heater"))
    parts = spoken(replace(business, parts=some), "parts")
    assert {"pex reducer", "pex reducers"} <= parts['1" x 3/4" PEX reducer']
    assert "by three quarter inch pex reducer" not in parts['1" x 3/4" PEX reducer']
    assert "water heater" in parts["40 gallon water heater"]


def test_new_names_keep_out_of_the_way_of_known_ones(business: Snapshot) -> None:
    known = replace(business, customers=(Customer("a", "Stephan Harris"),))
    names = book(IDLE, known, ENGLISH).lists
    assert not isinstance(names["first_names"], NumberRange)
    assert not isinstance(names["surnames"], NumberRange)
    first_names = {value.value for value in names["first_names"]}
    surnames = {value.value for value in names["surnames"]}
    assert "Stephen" not in first_names
    assert "Harris" in surnames
    assert "Harrison" not in surnames
    assert {"Linda", "James"} <= first_names
    assert {"Park", "Smith"} <= surnames


YESES = "yes, yeah, yep, sure, correct, okay, yes please, yeah do it, go ahead, that's right, do it, yes a new customer"
NOES = "no, nope, no thanks, don't, yeah no, no don't, that's wrong, that's not right, don't do it, not now"
NEITHERS = "yes but tomorrow, yeah but change it, hold on, wait, yes wait, not sure, maybe, yes tomorrow"


@pytest.mark.parametrize(
    ("words", "intent"),
    [(words, intent) for intent, said in ((YES, YESES), (NO, NOES), (NEITHER, NEITHERS)) for words in said.split(", ")],
)
def test_a_confirmation(words: str, intent: str, business: Snapshot) -> None:
    match = PhraseMatcher(book(CONFIRM, business, ENGLISH)).match(words)
    assert match is not None
    assert match.intent == intent


def test_names_that_may_be_expected_begin_with_those_who_have_a_job(business: Snapshot) -> None:
    names = book(IDLE, business, ENGLISH).names
    with_a_job = {job.customer for job in business.jobs}
    assert set(names[: len(with_a_job)]) == with_a_job
    assert {"Ann Bauer", "Oakwood Apartments"} <= set(names)
    assert len(names) == len(set(names))


def test_a_hundred_names_are_enough(business: Snapshot) -> None:
    many = tuple(Customer(f"c{nth}", f"Customer {nth}") for nth in range(500))
    assert len(book(IDLE, replace(business, customers=many), ENGLISH).names) == 100
