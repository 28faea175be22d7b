"""What is said about estimates, invoices, parts and projects, in both languages. It is Wednesday at eleven."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Estimate, Invoice, Language, Member, Snapshot
from tests.conversation.tables import rows

ENGLISH = """
estimate.create
    write up an estimate for job 42                      | job=42
    quote job 42 for five hundred dollars                | job=42; amount=500
    create a 500 dollar estimate for ann bauer           | customer=Ann Bauer; amount=500
estimate.send
    send estimate 9 to maria garcia                      | estimate=9
    email estimate 8                                     | estimate=8; method=email
    text maria garcia her quote                          | estimate=9; method=sms
    send maria garcia the estimate                       | estimate=9
    send estimate 8 by text message                      | estimate=8; method=sms
    shoot the repipe estimate over to ann bauer          | estimate=8
    send the estimate                                    |
    send that estimate to the customer                   |
estimate.set_status
    mark estimate 8 as viewed                            | estimate=8; status=viewed
    put estimate 8 back to draft                         | estimate=8; status=draft
    mark estimate 8 as accepted                          | estimate=8; status=accepted
    estimate 8 was approved                              | estimate=8; status=accepted
    ann bauer accepted estimate 8                        | estimate=8; status=accepted
    put down quote nine as declined                      | estimate=9; status=rejected
    the thermostat estimate got turned down              | estimate=9; status=rejected
    mark the quote number 9 sent                         | estimate=9; status=sent
estimate.convert
    convert estimate 10 to an invoice                    | estimate=10
    turn the gas line estimate into an invoice           | estimate=10
    make quote 10 into an invoice                        | estimate=10
    change estimate ten into an invoice                  | estimate=10
    convert estimate 10                                  | estimate=10
    convert the estimate into an invoice                 |
invoice.create
    create a 240 dollar invoice for ann bauer            | customer=Ann Bauer; amount=240
invoice.from_estimate
    create an invoice from estimate 8                    | estimate=8
    invoice estimate eight                               | estimate=8
    bill ann bauer for estimate 8                        | estimate=8
    make an invoice from the thermostat estimate         | estimate=9
    draft an invoice based on quote 8                    | estimate=8
    can you bill the repipe quote please                 | estimate=8
invoice.unpaid
    which invoices are unpaid                            |
    any open invoices                                    |
    who owes us money                                    |
    who still hasn't paid                                |
    how much does ann bauer owe us                       | customer=Ann Bauer
    does oakwood apartments still owe us anything        | customer=Oakwood Apartments
    unpaid invoices for oakwood apartments               | customer=Oakwood Apartments
    has ann bauer paid                                   | customer=Ann Bauer
invoice.send
    send the invoice to oakwood apartments               | invoice=103
    text oakwood apartments the invoice                  | invoice=103; method=sms
    send ann bauer her bill                              | invoice=101
    email invoice 101 to ann bauer                       | invoice=101; method=email
    send invoice 101 as a text message                   | invoice=101; method=sms
    send out the invoice                                 |
invoice.remind
    remind ann bauer about invoice 101                   | invoice=101
    send ann bauer a payment reminder                    | invoice=101
    remind oakwood apartments to pay their bill          | invoice=103
    send a reminder for invoice 103                      | invoice=103
    chase oakwood apartments about the invoice           | invoice=103
    follow up on invoice 101                             | invoice=101
payment.record
    record a payment of 100 dollars on invoice 101 by check    | invoice=101; amount=100; method=check
    record a cash payment of fifty dollars on invoice 101      | invoice=101; amount=50; method=cash
    ann bauer paid 275 dollars cash                            | invoice=101; amount=275; method=cash
    ann bauer paid invoice 101 with a credit card              | invoice=101; method=credit_card
    i got two hundred dollars in cash from oakwood apartments  | invoice=103; amount=200; method=cash
    log a 50 dollar check payment on invoice 101               | invoice=101; amount=50; method=check
    put 100 dollars on invoice 103                             | invoice=103; amount=100
    mark invoice 101 paid                                      | invoice=101
    invoice 101 is paid by check                               | invoice=101; method=check
    take a payment from ann bauer                              | invoice=101
    record a payment of fifty dollars cash on invoice 101      | invoice=101; amount=50; method=cash
    got a check for two seventy five on invoice 101            | invoice=101; amount=275; method=check
    take a 200 dollar check for invoice 101                    | invoice=101; amount=200; method=check
