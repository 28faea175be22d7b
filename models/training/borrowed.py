"""What a small model may borrow of a stock model: common words for its tokens, and vectors to begin with.

`python -m models.training.borrowed qwen.gguf --corpus train.tsv.gz --out FOLDER` writes ``tokenizer.json``, learnt from
the corpus and from the stock model's commonest words, and ``vectors.npy``, which `models.training.train` begins with.
"""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from gguf import GGUFReader, dequantize
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders
from tokenizers.models import BPE

from models.training import tokens
from models.training.examples import lines
from models.training.weights import TOKENIZER

_WORD: Final = "Ġ"
_TABLE: Final = "token_embd.weight"
_NOTHING: Final = 1e-9
_AS_OFTEN, _RARE = 60, 40
"""How often a common word counts as said, and how often a pair of pieces must be to become a token."""
_LEARNT_FROM: Final = 8192
"""Tokens that the components are those of."""


def stock_tokenizer(stock: GGUFReader) -> Tokenizer:
    """The tokenizer that a GGUF file carries, of the kind "gpt2"."""
    names, merges = _texts(stock, "tokenizer.ggml.tokens"), _texts(stock, "tokenizer.ggml.merges")
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    tokenizer = Tokenizer(BPE({name: token for token, name in enumerate(names)}, pairs))
    tokenizer.pre_tokenizer = tokens.splitting()
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def common_words(stock: GGUFReader, count: int) -> Iterator[str]:
    """Its commonest whole words in small letters, the commonest first: byte-level BPE joins those first."""
    found = 0
    for name in _texts(stock, "tokenizer.ggml.tokens"):
        word = name.removeprefix(_WORD)
        if name.startswith(_WORD) and len(word) > 1 and word.isascii() and word.isalpha() and word.islower():
            yield word
            found += 1
        if found == count:
            return


def vectors(stock: GGUFReader, tokenizer: Tokenizer, width: int) -> NDArray[np.float32]:
    """For each token of `tokenizer` a vector of `width` principal components, all as long as one of deviation 1.

    The first components of such a table say little but how common a word is: each is divided by the root of its
    deviation, so that they do not drown the others.
    """
    table = next(tensor for tensor in stock.tensors if tensor.name == _TABLE)
    rows = dequantize(table.data, table.tensor_type).reshape(-1, int(table.shape[0]))
    its_own = stock_tokenizer(stock)
    names = [tokenizer.decode([token]) for token in range(tokenizer.get_vocab_size())]
    split = [encoding.ids for encoding in its_own.encode_batch(names)]
    mean = np.stack([rows[ids].mean(axis=0) if ids else np.zeros(rows.shape[1]) for ids in split])
    centred = mean - mean.mean(axis=0)
    _, _, axes = np.linalg.svd(centred[:: max(1, len(centred) // _LEARNT_FROM)], full_matrices=False)
    projected = centred @ axes[:width].T
    evened = projected / np.sqrt(projected.std(axis=0) + _NOTHING)
    length = np.linalg.norm(evened, axis=1, keepdims=True) + _NOTHING
    return np.asarray(np.sqrt(width) * evened / length, np.float32)


def _texts(stock: GGUFReader, field: str) -> list[str]:
    found = stock.fields[field]
    return [bytes(found.parts[part]).decode() for part in found.data]


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.borrowed", description=__doc__)
    parser.add_argument("stock", type=Path, help="a GGUF file of a stock model")
    parser.add_argument("--corpus", type=Path, required=True, help="examples to learn the tokens from")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--words", type=int, default=6000, help="common words to know besides")
    parser.add_argument("--vocabulary", type=int, default=12_288)
    parser.add_argument("--width", type=int, default=384)
    given: Any = parser.parse_args(arguments)
    stock = GGUFReader(given.stock)
    texts = chain.from_iterable(lines(given.corpus))
    words = (f" {word}" for word in common_words(stock, given.words) for _ in range(_AS_OFTEN))
    tokenizer = tokens.learn(chain(texts, words), given.vocabulary, at_least=_RARE)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(given.out / TOKENIZER))
    np.save(given.out / "vectors.npy", vectors(stock, tokenizer, given.width))


if __name__ == "__main__":
    main()
