"""Makes a command model: `python -m models.training.train --corpus train.tsv.gz --check valid.tsv --out folder`.

Writes the weights, the tokenizer and a report into the folder; `models.training.gguf_file` makes one file of them.
"""

import argparse
import dataclasses
import hashlib
import itertools
import json
import logging
import platform
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from models.training import examples, tokens, weights
from models.training.batches import endless
from models.training.checks import Check, check, written
from models.training.learning import Course, Settings, learn
from models.training.network import Network, Shape
from models.training.noise import Noise

_LOG = logging.getLogger(__name__)
_DEVIATION = 0.02
"""Of vectors that are given, before anything is learnt."""
_LEARNT_FROM = 250_000
"""Lines that the tokenizer is learnt from at most: more of them change no token that matters."""
_WRONG_SHOWN = 100
_SIZES = ("layers", "width", "heads", "hidden", "context")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of what."""

    corpus: Path
    check: Path
    out: Path
    seed: int = 1
    device: str = "cpu"
    vocabulary: int = 8192
    rare: int = 2
    """How often a pair must stand in the corpus to become a token."""
    rows: int = 128
    """Rows of a step."""
    columns: int | None = None
    """Tokens of a row, at most and without it as many as the network's context. Longer examples are left out."""
    dropout: float = 0.0
    tokenizer: Path | None = None
    """One that was learnt before; without it, one is learnt from the corpus."""
    begin: Path | None = None
    """A folder with a network that was made before, of this tokenizer, which is taught on."""
    vectors: Path | None = None
    """What the network knows of the tokens to begin with: an array of (tokens, width), of deviation 1."""
    missed: float = 0.02
    misheard: float = 0.02
    shape: dict[str, int] = field(default_factory=dict)
    """Sizes of the network that are not as in `Shape`."""
    settings: Settings = field(default_factory=Settings)


