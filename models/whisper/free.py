"""What was said in whatever words, by CTranslate2 from the encoding that the held reading was made from.

Whisper makes words of noise, and writes a short sound over and over until it is stopped. So what it writes is measured
before it is trusted.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import ctranslate2
from tokenizers import Tokenizer

from models.whisper.encoder import Encoder, Encoding
from models.whisper.tokens import special

_LEAST_MEAN = -1.0
"""Nats per token; likewise `_MOST_SILENCE`: Whisper's own limits."""
_MOST_SILENCE = 0.6
_MOST_NAMES = 223
"""Tokens, half of what Whisper can look back on."""
_TOKENS, _TOKENS_A_SECOND = 5, 6
"""More than this nobody says: of 320 recordings, those that were not written over and over needed 4 and 6 a second."""
_BEGUN = 2
"""So many words of a round that is begun again make it one."""
_ROUNDS = 3
"""Said so often in a row, words are doubtful."""
_WORD = re.compile(r"[$€£]?\d+(?:[.,:/]\d+)*[^\W_]*[\"%]?|[^\W\d_]+(?:'[^\W\d_]+)*|&")


@dataclass(frozen=True, slots=True)
class FreeReading:
    """What Whisper writes of a sound."""

    words: str
    """Lower case and without punctuation; figures as Whisper writes them."""
    confidence: float
    """The geometric mean of the tokens' probabilities; 0 where there are no words."""
    trusted: bool
    """Good for the question whether it was said."""


NOTHING = FreeReading("", 0.0, trusted=False)


class FreeReader:
    """Reads one encoding at a time, greedily: the likeliest token, and the next behind it."""

    def __init__(self, encoder: Encoder, tokenizer: Tokenizer, prompt: tuple[int, ...]) -> None:
        """`prompt` begins every text."""
        self._whisper = encoder.whisper
        self._tokenizer = tokenizer
        self._prompt = prompt
        self._before = special(tokenizer, "startofprev")

    def read(self, encoding: Encoding, seconds: float, names: Sequence[str] = ()) -> FreeReading:
        """What is said in `encoding`, in which somebody speaks for so many seconds and may say some of `names`."""
        most = math.ceil(_TOKENS + _TOKENS_A_SECOND * seconds)
        prompt = [*self._looking_back(tuple(names)), *self._prompt]
        tokens, mean, silence = self._written(encoding, prompt, most)
        words = self._words(tokens)
        if not words or silence > _MOST_SILENCE:
            return NOTHING
        ended = len(tokens) < most
        whole = words if ended else words[:-1]  # the last may be broken off
        once = first_round(whole)
        cut = len(once) < len(whole)
        if cut:  # what is written again is sure of itself: only the first round tells how likely the words are
            tokens, mean, _ = self._written(encoding, prompt, self._length(tokens, once))
        counted = cut and not any(word.isalpha() for word in once)  # how many figures were said, nobody knows
        trusted = mean >= _LEAST_MEAN and (ended or cut) and not counted and not repeats(once)
        return FreeReading(" ".join(once), math.exp(mean), trusted)

    def _written(self, encoding: Encoding, prompt: list[int], most: int) -> tuple[list[int], float, float]:
        """At `most` so many tokens, their mean log-probability, and the probability that nobody speaks."""
        features = ctranslate2.StorageView.from_array(encoding)
        longest = max(2 * most, len(prompt) + most)  # it stops at half of it, and counts the prompt
        found = self._whisper.generate(
            features, [prompt], beam_size=1, max_length=longest, return_scores=True, return_no_speech_prob=True,
            suppress_blank=True,
        )[0]  # fmt: skip
        tokens = found.sequences_ids[0]
        ends = len(tokens) < most  # the token that ends it is in the sum, and not in the length
        return tokens, found.scores[0] * len(tokens) / max(len(tokens) + ends, 1), found.no_speech_prob

    def _looking_back(self, names: tuple[str, ...]) -> list[int]:
        """The names as if they had just been said, the likeliest last: they are then preferred to what sounds alike."""
        if not names:
            return []
        text = f" {', '.join(reversed(names))}."
        return [self._before, *self._tokenizer.encode(text, add_special_tokens=False).ids[-_MOST_NAMES:]]

    def _words(self, tokens: list[int]) -> tuple[str, ...]:
        return words_of(self._tokenizer.decode(tokens))

    def _length(self, tokens: list[int], words: tuple[str, ...]) -> int:
        """How many of `tokens` the first `words` take."""
        return next(end for end in range(1, len(tokens) + 1) if self._words(tokens[:end])[: len(words)] == words)


def words_of(text: str) -> tuple[str, ...]:
    """The words of what Whisper writes: "9:30 a.m." is ``9:30 a m``."""
    return tuple(_WORD.findall(text.replace("’", "'").lower()))


def first_round(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` once, where they are the same ones over and over, the last time perhaps not to their end."""
    for length in range(1, len(words)):
        again = len(words) - length
        if again >= min(length, _BEGUN) and all(word == words[place % length] for place, word in enumerate(words)):
            return words[:length]
    return words


def repeats(words: tuple[str, ...]) -> bool:
    """Whether some of `words` are said three times in a row."""
    return any(
        words[begin : begin + _ROUNDS * length] == _ROUNDS * words[begin : begin + length]
        for begin in range(len(words))
        for length in range(1, (len(words) - begin) // _ROUNDS + 1)
    )