inventory.price
    how much is a half inch copper elbow                 | part=1/2 inch copper elbow
    what do we charge for the gfci outlet                | part=GFCI outlet
    price of r four ten a refrigerant                    | part=R-410A refrigerant
    what does a forty five five m f d capacitor cost     | part=45/5 MFD capacitor
    what's the price on ball valves                      | part=3/4" ball valve
    how much do gfci outlets go for                      | part=GFCI outlet
    check the price                                      |
inventory.reserve
    reserve two half inch copper elbows for job 42       | part=1/2 inch copper elbow; quantity=2; job=42
    set aside a dozen half inch copper elbows for job 12 | part=1/2 inch copper elbow; quantity=12; job=12
    hold a gfci outlet for the sump pump job             | part=GFCI outlet; quantity=1; job=45
    put three ball valves aside for job 12               | part=3/4" ball valve; quantity=3; job=12
    save the gfci outlet for job 42                      | part=GFCI outlet; job=42
    i need two ball valves set aside for job 43          | part=3/4" ball valve; quantity=2; job=43
    i need two ball valves for job 43                    | part=3/4" ball valve; quantity=2; job=43
    reserve a couple of gfci outlets                     | part=GFCI outlet; quantity=2
inventory.adjust
    i used two half inch copper elbows                   | part=1/2 inch copper elbow; quantity=-2
    used three gfci outlets                              | part=GFCI outlet; quantity=-3
    used up the last gfci outlet                         | part=GFCI outlet; quantity=-1
    i used up the last two ball valves                   | part=3/4" ball valve; quantity=-2
    take two ball valves out of stock                    | part=3/4" ball valve; quantity=-2
    add ten half inch copper elbows to stock             | part=1/2 inch copper elbow; quantity=10
    put back two ball valves on the shelf                | part=3/4" ball valve; quantity=2
    i put back two ball valves                           | part=3/4" ball valve; quantity=2
    i broke a 45/5 mfd capacitor                         | part=45/5 MFD capacitor; quantity=-1
    i used two ball valves because it leaked  | part=3/4" ball valve; quantity=-2; reason=it leaked
inventory.reorder
    reorder ten half inch copper elbows                  | part=1/2 inch copper elbow; quantity=10
    order more gfci outlets                              | part=GFCI outlet
    order ten more ball valves                           | part=3/4" ball valve; quantity=10
    we're out of r 410 a refrigerant                     | part=R-410A refrigerant
    order a dozen ball valves                            | part=3/4" ball valve; quantity=12
    i'm running low on gfci outlets                      | part=GFCI outlet
    add five ball valves to the shopping list            | part=3/4" ball valve; quantity=5
project.create
    create a project for ann bauer                       | customer=Ann Bauer
    create a repipe project for ann bauer with a budget of two grand | customer=Ann Bauer; title=Repipe; amount=2000
    create a project called boiler swap for maria garcia | customer=Maria Garcia; title=boiler swap
    create a project called swap for ann bauer with a budget of 9000 | customer=Ann Bauer; title=swap; amount=9000
    create a project called boiler swap with a budget of 9000 | title=boiler swap; amount=9000
    create a project called boiler swap for zbigniew orourke | customer=Zbigniew Orourke; title=boiler swap
    start a new project for zoe alvarez                  | customer=Zoë Alvarez
    set up a 9000 dollar project for ann bauer           | customer=Ann Bauer; amount=9000
    new project                                          |
project.update
    cancel project 7                                     | project=7; status=cancelled
    close out project 7                                  | project=7; status=completed
    put project 7 on hold                                | project=7; status=on_hold
    mark the mill road repipe completed                  | project=7; status=completed
    update the status of project 8 to active             | project=8; status=active
    project 7 is on hold                                 | project=7; status=on_hold
    add a note to project 7 that the pipe arrived        | project=7; note=the pipe arrived
    put the project on hold                              | status=on_hold
    add a note to project 7                              | project=7
project.assign
    assign sam reed to project 7                         | project=7; assignee=Sam Reed
    put me on the mill road repipe project               | project=7; assignee=Rosa Delgado
    assign project 8 to sam                              | project=8; assignee=Sam Reed
    give project 8 to sam reed                           | project=8; assignee=Sam Reed
    add sam to the mill road repipe                      | project=7; assignee=Sam Reed
    assign sam to a project                              | assignee=Sam Reed
