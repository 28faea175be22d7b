"""What is said about jobs and the schedule, in both languages. It is Wednesday, the twenty fifth of November 2026."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Language, Member, Snapshot
from tests.conversation.tables import rows

ENGLISH = """
job.create
    water heater for maria garcia on friday              | customer=Maria Garcia; title=Water heater; when=2026-11-27
    book a water heater for maria garcia on friday       | customer=Maria Garcia; title=Water heater; when=2026-11-27
    schedule a sump pump job for ann bauer friday at ten | customer=Ann Bauer; title=Sump pump; when=2026-11-27T10:00
    make a visit for ann bauer for a leaking faucet tomorrow | customer=Ann Bauer; title=Leaking faucet; when=2026-11-26
    create a job for ann bauer called Replace the faucet | customer=Ann Bauer; title=Replace the faucet
    create a job called Replace the faucet for ann bauer | customer=Ann Bauer; title=Replace the faucet
    create a job for ann bauer called Leak friday at ten | customer=Ann Bauer; title=Leak; when=2026-11-27T10:00
    create a job for ann bauer because the sink leaks    | customer=Ann Bauer; description=the sink leaks
job.read
    tell me about job 42                                 | job=42
    pull up the garcia job                               | job=42,44
    what's the status of job 12                          | job=12
    how's the water heater job going                     | job=42
    where is job 45                                      | job=45
    who is on job 45                                     | job=45
    give me the details on job number 42                 | job=42
    what's the address for the sump pump job             | job=45
job.search
    show me all jobs for ann bauer                       | customer=Ann Bauer
    which jobs are on hold                               | status=on_hold
    how many jobs are on hold                            | status=on_hold
    any jobs for maria garcia                            | customer=Maria Garcia
    jobs for maria garcia                                | customer=Maria Garcia
    which jobs are scheduled for tomorrow                | status=scheduled; when=2026-11-26
    list the urgent jobs                                 | priority=urgent
    show me jobs assigned to sam                         | assignee=Sam Reed
    what is lea working on tomorrow                      | assignee=Lea Kim; when=2026-11-26
    what jobs do we have for oakwood apartments          | customer=Oakwood Apartments
    do we have any urgent jobs                           | priority=urgent
    find a job                                           |
job.start
    start job 42                                         | job=42
    begin job twelve                                     | job=12
    start work on job 12                                 | job=12
    i'm starting job 12 now                              | job=12
    get started on the sump pump job                     | job=45
    clock me in on job 45                                | job=45
    start the job                                        |
job.complete
    finish job 42                                        | job=42
    complete job 42                                      | job=42
    close out job 42                                     | job=42
    wrap up the water heater job                         | job=42
    i'm done with job 42                                 | job=42
    we're all done at job 42                             | job=42
    I've finished job 42                                 | job=42
    i just finished job 42                               | job=42
    close out job 42 with the note replaced the anode    | job=42; note=replaced the anode
    finish the job                                       |
job.cancel
    cancel job 42                                        | job=42
    call off job 42                                      | job=42
    call the sump pump job off                           | job=45
    cancel zoe alvarez's appointment                     | job=45
    cancel the appointment with zoe alvarez              | job=45
    scrap job 45                                         | job=45
    cancel job 45 because the customer moved away        | job=45; reason=the customer moved away
    cancel the job                                       |
job.assign
    assign job 42 to sam reed                            | job=42; assignee=Sam Reed
    give job 42 to sam                                   | job=42; assignee=Sam Reed
    hand the sump pump job over to lea                   | job=45; assignee=Lea Kim
    put lea kim on job 45                                | job=45; assignee=Lea Kim
    i'll take job 43                                     | job=43; assignee=Rosa Delgado
    add sam to job 43                                    | job=43; assignee=Sam Reed
    send sam to job 12                                   | job=12; assignee=Sam Reed
    have lea take job 12                                 | job=12; assignee=Lea Kim
    assign job 43                                        | job=43
