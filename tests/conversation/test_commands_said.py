"""What people say, and the command it is. It is Wednesday, the twenty fifth of November 2026, eleven o'clock."""

from datetime import datetime

import pytest

from conversation.understanding import Understanding


def table(text: str) -> list[tuple[str, dict[str, str]]]:
    """Lines of ``sentence | slot=value, slot=value``."""
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sentence, _, slots = line.partition("|")
        pairs = [pair.split("=", 1) for pair in slots.split(";") if pair.strip()]
        rows.append((sentence.strip(), {name.strip(): value.strip() for name, value in pairs}))
    return rows


JOB_CREATE = table("""
    create a job for Maria Garcia                        | customer=Maria Garcia
    create a new job for ann bauer                       | customer=Ann Bauer
    Create job for Ann Bauer.                            | customer=Ann Bauer
    open a job for maria garcia                          | customer=Maria Garcia
    make a job for oakwood apartments                    | customer=Oakwood Apartments
    add a new job for mister bauer                       | customer=Ann Bauer
    start a new job for maria garcia                     | customer=Maria Garcia
    set up a job for luis garcia                         | customer=Luis Garcia
    log a job for zoe alvarez                            | customer=Zoë Alvarez
    I need a job for Ann Bauer                           | customer=Ann Bauer
    new job for o'brien and sons                         | customer=O'Brien & Sons LLC
    create a work order for o'brien & sons llc           | customer=O'Brien & Sons LLC
    can you create a job for ann bauer please            | customer=Ann Bauer
    uh please open a ticket for um ann bauer thanks      | customer=Ann Bauer
    create a repair job for ann bauer                    | customer=Ann Bauer; job_type=repair
    create an urgent job for ann bauer                   | customer=Ann Bauer; priority=urgent
    create a high priority installation job for ann bauer | customer=Ann Bauer; priority=high; job_type=installation
    create an emergency job for ann bauer                | customer=Ann Bauer; job_type=emergency
    create a water heater job for maria garcia           | customer=Maria Garcia; title=Water heater
    create a job for ann bauer tomorrow at nine          | customer=Ann Bauer; when=2026-11-26T09:00
    create a job for ann bauer for friday afternoon      | customer=Ann Bauer; when=2026-11-27/afternoon
    create a job for ann bauer on march fifth            | customer=Ann Bauer; when=2027-03-05
    create a job for ann                                 | customer=Ann Bauer
    create a job for linda park                          | customer=Linda Park
    create a job for maria lopez                         | customer=Maria Lopez
    create a job for Zbigniew O'Rourke                   | customer=Zbigniew O'Rourke
    schedule a job for maria garcia tomorrow at nine     | customer=Maria Garcia; when=2026-11-26T09:00
    schedule a job for linda park next tuesday           | customer=Linda Park; when=2026-12-01
    create a job                                         |
    open a new ticket for tomorrow                       | when=2026-11-26
""")

JOB_SET_STATUS = table("""
    update job 42 status to in progress                  | job=42; status=in_progress
    update job forty two to in progress                  | job=42; status=in_progress
    update the status of job 42 to on hold               | job=42; status=on_hold
    change job 42 status to completed                    | job=42; status=completed
    set the status of job four fifty six to quoted       | job=456; status=quoted
    mark job 42 complete                                 | job=42; status=completed
    mark job number 42 as completed                      | job=42; status=completed
    mark job four hundred and fifty six as done          | job=456; status=completed
    mark JOB-000042 as complete                          | job=42; status=completed
    mark work order 42 finished                          | job=42; status=completed
    mark the leaking faucet job complete                 | job=12; status=completed
    mark the sump pump job as started                    | job=45; status=in_progress
    mark the oakwood apartments job cancelled            | job=43; status=cancelled
    job 42 finished                                      | job=42; status=completed
    MARK JOB 42 COMPLETE                                 | job=42; status=completed
    mark the job complete                                | status=completed
    put job 42 on hold                                   | job=42; status=on_hold
    move job 42 to in progress                           | job=42; status=in_progress
    move job 42 back to scheduled                        | job=42; status=scheduled
    job 42 is done                                       | job=42; status=completed
    job 42 is on hold                                    | job=42; status=on_hold
    the alvarez job is finished                          | job=45; status=completed
    pause job 42                                         | job=42; status=on_hold
    resume job 42                                        | job=42; status=in_progress
    mark job 99 complete                                 | job=99; status=completed
    update job 42                                        | job=42
    update the job status                                |
""")