project.list
    what projects do we have                             |
    which projects are on hold                           | status=on_hold
    list the active projects                             | status=active
    show me all our projects                             |
    what projects are we working on                      |
    my projects                                          |
project.analytics
    how are our projects doing                           |
    how many projects do we have                         |
    project numbers                                      |
    are we on budget                                     |
    how much have we spent on all projects               |
    give me the project summary                          |
"""
SPANISH = """
estimate.create
    haz un presupuesto para ann bauer                      | customer=Ann Bauer
    prepárame una cotización para el trabajo 42            | job=42
    cotízale a ann bauer quinientos dólares                | customer=Ann Bauer; amount=500
    necesito una cotización para maria garcia              | customer=Maria Garcia
    hazle un presupuesto a ann bauer por mil dólares       | customer=Ann Bauer; amount=1000
    cotiza el trabajo 42                                   | job=42
estimate.send
    manda el presupuesto 9 a maria garcia                  | estimate=9
    mándale la cotización a maria garcia                   | estimate=9
    envíale el presupuesto a maria garcia por correo       | estimate=9; method=email
    manda la cotización 8 por mensaje                      | estimate=8; method=sms
    envía el presupuesto ocho al cliente                   | estimate=8
    manda el presupuesto                                   |
estimate.set_status
    regresa el presupuesto 8 a borrador                  | estimate=8; status=draft
    marca el presupuesto 8 como aceptado                   | estimate=8; status=accepted
    el presupuesto 8 ya está aprobado                      | estimate=8; status=accepted
    ann bauer aceptó el presupuesto 8                      | estimate=8; status=accepted
    pon la cotización 9 como rechazado                     | estimate=9; status=rejected
    la cotización número 9 fue rechazado                   | estimate=9; status=rejected
    marca la cotización 9 como enviado                     | estimate=9; status=sent
estimate.convert
    convierte el presupuesto 10 en factura                 | estimate=10
    pasa la cotización diez a factura                      | estimate=10
    convierte la cotización 10                             | estimate=10
    puedes convertir el presupuesto 10 a factura por favor | estimate=10
    cambia el presupuesto 10 a una factura                 | estimate=10
    convierte el presupuesto a factura                     |
invoice.create
    hazme una factura para el trabajo 42                   | job=42
    factura el trabajo 42                                  | job=42
    factúrale a ann bauer 240 dólares                      | customer=Ann Bauer; amount=240
    cóbrale a maria garcia el trabajo 42                   | customer=Maria Garcia; job=42
    crea una factura para ann bauer por mil dólares        | customer=Ann Bauer; amount=1000
    necesito facturar el trabajo 42 por 300 dólares        | job=42; amount=300
    haz una factura                                        |
invoice.from_estimate
    hazme una factura del presupuesto 8                    | estimate=8
    factura el presupuesto ocho                            | estimate=8
    crea una factura a partir de la cotización 8           | estimate=8
    cóbrale a ann bauer el presupuesto 8                   | estimate=8
    cobra la cotización 9                                  | estimate=9
    prepara la factura según el presupuesto 8              | estimate=8
invoice.unpaid
    qué facturas están pendientes                          |
    hay facturas sin pagar                                 |
    quién nos debe dinero                                  |
    cuánto nos debe ann bauer                              | customer=Ann Bauer
    cuánto debe ann bauer                                  | customer=Ann Bauer
    facturas pendientes de oakwood apartments              | customer=Oakwood Apartments
    ya pagó ann bauer                                      | customer=Ann Bauer
    quiénes no han pagado todavía                          |
invoice.send
    manda la factura a oakwood apartments                  | invoice=103
    mándale a ann bauer la factura                         | invoice=101
    mándale la factura a oakwood apartments                | invoice=103
    envía la factura 101 por mensaje de texto              | invoice=101; method=sms
invoice.create
    mándale una factura a ann bauer por 240 dólares        | customer=Ann Bauer; amount=240
invoice.remind
    recuérdale a ann bauer la factura 101                  | invoice=101
    mándale un recordatorio de pago a oakwood apartments   | invoice=103
    manda un recordatorio de la factura 103                | invoice=103
    recuérdale a ann bauer que pague                       | invoice=101
    recuérdale la factura a ann bauer                      | invoice=101
    envía otro recordatorio para la factura 101            | invoice=101
