"""What is said about contacts, the business and notifications, in both languages. It is Wednesday at eleven."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Language, Snapshot
from tests.conversation.tables import rows

ENGLISH = """
contact.create
    create a new customer for linda park                 | customer=Linda Park
    add a customer linda park email linda@example.com    | customer=Linda Park; email=linda@example.com
    add a new customer named Linda Park                  | customer=Linda Park
    new contact maria lopez                              | customer=Maria Lopez
    save linda park to my contacts                       | customer=Linda Park
    put linda park in our customer list                  | customer=Linda Park
    i've got a new client called Linda Park              | customer=Linda Park
    create a customer                                    |
    add a contact named linda park phone 512 555 0147    | customer=Linda Park; phone=5125550147
contact.find
    what's ann bauer's number                            | customer=Ann Bauer
    read me maria garcia's phone number                  | customer=Maria Garcia
    phone number for maria garcia                        | customer=Maria Garcia
    how do i get to ann bauer                            | customer=Ann Bauer
    what's the phone number for ann bauer                | customer=Ann Bauer
    give me the address of zoe alvarez                   | customer=Zoë Alvarez
    look up o'brien and sons                             | customer=O'Brien & Sons LLC
    how do i reach oakwood apartments                    | customer=Oakwood Apartments
    where does ann bauer live                            | customer=Ann Bauer
    who is zoe alvarez                                   | customer=Zoë Alvarez
    pull up the customer ann bauer                       | customer=Ann Bauer
    what is the email address for mister bauer           | customer=Ann Bauer
    find a contact                                       |
contact.interactions
    notes on ann bauer                                   | customer=Ann Bauer
    what's been going on with ann bauer                  | customer=Ann Bauer
    what's the history with ann bauer                    | customer=Ann Bauer
    what did we do for zoe alvarez last time             | customer=Zoë Alvarez
    fill me in on oakwood apartments                     | customer=Oakwood Apartments
    when was the last visit with ann bauer               | customer=Ann Bauer
    read me the notes on ann bauer                       | customer=Ann Bauer
    have we worked for oakwood apartments before         | customer=Oakwood Apartments
    what do we know about ann bauer                      | customer=Ann Bauer
contact.call_note
    log that i called ann bauer and left a voicemail     | customer=Ann Bauer; note=left a voicemail
    add to ann bauer's notes that she has a dog          | customer=Ann Bauer; note=she has a dog
    note that ann bauer wants a quote                    | customer=Ann Bauer; note=wants a quote
    log a call with ann bauer                            | customer=Ann Bauer
    i talked to ann bauer                                | customer=Ann Bauer
    add a note for ann bauer that the gate code is 4417  | customer=Ann Bauer; note=the gate code is 4417
    make a note on zoe alvarez she has a big dog         | customer=Zoë Alvarez; note=she has a big dog
    I just talked to Ann Bauer she wants a new boiler    | customer=Ann Bauer; note=she wants a new boiler
    Ann Bauer called about the leak in the basement      | customer=Ann Bauer; note=the leak in the basement
    take a call note for oakwood apartments              | customer=Oakwood Apartments
contact.lead_status
    set ann bauer's status to qualified                  | customer=Ann Bauer; status=qualified
    we lost ann bauer                                    | customer=Ann Bauer; status=closed_lost
    mark ann bauer as qualified                          | customer=Ann Bauer; status=qualified
    set zoe alvarez to lost                              | customer=Zoë Alvarez; status=closed_lost
    update the lead status of ann bauer to proposal      | customer=Ann Bauer; status=proposal
    move oakwood apartments to negotiation               | customer=Oakwood Apartments; status=negotiation
    ann bauer is now a prospect                          | customer=Ann Bauer; status=prospect
    ann bauer is a qualified lead now                    | customer=Ann Bauer; status=qualified
    change the lead status of ann bauer                  | customer=Ann Bauer
