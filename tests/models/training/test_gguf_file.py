"""What llama.cpp makes of a network's file is what the network computes, and its tokens are the tokenizer's."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training import tokens
from models.training import weights as files
from tests.models.training import networks

llama_cpp = pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
pytest.importorskip("gguf", reason="gguf is not installed: models/training/README.md tells how")

from models.training.gguf_file import Kind, write  # noqa: E402  # behind the look for gguf

STRINGS = [
    *networks.SAID,
    "",
    " ",
    "  two  spaces   ",
    " 42", "1234 5", " 3.50", "= 42", " a1b2",
    "I'm he'll WE'VE don't 'tis 'S 's",
    " job.set_status job= x status=on_hold;out=yes",
    "\n new\r\n lines \n\n  end\t tab",
    " ñandú Über größe naïve ª º ½ ²",
    " 日本語 العربية हिन्दी emoji 🔧🔥 x\u0301",
    "(a)[b]{c}<d>#e$f%g&h*i+j,k-l/m:n?o@p\\q^r_s`t|u~v",
    tokens.END,
    f" put {tokens.END} on hold =>",
    "\x00\x01\x7f\u00a0\u2003\ufeff",
]  # fmt: skip


def saved(folder: Path) -> tuple[dict[str, Any], networks.Weights, Tokenizer]:
    tokenizer = networks.tokenizer()
    shape = networks.shape(tokenizer.get_vocab_size())
    weights = networks.weights(shape)
    files.save(folder, shape, weights)
    tokenizer.save(str(folder / files.TOKENIZER))
    return shape, weights, tokenizer


def opened(folder: Path, kind: Kind = "q8_0", **options: Any) -> Any:
    target = folder / f"{kind}.gguf"
    write(folder, target, kind)
    return llama_cpp.Llama(str(target), verbose=False, n_threads=1, **options)


def computed(llama: Any, text: list[int]) -> NDArray[np.float32]:
    llama.eval(text)
    return np.array(llama.scores[: len(text)])


@pytest.mark.parametrize(("kind", "off"), [("f16", 2e-3), ("q8_0", 6e-2)])
def test_llama_cpp_computes_what_the_network_does(kind: Kind, off: float, tmp_path: Path) -> None:
    shape, weights, tokenizer = saved(tmp_path)
    full = llama_cpp.GGML_TYPE_F32
    llama = opened(tmp_path, kind, n_ctx=64, logits_all=True, flash_attn=False, type_k=full, type_v=full)
    text = tokenizer.encode(networks.SAID[0] + networks.SAID[1]).ids
    right = networks.logits(shape, weights, text)
    assert np.linalg.norm(computed(llama, text) - right) < off * np.linalg.norm(right)


def test_llama_cpp_cuts_a_text_into_the_same_tokens(tmp_path: Path) -> None:
    *_, tokenizer = saved(tmp_path)
    llama = opened(tmp_path, vocab_only=True)
    random = np.random.default_rng(3)
    letters = np.array([*"  abcdefghij 0123456789 .,;:'-=<>_\n\r\tñéßæ中ا🔧"])
    drawn = ["".join(random.choice(letters, random.integers(1, 40))) for _ in range(500)]
    for text in [*STRINGS, *drawn]:
        found = llama.tokenize(text.encode(), add_bos=False, special=False)
        assert found == tokenizer.encode(text, add_special_tokens=False).ids, repr(text)


def test_the_file_says_what_it_is_and_where_an_answer_ends(tmp_path: Path) -> None:
    *_, tokenizer = saved(tmp_path)
    llama = opened(tmp_path, vocab_only=True)
    assert llama.metadata["general.architecture"] == "llama"
    assert llama.metadata["general.license"] == "Apache-2.0"
    assert llama.tokenize(b" put") == tokenizer.encode(" put").ids
    assert llama.token_eos() == tokens.end_of(tokenizer)


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    saved(tmp_path)
    for name in ("one", "two"):
        write(tmp_path, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
