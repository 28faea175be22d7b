"""What can go wrong between the unit and Hero365. Every message is one sentence that can be shown as it is."""

from erp import Sentence
from erp.sentences import english


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


class UnsavedError(StoreError):
    """A command that was said was not saved."""


class QueueFullError(StoreError):
    """Too much waits already: nothing of what was asked was saved."""


class OutboxError(SyncError):
    """The queue refuses what was asked of it."""


class UnknownRowError(OutboxError):
    """No queued command has that id."""


class RowStateError(OutboxError):
    """The command is in a state in which this cannot be done to it."""


class OwnerError(OutboxError):
    """The command is somebody else's to decide about."""


class EditError(OutboxError):
    """The command cannot say what it was to be changed to."""


class ContradictionError(OutboxError):
    """Two different commands carry the same id."""


class AccountError(SyncError):
    """The account file is missing or is none."""


class DeliveryError(SyncError):
    """A request to Hero365 did not do what was asked."""

    def __init__(self, sentence: str | Sentence) -> None:
        """In each language where a person who speaks to the unit may hear it."""
        super().__init__(english(sentence))
        self.sentence = sentence


class SignInError(DeliveryError):
    """Hero365 does not let the person in; they have to sign in again."""


class WrongBusinessError(DeliveryError):
    """Hero365 would act for another business than the commands were said for."""


class NotSentError(DeliveryError):
    """The request never left: nobody was reached."""


class LostAnswerError(DeliveryError):
    """The request may have arrived, and its answer did not."""


class ImpossibleError(DeliveryError):
    """As the records of Hero365 are, there is no request that does what was asked."""
