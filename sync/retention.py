"""How long the outbox keeps what has come to an end, and how much it takes in."""

from datetime import datetime, timedelta

from sync.errors import QueueFullError
from sync.store import Store
from sync.table import IS_LIVE

KEPT_FOR = timedelta(days=30)
MOST_LIVE = 50_000
"""Commands on their way: a crew's for months. Delivery holds 1.6 kB in memory for each."""
LIMITS_LOOKED_AT = 100
"""With every how manyth command."""
MOST_BYTES = 512 * 1024 * 1024
"""In the database's pages that are in use."""


def refuse_above_limits(store: Store) -> None:
    """Makes sure that the command which was just put in, and is not yet committed, may stay.

    Raises:
        QueueFullError: too many wait, or the database is too large.
    """
    # The numbers of the first and the last live row bound their count from above; only then they are counted.
    [ends] = store.rows(
        f"SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'outbox') - "  # noqa: S608 - our own states
        f"(SELECT seq FROM outbox WHERE {IS_LIVE} ORDER BY seq LIMIT 1) + 1 AS span"
    )
    if (ends["span"] or 0) > MOST_LIVE:
        live = store.rows(f"SELECT count(*) AS live FROM outbox WHERE {IS_LIVE}")[0]["live"]  # noqa: S608 - our own names
        if live > MOST_LIVE:
            raise QueueFullError(
                f"Nothing was saved: {live - 1} commands wait for Hero365 already; "
                "let the unit reach it, or cancel some."
            )
    if store.used_bytes() > MOST_BYTES:
        raise QueueFullError(
            f"Nothing was saved: {store.path} has grown to {MOST_BYTES // 1024**2} MB; `hero365-edge outbox export` "
            "what it holds, then cancel what is refused."
        )


def prune(store: Store, now: datetime) -> int:
    """Lets go of what Hero365 took, or a person took back, more than `KEPT_FOR` ago. Returns how many those were.

    `now` has to be Hero365's time, and the age counts from the first time that this was called for a command that was
    over: the wall clock was perhaps years off when it came to its end. What was refused stays until a person decides,
    and so does what another command speaks about. The last of all stays too: the order of coming to an end counts on.
    """
    with store.transaction() as database:
        over = "state IN ('done', 'cancelled')"
        database.execute(
            f"UPDATE outbox SET over_since = ? WHERE over_since IS NULL AND {over}",  # noqa: S608 - our own states
            [now.timestamp()],
        )
        gone = database.execute(
            f"""
            DELETE FROM outbox WHERE {over} AND over_since < ?
            AND settled < (SELECT max(settled) FROM outbox WHERE settled IS NOT NULL)
            AND id NOT IN (SELECT entity FROM outbox WHERE entity != id)
            AND id NOT IN (SELECT needed.value FROM outbox, json_each(outbox.needs) AS needed)
            """,  # noqa: S608 - our own states
            [(now - KEPT_FOR).timestamp()],
        ).rowcount
        database.execute("DELETE FROM edits WHERE seq NOT IN (SELECT seq FROM outbox)")
    return int(gone)
