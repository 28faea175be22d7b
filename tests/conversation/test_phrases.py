"""Matching against any phrase book, also one of another trade."""

import gc
from dataclasses import replace

import pytest
from hassil.intents import TextSlotList
from hypothesis import given
from hypothesis import strategies as st

from conversation.phrases import PhraseMatcher, SlotLists
from models.phrases import NumberRange, PhraseBook, SpokenValue

COFFEE = PhraseBook(
    intents={
        "order": (
            "(can i get|make me) [a|an] [{sizes:size}] [{shots:shots} shot] {drinks:drink} [with {milks:milk}]",
            "{cups:cups} (cup|cups) of {drinks:drink}",
        ),
        "cancel": ("never mind",),
    },
    lists={
        "sizes": (
            SpokenValue("large", "large"),
            SpokenValue("eight ounce", "8oz"),
            SpokenValue("twelve ounce", "12oz"),
        ),
        "shots": (SpokenValue("double", "2"), SpokenValue("triple", "3")),
        "drinks": (
            SpokenValue("iced coffee", "iced coffee"),
            SpokenValue("coffee", "coffee"),
            SpokenValue("mocha", "mocha"),
        ),
        "milks": (SpokenValue("a lot of skim milk", "skim+"), SpokenValue("milk", "milk")),
        "cups": NumberRange(1, 20),
    },
)


@pytest.fixture(scope="module")
def coffee() -> PhraseMatcher:
    return PhraseMatcher(COFFEE)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("can i get a large iced coffee with milk", {"size": "large", "drink": "iced coffee", "milk": "milk"}),
        ("make me an eight ounce double shot mocha", {"size": "8oz", "shots": "2", "drink": "mocha"}),
        ("Make me a coffee with a lot of skim milk!", {"drink": "coffee", "milk": "skim+"}),
        ("twelve cups of coffee", {"cups": "12", "drink": "coffee"}),
        ("7 cups of mocha", {"cups": "7", "drink": "mocha"}),
    ],
)
def test_another_trade_is_matched(text: str, slots: dict[str, str], coffee: PhraseMatcher) -> None:
    match = coffee.match(text)
    assert match is not None
    assert (match.intent, dict(match.slots), match.confidence) == ("order", slots, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "can i get",
        "can i get a coffee please",
        "coffee",
        "can i get a coffeemocha",
        "twenty one cups of coffee",
        "2 2 cups of coffee",
        "please never mind",
    ],
)
def test_what_does_not_fit_is_no_match(text: str, coffee: PhraseMatcher) -> None:
    assert coffee.match(text) is None


def test_numbers_in_the_sentences_themselves_may_be_typed_or_spoken() -> None:
    matcher = PhraseMatcher(PhraseBook({"route": ("take the (first|second) exit to route sixty six",)}))
    assert matcher.match("take the second exit to route 66")
    assert matcher.match("take the 2nd exit to route six six")


def test_a_slot_that_is_filled_twice_has_both_values_in_the_order_spoken() -> None:
    book = PhraseBook({"meet": ("meet on {days:when} at {hours:when}", "meet at {hours:when} on {days:when}")}, {
        "days": (SpokenValue("monday", "monday"),), "hours": (SpokenValue("nine", "nine"),),
    })  # fmt: skip
    matcher = PhraseMatcher(book)
    assert matcher.match("meet on monday at nine").slots == {"when": "monday nine"}  # type: ignore[union-attr]
    assert matcher.match("meet at nine on monday").slots == {"when": "nine monday"}  # type: ignore[union-attr]


PEOPLE = {"people": (SpokenValue("ann bauer", "Ann Bauer"), SpokenValue("lee", "Bo Lee"), SpokenValue("lee", "Cy Lee"))}


def test_words_that_stand_for_several_values_are_a_choice() -> None:
    match = PhraseMatcher(PhraseBook({"call": ("call {people:who}",)}, PEOPLE)).match("call lee")
    assert match is not None
    assert set(match.choices["who"]) == {"Bo Lee", "Cy Lee"}
    assert match.slots == {}
    assert match.confidence == 0.5


def test_two_sentences_that_fit_equally_well_are_no_match() -> None:
    book = PhraseBook({"call": ("(call|ring) {people:who}",), "visit": ("(visit|ring) {people:who}",)}, PEOPLE)
    assert PhraseMatcher(book).match("ring ann bauer") is None
    assert PhraseMatcher(book).match("call ann bauer") is not None


def test_a_free_list_takes_what_nothing_else_explains() -> None:
    book = PhraseBook(
        {"call": ("call ({people:who}|{anybody:who}) [{days:when}]",)},
        {**PEOPLE, "days": (SpokenValue("today", "today"),)},
    )
    matcher = PhraseMatcher(book, free={"anybody"})
    known, new = matcher.match("call ann bauer today"), matcher.match("call jane roe today")
    assert known is not None
    assert new is not None
    assert (known.slots, known.confidence) == ({"who": "Ann Bauer", "when": "today"}, 1.0)
    assert (new.slots, new.confidence) == ({"who": "jane roe", "when": "today"}, 0.5)


def test_lists_are_shared_by_matchers_and_let_go_with_the_last_that_has_them() -> None:
    shared = SlotLists()
    book = PhraseBook(
        {"call": ("call {people:who} [{days:when}]",)}, PEOPLE | {"days": (SpokenValue("today", "today"),)}
    )
    first = PhraseMatcher(book, shared=shared)
    more = (*PEOPLE["people"], SpokenValue("jane roe", "Jane Roe"))
    second = PhraseMatcher(replace(book, lists={**book.lists, "people": more}), shared=shared)
    assert len(shared) == 3
    assert second.match("call jane roe today")
    assert first.match("call jane roe today") is None
    del first
    gc.collect()
    assert len(shared) == 2


@given(text=st.lists(st.sampled_from(["ann", "bauer", "o'brien", "o'brien's", "42", "4"]), min_size=1).map(" ".join))
def test_a_list_is_found_by_whole_words_where_hassil_finds_it_by_letters(text: str) -> None:
    values = tuple(SpokenValue(name, name) for name in ("ann", "ann bauer", "o'brien", "bauer 4", "bauer"))
    ours = SlotLists().of(values, "en")
    assert isinstance(ours, TextSlotList)
    by_letters = TextSlotList(None, ours.values).get_candidates(text)
    whole = [value for value in by_letters if not text[len(value.value_out) : len(value.value_out) + 1].isalnum()]
    assert ours.get_candidates(text) == whole