notify.running_late
    running fifteen minutes behind for maria garcia      | customer=Maria Garcia; duration=15
    give ann bauer a heads up that i'm running late      | customer=Ann Bauer
    tell my customer i'm running late                    |
    tell ann bauer i'm running twenty minutes late       | customer=Ann Bauer; duration=20
    let maria garcia know that i'll be half an hour late | customer=Maria Garcia; duration=30
    text zoe alvarez that we're running late             | customer=Zoë Alvarez
    i'm running fifteen minutes late for ann bauer       | customer=Ann Bauer; duration=15
    i'm running late                                     |
    i am twenty minutes late                             | duration=20
    tell ann bauer i'll be there in twenty minutes       | customer=Ann Bauer; when=2026-11-25T11:20
    let ann bauer know i'll get there at five            | customer=Ann Bauer; when=2026-11-25T17:00
    let the customer on job 45 know i'm running late     | customer=Zoë Alvarez
    tell her i'm going to be ten minutes late            | duration=10
notify.message_customer
    tell luis garcia the furnace is fixed                | customer=Luis Garcia; message=the furnace is fixed
    shoot ann bauer a text                               | customer=Ann Bauer
    tell luis garcia to call me back                     | customer=Luis Garcia; message=call me back
    text her that i'm outside                            | message=i'm outside
    text ann bauer                                       | customer=Ann Bauer
    send a message to zoe alvarez                        | customer=Zoë Alvarez
    text ann bauer that the part has arrived             | customer=Ann Bauer; message=the part has arrived
    let ann bauer know that I found the leak             | customer=Ann Bauer; message=I found the leak
    send zoe alvarez a text saying call me back please   | customer=Zoë Alvarez; message=call me back
    send ann bauer an email                              | customer=Ann Bauer; method=email
    tell maria garcia that the water is off              | customer=Maria Garcia; message=the water is off
notify.ask_office
    get me the office                                    |
    call the office about job 42                         | job=42
    i need help from the office                          |
    get a hand from dispatch with job 42                 | job=42
    ask the office to call me                            |
    tell the office that the truck has broken down       | message=the truck has broken down
    let the office know i found a gas leak               | message=i found a gas leak
    put me through to somebody at the office             |
notify.remind_me
    in an hour remind me to move the truck               | when=2026-11-25T12:00; message=move the truck
    remind me to call maria garcia back at four          | message=call maria garcia back; when=2026-11-25T16:00
    remind me tomorrow at nine                           | when=2026-11-26T09:00
    remind me to order a flange                          | message=order a flange
    remind me at three to call the supply house          | message=call the supply house; when=2026-11-25T15:00
    remind me in half an hour to check the boiler        | message=check the boiler; when=2026-11-25T11:30
    set a reminder for friday                            | when=2026-11-27
    don't let me forget to return the ladder             | message=return the ladder
    create a reminder                                    |
notify.read_alerts
    any problems                                         |
    what failed                                          |
    is everything synced                                 |
    do i have any alerts                                 |
    read me my notifications                             |
    what's still waiting                                 |
    did everything go through                            |
    is there anything new                                |
    what needs my attention                              |
business.who_am_i
    who am i                                             |
    who is signed in                                     |
    which business am i in                               |
    who am i logged in as                                |
    whose account is this                                |
    what company am i working for                        |
business.list
    list my businesses                                   |
    which businesses do i belong to                      |
    what companies do i have                             |
    what are my companies                                |
    how many businesses do i have                        |
    show me all the businesses                           |
business.switch
    log me into southside heating                        | business=Southside Heating
    switch to southside heating                          | business=Southside Heating
    change the business to southside heating             | business=Southside Heating
    work for northside plumbing                          | business=Northside Plumbing
    switch companies                                     |
    go to my other business                              |
    put me into southside heating                        | business=Southside Heating
business.permissions
    can i edit jobs                                      |
    what are my permissions                              |
    what am i allowed to do                              |
    what's my role                                       |
    which rights do i have                               |
    show me my permissions                               |
    what can i do here                                   |
