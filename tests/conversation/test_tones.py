"""Brief, friendly and formal: what is worded otherwise, and what never is."""

from datetime import datetime
from string import Formatter
from uuid import uuid4

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tones import _OTHERWISE, tongue_in
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Language, Snapshot, Tone

THE_SAME = frozenset({
    "TAKE_BACK", "YES_OR_NO", "CHANGE_WHAT", "CHANGE_WHICH", "A_NEW_CUSTOMER", "IS_NEW", "WHICH_ONE", "MANY_FIT",
    "A_SECOND_COMMAND", "NEW_CUSTOMER", "ITS_PHONE", "ITS_EMAIL", "ITS_POSTAL_CODE", "REFUSED", "TOO_LATE",
})  # fmt: skip
"""What asks for a yes, reads back, or says what became of something."""
EACH = pytest.mark.parametrize(
    ("language", "tone"), [(language, tone) for language, tones in _OTHERWISE.items() for tone in tones]
)


def places(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def say(tongue: Tongue, business: Snapshot, now: datetime, *said: str) -> list[Decision]:
    dialogue, understanding = Dialogue(), Understanding(business, tongue)
    return [dialogue.hear(words, understanding, now, uuid4()) for words in said]


@EACH
def test_nothing_that_is_to_be_told_is_left_out(language: Language, tone: Tone) -> None:
    own = TONGUES[language].sentences
    for name, sentence in _OTHERWISE[language][tone].items():
        assert places(sentence) == places(getattr(own, name)), name
        assert name not in THE_SAME


@EACH
def test_what_confirms_is_the_same_in_every_tone(
    language: Language, tone: Tone, business: Snapshot, now: datetime
) -> None:
    said = {
        "en": ("create an invoice for Ann Bauer", "two hundred fifty dollars", "yes"),
        "es": ("haz una factura para Ann Bauer", "doscientos cincuenta dólares", "sí"),
    }[language]
    plain, toned = (say(tongue, business, now, *said) for tongue in (TONGUES[language], tongue_in(language, tone)))
    assert [each.reply for each in toned] == [each.reply for each in plain]
    assert [each.outcome for each in toned] == [Outcome.ASKED, Outcome.CONFIRMING, Outcome.SAVED]


def test_plainly_the_tongue_is_its_own() -> None:
    assert tongue_in("es", "plain") is SPANISH


@pytest.mark.parametrize(
    ("language", "tone", "said", "reply"),
    [
        ("en", "brief", ["create a job", "cancel"], "Cancelled."),
        ("en", "friendly", ["the weather is nice"], "Sorry, I didn't get that."),
        ("en", "formal", ["thanks"], "You are very welcome."),
        ("es", "brief", ["crea un trabajo", "cancela"], "Cancelado."),
        ("es", "formal", ["qué tiempo hace"], "No le entendí."),
        ("es", "formal", ["háblame de tú"], "De acuerdo, como siempre."),
        ("es", "formal", ["estoy retrasado"], "¿Cuánto se retrasa?"),
        ("es", "formal", ["qué tengo el domingo"], "No tiene nada agendado el domingo 29."),
        ("es", "formal", ["recuérdame llamar al proveedor"], "¿A qué hora se lo recuerdo?"),
    ],
)
def test_what_the_unit_says_by_itself_is_in_the_tone(
    language: Language, tone: Tone, said: list[str], reply: str, business: Snapshot, now: datetime
) -> None:
    *_, last = say(tongue_in(language, tone), business, now, *said)
    assert last.reply == reply


def test_words_that_are_kept_are_nobodys_to_change(business: Snapshot, now: datetime) -> None:
    words = "No tienes permisos en tus contactos"
    *_, saved = say(tongue_in("es", "formal"), business, now, f"agrega una nota al trabajo 42 que {words}")
    assert words in saved.reply


@pytest.mark.parametrize(
    ("tongue", "said", "tone", "reply"),
    [
        (ENGLISH, "be brief", "brief", "Brief."),
        (ENGLISH, "please be more friendly", "friendly", "Sure, my pleasure."),
        (ENGLISH, "speak formally", "formal", "Certainly."),
        (ENGLISH, "talk normally", "plain", "Okay, as usual."),
        (SPANISH, "háblame de usted", "formal", "Con gusto le hablo de usted."),
        (SPANISH, "sé breve por favor", "brief", "Breve."),
        (SPANISH, "tutéame", "plain", "De acuerdo, como siempre."),
    ],
)
def test_a_tone_is_asked_for_and_answered_in_it(
    tongue: Tongue, said: str, tone: Tone, reply: str, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(tongue, business, now, said)
    assert (decision.tone, decision.reply) == (tone, reply)


def test_what_was_not_saved_of_a_breath_is_told_in_every_tone(business: Snapshot, now: datetime) -> None:
    said = "put job 12 on hold and create an invoice for Ann Bauer for two hundred dollars", "no"
    *_, last = say(tongue_in("en", "brief"), business, now, *said)
    assert last.reply == "Okay, the rest was not saved."
