"""What a conversation about customers, messages and reminders comes to. It is Wednesday at eleven."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from conversation.books import READ_BACK
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Language, Snapshot
from erp.messages import as_waiting

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]
LATE = "Hello, this is Rosa Delgado from Northside Plumbing. I am running about 20 minutes late. Sorry for the wait."


@pytest.fixture(scope="module")
def understandings(business: Snapshot) -> dict[Language, Understanding]:
    """Maria Garcia has a phone, Zoë Alvarez an e-mail address, and Oakwood Apartments neither."""
    reached = {"Maria Garcia": {"phone": "+13125550101"}, "Zoë Alvarez": {"email": "zoe@example.com"}}
    customers = tuple(replace(customer, **reached.get(customer.name, {})) for customer in business.customers)
    return {
        language: Understanding(replace(business, customers=customers, language=language), tongue)
        for language, tongue in TONGUES.items()
    }


@pytest.fixture
def say(understandings: dict[Language, Understanding], now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""
    dialogue = Dialogue()
    return lambda *sentences: [dialogue.hear(words, understandings["en"], now, TURN) for words in sentences][-1]


@pytest.fixture
def di(understandings: dict[Language, Understanding], now: datetime) -> Say:
    """The same in Spanish."""
    dialogue = Dialogue()
    return lambda *sentences: [dialogue.hear(words, understandings["es"], now, TURN) for words in sentences][-1]


def made(decision: Decision) -> list[tuple[str, dict[str, object]]]:
    """The instructions, with the fields that are set."""
    return [
        (instruction.command.spec.name, instruction.command.model_dump(exclude_none=True))
        for instruction in decision.instructions
    ]


def test_the_words_of_a_message_are_read_back_and_sent_as_they_were_read(say: Say) -> None:
    asked = say("tell maria garcia i'm twenty minutes late")
    assert (asked.outcome, asked.reply) == (Outcome.CONFIRMING, f"Send Maria Garcia this: {LATE} Okay?")
    saved = say("yes")
    assert made(saved) == [
        (
            "notify.running_late",
            {"customer": "Maria Garcia", "phone": "+13125550101", "language": "en", "message": LATE, "duration": "20"},
        )
    ]
    assert saved.instructions[0].refs == {"customer": "maria"}
    assert saved.reply == "The message to Maria Garcia is saved."


def test_who_says_only_that_they_are_late_is_asked_how_late_and_means_the_next_visit(say: Say, di: Say) -> None:
    """Maria Garcia's is in progress: nobody is late there any more."""
    assert say("i'm running late").reply == "How late are you?"
    assert say("twenty minutes").reply == f"Send Ann Bauer this: {LATE} Okay?"
    assert di("voy veinte minutos tarde").reply.startswith("Le mando esto a Ann Bauer")


@pytest.mark.parametrize(("language", "asked"), [("en", "For which customer?"), ("es", "¿Para qué cliente?")])
def test_where_no_visit_comes_today_it_is_asked_who_waits(
    language: Language, asked: str, understandings: dict[Language, Understanding], now: datetime
) -> None:
    known = understandings[language].snapshot
    tomorrow = replace(known.jobs[0], scheduled_start=now + timedelta(days=1))
    heard = Understanding(replace(known, jobs=(tomorrow, *known.jobs[1:])), TONGUES[language])
    words = {"en": "i'm running twenty minutes late", "es": "voy veinte minutos tarde"}[language]
    assert Dialogue().hear(words, heard, now, TURN).reply == asked


def test_a_message_in_own_words(say: Say) -> None:
    assert say("text zoe alvarez").reply == "What should the message say?"
    assert say("the part has arrived").reply == "Send Zoë Alvarez this: the part has arrived. Okay?"
    [(name, slots)] = made(say("yes"))
    assert name == "notify.message_customer"
    assert (slots["email"], slots["message"]) == ("zoe@example.com", "the part has arrived")


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        (
            "text oakwood apartments that we are done",
            "Oakwood Apartments has neither a phone number nor an e-mail address in your contacts.",
        ),
        ("send maria garcia an email saying hello", "Maria Garcia has no e-mail address in your contacts."),
        (
            "switch companies",
            "I can't switch: Hero365 files everything you do under the business you joined last, "
            "and that is Northside Plumbing.",
        ),
        ("add ann bauer to my contacts", "Ann Bauer is already in your contacts."),
    ],
)
def test_what_cannot_be_is_refused_at_once_with_the_reason(words: str, reply: str, say: Say) -> None:
    decision = say(words)
    assert decision.reply == reply
    assert decision.outcome in (Outcome.REFUSED, Outcome.NOTHING)
    assert decision.instructions == ()


def test_a_new_customer_may_have_an_e_mail_address_alone(say: Say) -> None:
    asked = say("add a customer linda park email linda@example.com")
    assert asked.reply == "Add Linda Park as a new customer, e-mail linda@example.com?"
    assert made(say("yes")) == [("contact.create", {"customer": "Linda Park", "email": "linda@example.com"})]


def test_a_note_about_a_customer(say: Say) -> None:
    decision = say("add a note for maria garcia that the gate code is 4417")
    assert made(decision) == [("contact.call_note", {"customer": "Maria Garcia", "note": "the gate code is 4417"})]
    assert decision.reply == "The note about Maria Garcia is saved: the gate code is 4417."


def test_where_a_customer_stands(say: Say) -> None:
    decision = say("mark maria garcia as lost")
    assert made(decision) == [("contact.lead_status", {"customer": "Maria Garcia", "status": "closed_lost"})]