def train(order: Order) -> dict[str, Any]:
    """Makes the model, and gives the report that was written.

    Raises:
        CorpusError: a file is no corpus.
        OSError: a file cannot be read or written.
    """
    started = time.monotonic()
    order.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(order.seed)
    torch.set_float32_matmul_precision("high")
    tokenizer = tokens.read(order.tokenizer) if order.tokenizer else _learnt(order)
    tokenizer.save(str(order.out / weights.TOKENIZER))
    shape = Shape(tokenizer.get_vocab_size(), **order.shape)
    columns = order.columns or shape.context
    corpus = examples.read(order.corpus, tokenizer, columns)
    held_out = examples.read(order.check, tokenizer, shape.context)
    _LOG.info("%d examples of %d tokens read in %.0f s", len(corpus), len(corpus.tokens), time.monotonic() - started)

    network = Network(shape, order.dropout)
    if order.vectors:
        with torch.no_grad():
            network.token_embd.weight.copy_(_DEVIATION * torch.from_numpy(np.load(order.vectors)).float())
    if order.begin:
        network.load_state_dict({name: torch.from_numpy(each) for name, each in weights.load(order.begin)[1].items()})
    network.unseen |= torch.from_numpy(np.bincount(corpus.tokens, minlength=shape.vocabulary) == 0)
    network.to(order.device)
    noise = Noise(
        torch.tensor(tokens.beginning_words(tokenizer), device=order.device),
        torch.tensor([each for each in tokens.whole_words(tokenizer) if not network.unseen[each]], device=order.device),
        order.missed,
        order.misheard,
    )
    looks: list[tuple[int, Check]] = []
    wrong: list[dict[str, str]] = []

    def look(average: Network, step: int) -> None:
        looks.append((step, check(average, held_out, tokenizer)))
        if looks[-1][1].exact == max(seen.exact for _, seen in looks):
            _save(order.out, average)
            wrong[:] = _wrong(average, held_out, tokenizer, looks[-1][1].wrong[:_WRONG_SHOWN])
        _LOG.info("step %d: exact %.4f, command %.4f", step, looks[-1][1].exact, looks[-1][1].command)

    batches = endless(corpus, order.rows, columns, np.random.default_rng(order.seed))
    course = learn(network, batches, noise, order.settings, look)
    report = {
        **_described(order, corpus, held_out),
        **_told(course, looks),
        "parameters": sum(each.numel() for each in network.parameters()),
        "epochs": course.steps * order.rows * columns / len(corpus.tokens),
        "seconds_in_all": time.monotonic() - started,
        "wrong": wrong,
    }
    (order.out / "report.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    return report


def _learnt(order: Order) -> Tokenizer:
    texts = itertools.islice(examples.lines(order.corpus), _LEARNT_FROM)
    return tokens.learn((part for line in texts for part in line), order.vocabulary, at_least=order.rare)


def _save(folder: Path, network: Network) -> None:
    arrays = {name: each.float().cpu().numpy() for name, each in network.named_parameters()}
    weights.save(folder, dataclasses.asdict(network.shape), arrays)


def _described(order: Order, corpus: examples.Examples, held_out: examples.Examples) -> dict[str, Any]:
    on_gpu = order.device.startswith("cuda")
    return {
        "order": {name: getattr(each, "name", each) for name, each in dataclasses.asdict(order).items()},
        "corpus_sha256": hashlib.sha256(order.corpus.read_bytes()).hexdigest(),
        "check_sha256": hashlib.sha256(order.check.read_bytes()).hexdigest(),
        "examples": len(corpus),
        "tokens": len(corpus.tokens),
        "left_out": corpus.left_out,
        "checked": len(held_out),
        "machine": torch.cuda.get_device_name() if on_gpu else platform.machine(),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
    }


def _told(course: Course, looks: list[tuple[int, Check]]) -> dict[str, Any]:
    return {
        "steps": course.steps,
        "seconds": course.seconds,
        "losses": course.losses,
        "checks": [
            {"step": step, "loss": seen.loss, "exact": seen.exact, "command": seen.command} for step, seen in looks
        ],
    }


def _wrong(
    network: Network, held_out: examples.Examples, tokenizer: Tokenizer, which: tuple[int, ...]
) -> list[dict[str, str]]:
    """Examples with a wrong answer: what was asked, what was right, and what was written."""
    texts = [held_out.text(each).tolist() for each in which]
    answers = [held_out.answer(each).tolist() for each in which]
    found = written(network, texts, tokens.end_of(tokenizer))
    return [
        {name: tokenizer.decode(part) for name, part in zip(("text", "right", "written"), parts, strict=True)}
        for parts in zip(texts, answers, found, strict=True)
    ]


def ordered(arguments: list[str] | None = None) -> Order:
    """What the command line orders."""
    given = _parser().parse_args(arguments)
    names = {name: value for name, value in vars(given).items() if value is not None}
    sizes: dict[str, int] = {name: names.pop(name) for name in _SIZES if name in names}
    of_settings = {each.name for each in dataclasses.fields(Settings)} & set(names)
    settings = Settings(**{name: names.pop(name) for name in of_settings})
    return Order(**names, shape=sizes, settings=settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Makes a command model out of a corpus.")
    parser.add_argument("--corpus", type=Path, required=True, help="examples to learn from, may be .gz")
    parser.add_argument("--check", type=Path, required=True, help="examples to check with")
    parser.add_argument("--tokenizer", type=Path, help="one that was learnt before")
    parser.add_argument("--begin", type=Path, help="a folder with a network to teach on")
    parser.add_argument("--vectors", type=Path, help="vectors of its tokens to begin with")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name in ("compiled", "half"):
        parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction)
    whole = ["seed", "vocabulary", "rare", "rows", "columns", "steps", "warm-up", "checks"]
    for name in [*whole, *_SIZES]:
        parser.add_argument(f"--{name}", type=int)
    for name in ("minutes", "rate", "decay", "text-loss", "average", "dropout", "missed", "misheard"):
        parser.add_argument(f"--{name}", type=float)
    return parser


def main() -> None:
    """The command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    report = train(ordered())
    _LOG.info("%d steps in %.0f s: %s", report["steps"], report["seconds"], json.dumps(report["checks"][-1]))


if __name__ == "__main__":
    main()
