"""Reading aloud: from a reply as it is written to the words that a voice is given."""

from conversation.reading.reader import read_aloud
from conversation.reading.sentences import sentences

__all__ = ["read_aloud", "sentences"]