def test_a_reminder_is_asked_for_what_and_when(say: Say) -> None:
    assert say("remind me").reply == "What should I remind you of?"
    assert say("order a flange").reply == "At what time should I remind you?"
    saved = say("tomorrow at nine")
    assert saved.reply == "I'll remind you tomorrow at 9 a.m.: order a flange."
    assert made(saved) == [("notify.remind_me", {"message": "order a flange", "when": "2026-11-26T09:00"})]


@pytest.mark.parametrize("when", ["in two days", "in a week", "tomorrow"])
def test_an_answer_without_an_hour_is_asked_for_it(when: str, say: Say) -> None:
    assert say("remind me to check the pump", when).reply == "At what time should I remind you?"


def test_a_reminder_with_a_day_alone_is_asked_for_its_time(say: Say) -> None:
    assert say("remind me on friday to order a flange").reply == "At what time should I remind you?"
    saved = say("at seven")
    assert made(saved) == [("notify.remind_me", {"message": "order a flange", "when": "2026-11-27T07:00"})]


def test_what_the_message_service_does_not_take_is_kept_and_that_is_said(
    understandings: dict[Language, Understanding], now: datetime
) -> None:
    cut = replace(understandings["en"].snapshot, unavailable={"notify.running_late": "There is none."})
    understanding, dialogue = understandings["en"].against(cut), Dialogue()
    dialogue.hear("tell maria garcia i'm twenty minutes late", understanding, now, TURN)
    said = dialogue.hear("yes", understanding, now, TURN).reply
    assert said == (
        "The message to Maria Garcia is saved. There is no message service right now; it stays here until there is one."
    )


@pytest.mark.parametrize(
    ("language", "words", "yes", "said"),
    [
        ("en", "tell maria garcia i'm twenty minutes late", "yes", "This message to Maria Garcia is saved already"),
        ("es", "avísale a maria garcia que voy veinte minutos tarde", "sí", "Este mensaje para Maria Garcia ya está"),
    ],
)
def test_the_same_message_is_taken_once_while_it_waits(
    language: Language, words: str, yes: str, said: str, understandings: dict[Language, Understanding], now: datetime
) -> None:
    understanding, dialogue = understandings[language], Dialogue()
    dialogue.hear(words, understanding, now, TURN)
    [first] = dialogue.hear(yes, understanding, now, TURN).instructions
    waits = as_waiting(first.command.model_dump(exclude_none=True))
    waiting = understanding.against(replace(understanding.snapshot, messages=(waits,)))
    again = dialogue.hear(words, waiting, now, TURN)
    assert again.reply.startswith(said)
    assert again.instructions == ()
    other = words.replace("twenty", "thirty").replace("veinte", "treinta")
    assert dialogue.hear(other, waiting, now, TURN).expects == READ_BACK


def test_the_same_in_spanish(di: Say) -> None:
    asked = di("avísale a maria garcia que voy veinte minutos tarde")
    assert asked.reply == (
        "Le mando esto a Maria Garcia, en español: Hola, soy Rosa Delgado de Northside Plumbing. "
        "Voy con 20 minutos de retraso. Perdón por la espera. ¿Está bien?"
    )
    [(_, slots)] = made(di("sí"))
    assert slots["language"] == "es"
    assert (
        di("recuérdame mañana a las nueve que pida la brida").reply == "Te recuerdo mañana a las 9 a.m.: pida la brida."
    )
    assert di("haz una nota sobre zoe alvarez").reply == "¿Qué debe decir la nota?"
    assert di("tiene perro").reply == "La nota sobre Zoë Alvarez está guardada: tiene perro."
    assert "No puedo cambiar" in di("cambia de empresa").reply
    assert di("mándale un mensaje a oakwood apartments").outcome is Outcome.REFUSED


STREET_AND_PHONE = "Add Walter Smith as a new customer, phone (630) 555-0160, at 12 Oak Lane"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("new customer walter smith at 12 oak lane geneva, 630 555 0160", f"{STREET_AND_PHONE} Geneva?"),
        ("new customer walter smith at 12 oak lane in geneva, 630 555 0160", f"{STREET_AND_PHONE}, Geneva?"),
        ("new customer walter smith at 12 oak lane phone number 630 555 0160", f"{STREET_AND_PHONE}?"),
    ],
)
def test_a_phone_number_behind_the_street_is_no_part_of_it(words: str, asked: str, say: Say) -> None:
    assert say(words).reply == asked


@pytest.mark.parametrize("between", ["", " teléfono", " con el teléfono"])
def test_a_phone_number_behind_the_street_in_spanish(between: str, di: Say) -> None:
    asked = di(f"nuevo cliente walter smith en 12 oak lane{between} 630 555 0160")
    assert asked.reply == "¿Agrego a Walter Smith como cliente nuevo, teléfono (630) 555-0160, en 12 Oak Lane?"


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        ("en", ("create a job for zoe alvarez", "aurora", "illinois", "60502"),
         "Create a job for Zoë Alvarez at 12 Oak Lane, Aurora, IL 60502, called Service for Zoë Alvarez?"),
        ("es", ("crea un trabajo para zoe alvarez",), "¿En qué ciudad?"),
    ],
)  # fmt: skip
def test_a_street_that_is_noted_is_not_asked_for(
    language: Language,
    words: tuple[str, ...],
    asked: str,
    understandings: dict[Language, Understanding],
    now: datetime,
) -> None:
    known, dialogue = understandings[language].snapshot, Dialogue()
    *others, zoe = known.customers
    noted = replace(known, customers=(*others, replace(zoe, address=None, notes="Address: 12 Oak Lane")))
    heard = Understanding(noted, TONGUES[language])
    assert [dialogue.hear(said, heard, now, TURN) for said in words][-1].reply == asked
