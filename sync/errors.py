"""What can go wrong between the unit and Hero365. Every message is one sentence that can be shown as it is."""


class SyncError(Exception):
    """Base of the family."""


class StoreError(SyncError):
    """The database cannot be used as it is."""


class StoreBusyError(StoreError):
    """Another process writes to the database."""


class StoreUnreadableError(StoreError):
    """There is no database at that place, or what is there is none, or it is damaged."""


class DiskFullError(StoreError):
    """No space is left: nothing of what was asked was saved."""


class OutboxError(SyncError):
    """The queue refuses what was asked of it."""


class UnknownRowError(OutboxError):
    """No queued command has that id."""


class RowStateError(OutboxError):
    """The command is in a state in which this cannot be done to it."""


class ContradictionError(OutboxError):
    """Two different commands carry the same id."""


class AccountError(SyncError):
    """The account file is missing or is none."""


class SignInError(SyncError):
    """Hero365 did not let the person in, or shows another business than the unit is set up for."""