JOB_SCHEDULE = table("""
    schedule job 43 for tomorrow at nine                 | job=43; when=2026-11-26T09:00
    schedule job forty three tomorrow at nine thirty a m | job=43; when=2026-11-26T09:30
    schedule job 43 for november 30 at noon              | job=43; when=2026-11-30T12:00
    schedule job 43 for march five at nine thirty        | job=43; when=2027-03-05T09:30
    put job 43 on the calendar for friday at ten         | job=43; when=2026-11-27T10:00
    schedule job 43 on friday at two                     | job=43; when=2026-11-27T14:00
    schedule job 43 for monday                           | job=43; when=2026-11-30
    schedule job 43 for next tuesday morning             | job=43; when=2026-12-01/morning
    schedule job 43 for the fifteenth at half past nine  | job=43; when=2026-12-15T09:30
    schedule job 43 for march fifth at two thirty        | job=43; when=2027-03-05T14:30
    schedule job 43 for nine tomorrow                    | job=43; when=2026-11-26T09:00
    schedule job 43 this afternoon                       | job=43; when=2026-11-25/afternoon
    schedule job 43 in two hours                         | job=43; when=2026-11-25T13:00
    book job 43 for friday at noon                       | job=43; when=2026-11-27T12:00
    put job 43 down for friday morning                   | job=43; when=2026-11-27/morning
    schedule the drain cleaning job for 9:30 am tomorrow | job=43; when=2026-11-26T09:30
    schedule a job for oakwood apartments on friday      | job=43; when=2026-11-27
    schedule a job for ann bauer for friday at ten       | job=456; when=2026-11-27T10:00
    schedule job 43                                      | job=43
    schedule a job                                       |
    schedule a job for tomorrow                          | when=2026-11-26
""")

INVOICE_CREATE = table("""
    create an invoice for job 42                         | job=42
    create invoice for job 42                            | job=42
    bill maria garcia for job 42                         | customer=Maria Garcia; job=42
    make an invoice for job number four fifty six        | job=456
    write up an invoice for the water heater job         | job=42
    invoice job 42                                       | job=42
    bill job 42 for two hundred sixty eight dollars      | job=42; amount=268
    create an invoice for job 42 over twelve hundred forty nine dollars and fifty cents | job=42; amount=1249.50
    create an invoice for ann bauer                      | customer=Ann Bauer
    invoice ann bauer for a grand                        | customer=Ann Bauer; amount=1000
    bill ann bauer two fifty                             | customer=Ann Bauer; amount=250
    create a $1,249.50 invoice for Ann Bauer             | customer=Ann Bauer; amount=1249.50
    create an invoice for linda park                     | customer=Linda Park
    create an invoice                                    |
""")

ESTIMATE_CREATE = table("""
    create an estimate for ann bauer                     | customer=Ann Bauer
    make a quote for maria garcia                        | customer=Maria Garcia
    write up an estimate for oakwood apartments          | customer=Oakwood Apartments
    create an estimate for ann bauer for two grand       | customer=Ann Bauer; amount=2000
    create an estimate for ann bauer over fifteen thousand | customer=Ann Bauer; amount=15000
    quote ann bauer five hundred dollars                 | customer=Ann Bauer; amount=500
    create a repipe estimate for ann bauer               | customer=Ann Bauer; title=Repipe
    i need an estimate for linda park                    | customer=Linda Park
    create an estimate                                   |
""")

