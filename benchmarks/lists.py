"""Names from long lists, spoken by synthetic voices: right, asked, wrong and refused.

`python -m benchmarks.lists DATA [--sounds FOLDER]`. Businesses of 10 to 5,000 customers and as many parts
(`benchmarks.business`), seven voices (`benchmarks.voices`), quiet, and with the kitchen of DATA/speech_to_intent and a
diesel idling (`benchmarks.noises`) at 24, 15 and 6 dB. Half the sentences name a customer, half a part, each drawn from
the list with equal chance; none begins with the wake word. What is right is written down with the sentence.
"wrong at most" is what the share may be in truth, with 95 % confidence. Not measured: people, other rooms.
"""

from collections.abc import Iterator
from itertools import cycle, groupby
from random import Random

from benchmarks.business import Business, business
from benchmarks.desk import Meant
from benchmarks.report import publish
from benchmarks.sounds import SEED
from benchmarks.spoken import LEVELS, Trial, arguments, counted, heard, level_name, show_faults, spent
from benchmarks.voices import voices_here

SIZES = (10, 100, 1000, 5000)
QUIET, NOISY = 420, 70
"""Sentences for each size: 60 in each voice in quiet, 10 at each level of each noise."""
MOST_WRONG = 0.01
CUSTOMER_SENTENCES = (
    ("create a job for {}", Meant("job.create", {})),
    ("new work order for {}", Meant("job.create", {})),
    ("create an estimate for {}", Meant("estimate.create", {})),
    ("i need a quote for {}", Meant("estimate.create", {})),
    ("give {} an estimate for four hundred dollars", Meant("estimate.create", {"amount": "400"})),
    ("create a repair job for {} tomorrow at nine",
     Meant("job.create", {"job_type": "repair", "when": "2026-11-26T09:00"})),
)  # fmt: skip
_PARTS = (
    "check stock for {}", "how many {} do we have in stock", "do we have any {} on the truck", "is there a {} left",
    "what's left of the {}", "inventory for {}",
)  # fmt: skip


def trials() -> Iterator[Trial]:
    """Everything that is said."""
    for size in SIZES:
        made = business(size, size, SEED)
        random = Random(SEED + size)  # noqa: S311 - nothing is secret
        for level in LEVELS:
            voices = cycle(voices_here())
            for number in range(NOISY if level else QUIET):
                words, meant = _customer(made, random) if number % 2 else _part(made, random)
                yield Trial(size, words, meant, next(voices), level)


def _customer(made: Business, random: Random) -> tuple[str, Meant]:
    customer, (words, meant) = random.choice(made.customers), random.choice(CUSTOMER_SENTENCES)
    return words.format(customer.said), Meant(meant.command, {"customer": customer.name, **meant.slots})


def _part(made: Business, random: Random) -> tuple[str, Meant]:
    part = random.choice(made.parts)
    return random.choice(_PARTS).format(part.said), Meant("inventory.stock", {"part": part.name})


def main() -> None:
    """Says everything and publishes."""
    given = arguments("lists", __doc__ or "")
    came = list(heard(list(trials()), given.data, given.sounds))
    rows = []
    for (size, level), group in groupby(came, key=lambda one: (one[0].size, one[0].level)):
        results = [result for _, result in group]
        goal = f"wrong ≤ {MOST_WRONG}" if level is None else ""
        rows.append({"names": size, "noise": level_name(level), **counted(results), "goal": goal, **spent(results)})
    publish("lists", f"Lists: as many parts as customers, {len(voices_here())} synthetic voices, seed {SEED}", rows)
    show_faults(came)


if __name__ == "__main__":
    main()
