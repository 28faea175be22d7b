"""How technicians speak on an ordinary day: tersely, politely, in a language that is not their first, about what they
spoke of just now. It is Wednesday, the twenty fifth of November 2026, eleven o'clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Estimate, Invoice, Language, Member, Snapshot
from tests.conversation.tables import rows

Converse = Callable[..., list[Decision]]

ENGLISH = """
job.schedule
    put job 43 to a week from monday at nine              | job=43; when=2026-12-07T09:00
    schedule job 43 for the monday after next             | job=43; when=2026-12-07
    schedule job 43 day after tomorrow at eight           | job=43; when=2026-11-27T08:00
    schedule job 43 in two weeks                          | job=43; when=2026-12-09
job.read
    who's on job 12                                       | job=12
    what's next                                           | job=12
    where do i go next                                    | job=12
    how long is the next one                              | job=12
    when is my next job                                   | job=12
    who am i seeing next                                  | job=12
    which job is next                                     | job=12
    what's after this                                     | job=12
    take me to my next job                                | job=12
    what's wrong on job 12                                | job=12
inventory.low
    what parts are we low on                              |
    what do we need to order                              |
contact.create
    new customer Mary Jones at 12 Elm Street              | customer=Mary Jones; street=12 Elm Street
    add a customer named Mary Jones at 12 Elm Street in Aurora | customer=Mary Jones; street=12 Elm Street; city=Aurora
job.create
    create a job for ann bauer at 12 Elm Street tomorrow  | customer=Ann Bauer; street=12 Elm Street; when=2026-11-26
    create a job for ann bauer at nine tomorrow           | customer=Ann Bauer; when=2026-11-26T09:00
job.notes
    read me the notes of job 42                           | job=42
    what notes are there on job 42                        | job=42
    any notes on job 12                                   | job=12
    what did i note on job 42                             | job=42
    what does the note on job 42 say                      | job=42
    notes for the sump pump job                           | job=45
job.start
    start 12                                              | job=12
    starting on job 12 now                                | job=12
job.complete
    wrap up 42                                            | job=42
    i finish the job 42                                   | job=42
    i'm done here                                         | done_here=yes
    we're all done here                                   | done_here=yes
job.set_status
    put job 12 back in progress                           | job=12; status=in_progress
    reopen job 12                                         | job=12; status=in_progress
    put 42 on hold                                        | job=42; status=on_hold
    job 42 is waiting for parts                           | job=42; status=on_hold
    the job 42 is complete now                            | job=42; status=completed
job.add_note
    add note to job 42 customer has a dog                 | job=42; note=customer has a dog
job.search
    any urgent jobs                                       | priority=urgent
    what's sam doing today                                | assignee=Sam Reed; when=2026-11-25
    when is ann bauer scheduled                           | customer=Ann Bauer
    is sam free tomorrow morning                          | assignee=Sam Reed; when=2026-11-26/morning
schedule.today
    what am i doing tomorrow                              | date=2026-11-26
    how many jobs do i have left today                    | date=2026-11-25
    what time is my first job tomorrow                    | date=2026-11-26
    what do i have a week from friday                     | date=2026-12-04
schedule.time_off
    book me off on friday                                 | date=2026-11-27
    can i have friday off                                 | date=2026-11-27
schedule.book
    squeeze ann bauer in on monday at two                 | customer=Ann Bauer; when=2026-11-30T14:00
contact.find
    what is the number of maria garcia                    | customer=Maria Garcia
    what's maria garcia's cell                            | customer=Maria Garcia
    how do i get to maria garcia's house                  | customer=Maria Garcia
contact.interactions
    what did we do last time at maria garcia's            | customer=Maria Garcia
invoice.unpaid
    what does maria garcia owe                            | customer=Maria Garcia
    what's ann bauer's balance                            | customer=Ann Bauer
    anybody owe us money                                  |