job.add_note
    add a note to job 42 saying gate code is 4471        | job=42; note=gate code is 4471
    put a note on job 42 that the dog bites              | job=42; note=the dog bites
    leave a note on the sump pump job                    | job=45
    note on job 12 bring a ladder                        | job=12; note=bring a ladder
    add bring a ladder to the notes for job 12           | job=12; note=bring a ladder
    make a note                                          |
job.schedule
    slot job 43 in tomorrow at nine                      | job=43; when=2026-11-26T09:00
    plan job 456 for friday morning                      | job=456; when=2026-11-27/morning
    schedule job 43 for tomorrow at nine for two hours   | job=43; when=2026-11-26T09:00; duration=120
    reschedule job 43 for friday                         | job=43; when=2026-11-27
    put the drain cleaning job on my calendar for friday | job=43; when=2026-11-27
    put the oakwood apartments job on for friday morning | job=43; when=2026-11-27/morning
    schedule oakwood apartments for friday               | job=43; when=2026-11-27
job.reschedule
    schedule job 42 for tomorrow at nine                 | job=42; when=2026-11-26T09:00
    reschedule job 42 for friday                         | job=42; when=2026-11-27
    move job 42 to thursday at three                     | job=42; when=2026-11-26T15:00
    push the sump pump job out to friday                 | job=45; when=2026-11-27
    change the time of job 12 to four                    | job=12; when=2026-11-25T16:00
    change job 12 to friday                              | job=12; when=2026-11-27
    postpone job 12 until friday                         | job=12; when=2026-11-27
    find another time for job 12                         | job=12
schedule.week
    what does my week look like                          |
    what do i have this week                             |
    show me my schedule for the week                     |
    how is my week looking                               |
    what's on next week                                  | date=2026-11-30
    what's on my plate this week                         |
    what's my schedule next week                         | date=2026-11-30
    do i have any jobs this week                         |
schedule.free_slots
    when am i free                                       |
    am i free on friday                                  | date=2026-11-27
    do i have an opening tomorrow                        | date=2026-11-26
    find me a slot for two hours on friday               | duration=120; date=2026-11-27
    what openings do we have tomorrow                    | date=2026-11-26
    where can i squeeze in half an hour                  | duration=30
schedule.who_is_available
    who's free tomorrow at nine                          | when=2026-11-26T09:00
    who is available on friday                           | when=2026-11-27
    who can help out this afternoon                      | when=2026-11-25/afternoon
    is anybody free tomorrow morning                     | when=2026-11-26/morning
    which techs are available friday                     | when=2026-11-27
    who's available                                      |
schedule.book
    book maria garcia for friday at ten                  | customer=Maria Garcia; when=2026-11-27T10:00
    book an appointment for ann bauer tomorrow at nine   | customer=Ann Bauer; when=2026-11-26T09:00
    set up a visit with zoe alvarez                      | customer=Zoë Alvarez
    pencil luis garcia in for friday                     | customer=Luis Garcia; when=2026-11-27
    i need an appointment for ann bauer                  | customer=Ann Bauer
    make an appointment                                  |
schedule.reschedule
    reschedule ann bauer to friday                       | customer=Ann Bauer; when=2026-11-27
    move maria garcia to friday at ten                   | customer=Maria Garcia; when=2026-11-27T10:00
    move the appointment with zoe alvarez to friday      | customer=Zoë Alvarez; when=2026-11-27
    change the zoe alvarez appointment                   | customer=Zoë Alvarez
    push back my appointment with ann bauer to friday    | customer=Ann Bauer; when=2026-11-27
    reschedule the appointment                           |
schedule.time_off
    i need friday off                                    | date=2026-11-27
    i need time off tomorrow                             | date=2026-11-26
    request time off on friday until monday              | date=2026-11-27; end_date=2026-11-30
    put me down as off on monday                         | date=2026-11-30
    i'm on vacation monday through friday                | date=2026-11-30; end_date=2026-12-04
    i won't be in tomorrow                               | date=2026-11-26
    take friday off                                      | date=2026-11-27
    i'm sick tomorrow                                    | date=2026-11-26
    take the day off friday                              | date=2026-11-27
    give me a day off                                    |
