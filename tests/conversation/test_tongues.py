"""What holds for every language: what is said can be understood again, and all that commands refer to is there."""

import re
from collections import Counter
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference
from hassil.parse_expression import parse_sentence
from hypothesis import given
from hypothesis import strategies as st

from conversation.books import BOOKS, SLOT_BOOKS, book
from conversation.prompts import fixed
from conversation.replies import MADE_OF_PARTS
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from erp import COMMANDS, Command, Language, Snapshot, slots_of
from erp.command import Wording

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=ZoneInfo("America/Chicago"))
TODAY = NOW.date()
EACH = pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES)
DAYS = st.integers(0, 364).map(lambda ahead: (TODAY + timedelta(days=ahead)).isoformat())
TIMES = st.builds("{}T{:02}:{:02}".format, DAYS, st.integers(0, 23), st.integers(0, 59))
PARTS = st.builds("{}/{}".format, DAYS, st.sampled_from(["morning", "afternoon", "evening"]))


def test_every_language_is_spoken_and_every_command_can_be_said_in_it() -> None:
    assert set(TONGUES) == set(get_args(Language))
    assert all(set(command.spec.phrases) == set(TONGUES) for command in COMMANDS)


@EACH
@given(when=DAYS | TIMES | PARTS)
def test_a_time_that_is_said_is_that_time(tongue: Tongue, when: str) -> None:
    assert tongue.times.parse_when(tongue.times.spoken_when(when, NOW), NOW) == when


@EACH
@given(day=DAYS)
def test_a_day_that_is_said_is_that_day(tongue: Tongue, day: str) -> None:
    assert tongue.times.parse_date(tongue.times.spoken_date(day, NOW), NOW) == day
    assert tongue.times.parse_date(tongue.times.on_date(day, NOW), NOW) == day


@EACH
@given(minutes=st.integers(1, 600))
def test_a_length_of_time_that_is_said_is_as_long(tongue: Tongue, minutes: int) -> None:
    assert tongue.times.parse_duration(tongue.times.spoken_duration(minutes)) == str(minutes)


@EACH
@given(dollars=st.integers(1, 99_999), cents=st.integers(0, 99))
def test_an_amount_that_is_said_is_that_amount(tongue: Tongue, dollars: int, cents: int) -> None:
    written = f"{dollars}.{cents:02}" if cents else str(dollars)
    assert tongue.numbers.amount(tongue.forms.normal(tongue.numbers.spoken_amount(written))) == written


@EACH
@given(number=st.integers(0, 999_999))
def test_a_number_in_words_is_that_number(tongue: Tongue, number: int) -> None:
    assert tongue.forms.normal(tongue.numbers.in_words(number)) == str(number)


@EACH
@given(digits=st.from_regex("[1-9][0-9]{0,9}", fullmatch=True))
def test_figures_said_one_by_one_are_that_number(tongue: Tongue, digits: str) -> None:
    assert tongue.forms.normal(tongue.numbers.one_by_one(digits)) == digits


@EACH
@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("typed", [True, False])
def test_every_book_can_be_made(tongue: Tongue, name: str, typed: bool, business: Snapshot) -> None:
    made = book(name, business, tongue, typed=typed)
    assert made.language == tongue.language
    assert made.intents


@EACH
def test_words_are_in_capitals_nowhere_and_figures_neither(tongue: Tongue, business: Snapshot) -> None:
    made = book("idle", business, tongue)
    templates = [text for said in made.intents.values() for text in said] + list(made.rules.values())
    words = " ".join(re.sub(r"[{<][^}>]*[}>]", " ", text) for text in templates)
    assert words == words.lower()
    assert not re.search(r"\d", words)


@EACH
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.spec.name)
def test_what_a_wording_names_is_there(tongue: Tongue, command: type[Command]) -> None:
    wording = command.spec.wording.get(tongue.language, Wording())
    named = {place for text in (wording.confirm, wording.saved, wording.done, wording.about) for place in PLACE(text)}
    pieces = {piece for piece, _, _ in tongue.sentences.PIECES}
    assert named <= {*command.model_fields, *pieces, *MADE_OF_PARTS}


PLACE = re.compile(r"\{(\w+)\}").findall


PIECE_BY_PIECE = {"when", "date", "end_date", "amount", "street", "customer"}
"""Slots whose values may be told in several pieces, which are read together."""


def most_filled(expression: Expression, tongue: Tongue) -> Counter[str]:
    """How often a sentence of `expression` fills each slot at the most."""
    match expression:
        case ListReference(slot_name=slot):
            return Counter([slot])
        case RuleReference(rule_name=name):
            return most_filled(parse_sentence(tongue.phrases.RULES[name]).expression, tongue)
        case Alternative(items=items):
            return reduce(or_, (most_filled(item, tongue) for item in items))
        case Group(items=items):
            return sum((most_filled(item, tongue) for item in items), Counter())
        case _:
            return Counter()


@EACH
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.spec.name)
def test_no_sentence_names_a_value_twice(tongue: Tongue, command: type[Command]) -> None:
    for phrase in command.spec.templates(tongue.language):
        filled = most_filled(parse_sentence(phrase).expression, tongue)
        assert {slot for slot, times in filled.items() if times > 1} <= PIECE_BY_PIECE, phrase


@EACH
def test_what_is_always_said_has_no_places(tongue: Tongue) -> None:
    assert not any("{" in sentence for sentence in fixed(tongue))


@EACH
def test_records_are_named_where_one_has_to_choose(tongue: Tongue) -> None:
    asked = {slot.values for command in COMMANDS for slot in slots_of(command).values() if slot.ask}
    unknown = {"jobs", "projects", "estimates", "invoices", "parts", "customers", "team", "businesses"}
    assert unknown & asked <= tongue.sentences.UNKNOWN.keys()


@EACH
def test_nothing_is_there_that_nobody_can_say(tongue: Tongue) -> None:
    phrases = tongue.phrases
    said = [text for command in COMMANDS for text in command.spec.templates(tongue.language)]
    answers = [text for texts in phrases.ANSWERS.values() for text in texts]
    text = " ".join(
        [*said, *answers, *phrases.TALK, *phrases.NAMED, *phrases.RULES.values(), *phrases.TYPED_RULES.values()]
    )
    assert set(phrases.RULES) <= set(re.findall(r"<(\w+)>", text))
    assert set(tongue.lists) <= set(re.findall(r"\{(\w+)[:}]", text))
    assert {f"slot:{name}" for name in phrases.ANSWERS} == set(SLOT_BOOKS)
