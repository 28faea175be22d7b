"""The practice business: a stand-in Hero365 on this machine, for whoever has no account."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

from edge_agent.settings import Places
from erp import Language
from sync import standin
from sync.cache import Cache
from sync.client import Hero365Client
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Seed, StandIn, email_of
from sync.standin.seed import row_id
from sync.store import Store


@asynccontextmanager
async def practising(places: Places, seed: Path = PRACTICE, language: Language = "en") -> AsyncIterator[StandIn]:
    """A practice business on this machine, with its technician signed in at `places`; nothing leaves the machine.

    `language` is what the technician speaks.

    Raises:
        sync.standin.SeedError: `seed` is no seed file.
        sync.standin.StandInError: it did not start.
        OSError: `places` cannot be written to.
    """
    planted = Seed.load(seed)
    places.folder.mkdir(parents=True, exist_ok=True)
    places.practice.touch()  # the system knows why it may not be written, SQLite only that it may not
    hero365 = await asyncio.to_thread(StandIn.start, places.practice, seed, day="today")
    try:
        await asyncio.to_thread(hero365.clear_faults)
        account = await Hero365Client.sign_in(
            hero365.url,
            email_of(planted.technician),
            PRACTICE_PASSWORD,
            time_zone=planted.time_zone,
            language=language,
        )
        colleagues = {row_id("user", colleague.name): colleague.name for colleague in planted.team}
        account.model_copy(update={"colleagues": colleagues}).save(places.account)
        await asyncio.to_thread(_teach, places, planted)
        yield hero365
    finally:
        await asyncio.to_thread(hero365.stop)


def _teach(places: Places, seed: Seed) -> None:
    """How people there call the parts, for which Hero365 has no field."""
    with Store.open(places.database) as store:
        cache = Cache(store)
        taught = cache.ways_of_saying()
        untaught = [part for part in seed.parts if part.name not in taught]
        cache.teach(parts={part.name: {"en": part.spoken_en, "es": part.spoken_es} for part in untaught})


def edition(seed: Path = PRACTICE) -> str:
    """A mark of a seed and of the stand-in that keeps it: what another one has kept cannot be gone on with."""
    kept_by = sorted(Path(standin.__file__).parent.rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in (seed, *kept_by))).hexdigest()[:8]
