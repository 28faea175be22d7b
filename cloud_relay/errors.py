"""What can go wrong, each as one sentence that says what to do."""


class RelayError(Exception):
    """Ours."""


class SettingsError(RelayError):
    """The relay cannot work as it is set up."""


class SignInError(RelayError):
    """Nobody is known by what was shown."""


class ForbiddenError(RelayError):
    """Known, but not allowed to."""


class ConflictError(RelayError):
    """Something else is there under that id."""


class NotFoundError(RelayError):
    """Nothing is there under that id, for this business."""


class UpstreamError(RelayError):
    """Hero365 was not reached, or failed; it may be asked again."""