"""

SPANISH = """
contact.create
    crea un contacto para linda park                     | customer=Linda Park
    agrega un cliente nuevo                              |
    da de alta a Linda Park                              | customer=Linda Park
    agrega a linda park como cliente nuevo               | customer=Linda Park
    tengo una clienta nueva que se llama Linda Park      | customer=Linda Park
    guarda a linda park en mis contactos                 | customer=Linda Park
    nuevo cliente maria lopez                            | customer=María López
contact.find
    el teléfono de ann bauer                             | customer=Ann Bauer
    cómo llego con ann bauer                             | customer=Ann Bauer
    dame el teléfono de ann bauer                        | customer=Ann Bauer
    cuál es la dirección de zoe alvarez                  | customer=Zoë Alvarez
    dónde vive ann bauer                                 | customer=Ann Bauer
    busca a oakwood apartments                           | customer=Oakwood Apartments
    cómo contacto a maria garcia                         | customer=Maria Garcia
    quién es zoe alvarez                                 | customer=Zoë Alvarez
contact.interactions
    qué trabajos le hicimos a ann bauer                  | customer=Ann Bauer
    notas de ann bauer                                   | customer=Ann Bauer
    dime el historial de ann bauer                       | customer=Ann Bauer
    ponme al día sobre oakwood apartments                | customer=Oakwood Apartments
    qué sabemos de zoe alvarez                           | customer=Zoë Alvarez
    cuándo fue la última visita con ann bauer            | customer=Ann Bauer
    léeme las notas de ann bauer                         | customer=Ann Bauer
    qué le hicimos a ann bauer                           | customer=Ann Bauer
contact.call_note
    anota que ann bauer quiere una cotización            | customer=Ann Bauer; note=quiere una cotización
    registra que hablé con ann bauer                     | customer=Ann Bauer
    registra una llamada con ann bauer                   | customer=Ann Bauer
    agrega una nota a ann bauer que tiene perro          | customer=Ann Bauer; note=tiene perro
    haz una nota sobre zoe alvarez                       | customer=Zoë Alvarez
    hablé con ann bauer                                  | customer=Ann Bauer
    hablé con ann bauer y quiere un boiler nuevo         | customer=Ann Bauer; note=quiere un boiler nuevo
    ann bauer llamó para preguntar por la factura        | customer=Ann Bauer; note=preguntar por la factura
    anota una nota de oakwood apartments                 | customer=Oakwood Apartments
contact.lead_status
    marca a ann bauer como calificado                    | customer=Ann Bauer; status=qualified
    pon a zoe alvarez como perdido                       | customer=Zoë Alvarez; status=closed_lost
    cambia el estado de ann bauer a propuesta            | customer=Ann Bauer; status=proposal
    pasa a ann bauer a negociación                       | customer=Ann Bauer; status=negotiation
    cambia el estado de un prospecto                     |
    deja a ann bauer como prospecto                      | customer=Ann Bauer; status=prospect
notify.running_late
    dile a maria que me voy a tardar media hora          | customer=Maria Garcia; duration=30
    dile al cliente que voy tarde                        |
    se me hizo tarde                                     |
    avísale a ann bauer que voy veinte minutos tarde     | customer=Ann Bauer; duration=20
    dile a maria garcia que llego media hora tarde       | customer=Maria Garcia; duration=30
    voy tarde                                            |
    voy con quince minutos de retraso para ann bauer     | customer=Ann Bauer; duration=15
    dile a zoe alvarez que llego a las cinco             | customer=Zoë Alvarez; when=2026-11-25T17:00
    avisa a ann bauer que vamos retrasados               | customer=Ann Bauer
notify.message_customer
    pregúntale a ann bauer si está en casa               | customer=Ann Bauer; message=si está en casa
    dile que ya terminé                                  | message=ya terminé
    mándale un mensaje a ann bauer                       | customer=Ann Bauer
    escríbele a zoe alvarez                              | customer=Zoë Alvarez
    dile a ann bauer que ya llegó la pieza               | customer=Ann Bauer; message=ya llegó la pieza
    mándale un texto a maria garcia que diga ya terminé  | customer=Maria Garcia; message=ya terminé
    envíale un correo a ann bauer                        | customer=Ann Bauer; method=email
    tengo un recado para oakwood apartments              | customer=Oakwood Apartments
