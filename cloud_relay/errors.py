"""What can go wrong, each as one sentence that says what to do."""


class RelayError(Exception):
    """Ours."""


class SettingsError(RelayError):
    """The relay cannot work as it is set up."""


class EarlierStoreError(SettingsError):
    """The database is of an earlier version, whose relay may be at work on it."""


class SignInError(RelayError):
    """Nobody is known by what was shown."""


class ForbiddenError(RelayError):
    """Known, but not allowed to."""


class ConflictError(RelayError):
    """Something else is there under that id."""


class NotFoundError(RelayError):
    """Nothing is there under that id, for this business."""


class UpstreamError(RelayError):
    """What the relay needs for it, Hero365 or LiveKit, is not there or has failed; it may be asked again."""


class UnusableError(RelayError):
    """What was sent cannot be used as it is."""


class BusyError(RelayError):
    """Too much is asked at this moment; it may be asked again."""


class ElsewhereError(RelayError):
    """Another process of the relay is at work on it; it may be asked again."""