payment.record
    registra un pago de cien dólares en la factura 101          | invoice=101; amount=100
    anota un pago de cincuenta dólares en efectivo de ann bauer | invoice=101; amount=50; method=cash
    ann bauer pagó 275 dólares en efectivo                      | invoice=101; amount=275; method=cash
    ann bauer ya pagó la factura 101 con tarjeta de crédito     | invoice=101; method=credit_card
    marca la factura 101 como pagada                            | invoice=101
    la factura 101 ya está pagada con cheque                    | invoice=101; method=check
    cobré doscientos dólares en efectivo de oakwood apartments  | invoice=103; amount=200; method=cash
    me pagaron cien dólares por la factura 103                  | invoice=103; amount=100
    me pagaron la factura 101 en efectivo                       | invoice=101; method=cash
    me pagó ann bauer cien dólares con cheque                   | invoice=101; amount=100; method=check
inventory.stock
    cuántos gfci outlet tenemos                            | part=GFCI outlet
    hay gfci outlet en la camioneta                        | part=GFCI outlet
    revisa el inventario de gfci outlet                    | part=GFCI outlet
    cuántos gfci outlet nos quedan en bodega               | part=GFCI outlet
    tenemos gfci outlet                                    | part=GFCI outlet
    revisa el inventario                                   |
inventory.price
    cuánto cuesta el gfci outlet                           | part=GFCI outlet
    a cómo está el gfci outlet                             | part=GFCI outlet
    qué precio tiene el gfci outlet                        | part=GFCI outlet
    dime el precio del gfci outlet                         | part=GFCI outlet
    cuánto vale un gfci outlet                             | part=GFCI outlet
    dame el precio                                         |
inventory.reserve
    aparta dos gfci outlet para el trabajo 42              | part=GFCI outlet; quantity=2; job=42
    resérvame una docena de gfci outlet para el trabajo 12 | part=GFCI outlet; quantity=12; job=12
    separa un gfci outlet para el trabajo 45               | part=GFCI outlet; quantity=1; job=45
    guárdame los gfci outlet para el trabajo 42            | part=GFCI outlet; job=42
    apártame tres piezas de gfci outlet                    | part=GFCI outlet; quantity=3
    puedes apartar un par de gfci outlet del trabajo 42    | part=GFCI outlet; quantity=2; job=42
inventory.adjust
    usé dos gfci outlet                                    | part=GFCI outlet; quantity=-2
    gasté tres gfci outlet                                 | part=GFCI outlet; quantity=-3
    saca dos gfci outlet del inventario                    | part=GFCI outlet; quantity=-2
    agrega diez gfci outlet al inventario                  | part=GFCI outlet; quantity=10
    rompí un gfci outlet porque se cayó                    | part=GFCI outlet; quantity=-1; reason=se cayó
    instalé media docena de gfci outlet                    | part=GFCI outlet; quantity=-6
inventory.reorder
    pide diez gfci outlet                                  | part=GFCI outlet; quantity=10
    pide más gfci outlet                                   | part=GFCI outlet
    se nos acabaron los gfci outlet                        | part=GFCI outlet
    encarga una docena de gfci outlet                      | part=GFCI outlet; quantity=12
    agrega cinco gfci outlet a la lista                    | part=GFCI outlet; quantity=5
    ya no hay gfci outlet                                  | part=GFCI outlet
project.create
    crea un proyecto para ann bauer                        | customer=Ann Bauer
    crea un proyecto llamado casa del lago para maria garcia | customer=Maria Garcia; title=casa del lago
    crea un proyecto llamado molino para ann bauer por mil dólares | customer=Ann Bauer; title=molino; amount=1000
    abre un proyecto para zoe alvarez por nueve mil dólares  | customer=Zoë Alvarez; amount=9000
    haz un proyecto para ann bauer que se llame molino       | customer=Ann Bauer; title=molino
    ponme un proyecto nuevo que se llama azotea              | title=azotea
    nuevo proyecto                                           |
project.status
    estado del proyecto 7                                  | project=7
    cómo va el proyecto 8                                  | project=8
    qué hay de la obra 7                                   | project=7
    en qué va el proyecto siete                            | project=7
    dame el estatus del proyecto número 8                  | project=8
    cómo va el proyecto mill road repipe                   | project=7
project.update
    cancela el proyecto 7                                | project=7; status=cancelled
    pon el proyecto 7 en espera                            | project=7; status=on_hold
    marca el proyecto 8 como terminado                     | project=8; status=completed
    el proyecto 7 está en pausa                            | project=7; status=on_hold
    cambia el estado del proyecto 8 a activo               | project=8; status=active
    agrega una nota al proyecto 7 que llegó la tubería     | project=7; note=llegó la tubería
    pon el proyecto en espera                              | status=on_hold
    agrega una nota al proyecto 7                          | project=7