notify.ask_office
    pide ayuda a la oficina                              |
    pide apoyo a la oficina con el trabajo 42            | job=42
    llama a la oficina                                   |
    comunícame con el despacho                           |
    necesito hablar con alguien de la oficina            |
    dile a la oficina que se rompió la camioneta         | message=se rompió la camioneta
    avisa al despacho que hay una fuga de gas            | message=hay una fuga de gas
notify.remind_me
    recuérdame llamar a ann bauer a las tres             | message=llamar a ann bauer; when=2026-11-25T15:00
    recuérdame el viernes comprar tubo                   | message=comprar tubo; when=2026-11-27
    avísame en media hora                                | when=2026-11-25T11:30
    recuérdame mañana a las nueve                        | when=2026-11-26T09:00
    recuérdame pedir la brida                            | message=pedir la brida
    recuérdame a las tres que llame a la ferretería      | message=llame a la ferretería; when=2026-11-25T15:00
    ponme un recordatorio para el viernes                | when=2026-11-27
    que no se me olvide devolver la escalera             | message=devolver la escalera
    crea un recordatorio                                 |
notify.read_alerts
    qué falló                                            |
    algo pendiente                                       |
    tengo alguna alerta                                  |
    léeme mis notificaciones                             |
    qué está pendiente                                   |
    qué hay pendiente                                    |
    ya se envió todo                                     |
    hay algo nuevo                                       |
    qué hay de nuevo                                     |
business.who_am_i
    quién soy                                            |
    quién está conectado                                 |
    en qué empresa estoy                                 |
    con qué cuenta entré                                 |
    de quién es esta cuenta                              |
    para quién trabajas                                  |
business.list
    dime mis empresas                                    |
    en qué empresas trabajo                              |
    qué empresas tengo                                   |
    cuáles son mis negocios                              |
    cuántas empresas tengo                               |
    mis empresas                                         |
business.switch
    cambia a southside heating                           | business=Southside Heating
    cambia de empresa                                    |
    pásame a la empresa southside heating                | business=Southside Heating
    ahora trabajo para southside heating                 | business=Southside Heating
    cambia a mi otra empresa                             |
    usa northside plumbing                               | business=Northside Plumbing
business.permissions
    puedo editar trabajos                                |
    cuáles son mis permisos                              |
    qué permisos tengo                                   |
    qué puedo hacer aquí                                 |
    cuál es mi rol                                       |
    dime mis permisos                                    |
    qué tengo permitido                                  |
"""

ROWS = [*rows("en", ENGLISH), *rows("es", SPANISH)]

NO_COMMANDS = """
    i told him to text ann bauer
    ann bauer lives on mill road
    he told ann bauer that the part has arrived
    i might be late
    i don't know who that is
    nobody reminded me
"""


@pytest.fixture(scope="module")
def understandings(business: Snapshot) -> dict[Language, Understanding]:
    here = replace(business, businesses=("Northside Plumbing", "Southside Heating"))
    return {language: Understanding(here, tongue) for language, tongue in TONGUES.items()}


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
    assert (understood.command.spec.name, dict(understood.slots)) == (command, slots)


@pytest.mark.parametrize("sentence", [line.strip() for line in NO_COMMANDS.splitlines() if line.strip()])
def test_what_is_told_to_somebody_else_is_no_command(
    sentence: str, understandings: dict[Language, Understanding], now: datetime
) -> None:
    assert understandings["en"].command(sentence, now).command is None


def test_every_command_has_its_sentences_in_both_languages() -> None:
    for language in ("en", "es"):
        counts: dict[str, int] = {}
        for spoken, _, command, _ in ROWS:
            counts[command] = counts.get(command, 0) + (spoken == language)
        assert min(counts.values()) >= 6
