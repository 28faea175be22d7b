"""What can go wrong with a model or with what it is given."""


class ModelError(Exception):
    """Base of the errors of this room."""


class PhraseError(ModelError):
    """A phrase book, or a file of phrases, that cannot be understood."""


class PronunciationError(ModelError):
    """A word that no pronunciation could be found for."""


class RecogniserError(ModelError):
    """A recogniser that was asked for something it was not prepared for, or whose engine failed."""


class NoMemoryError(ModelError):
    """A model for which this machine has too little memory left."""


class SpeechError(ModelError):
    """A voice that could not speak."""


class CompletionError(ModelError):
    """A language model that cannot be run, or that did not write what was asked within its limits."""


class TooLongError(CompletionError):
    """A language model had no time, or no room, for what it was asked."""
