"""Words that are kept go on where a language model ended them too soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest

from conversation.calls import read
from conversation.cut_short import at_full_length
from conversation.english import ENGLISH
from conversation.focus import Focus
from conversation.free_reading import read_freely
from conversation.understanding import Understanding
from conversation.utterance import Utterance
from erp import Snapshot
from models.completion import Completion

NOTED = "add to job 42 the pump runs hot"
SHORT, LONGER = " job.add_note job= 42 note= the pump", " job.add_note job= 42 note= the pump runs"
WHOLE = " job.add_note job= 42 note= the pump runs hot"


@dataclass
class Weighing:
    """A model that finds answers as likely as it is told, and writes the likeliest that it may."""

    answers: Mapping[str, float]

    def load(self) -> None:
        pass

    def complete(self, text: str, grammar: str) -> Completion:
        may = [answer for answer in self.answers if f'"{answer}"' in grammar or "call ::=" in grammar]
        likeliest = max(may, key=self.answers.__getitem__, default="")
        return Completion(likeliest, self.answers.get(likeliest, 0.0), 1.0)

    def close(self) -> None:
        pass


def full(words: str, answers: Mapping[str, float], business: Snapshot, now: datetime) -> list[Mapping[str, str]]:
    model, written = Weighing(answers), next(iter(answers))
    answer = Completion(written, answers[written], 1.0)
    calls = at_full_length(answer, read(written), Utterance(words, now, business, ENGLISH), model)
    return [dict(call.slots) for call in calls]


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ({SHORT: 0.9, WHOLE: 0.01}, "the pump runs hot"),
        ({SHORT: 0.9, LONGER: 0.1}, "the pump runs"),
        ({SHORT: 0.5, LONGER: 0.2, WHOLE: 0.02}, "the pump runs hot"),
        ({SHORT: 0.9, WHOLE: 0.001}, "the pump"),
        ({SHORT: 0.9, LONGER: 0.01}, "the pump"),
        ({SHORT: 0.9}, "the pump"),
        ({WHOLE: 0.9}, "the pump runs hot"),
    ],
)
def test_a_note_goes_on_where_that_is_likely_enough(
    answers: Mapping[str, float], note: str, business: Snapshot, now: datetime
) -> None:
    assert full(NOTED, answers, business, now) == [{"job": "42", "note": note}]


def test_words_of_another_value_are_not_run_over(business: Snapshot, now: datetime) -> None:
    short, longer = (f" project.create title= guest house{more} customer= garcia" for more in ("", " plumbing for"))
    over = " project.create title= guest house plumbing for garcia customer= garcia"
    words = "a project guest house plumbing for garcia please"
    (slots,) = full(words, {short: 0.6, longer: 0.1, over: 0.5}, business, now)
    assert slots == {"title": "guest house plumbing for", "customer": "garcia"}


def test_what_another_value_runs_into_is_not_run_over(business: Snapshot, now: datetime) -> None:
    short, over = (f" notify.remind_me message= crane call friday{more} when= friday at 6" for more in ("", " at 6"))
    (slots,) = full("crane call friday at 6", {short: 0.5, over: 0.5}, business, now)
    assert slots["message"] == "crane call friday"


def test_a_command_in_front_of_another_one_is_as_long_as_it_was_read(business: Snapshot, now: datetime) -> None:
    short, over = (f" job.add_note job= 42 note= wet{more} ; notify.reminders" for more in ("", " and my reminders"))
    slots, _ = full("note on 42 wet and my reminders", {short: 0.5, over: 0.5}, business, now)
    assert slots["note"] == "wet"


def test_what_is_said_to_be_polite_is_no_part_of_a_note(business: Snapshot, now: datetime) -> None:
    polite = f"{WHOLE} please"
    assert full(f"{NOTED} please", {SHORT: 0.5, WHOLE: 0.1, polite: 0.4}, business, now) == [
        {"job": "42", "note": "the pump runs hot"}
    ]


def test_a_name_is_as_long_as_it_was_read(business: Snapshot, now: datetime) -> None:
    answers = {" contact.find customer= garcia": 0.5, " contact.find customer= garcia over there": 0.5}
    assert full("look up garcia over there", answers, business, now) == [{"customer": "garcia"}]


@pytest.mark.parametrize(("longer", "note", "is_asked"), [(0.1, "the pump runs hot", True), (0.0, "the pump", False)])
def test_what_was_made_longer_is_asked_about(
    longer: float, note: str, is_asked: bool, business: Snapshot, now: datetime
) -> None:
    answers = {SHORT: 0.99, WHOLE: longer}
    model, understanding = Weighing(answers), Understanding(business, ENGLISH)
    (only,) = read_freely("write down the pump runs hot for 42", now, Focus(), understanding, model).commands
    assert (only.slots["note"], only.may_ask) == (note, is_asked)
