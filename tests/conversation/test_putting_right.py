"""What an ear that is held to no phrases mishears is put right where that is certain, asked where it is not, and left
alone where it means something as it was heard."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.english.mishearings import MAY_BE, PUT_RIGHT, RECORDS, SOUNDS, WHERE_IT_FITS
from conversation.manual.business import BUSINESS
from conversation.manual.business import NOW as AT
from conversation.manual.examples import examples
from conversation.putting_right import PutRight, put_right
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import COMMANDS, Part, Snapshot
from models.completion import Completion

TURN = UUID(int=9)
Hear = Callable[..., Decision]


@dataclass
class Noting:
    """A language model that understands nothing, and knows what it was asked."""

    asked: list[str] = field(default_factory=list)

    def load(self) -> None:
        pass

    def complete(self, text: str, grammar: str) -> Completion:
        self.asked.append(text.strip())
        return Completion(" none", 0.99, 0.99, ((" none", 1.0),))

    def close(self) -> None:
        pass


@pytest.fixture
def hear(understanding: Understanding, now: datetime) -> Hear:
    """The last of several things that are said, each written down by an ear that is held to nothing."""

    def _hear(*said: str, freely: bool = True, known: Understanding = understanding) -> Decision:
        dialogue = Dialogue()
        return [dialogue.hear(words, known, now, TURN, freely=freely) for words in said][-1]

    return _hear


@pytest.fixture(scope="module")
def with_job_40(business: Snapshot) -> Understanding:
    one = business.job("42")
    assert one
    other = replace(one, ref="job-40", number="40", full_number="JOB-000040")
    return Understanding(replace(business, jobs=(*business.jobs, other)), ENGLISH)


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("mark job 40 to complete", "mark job 42 complete"),
        ("Mark job 40 to, complete.", "mark job 42 complete"),
        ("what's job 40 too", "what's job 42"),
        ("what's job number forty to", "what's job 42"),
        ("mark job 4 50 six complete", "mark job 456 complete"),
        ("mark job 4.56 complete", "mark job 456 complete"),
        ("in voice job 42", "invoice job 42"),
        ("in voice job 40 to", "invoice job 42"),
        ("move job 42 to tomorrow at 4.30", "move job 42 to tomorrow at 4:30"),
        ("move job 42 to tomorrow 10.30 a.m.", "move job 42 to tomorrow at 10:30 a.m."),
        ("move job 42 to tomorrow at 1030 a m", "move job 42 to tomorrow at 10:30 a.m."),
        ("move job 42 to tomorrow at 10 30", "move job 42 to tomorrow at 10:30"),
        ("move job 42 to tomorrow at to", "move job 42 to tomorrow at two"),
        ("move job 42 to tomorrow at for 30", "move job 42 to tomorrow at four thirty"),
        ("move job 42 to tomorrow at half pass nine", "move job 42 to tomorrow at half past nine"),
        ("move job 42 to tomorrow at f past nine", "move job 42 to tomorrow at half past nine"),
        ("move job 42 to tomorrow at half past 9", "move job 42 to tomorrow at half past nine"),
        ("move job 42 to tomorrow at quarter past for", "move job 42 to tomorrow at quarter past four"),
        ("move job 42 to tomorrow at quarter 2 9", "move job 42 to tomorrow at quarter to nine"),
        ("move job 42 to the 15th", "move job 42 to the fifteenth"),
        ("do we have any 3 4 inch ball valves", "do we have any three quarter inch ball valves"),
        ("do we have any free quarter inch ball valves", "do we have any three quarter inch ball valves"),
        ("do we have any 3 quarter inch ball valves", "do we have any three quarter inch ball valves"),
        ("do we have any r 410a refrigerant", "do we have any r four ten a refrigerant"),
        ("do we have any r 4 10a refrigerant", "do we have any r four ten a refrigerant"),
    ],
)
def test_what_is_certain_is_put_right(hear: Hear, heard: str, said: str) -> None:
    meant, got = hear(said, freely=False), hear(heard)
    assert meant.command
    assert (got.command, dict(got.slots), got.outcome) == (meant.command, dict(meant.slots), meant.outcome)


@pytest.mark.parametrize(
    "words",
    [
        "move job 40 to tuesday",
        "move job 42 to 10 tomorrow",
        "set job 40 to complete",
        "put job 40 to on hold",
        "add a note to job 40 to call him",
        "create an invoice for job 40 for 200 dollars",
        "add a note to job 42 that the tech spoke in voice of 2",
    ],
)
def test_what_means_something_stays(hear: Hear, words: str) -> None:
    decision = hear(words)
    assert decision.command
    assert decision == hear(words, freely=False)


@pytest.mark.parametrize("words", ["order 4 to inch copper elbows", "order four to inch copper elbows"])
def test_how_many_and_what_size_are_never_one_number(hear: Hear, words: str) -> None:
    assert hear(words) == hear(words, freely=False)


@pytest.mark.parametrize("tongue", [ENGLISH, SPANISH], ids=lambda tongue: tongue.language)
def test_what_the_manual_says_is_never_taken_for_misheard(tongue: Tongue) -> None:
    known = Understanding(BUSINESS, tongue)
    said = [sentence for command in COMMANDS for sentence in examples(command, tongue)]
    changed = {
        sentence: right
        for sentence in said
        if (right := put_right(sentence, BUSINESS, tongue, lambda words: known.command(words, AT).command is not None))
        != PutRight(sentence)
    }
    assert changed == {}


@pytest.mark.parametrize(
    "words", ["mark job 50 to complete", "complete job 45 for", "complete job to", "in voice mail"]
)
def test_what_comes_to_nothing_either_way_stays(hear: Hear, words: str) -> None:
    assert hear(words) == hear(words, freely=False)
    assert hear(words).outcome is Outcome.NOTHING


@pytest.mark.parametrize("words", ["mark job 40 to complete", "in voice job 42", "move job 42 to tomorrow at to"])
def test_typed_words_are_taken_as_they_are(hear: Hear, words: str) -> None:
    assert hear(words, freely=False).outcome is Outcome.NOTHING


def test_a_language_model_reads_what_hardly_means_anything_else(understanding: Understanding, now: datetime) -> None:
    model = Noting()
    Dialogue(model).hear("shove that heater job over to 4.30 tomorrow", understanding, now, TURN, freely=True)
    Dialogue(model).hear("grab me 3 4 inch things", understanding, now, TURN, freely=True)
    assert model.asked == ["shove that heater job over to 430 tomorrow", "grab me 34 inch things"]


def test_of_two_known_numbers_it_is_asked(hear: Hear, with_job_40: Understanding) -> None:
    asked = hear("mark job 40 to complete", known=with_job_40)
    assert (asked.outcome, asked.reply) == (Outcome.CONFIRMING, "Did you say: mark job 42 complete?")
    assert hear("mark job 40 to complete", "yes", known=with_job_40).slots["job"] == "42"
    assert hear("mark job 40 to complete", "no", known=with_job_40).instructions == ()


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        ("complete job for 56", "Did you say: complete job 456?"),
        ("remind me in for hours to call ann", "Did you say: remind me in four hours to call ann?"),
    ],
)
def test_a_number_that_was_written_as_an_ordinary_word_is_asked(hear: Hear, heard: str, asked: str) -> None:
    decision = hear(heard)
    assert (decision.outcome, decision.reply, decision.instructions) == (Outcome.CONFIRMING, asked, ())


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        ("what's job to", "Did you say: what's job 2?"),
        ("move job for to friday", "Did you say: move job 4 to friday?"),
        ("what's job free 22", "Did you say: what's job 322?"),
    ],
)
def test_a_number_without_any_figure_is_asked(hear: Hear, business: Snapshot, heard: str, asked: str) -> None:
    one = business.job("42")
    assert one
    others = tuple(replace(one, ref=f"job-{number}", number=number) for number in ("2", "4", "322"))
    assert hear(heard, known=Understanding(replace(business, jobs=others), ENGLISH)).reply == asked


def test_a_part_is_known_where_its_name_was_written_apart(hear: Hear, business: Snapshot) -> None:
    shutoff = Part("shutoff", "Shutoff valve", on_hand=Decimal(3))
    known = Understanding(replace(business, parts=(*business.parts, shutoff)), ENGLISH)
    assert hear("do we have any shut off valves", known=known).slots == {"part": "Shutoff valve"}


def test_an_answer_is_put_right(hear: Hear) -> None:
    assert hear("in voice it", "40 to").slots["job"] == "42"
    assert hear("invoice it", "job number 40 to").slots["job"] == "42"
    assert hear("reschedule job 42", "tomorrow at 4.30").slots["when"] == "2026-11-26T16:30"


def test_what_is_said_to_a_shall_i_stays(hear: Hear) -> None:
    assert hear("cancel job 42", "at for").instructions == ()


def test_a_guess_is_put_right_and_asked(understanding: Understanding, now: datetime) -> None:
    decision = Dialogue().hear("", understanding, now, TURN, ("mark job 40 to complete",), freely=True)
    assert (decision.outcome, decision.reply) == (Outcome.CONFIRMING, "Did you say: mark job 42 complete?")


@pytest.mark.parametrize("clock", ["4.30", "4,30"])
def test_spanish_clocks_are_put_right(business: Snapshot, now: datetime, clock: str) -> None:
    words = f"mueve el trabajo 42 a mañana a las {clock}"
    decision = Dialogue().hear(words, Understanding(business, SPANISH), now, TURN, freely=True)
    assert decision.slots["when"] == "2026-11-26T16:30"


WORDS = st.sampled_from((
    *SOUNDS, *RECORDS, "number", "40", "42", "4", "2", "456", "10", "30", "4.30", "12.50", "$12.50", "3-4", "forty",
    "two", "hundred", "fifty", "six", "at", "past", "quarter", "half", "inch", "hours", "mark", "move", "complete",
    "tuesday", "tomorrow", "in", "voice", "r", "410a", "a", "m", "please,", "What's",
))  # fmt: skip
HEARD = st.lists(WORDS, max_size=10).map(" ".join)
ANSWERS = st.sampled_from(("", "jobs", "invoices", "times"))


def digits(words: str) -> str:
    """The figures of the numbers in `words`, word by word."""
    return "".join(figure for word in words.split() for figure in ENGLISH.forms.normal(word) if figure.isdigit())


def is_within(some: str, all_of_them: str) -> bool:
    """Whether `some` are among `all_of_them`, in their order."""
    rest = iter(all_of_them)
    return all(each in rest for each in some)


def everything(heard: str, business: Snapshot, asked: str) -> list[str]:
    """All that may come of `heard`, as if nothing else would do."""
    came: list[str] = []

    def note(words: str) -> bool:
        came.append(words)
        return False

    put_right(heard, business, ENGLISH, note, asked)
    return came


@settings(max_examples=400, deadline=None)
@given(heard=HEARD, asked=ANSWERS)
def test_no_number_comes_up_that_was_not_said(heard: str, asked: str, business: Snapshot) -> None:
    apart = heard.replace("-", " ").replace(".", " ").split()
    said = digits(" ".join(SOUNDS.get(word, word) for word in apart))
    assert all(is_within(digits(words.replace(".", " ")), said) for words in everything(heard, business, asked))


@settings(max_examples=200, deadline=None)
@given(number=st.integers(0, 99_999), noun=st.sampled_from(sorted(RECORDS)), behind=st.sampled_from(["", " tuesday"]))
def test_a_whole_number_stays(number: int, noun: str, behind: str, business: Snapshot) -> None:
    heard = f"{noun} {number}{behind}"
    assert put_right(heard, business, ENGLISH, lambda _: False) == PutRight(heard)
    assert everything(heard, business, "") == []


@settings(max_examples=200, deadline=None)
@given(heard=HEARD, asked=ANSWERS)
def test_what_comes_to_something_is_never_touched(heard: str, asked: str, business: Snapshot) -> None:
    assert put_right(heard, business, ENGLISH, lambda _: True, asked) == PutRight(heard)


@settings(max_examples=200, deadline=None)
@given(heard=HEARD, asked=ANSWERS)
def test_a_number_is_put_together_only_where_a_record_has_it(heard: str, asked: str, business: Snapshot) -> None:
    nobody = replace(business, jobs=(), invoices=(), estimates=(), projects=())
    reworded = [heard]
    for pattern, said in (*PUT_RIGHT, *WHERE_IT_FITS, *MAY_BE):
        reworded.append(pattern.sub(said, reworded[-1]))
    assert set(everything(heard, nobody, asked)) <= set(reworded)


@settings(max_examples=150, deadline=None)
@given(heard=HEARD)
def test_a_guess_never_runs_unasked(heard: str, understanding: Understanding, now: datetime) -> None:
    assert Dialogue().hear("", understanding, now, TURN, (heard,), freely=True).instructions == ()