estimate.set_status
    ann bauer turned down estimate 8                      | estimate=8; status=rejected
    ann bauer declined estimate 8                         | estimate=8; status=rejected
    ann bauer said no to estimate 8                       | estimate=8; status=rejected
    ann bauer turned the bauer estimate down              | estimate=8; status=rejected
    the customer signed estimate 8                        | estimate=8; status=accepted
inventory.stock
    any half inch copper elbows left                      | part=1/2 inch copper elbow
    got any half inch copper elbows                       | part=1/2 inch copper elbow
    how many half inch copper elbows we got               | part=1/2 inch copper elbow
inventory.price
    how much do we charge for a half inch copper elbow    | part=1/2 inch copper elbow
    what's a half inch copper elbow go for                | part=1/2 inch copper elbow
invoice.send
    resend invoice 101                                    | invoice=101
payment.record
    ann bauer paid in full by check                       | invoice=101; method=check
inventory.adjust
    took two half inch copper elbows off the truck        | part=1/2 inch copper elbow; quantity=-2
inventory.reserve
    need two half inch copper elbows for job 42           | part=1/2 inch copper elbow; quantity=2; job=42
notify.running_late
    i'm gonna be twenty minutes late to ann bauer         | customer=Ann Bauer; duration=20
"""
SPANISH = """
job.schedule
    agenda el trabajo 43 del lunes en ocho                | job=43; when=2026-12-07
    agenda el trabajo 43 dentro de dos semanas            | job=43; when=2026-12-09
job.read
    cómo va el 42                                         | job=42
    cómo quedó el 44                                      | job=44
    quién va al 12                                        | job=12
    quién va al trabajo 12                                | job=12
    qué sigue                                             | job=12
    a dónde voy ahora                                     | job=12
    cuándo es mi próximo trabajo                          | job=12
    cuánto dura el siguiente                              | job=12
    qué trabajo sigue                                     | job=12
    cuál es la dirección del siguiente trabajo            | job=12
    cómo llego al trabajo 12                              | job=12
    de qué se trata el trabajo 12                         | job=12
job.start
    empieza el 12                                         | job=12
job.complete
    ya terminé                                            | done_here=yes
    ya acabé el 42                                        | job=42
    ya quedó listo el trabajo 42                          | job=42
    dale por terminado el trabajo 42                      | job=42
job.set_status
    reabre el trabajo 12                                  | job=12; status=in_progress
    pon el 42 en espera                                   | job=42; status=on_hold
    retoma el 42                                          | job=42; status=in_progress
job.cancel
    cancela el 12 porque el cliente se mudó               | job=12; reason=el cliente se mudó
project.list
    qué proyectos tenemos activos                         | status=active
project.analytics
    vamos dentro del presupuesto
payment.record
    ann bauer ya pagó                                     | invoice=101
job.reschedule
    recórreme el trabajo 12 al lunes                      | job=12; when=2026-11-30
job.assign
    póngame en el trabajo 12                              | job=12; assignee=Rosa Delgado
    que sam haga el 12                                    | job=12; assignee=Sam Reed
job.search
    enséñame los trabajos urgentes                        | priority=urgent
    qué trae sam hoy                                      | assignee=Sam Reed; when=2026-11-25
    para cuándo está agendada ann bauer                   | customer=Ann Bauer
    está libre sam mañana                                 | assignee=Sam Reed; when=2026-11-26
schedule.today
    cuántos trabajos me faltan hoy                        | date=2026-11-25
    a qué hora es mi primer trabajo de mañana             | date=2026-11-26
    qué tengo de hoy en ocho                              | date=2026-12-02
schedule.book
    hazle una cita a ann bauer el lunes a las nueve       | customer=Ann Bauer; when=2026-11-30T09:00
schedule.time_off
    mañana no puedo ir a trabajar                         | date=2026-11-26
contact.interactions
    qué le hicimos a maria garcia la última vez           | customer=Maria Garcia
    cuándo fue la última vez que fuimos con maria garcia  | customer=Maria Garcia
