"""What a small language model reads over is never done at once, and no opposite of what was said is offered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from conversation.decision import Decision, Outcome
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Language, Snapshot
from tests.conversation.test_free_reading import hear

Speakers = Mapping[Language, Understanding]


@pytest.fixture
def speakers(understanding: Understanding, business: Snapshot) -> Speakers:
    return {"en": understanding, "es": Understanding(replace(business, language="es"), SPANISH)}


def parked(words: str, understanding: Understanding, now: datetime) -> Decision:
    """What is decided where the model is certain that job 12 is to be on hold."""
    return hear(words, understanding, now, " job.set_status job= 12 status=on_hold", share=0.999)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "park job 12 nope"),
        ("en", "park job 12 forget it"),
        ("en", "park job 12 if ann agrees"),
        ("en", "job 12 is nearly parked"),
        ("en", "undo parking job 12"),
        ("en", "park job 12 later"),
        ("en", "park job 12 or the other one"),
        ("en", "hold off on parking job 12"),
        ("en", "avoid parking job 12"),
        ("en", "job 12 needs to be parked"),
        ("en", "allowed to park job 12"),
        ("es", "ya casi pauso el trabajo 12"),
        ("es", "aparca el trabajo 12 olvídalo"),
        ("es", "espérate a pausar ese trabajo 12"),
        ("es", "puedo aparcar el trabajo 12"),
    ],
)
def test_what_denies_limits_or_puts_off_is_asked_about(
    language: Language, words: str, speakers: Speakers, now: datetime
) -> None:
    decision = parked(words, speakers[language], now)
    assert decision.outcome is Outcome.CONFIRMING
    assert not decision.instructions


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "job 12 is far from parked"),
        ("en", "job 12 is hardly parked"),
        ("en", "job 12 is not quite parked"),
        ("en", "job 12 is no longer parked"),
        ("en", "job 12 used to be parked"),
        ("en", "job 12 should have been parked"),
        ("en", "marcus would have parked job 12"),
        ("en", "job 12 is about to be parked"),
        ("en", "job 12 is all but parked"),
        ("en", "i wish job 12 was parked"),
        ("en", "i tried to park job 12"),
        ("en", "we haven't parked job 12"),
        ("en", "maybe park job 12"),
        ("en", "park job 12 once ann calls"),
        ("en", "park job 12 as soon as ann calls"),
        ("es", "el trabajo 12 está lejos de quedar aparcado"),
        ("es", "el trabajo 12 apenas quedó aparcado"),
        ("es", "el trabajo 12 ya no está aparcado"),
        ("es", "el trabajo 12 habría quedado aparcado"),
        ("es", "ojalá el trabajo 12 estuviera aparcado"),
        ("es", "el trabajo 12 está a punto de quedar aparcado"),
        ("es", "creo que el trabajo 12 quedó aparcado"),
        ("es", "aparca el trabajo 12 en cuanto llame ann"),
    ],
)
def test_what_only_sounds_like_it_is_never_done_at_once(
    language: Language, words: str, speakers: Speakers, now: datetime
) -> None:
    assert not parked(words, speakers[language], now).instructions


@pytest.mark.parametrize(
    "words", ["go ahead and park job 12", "i need to park job 12", "i want job 12 parked", "let's just park job 12"]
)
def test_an_order_is_no_doubt(words: str, understanding: Understanding, now: datetime) -> None:
    assert parked(words, understanding, now).outcome is Outcome.SAVED


@pytest.mark.parametrize("words", ["park job 12 and the other one", "park job 12 and bob"])
def test_what_goes_on_behind_a_value_is_asked_about(words: str, understanding: Understanding, now: datetime) -> None:
    assert not parked(words, understanding, now).instructions


@pytest.mark.parametrize("words", ["park all jobs but 12", "park everything except job 12", "park any job besides 12"])
def test_what_is_excepted_is_not_offered(words: str, understanding: Understanding, now: datetime) -> None:
    assert parked(words, understanding, now).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("language", "words", "written"),
    [
        ("en", "cancel the one for ann bauer", " invoice.send customer= ann bauer"),
        ("en", "delete the estimate for ann bauer", " estimate.create customer= ann bauer"),
        ("en", "remove sam from job 42", " job.assign job= 42 assignee= sam"),
        ("en", "have job 42 taken off hold", " job.cancel job= 42"),
        ("en", "get 42 right off hold", " job.set_status job= 42 status=on_hold"),
        ("es", "dile a ann bauer mañana no voy", " notify.running_late customer= ann bauer when= manana"),
        ("es", "anula lo de ann bauer", " invoice.send customer= ann bauer"),
        ("es", "quítale ya la espera esa al 42", " job.cancel job= 42"),
    ],
)
def test_no_other_verb_is_offered(
    language: Language, words: str, written: str, speakers: Speakers, now: datetime
) -> None:
    assert hear(words, speakers[language], now, written).outcome is Outcome.NOTHING


def test_a_priority_is_no_status(understanding: Understanding, now: datetime) -> None:
    decision = hear("get job 42 to low priority", understanding, now, " job.set_status job= 42 status=completed")
    assert decision.outcome is Outcome.NOTHING