"""

SPANISH = """
job.read
    dime el estado del trabajo 12                        | job=12
    muéstrame el trabajo 42                              | job=42
    cómo va el trabajo 45                                | job=45
    dónde queda el trabajo 45                            | job=45
    de quién es el trabajo 12                            | job=12
    dame los detalles del trabajo 42                     | job=42
job.search
    muéstrame los trabajos de Ann Bauer                  | customer=Ann Bauer
    qué trabajos están en espera                         | status=on_hold
    busca los trabajos asignados a Sam Reed              | assignee=Sam Reed
    qué trabajos tenemos con Oakwood Apartments          | customer=Oakwood Apartments
    qué trabajos tiene Lea Kim mañana                    | assignee=Lea Kim; when=2026-11-26
    busca un trabajo                                     |
job.start
    empieza el trabajo 42                                | job=42
    inicia el trabajo número 12                          | job=12
    voy a empezar el trabajo 45                          | job=45
    comienzo con el trabajo 12                           | job=12
    arranca con el trabajo 45                            | job=45
    empieza el trabajo                                   |
job.complete
    termina el trabajo 42                                | job=42
    ya terminé el trabajo 42                             | job=42
    cierra el trabajo 42 por favor                       | job=42
    ya quedó el trabajo 42                               | job=42
    acabamos con el trabajo 42                           | job=42
    cierra el trabajo 42 con la nota cambié el ánodo     | job=42; note=cambié el ánodo
job.cancel
    cancela el trabajo 42                                | job=42
    anula el trabajo 12                                  | job=12
    suspende el trabajo 45                               | job=45
    cancele el trabajo número 45                         | job=45
    cancela la cita con Zoë Alvarez                      | job=45
    cancela el trabajo 45 porque se mudaron              | job=45; reason=se mudaron
    cancela el trabajo                                   |
job.assign
    asigna el trabajo 42 a Sam Reed                      | job=42; assignee=Sam Reed
    dale el trabajo 42 a Lea Kim                         | job=42; assignee=Lea Kim
    pásale el trabajo 12 a Sam Reed                      | job=12; assignee=Sam Reed
    manda a Lea Kim al trabajo 45                        | job=45; assignee=Lea Kim
    asígname el trabajo 43                               | job=43; assignee=Rosa Delgado
    agrega a Sam Reed al trabajo 43                      | job=43; assignee=Sam Reed
    yo me encargo del trabajo 43                         | job=43; assignee=Rosa Delgado
    pon a Sam Reed en el trabajo 45                      | job=45; assignee=Sam Reed
    asigna el trabajo 43                                 | job=43
job.add_note
    agrega una nota al trabajo 42 que diga el perro muerde | job=42; note=el perro muerde
    anota en el trabajo 12 que lleven una escalera       | job=12; note=lleven una escalera
    pon una nota en el trabajo 45                        | job=45
    nota para el trabajo 12                              | job=12
    apúntale al trabajo 12 que no había nadie            | job=12; note=no había nadie
    apunta en el trabajo 12 traer la llave               | job=12; note=traer la llave
    haz una nota                                         |
job.set_status
    marca el trabajo 42 como terminado                   | job=42; status=completed
    pon el trabajo 42 en espera                          | job=42; status=on_hold
    cambia el estado del trabajo 42 a en progreso        | job=42; status=in_progress
    el trabajo 42 está listo                             | job=42; status=completed
    pausa el trabajo 42                                  | job=42; status=on_hold
    deja el trabajo 45 como cancelado                    | job=45; status=cancelled