invoice.unpaid
    cuál es el saldo de ann bauer                         | customer=Ann Bauer
estimate.set_status
    ann bauer rechazó el presupuesto 8                    | estimate=8; status=rejected
    ann bauer no aceptó el presupuesto 8                  | estimate=8; status=rejected
    el cliente ya firmó el presupuesto 8                  | estimate=8; status=accepted
invoice.send
    reenvía la factura 101                                | invoice=101
payment.record
    ann bauer pagó todo con cheque                        | invoice=101; method=check
    ann bauer me dio un cheque de 240                     | invoice=101; amount=240; method=check
inventory.low
    qué piezas faltan                                     |
    qué piezas hay que pedir                              |
inventory.adjust
    usé una válvula de bola                               | quantity=-1; part=3/4" ball valve
contact.interactions
    háblame de ann bauer                                  | customer=Ann Bauer
contact.create
    crea un cliente María López en calle Principal 12     | customer=María López; street=Calle Principal 12
job.create
    crea un trabajo para ann bauer en calle Juárez 8 mañana | customer=Ann Bauer; street=Calle Juárez 8; when=2026-11-26
job.notes
    léeme las notas del trabajo 42                        | job=42
    qué notas hay en el trabajo 42                        | job=42
    qué notas tiene el trabajo 42                         | job=42
    hay notas del trabajo 12                              | job=12
    qué anoté en el trabajo 42                            | job=42
inventory.price
    cuánto cobramos por el gfci outlet                    | part=GFCI outlet
inventory.reorder
    se me acabaron los gfci outlet                        | part=GFCI outlet
    encárgame diez gfci outlet                            | part=GFCI outlet; quantity=10
notify.running_late
    voy tarde                                             |
    voy tarde como quince minutos                         | duration=15
