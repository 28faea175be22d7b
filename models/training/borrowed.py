"""Word vectors borrowed from a stock model: what its table of tokens knows of words that a corpus hardly has.

`python -m models.training.borrowed qwen.gguf --words 6000 --out words.txt` lists its commonest words, for the tokenizer;
`python -m models.training.borrowed qwen.gguf --tokenizer tokenizer.json --width 384 --out vectors.npy` gives each token of
ours the mean of the stock model's vectors for it, in as many dimensions as are wanted (principal components).
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from gguf import GGUFReader, dequantize
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

from models.training import tokens

_WORD: Final = "Ġ"
_TABLE: Final = "token_embd.weight"


def stock_tokenizer(stock: GGUFReader) -> Tokenizer:
    """The tokenizer that a GGUF file carries, of the kind "gpt2"."""
    names, merges = _texts(stock, "tokenizer.ggml.tokens"), _texts(stock, "tokenizer.ggml.merges")
    pairs = [tuple(merge.split(" ", 1)) for merge in merges]
    tokenizer = Tokenizer(BPE({name: token for token, name in enumerate(names)}, pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(tokens.splitting())
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
    """For each token of `tokenizer` a vector of `width`, of mean 0 and deviation 1 over all."""
    table = next(tensor for tensor in stock.tensors if tensor.name == _TABLE)
    rows = dequantize(table.data, table.tensor_type).reshape(-1, int(table.shape[0]))
    its_own = stock_tokenizer(stock)
    names = [tokenizer.decode([token]) for token in range(tokenizer.get_vocab_size())]
    split = [encoding.ids for encoding in its_own.encode_batch(names)]
    mean = np.stack([rows[ids].mean(axis=0) if ids else np.zeros(rows.shape[1]) for ids in split])
    centred = mean - mean.mean(axis=0)
    _, _, axes = np.linalg.svd(centred[:: max(1, len(centred) // 8192)], full_matrices=False)
    projected = centred @ axes[:width].T
    return (projected / projected.std()).astype(np.float32)


def _texts(stock: GGUFReader, field: str) -> list[str]:
    found = stock.fields[field]
    return [bytes(found.parts[part]).decode() for part in found.data]


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.borrowed", description=__doc__)
    parser.add_argument("stock", type=Path, help="a GGUF file of a stock model")
    parser.add_argument("--words", type=int, help="list so many of its commonest words")
    parser.add_argument("--tokenizer", type=Path, help="give the tokens of this tokenizer their vectors")
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--out", type=Path, required=True)
    given: Any = parser.parse_args(arguments)
    stock = GGUFReader(given.stock)
    if given.words:
        given.out.write_text("".join(f"{word}\n" for word in common_words(stock, given.words)), encoding="utf-8")
    elif given.tokenizer:
        np.save(given.out, vectors(stock, tokens.read(given.tokenizer), given.width))
    else:
        parser.error("say --words or --tokenizer.")


if __name__ == "__main__":
    main()