job.create
    crea un trabajo para Ann Bauer                       | customer=Ann Bauer
    haz una orden para Maria Garcia para mañana          | customer=Maria Garcia; when=2026-11-26
    abre un servicio urgente para Ann Bauer              | customer=Ann Bauer; priority=urgent
    necesito un trabajo para Luis Garcia                 | customer=Luis Garcia
    calentador para Maria Garcia el viernes              | customer=Maria Garcia; title=Calentador; when=2026-11-27
    haz una cita con Ann Bauer por una fuga mañana       | customer=Ann Bauer; title=Fuga; when=2026-11-26
    crea un trabajo para Ann Bauer por una fuga          | customer=Ann Bauer; title=Fuga
    crea un trabajo para Ann Bauer porque no hay agua    | customer=Ann Bauer; description=no hay agua
    crea un trabajo llamado Cambiar la llave para Ann Bauer | customer=Ann Bauer; title=Cambiar la llave
    nuevo trabajo para Zoë Alvarez el viernes            | customer=Zoë Alvarez; when=2026-11-27
    crea un trabajo                                      |
job.schedule
    agenda el trabajo 43 para mañana a las nueve         | job=43; when=2026-11-26T09:00
    programa el trabajo 43 para el viernes               | job=43; when=2026-11-27
    ponme el trabajo 43 en la agenda mañana              | job=43; when=2026-11-26
    agéndame el trabajo 456 el viernes por la mañana     | job=456; when=2026-11-27/morning
    agenda a Oakwood Apartments para el viernes          | job=43; when=2026-11-27
    agenda el trabajo 43                                 | job=43
job.reschedule
    reagenda el trabajo 42 para el viernes               | job=42; when=2026-11-27
    mueve el trabajo 42 para mañana a las tres           | job=42; when=2026-11-26T15:00
    pasa el trabajo 12 al viernes                        | job=12; when=2026-11-27
    pospón el trabajo 12                                 | job=12
    cambia la hora del trabajo 12 para mañana a las nueve | job=12; when=2026-11-26T09:00
    agenda el trabajo 42 para el viernes                 | job=42; when=2026-11-27
schedule.today
    qué tengo hoy                                        | date=2026-11-25
    cómo está mi agenda                                  |
    qué trabajos tengo mañana                            | date=2026-11-26
    qué pendientes tengo hoy                             | date=2026-11-25
    qué hay pendiente mañana                             | date=2026-11-26
    muéstrame mi agenda                                  |
    qué me toca el viernes                               | date=2026-11-27
    dónde tengo que estar mañana                         | date=2026-11-26
schedule.week
    qué tengo esta semana                                |
    cómo viene mi semana                                 |
    muéstrame la agenda de la semana                     |
    qué tengo la próxima semana                          | date=2026-11-30
    tengo citas esta semana                              |
    dime mi semana                                       |
schedule.free_slots
    cuándo estoy libre                                   |
    tengo un hueco mañana                                | date=2026-11-26
    búscame un hueco de dos horas el viernes             | duration=120; date=2026-11-27
    qué espacios tengo mañana                            | date=2026-11-26
    dónde puedo meter otro trabajo                       |
    a qué hora tengo libre el viernes                    | date=2026-11-27
schedule.who_is_available
    quién está libre mañana a las nueve                  | when=2026-11-26T09:00
    quién puede ayudar mañana                            | when=2026-11-26
    quién anda libre mañana                              | when=2026-11-26
    quiénes están disponibles el viernes                 | when=2026-11-27
    hay alguien libre mañana                             | when=2026-11-26
    qué técnicos están libres el viernes                 | when=2026-11-27
    quién está disponible                                |
schedule.book
    agenda una cita con Maria Garcia el viernes a las diez | customer=Maria Garcia; when=2026-11-27T10:00
    haz una cita para Ann Bauer mañana                   | customer=Ann Bauer; when=2026-11-26
    necesito una cita con Zoë Alvarez                    | customer=Zoë Alvarez
    apunta a Luis Garcia para el viernes                 | customer=Luis Garcia; when=2026-11-27
    dale una cita a Ann Bauer                            | customer=Ann Bauer
    agenda una cita                                      |
schedule.reschedule
    reagenda a Ann Bauer para el viernes                 | customer=Ann Bauer; when=2026-11-27
    mueve la cita de Maria Garcia para el viernes        | customer=Maria Garcia; when=2026-11-27
    cambia la cita con Zoë Alvarez                       | customer=Zoë Alvarez
    pasa a Ann Bauer para mañana a las diez              | customer=Ann Bauer; when=2026-11-26T10:00
    cambia la hora de la cita con Ann Bauer              | customer=Ann Bauer
    reprograma la cita                                   |
