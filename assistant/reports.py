"""What is said of saved commands as they stand, and of the connection that they wait for."""

from datetime import datetime

from conversation.replies import asking_reply, done_reply, kept_reply, rejected_reply, saved_replies, undone_reply
from conversation.tongue import Tongue
from erp import Snapshot
from sync.errors import OutboxError
from sync.link import Link
from sync.rows import QueuedCommand, State


def report(row: QueuedCommand, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """What is said once Hero365 has decided about a saved command, or a person has to, or the server cannot take it for
    now; nothing while it is on its way."""
    reason = row.reason_in(tongue.language)
    try:
        if row.state is State.DONE:
            return " ".join(filter(None, [done_reply(row.instruction, snapshot, row.outcome, now, tongue), reason]))
        if row.state is State.REJECTED:
            return rejected_reply(row.instruction, snapshot, reason, tongue)
        if row.asks:
            return asking_reply(row.instruction, snapshot, reason, tongue)
        if row.command in snapshot.unavailable:
            return kept_reply(row.instruction, snapshot, tongue)
    except OutboxError:  # an older version saved it, in a form that this one cannot read
        return reason
    return ""


def standing(row: QueuedCommand, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """What is said of a saved command by how it stands now, also while it is on its way, or was taken back."""
    if row.state is State.CANCELLED:
        undone = undone_reply([row.instruction], [], [], snapshot, tongue)
        return " ".join(filter(None, [undone, row.reason_in(tongue.language)]))
    return report(row, snapshot, now, tongue) or saved_replies([row.instruction], snapshot, now, tongue)


def about_connection(link: Link, tongue: Tongue) -> str:
    """What is said of how the unit stands with Hero365."""
    said = tongue.sentences
    return {
        Link.ONLINE: said.CONNECTED,
        Link.OFFLINE: said.OFFLINE,
        Link.SIGN_IN_NEEDED: said.SIGN_IN_AGAIN,
        Link.WRONG_BUSINESS: said.OTHER_BUSINESS,
    }.get(link, "")
