"""The command model's tokens: byte-level BPE, learnt from the corpus, split as llama.cpp splits for "qwen2"."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tokenizers import Regex, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

END: Final = "<|endoftext|>"
"""Ends an answer. llama.cpp takes a token of this name for the end by itself."""
SPLITTING: Final = "qwen2"
"""What llama.cpp calls `_SPLIT`: figures one by one, a word with the sign or space before it."""
_SPLIT: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_WORD = "Ġ"
"""How byte-level BPE writes the space that begins a word."""
_WIDE_SPACE = re.compile(r"\s\s")
"""Here alone a piece reaches over the beginning of a word."""


class Cutter:
    """Cuts texts into tokens, and each word only the first time it sees it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._words: dict[str, list[int]] = {}

    def cut(self, text: str) -> list[int]:
        """The tokens of `text`."""
        if _WIDE_SPACE.search(text):
            return self._cut(text)
        first, *words = text.split(" ")
        found = self._cut(first)
        for word in words:
            if (of_word := self._words.get(word)) is None:
                of_word = self._words[word] = self._cut(f" {word}")
            found += of_word
        return found

    def _cut(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids) if text else []


def learn(texts: Iterable[str], size: int, *, at_least: int = 2) -> Tokenizer:
    """At most `size` tokens, none of them joined from a pair that `texts` have less than `at_least` times."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = splitting()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=size,
        min_frequency=at_least,
        special_tokens=[END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return _without_special(tokenizer)


def splitting() -> pre_tokenizers.PreTokenizer:
    """Cuts text where no token reaches across."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def _without_special(tokenizer: Tokenizer) -> Tokenizer:
    """Nobody who says the name of the end ends anything: as in llama.cpp, it is text like any other."""
    description = json.loads(tokenizer.to_str())
    description["added_tokens"] = []
    return Tokenizer.from_str(json.dumps(description))


def read(path: Path) -> Tokenizer:
    """The tokenizer that was saved at `path`."""
    return Tokenizer.from_file(str(path))


def end_of(tokenizer: Tokenizer) -> int:
    """The token that ends an answer.

    Raises:
        ValueError: there is none.
    """
    token = tokenizer.token_to_id(END)
    if token is None:
        raise ValueError(f"The tokenizer has no token {END}; make it with models.training.tokens.learn.")
    return int(token)


def beginning_words(tokenizer: Tokenizer) -> list[bool]:
    """Of each token, whether a word begins with it."""
    return [name.startswith(_WORD) for name in names(tokenizer)]


def whole_words(tokenizer: Tokenizer) -> list[int]:
    """The tokens that are a word of three letters or more, or its beginning."""
    begun = (name.removeprefix(_WORD) if name.startswith(_WORD) else "" for name in names(tokenizer))
    return [token for token, letters in enumerate(begun) if len(letters) > 2 and letters.isalpha()]


def names(tokenizer: Tokenizer) -> list[str]:
    """The tokens in the order of their numbers, each byte a letter as byte-level BPE writes it."""
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.__getitem__)
