"""Two commands in one breath, made of two sentences."""

from dataclasses import replace
from random import Random
from typing import Final

from conversation.corpus.said import Said, plain
from conversation.corpus.talk import JOINTS

_MOST_WORDS: Final = 26
_QUESTIONS: Final = frozenset({
    "can", "could", "would", "will", "what", "who", "how", "is", "do", "does", "are", "when", "where", "which", "did",
    "has", "have",
})  # fmt: skip


def joined(first: Said, second: Said, chance: Random) -> Said | None:
    """Both, the second behind the first; None where nobody says so much at once, or both are one command."""
    if len(first.pieces) + len(second.pieces) > _MOST_WORDS or first.heads[0].command == second.heads[0].command:
        return None
    joint = chance.choice(JOINTS[first.language])
    if joint.endswith(("can you", "could you", "go ahead and", "please", "me")) and (
        second.pieces[0].slot or second.pieces[0].words in _QUESTIONS
    ):
        joint = JOINTS[first.language][0]
    if first.ends_freely and not joint.startswith(("and", "y", "then", "luego")):
        joint = JOINTS[first.language][0]
    shifted = (replace(piece, call=piece.call + len(first.heads)) for piece in second.pieces)
    return Said(first.language, (*first.pieces, *plain(joint), *shifted), first.heads + second.heads)