schedule.time_off
    necesito el viernes libre                            | date=2026-11-27
    quiero libre el viernes                              | date=2026-11-27
    necesito libre del quince al dieciocho               | date=2026-12-15; end_date=2026-12-18
    no voy a trabajar mañana                             | date=2026-11-26
    mañana no trabajo                                    | date=2026-11-26
    estoy enferma hoy                                    | date=2026-11-25
    pido vacaciones el viernes hasta el lunes            | date=2026-11-27; end_date=2026-11-30
    ponme de vacaciones el lunes                         | date=2026-11-30
    voy a estar fuera mañana                             | date=2026-11-26
    dame un día libre                                    |
"""


ROWS = [*rows("en", ENGLISH), *rows("es", SPANISH)]


@pytest.fixture(scope="module")
def understandings(business: Snapshot) -> dict[Language, Understanding]:
    staffed = replace(
        business, team=(Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed"), Member("lea", "Lea Kim"))
    )
    return {language: Understanding(staffed, tongue) for language, tongue in TONGUES.items()}


@pytest.mark.parametrize(("language", "sentence", "command", "slots"), ROWS)
def test_a_sentence_is_understood(
    language: Language,
    sentence: str,
    command: str,
    slots: dict[str, str],
    understandings: dict[Language, Understanding],
    now: datetime,
) -> None:
    understood = understandings[language].command(sentence, now)
    assert understood.command is not None, "not understood"
    several = {name: ",".join(sorted(values)) for name, values in understood.choices.items()}
    assert (understood.command.spec.name, {**understood.slots, **several}) == (command, slots)


def test_every_command_has_its_sentences_in_both_languages() -> None:
    for language in ("en", "es"):
        said = [command for spoken_in, _, command, _ in ROWS if spoken_in == language]
        assert all(said.count(command) >= 6 for command in set(said))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "i told him to cancel job 42"),
        ("en", "what is it"),
        ("en", "where is it"),
        ("en", "let me handle it"),
        ("en", "put them down"),
        ("en", "hold it"),
        ("en", "how's it going"),
        ("en", "where are we on it"),
        ("en", "what's going on with it"),
        ("en", "it is done"),
        ("en", "it's done"),
        ("en", "send it"),
        ("en", "email it"),
        ("en", "give it to me"),
        ("en", "send him it"),
        ("en", "it was paid"),
        ("en", "it got signed"),
        ("en", "maria took it"),
        ("en", "follow up on it"),
        ("en", "are you free tomorrow"),
        ("en", "sam is on vacation"),
        ("en", "he finished job 42"),
        ("en", "don't start job 42"),
        ("en", "who was that"),
        ("en", "could you cancel a job"),
        ("en", "if i cancel job 42"),
        ("es", "le dije que cancelara el trabajo 42"),
        ("es", "no canceles el trabajo 42"),
        ("es", "cómo está"),
        ("es", "qué es"),
        ("es", "él terminó el trabajo 42"),
        ("es", "si cancelo el trabajo 42"),
        ("es", "está libre mañana"),
        ("es", "quién fue"),
        ("es", "un trabajo"),
        ("es", "qué hay"),
        ("es", "tengo trabajo"),
        ("es", "cierra eso"),
        ("es", "pásame eso"),
        ("es", "cómo va eso"),
        ("es", "qué pasa con eso"),
        ("es", "mándalo"),
        ("es", "mándale eso"),
        ("es", "eso está listo"),
        ("es", "ya quedó eso"),
        ("es", "ya estoy en eso"),
        ("es", "maria firmó eso"),
        ("es", "voy a estar ocupado"),
    ],
)
def test_talk_is_no_command(
    language: Language, sentence: str, understandings: dict[Language, Understanding], now: datetime
) -> None:
    assert understandings[language].command(sentence, now).command is None