"""
SAID_BEHIND_ANOTHER = [
    ("en", "tell me about job 12", "who is on it", "job.read", {"job": "12"}),
    ("en", "tell me about job 12", "where is it", "job.read", {"job": "12"}),
    ("en", "tell me about job 12", "what's the address", "job.read", {"job": "12"}),
    ("en", "tell me about job 12", "how long will it take", "job.read", {"job": "12"}),
    ("en", "tell me about job 12", "what's her phone number", "contact.find", {"customer": "Ann Bauer"}),
    ("en", "tell me about job 12", "how much does she owe", "invoice.unpaid", {"customer": "Ann Bauer"}),
    ("en", "what's next", "put it on hold", "job.set_status", {"job": "12", "status": "on_hold"}),
    ("en", "send estimate 8", "they declined it", "estimate.set_status", {"estimate": "8", "status": "rejected"}),
    ("en", "send estimate 8", "she turned it down", "estimate.set_status", {"estimate": "8", "status": "rejected"}),
    ("en", "send estimate 8", "they accepted it", "estimate.set_status", {"estimate": "8", "status": "accepted"}),
    ("en", "tell me about job 12", "read me the notes", "job.notes", {"job": "12"}),
    ("es", "cómo va el 12", "qué notas tiene", "job.notes", {"job": "12"}),
    ("es", "cómo va el 12", "quién va", "job.read", {"job": "12"}),
    ("es", "cómo va el 12", "dónde es", "job.read", {"job": "12"}),
    ("es", "cómo va el 12", "cuál es su teléfono", "contact.find", {"customer": "Ann Bauer"}),
    ("es", "cómo va el 12", "cuánto debe", "invoice.unpaid", {"customer": "Ann Bauer"}),
    ("es", "pon el 42 en espera", "retómalo", "job.set_status", {"job": "42", "status": "in_progress"}),
    ("es", "cómo va el 12", "pásalo al viernes", "job.reschedule", {"job": "12", "when": "2026-11-27"}),
]


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Snapshot:
    return replace(
        business,
        team=(Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed")),
        parts=tuple(
            replace(part, spoken_as={**part.spoken_as, "es": ("válvula de bola de tres cuartos",)})
            if part.ref == "valve"
            else part
            for part in business.parts
        ),
        estimates=(Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann", Decimal(8700)),),
        invoices=(Invoice("i101", "101", "INV-000101", "sent", "Ann Bauer", "ann", Decimal(240), Decimal(240)),),
    )


@pytest.fixture(scope="module")
def understandings(shop: Snapshot) -> dict[Language, Understanding]:
    return {language: Understanding(shop, tongue) for language, tongue in TONGUES.items()}


@pytest.fixture
def converse(understandings: dict[Language, Understanding], now: datetime) -> Converse:
    """What comes of sentences that are said one behind another."""

    def _converse(language: Language, *said: str) -> list[Decision]:
        dialogue = Dialogue()
        return [
            dialogue.hear(words, understandings[language], now, UUID(int=turn)) for turn, words in enumerate(said, 1)
        ]

    return _converse


@pytest.mark.parametrize(("language", "sentence", "command", "slots"), [*rows("en", ENGLISH), *rows("es", SPANISH)])
def test_an_everyday_sentence_is_understood(
    language: Language,
    sentence: str,
    command: str,
    slots: dict[str, str],
    understandings: dict[Language, Understanding],
    now: datetime,
) -> None:
    understood = understandings[language].command(sentence, now)
    assert understood.command is not None, "not understood"
    assert (understood.command.spec.name, understood.slots) == (command, slots)


@pytest.mark.parametrize(("language", "first", "then", "command", "slots"), SAID_BEHIND_ANOTHER)
def test_what_was_spoken_of_can_be_asked_about(
    language: Language, first: str, then: str, command: str, slots: dict[str, str], converse: Converse
) -> None:
    between = ("no",) if command == "estimate.set_status" else ()
    decision = converse(language, first, *between, then)[-1]
    assert (decision.command, decision.slots) == (command, slots)


@pytest.mark.parametrize(
    ("first", "then", "command", "slots"),
    [
        ("cómo va el 12", "hazle la factura", "invoice.create", {"job": "12"}),
        ("busca a ann bauer", "hazle la factura", "invoice.create", {"customer": "Ann Bauer"}),
        ("busca a ann bauer", "crea una cita para ella", "schedule.book", {"customer": "Ann Bauer"}),
        (
            "busca a ann bauer",
            "mándale un mensaje que diga ya voy",
            "notify.message_customer",
            {"customer": "Ann Bauer", "message": "ya voy"},
        ),
    ],
)
def test_for_whom_it_is_goes_by_what_was_spoken_of_and_is_asked_else(
    first: str, then: str, command: str, slots: dict[str, str], converse: Converse
) -> None:
    decision, alone = converse("es", first, then)[-1], converse("es", then)[0]
    assert (decision.command, decision.slots) == (command, slots)
    assert (alone.command, alone.outcome) == (command, Outcome.ASKED)


@pytest.mark.parametrize(
    ("language", "then"),
    [
        (language, then)
        for language, _, then, command, _ in SAID_BEHIND_ANOTHER
        if command not in {"job.set_status", "job.reschedule"}
    ],
)
def test_where_nothing_was_spoken_of_that_is_talk(language: Language, then: str, converse: Converse) -> None:
    assert converse(language, then)[0].command is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "don't reopen job 12"),
        ("en", "should i reopen job 12"),
        ("en", "did ann bauer decline estimate 8"),
        ("en", "ann bauer didn't accept estimate 8"),
        ("en", "ann bauer hasn't accepted estimate 8"),
        ("en", "are we done here"),
        ("en", "i'm not done here"),
        ("en", "i told him i'm done here"),
        ("en", "job 42 isn't waiting for parts"),
        ("en", "start at nine"),
        ("en", "close 42"),
        ("en", "what's next to the shop"),
        ("en", "thanks for nothing"),
        ("es", "no reabras el trabajo 12"),
        ("es", "no pongas el 42 en espera"),
        ("es", "todavía no termino"),
        ("es", "le dije que ya terminé"),
        ("es", "ya terminé de comer"),
        ("es", "aceptó ann bauer el presupuesto 8"),
        ("es", "agenda el 12"),
        ("es", "empieza el lunes"),
        ("es", "qué sigue pasando"),
    ],
)
def test_questions_negations_and_talk_are_no_commands(language: Language, sentence: str, converse: Converse) -> None:
    assert converse(language, sentence)[0].instructions == ()
    assert converse(language, sentence)[0].command is None


def test_where_no_job_comes_next_the_day_is_told(shop: Snapshot, now: datetime) -> None:
    idle = Understanding(replace(shop, jobs=()), TONGUES["en"])
    understood = idle.command("what's next", now)
    assert understood.command is not None
    assert (understood.command.spec.name, understood.slots) == ("schedule.today", {})


def test_next_is_what_has_not_begun(shop: Snapshot, now: datetime) -> None:
    begun = replace(shop.jobs[0], status="in_progress")
    later = Understanding(
        replace(shop, jobs=(begun, replace(shop.jobs[0], number="13", scheduled_start=now))), TONGUES["en"]
    )
    assert later.command("what's my next job", now).slots == {"job": "13"}


@pytest.mark.parametrize(
    ("words", "status"), [("lo aceptó", "accepted"), ("no lo aceptó", "rejected"), ("ya lo rechazaron", "rejected")]
)
def test_what_may_be_a_question_about_an_estimate_is_asked(words: str, status: str, converse: Converse) -> None:
    *_, asked, done = converse("es", "manda el presupuesto 8", "no", words, "sí")
    assert asked.outcome is Outcome.CONFIRMING
    assert [dict(each.command)["status"] for each in done.instructions] == [status]
    assert converse("es", words)[0].command is None


@pytest.mark.parametrize(("language", "words"), [("en", "i'm done here"), ("es", "ya terminé")])
def test_who_is_only_done_is_asked_whether_with_the_job_in_hand(
    language: Language, words: str, converse: Converse
) -> None:
    asked, done = converse(language, words, TONGUES[language].phrases.YES[0].strip("()").split("|")[0])
    assert asked.outcome is Outcome.CONFIRMING
    assert "42" in asked.reply
    assert [dict(each.command)["job"] for each in done.instructions] == ["42"]
    assert converse(language, words, "no")[-1].instructions == ()


@pytest.mark.parametrize(
    ("language", "words", "reply"),
    [
        ("en", "thank you", "You're welcome."),
        ("en", "okay thanks a lot", "You're welcome."),
        ("es", "gracias", "Con gusto."),
        ("es", "bueno muchas gracias", "Con gusto."),
    ],
)
def test_thanks_are_answered_and_nothing_happens(
    language: Language, words: str, reply: str, converse: Converse
) -> None:
    assert converse(language, words) == [Decision(Outcome.NOTHING, reply)]


@pytest.mark.parametrize(
    ("said", "street"),
    [
        ("calle Principal 12", "Calle Principal 12"),
        ("es en calle Benito Juárez 305", "Calle Benito Juárez 305"),
        ("avenida Juárez 305 interior 4", "Avenida Juárez 305 Interior 4"),
        ("Av. Hidalgo trescientos cinco", "Avenida Hidalgo 305"),
        ("1420 Park Avenue", "1420 Park Avenue"),
    ],
)
def test_a_street_as_it_is_said_in_spanish(
    said: str, street: str, understandings: dict[Language, Understanding], now: datetime
) -> None:
    assert understandings["es"].answer("slot:street", said, now) == (street,)


@pytest.mark.parametrize("said", ["calle", "en la calle", "no sé", "calle 12"])
def test_what_is_no_street(said: str, understandings: dict[Language, Understanding], now: datetime) -> None:
    assert understandings["es"].answer("slot:street", said, now) == ()