INVENTORY_STOCK = table("""
    check stock for half inch copper elbows              | part=1/2 inch copper elbow
    check the stock of three quarter inch ball valves    | part=3/4" ball valve
    check stock for ball valves                          | part=3/4" ball valve
    check inventory for 3/4" ball valve                  | part=3/4" ball valve
    check stock for three quarter ball valves            | part=3/4" ball valve
    what's our stock of r four ten a refrigerant         | part=R-410A refrigerant
    stock of R-410A refrigerant                          | part=R-410A refrigerant
    how many half inch copper elbows do we have          | part=1/2 inch copper elbow
    how many gfci outlets do we have left                | part=GFCI outlet
    how many G F C I outlets are left                    | part=GFCI outlet
    do we have any twenty by twenty five by one filters  | part=20x25x1 filter
    do we have a forty five five m f d capacitor on the truck | part=45/5 MFD capacitor
    are there any 45/5 mfd capacitors left               | part=45/5 MFD capacitor
    what's left of the r four ten a refrigerant          | part=R-410A refrigerant
    what's left in stock of ball valves                  | part=3/4" ball valve
    how are we doing on half inch copper elbows          | part=1/2 inch copper elbow
    is the gfci outlet in stock                          | part=GFCI outlet
    check stock                                          |
""")

SCHEDULE_TODAY = table("""
    what's my schedule today                             | date=2026-11-25
    What is my schedule for today?                       | date=2026-11-25
    what's my schedule                                   |
    what's on my calendar tomorrow                       | date=2026-11-26
    what appointments do i have                          |
    what appointments do i have on friday                | date=2026-11-27
    what jobs do i have today                            | date=2026-11-25
    what do i have today                                 | date=2026-11-25
    what have i got on saturday                          | date=2026-11-28
    what do we have scheduled for monday                 | date=2026-11-30
    what's on today                                      | date=2026-11-25
    what's up tomorrow                                   | date=2026-11-26
    what does my day look like                           |
    show me my schedule for the third                    | date=2026-12-03
    read me my schedule                                  |
    my schedule please                                   |
    do i have anything on friday                         | date=2026-11-27
    do i have any jobs tomorrow                          | date=2026-11-26
    where do i have to be tomorrow                       | date=2026-11-26
""")

PROJECT_STATUS = table("""
    status of project 7                                  | project=7
    what's the status of project seven                   | project=7
    what is the status on project number 7               | project=7
    what's the project status for the mill road repipe   | project=7
    how is the mill road repipe project                  | project=7
    how's the school boiler room coming along            | project=8
    how is project 8 going                               | project=8
    where are we on the mill road repipe                 | project=7
    what's going on with project 8                       | project=8
    status of project 99                                 | project=99
    what's the project status                            |
""")

CONTACT_CREATE = table("""
    create a new customer named linda park               | customer=Linda Park
    add linda park as a new customer                     | customer=Linda Park
    add a contact called Zbigniew O'Rourke               | customer=Zbigniew O'Rourke
    add a new customer                                   |
""")

COMMANDS = {
    "job.create": JOB_CREATE,
    "job.set_status": JOB_SET_STATUS,
    "job.schedule": JOB_SCHEDULE,
    "invoice.create": INVOICE_CREATE,
    "estimate.create": ESTIMATE_CREATE,
    "inventory.stock": INVENTORY_STOCK,
    "schedule.today": SCHEDULE_TODAY,
    "project.status": PROJECT_STATUS,
    "contact.create": CONTACT_CREATE,
}


@pytest.mark.parametrize(
    ("sentence", "command", "slots"),
    [(sentence, command, slots) for command, rows in COMMANDS.items() for sentence, slots in rows],
)
def test_a_sentence_is_understood(
    sentence: str, command: str, slots: dict[str, str], understanding: Understanding, now: datetime
) -> None:
    understood = understanding.command(sentence, now)
    assert understood.command is not None, "not understood"
    assert (understood.command.spec.name, dict(understood.slots)) == (command, slots)
    assert understood.choices == {}
    assert 0 < understood.confidence <= 1


