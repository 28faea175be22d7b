"""What the callers ask, about the practice business. No call asks what another has asked: the relay keeps the sentences
that it has made, and would answer from these."""

from typing import Final

LONG: Final = "What can I say?"
"""Its answer is long enough to be interrupted."""
INTERRUPTION: Final = "What is my schedule today?"

_DAYS: Final = (
    "today",
    "tomorrow",
    "on Monday",
    "on Tuesday",
    "on Wednesday",
    "on Thursday",
    "on Friday",
    "on Saturday",
    "on Sunday",
    "on December tenth",
    "on December fifteenth",
    "on December twentieth",
)
_PARTS: Final = (
    "wax ring",
    "flame sensor",
    "teflon tape",
    "half inch copper elbow",
    "three quarter inch copper elbow",
    "three quarter inch ball valve",
    "forty five five capacitor",
    "four ten refrigerant",
    "twenty by twenty five by one filter",
    "sixteen by twenty by one filter",
    "fifty gallon water heater",
    "third horse sump pump",
)
_JOBS: Final = (
    "job forty two",
    "job four fifty six",
    "job fifty seven",
    "job two thirty",
    "job one oh four",
    "job sixty one",
    "job seventy three",
    "job three twelve",
    "job eighty eight",
    "job one fifteen",
    "job one thirty one",
    "the unpaid invoices",
)
_CUSTOMERS: Final = (
    "Maria Garcia",
    "Thomas Baker",
    "Linda Hughes",
    "Peter Alvarez",
    "Susan Miller",
    "Kevin Nolan",
    "Dorothy Chambers",
    "Frank Olsen",
    "Angela Brooks",
    "William Foster",
    "Lakeside Dental",
    "Harvest Bakery",
)
CALLS: Final = len(_DAYS)
"""As many calls have questions of their own."""


def of_call(number: int) -> tuple[str, ...]:
    """The questions of one call, counted from 0."""
    return (
        f"What is my schedule {_DAYS[number]}?",
        f"How many {_PARTS[number]} do we have?",
        f"What is the price of the {_PARTS[number]}?",
        f"Show me {_JOBS[number]}.",
        f"Who is available {_DAYS[number]}?",
        f"What is the phone number of {_CUSTOMERS[number]}?",
    )