project.assign
    asigna a sam reed al proyecto 7                        | project=7; assignee=Sam Reed
    pon a sam en el proyecto 7                             | project=7; assignee=Sam Reed
    asigna el proyecto 8 a sam                             | project=8; assignee=Sam Reed
    dale el proyecto 8 a sam reed                          | project=8; assignee=Sam Reed
    el proyecto 7 es para sam                              | project=7; assignee=Sam Reed
    asigna la obra 7                                       | project=7
project.list
    qué proyectos tenemos                                  |
    cuáles proyectos están en espera                       | status=on_hold
    muéstrame los proyectos                                |
    dime todos los proyectos que están activo              | status=active
    lista los proyectos                                    |
    mis proyectos                                          |
project.analytics
    cómo van los proyectos                                 |
    cuántos proyectos tenemos                              |
    dame el resumen de los proyectos                       |
    cuánto hemos gastado en los proyectos                  |
    cuál es el presupuesto total de los proyectos          |
    estamos dentro del presupuesto                         |
"""
NOT_COMMANDS: dict[Language, str] = {
    "en": """
    i told him to send the estimate
    she paid in cash yesterday
    did you use the last gfci outlet
    we used to reserve parts
    ann bauer paid
    don't send the estimate
    the invoice is on the table
    we need to order lunch
    can we convert estimate 8 to an invoice later
    he said invoice 101 is paid
    i used to work on job 42
    how much is the fish
    set aside some time for job 42
    get me a gfci outlet
    order
    take the garcia job
    if ann bauer accepts estimate 8
    the project is going well
    """,
    "es": """
    le dije que mandara el presupuesto
    ayer pagó en efectivo
    no mandes el presupuesto
    la factura está en la mesa
    si ann bauer acepta el presupuesto 8
    me dijo que la factura 101 está pagada
    hay que pedir la comida
    guárdame un lugar
    el proyecto va bien
    """,
}


def estimate(number: str, title: str, status: str, customer: str, total: int) -> Estimate:
    return Estimate(f"e{number}", number, f"EST-{number}", title, status, customer, total=Decimal(total))


def invoice(number: str, status: str, customer: str, due: int, day: date | None = None) -> Invoice:
    return Invoice(
        f"i{number}",
        number,
        f"INV-{number}",
        status,
        customer,
        total=Decimal(960),
        balance_due=Decimal(due),
        due_date=day,
    )


@pytest.fixture(scope="module")
def sales(business: Snapshot) -> Snapshot:
    return replace(
        business,
        estimates=(
            estimate("8", "Repipe", "sent", "Ann Bauer", 8700),
            estimate("9", "Thermostat", "draft", "Maria Garcia", 240),
            estimate("10", "Gas line", "approved", "Zoë Alvarez", 150),
        ),
        invoices=(
            invoice("101", "sent", "Ann Bauer", 275, date(2026, 11, 20)),
            invoice("102", "paid", "Maria Garcia", 0),
            invoice("103", "partially_paid", "Oakwood Apartments", 460),
        ),
        team=(Member("u1", "Rosa Delgado"), Member("u2", "Sam Reed")),
    )


@pytest.fixture(scope="module")
def understood_in(sales: Snapshot) -> dict[Language, Understanding]:
    return {language: Understanding(sales, tongue) for language, tongue in TONGUES.items()}


@pytest.mark.parametrize(("language", "sentence", "command", "slots"), [*rows("en", ENGLISH), *rows("es", SPANISH)])
def test_a_sentence_is_understood(
    language: Language,
    sentence: str,
    command: str,
    slots: dict[str, str],
    understood_in: dict[Language, Understanding],
    now: datetime,
) -> None:
    understood = understood_in[language].command(sentence, now)
    assert understood.command is not None, "not understood"
    assert (understood.command.spec.name, dict(understood.slots)) == (command, slots)
    assert understood.choices == {}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, said.strip()) for language, text in NOT_COMMANDS.items() for said in text.strip().splitlines()],
)
def test_what_is_no_command_is_none(
    language: Language, sentence: str, understood_in: dict[Language, Understanding], now: datetime
) -> None:
    assert understood_in[language].command(sentence, now).command is None
