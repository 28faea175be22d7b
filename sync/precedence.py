"""What need not wait for an earlier command about the same record. Pure."""

from collections.abc import Callable

from sync.hero365 import MAPPINGS


def may_pass(later: str, earlier: str, is_kept: Callable[[str], bool]) -> bool:
    """Whether a command may go before one that was said earlier about the same record, both by their names.

    Messages go to another service, and change nothing that Hero365 holds. And what a server cannot take, for days
    perhaps, holds up its like alone: "start job 88" goes though the time for job 88 is kept here. Should the one have
    needed the other, Hero365 refuses it, and the technician hears why. What makes a record is never passed by what
    builds on it; that is for the order to see.

    Args:
        later: the one that may pass.
        earlier: the one that would be passed.
        is_kept: whether the commands of a name are kept, since the server cannot take them.
    """
    ours, theirs = MAPPINGS.get(later), MAPPINGS.get(earlier)
    if ours is None or theirs is None:
        return False
    if ours.service is not theirs.service:
        return True
    return is_kept(earlier) and type(ours) is not type(theirs)