@pytest.mark.parametrize(
    ("sentence", "slot", "values"),
    [
        ("create a job for garcia", "customer", {"Maria Garcia", "Luis Garcia"}),
        ("create a job for mister garcia", "customer", {"Maria Garcia", "Luis Garcia"}),
        ("mark the bauer job complete", "job", {"12", "456"}),
        ("schedule the garcia job for friday", "job", {"42", "44"}),
    ],
)
def test_a_name_that_fits_several_is_bound_to_none(
    sentence: str, slot: str, values: set[str], understanding: Understanding, now: datetime
) -> None:
    understood = understanding.command(sentence, now)
    assert set(understood.choices[slot]) == values
    assert slot not in understood.slots
    assert slot in understood.missing
    assert understood.confidence == 0.5


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("create a job", ("customer",)),
        ("create a job for ann bauer", ()),
        ("create a job for o'brien and sons", ("street", "city", "state", "postal_code")),
        ("create a job for linda park", ("street", "city", "state", "postal_code", "phone")),
        ("create an invoice", ("job", "amount")),
        ("create an invoice for job 42", ()),
        ("create an invoice for job 44", ("amount",)),
        ("create an estimate for linda park", ("phone",)),
        ("update the job status", ("job", "status")),
        ("schedule job 42", ("when",)),
        ("check stock", ("part",)),
    ],
)
def test_what_is_missing(sentence: str, missing: tuple[str, ...], understanding: Understanding, now: datetime) -> None:
    assert understanding.command(sentence, now).missing == missing


def test_known_names_are_certain_and_free_names_less_so(understanding: Understanding, now: datetime) -> None:
    assert understanding.command("create a job for ann bauer", now).confidence == 1.0
    assert understanding.command("create a job for zbigniew o'rourke", now).confidence == pytest.approx(4 / 6)


@pytest.mark.parametrize("sentence", ["cancel", "cancel that", "never mind", "Never mind.", "forget it", "uh stop"])
def test_cancelling(sentence: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.command(sentence, now).cancels


NOT_COMMANDS = {
    "reports about others": """
        I told him to mark job 42 complete
        he said to cancel job 42
        maria wants us to create a job
        they asked how many half inch copper elbows do we have
        she created an invoice for job 42
        the office will schedule job 42 for tomorrow
        somebody marked job 42 complete yesterday
    """,
    "negations": """
        don't mark job 42 complete
        do not cancel job 42
        job 42 is not done
        job 42 isn't done
        I'm not done with job 42
        never cancel job 42
        don't create a job for ann bauer
        no need to invoice job 42
    """,
    "hypotheticals and questions about what is possible": """
        if job 42 is done
        what if I cancel job 42
        can I cancel a job
        could I have created a job for ann bauer
        how do I create an invoice for job 42
        when job 42 is done we can invoice it
        should I mark job 42 complete
        can you schedule jobs
        how many jobs can you create
    """,
    "fragments": """
        job 42
        mark job
        job
        for tomorrow
        maria garcia
        status
        create a
        tomorrow at nine
        check
        invoice
        42
        to in progress
        start the
        how many
    """,
    "other talk": """
        the weather is nice today
        hand me the half inch copper elbow
        what time is it
        play some music
        can I get a large coffee with milk
        I'll be there in twenty minutes
        create a job for him to cancel it
        create a job for the guy with the dog
        it's on hold
        hello
        you have nothing scheduled today
        okay
        yes
        no
    """,
    "nothing": "",
}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(sentence.strip(), id=f"{kind}: {sentence.strip()}")
        for kind, sentences in NOT_COMMANDS.items()
        for sentence in sentences.strip().splitlines() or [""]
    ],
)
def test_what_is_no_command_is_none(sentence: str, understanding: Understanding, now: datetime) -> None:
    understood = understanding.command(sentence, now)
    assert understood.command is None
    assert not understood.cancels
    assert understood.source == "none"
    assert understood.confidence == 0


@pytest.mark.parametrize(
    "said", ["630-555-1212", "(630) 555-1212", "+1 630 555 1212", "six three oh five five five one two one two"]
)
def test_a_phone_number_in_any_writing(said: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.answer("slot:phone", said, now) == ("6305551212",)
