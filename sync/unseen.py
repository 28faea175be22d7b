"""What becomes of commands that Hero365 never shows, so that nobody but a person can see whether they arrived."""

from erp import Sentence
from erp.sentences import in_each
from sync.attempt import Ask, Done, Doubtful, Result, Yes
from sync.hero365.mapping import Found, Task
from sync.rows import QueuedCommand

DID_IT_ARRIVE = Ask(
    in_each(
        "I don't know whether Hero365 has taken this. Look there, and send it again only if it isn't there.",
        "No sé si Hero365 ha recibido esto. Míralo allí, y envíalo otra vez solo si no está.",
    )
)
_MOST_FAILURES = 5
"""How often one is sent to a server whose own code fails over it: it might fail behind the work, and do that each time.
A try an hour makes that four hours."""
_FAILS_EACH_TIME = in_each(
    f"Hero365 failed on this {_MOST_FAILURES} times, and I don't send it by myself any more. Look there, and retry it "
    "or cancel it.",
    f"Hero365 falló con esto {_MOST_FAILURES} veces y ya no lo envío por mi cuenta. Míralo allí, y reinténtalo o "
    "cancélalo.",
)


def after_sending(sent: Yes | Result, row: QueuedCommand, task: Task) -> Result:
    """What follows from an answer that cannot be checked: a yes is believed, and of a doubt a person is asked."""
    match sent:
        case Yes(told_id):
            changed = next((task.refs[slot] for slot, ref in row.refs.items() if ref == row.entity), "")
            return Done(Found(told_id or changed))
        case Doubtful():
            return DID_IT_ARRIVE
    return sent


def after_failure(row: QueuedCommand, reason: str | Sentence) -> dict[str, object]:
    """The columns of one over which the server's own code has failed for that `reason`: it waits, and after some times
    for a person."""
    failed = row.progress.get("failed", 0) + 1
    asks = failed >= _MOST_FAILURES
    progress = {**row.progress, "failed": failed}
    return {"reason": _FAILS_EACH_TIME if asks else reason, "asks": asks, "progress": progress}
