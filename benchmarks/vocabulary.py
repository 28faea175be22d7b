"""The words of the product that a free recogniser has to write down, each in a sentence that is a command, and the
business in which these commands mean something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.business import business
from benchmarks.sounds import SEED
from conversation.english import ENGLISH
from erp import Part, Snapshot

NUMBERS = (
    "one", "two", "four", "eight", "twelve", "fourteen", "eighteen", "twenty one", "twenty two", "thirty eight",
    "forty", "forty two", "forty four", "fifty one", "sixty two", "seventy", "eighty two", "ninety eight",
    "one hundred four", "one oh two", "two twelve", "two forty", "three twenty two", "four fifty seven",
    "four oh eight", "five fourteen", "six eighty", "eight twenty one", "twelve oh four", "ten forty two",
)  # fmt: skip
"""As numbers of records are said; many of their figures sound like other words."""
_OF_RECORDS = (
    "mark job {} complete", "what's job {}", "move job {} to tuesday", "send invoice {}", "mark estimate {} accepted",
)  # fmt: skip
PARTS: Mapping[str, str] = {
    "wax rings": "Wax ring", "p traps": "P-trap", "r four ten a": "R-410A", "r twenty two": "R-22",
    "anode rods": "Anode rod", "shutoff valves": "Shutoff valve", "sharkbite couplings": "SharkBite coupling",
    "teflon tape": "Teflon tape", "g f c i outlets": "GFCI outlet", "run capacitors": "Run capacitor",
    "contactors": "Contactor", "flappers": "Flapper", "fill valves": "Fill valve", "ball valves": "Ball valve",
    "thermocouples": "Thermocouple", "condensate pumps": "Condensate pump", "pex pipe": "PEX pipe",
    "sump pumps": "Sump pump", "air filters": "Air filter", "igniters": "Igniter",
    "half inch copper elbows": '1/2" copper elbow', "three quarter inch copper elbows": '3/4" copper elbow',
    "five eighths inch copper elbows": '5/8" copper elbow', "two inch copper elbows": '2" copper elbow',
    "four inch copper elbows": '4" copper elbow', "one inch copper elbows": '1" copper elbow',
}  # fmt: skip
"""How parts are said, to how they are written."""
_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "time": {
        "move job fifty six to tomorrow at {}": (
            "two", "four", "eight", "nine", "ten thirty", "ten thirty a m", "four thirty", "two fifteen",
            "eight oh five", "half past nine", "half past two", "quarter to eight", "quarter past four",
            "twelve forty five",
        ),
    },
    "day": {
        "move job fifty six to {}": (
            "the fifteenth", "the second", "the thirty first", "december third", "december twenty first",
            "next thursday", "tuesday", "tomorrow",
        ),
    },
    "sum": {
        "record a payment of {} on invoice fifty six": (
            "forty dollars", "two hundred fifty dollars", "four hundred dollars", "twelve hundred dollars",
        ),
    },
    "command": {
        "{} job fifty six": ("invoice", "start", "complete", "cancel", "reschedule", "close", "finish", "hold"),
        "{} for job fifty six": ("create an invoice", "create an estimate"),
        "put job fifty six {}": ("on hold", "in progress"),
        "what's my {} today": ("schedule",),
        "send {} fifty six": ("invoice", "estimate"),
    },
}  # fmt: skip
"""Kind of word to the sentences around words of that kind, and those words."""
_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A word, or the words that are one value, in a sentence."""

    kind: str
    word: str
    sentence: str


def vocabulary(people: Sequence[str]) -> Iterator[Said]:
    """Everything that is said, with these names among it."""
    for nth, number in enumerate(NUMBERS):
        yield Said("number of a record", number, _OF_RECORDS[nth % len(_OF_RECORDS)].format(number))
    for kind, sentences in _WORDS.items():
        for sentence, words in sentences.items():
            yield from (Said(kind, word, sentence.format(word)) for word in words)
    yield from (Said("part", part, f"do we have any {part}") for part in PARTS)
    yield from (Said("name", name, f"create a job for {name}") for name in people)


def workplace() -> tuple[Snapshot, tuple[str, ...]]:
    """The business that has what is spoken of, and names of some of its customers as they are said. Its jobs, invoices
    and estimates have all of the numbers, so that each can be taken for another one."""
    one = business(100, 10, SEED)
    numbers = [*map(ENGLISH.forms.normal, NUMBERS), "56"]
    jobs, invoices, estimates = one.snapshot.jobs, one.snapshot.invoices, one.snapshot.estimates
    snapshot = replace(
        one.snapshot,
        jobs=tuple(
            replace(jobs[nth], number=number, ref=f"j{number}", status="in_progress")
            for nth, number in enumerate(numbers)
        ),
        invoices=tuple(
            replace(invoices[nth % len(invoices)], number=number, ref=f"i{number}")
            for nth, number in enumerate(numbers)
        ),
        estimates=tuple(
            replace(estimates[nth % len(estimates)], number=number, ref=f"e{number}")
            for nth, number in enumerate(numbers)
        ),
        parts=tuple(Part(f"w{nth}", name, None, Decimal(4)) for nth, name in enumerate(PARTS.values())),
    )
    return snapshot, tuple(customer.said for customer in one.customers[:_PEOPLE])
