"""A small network learns to copy names that it has never seen, on a machine that has torch."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: models/training/README.md tells how")

from models.training import tokens  # noqa: E402  # behind the look for torch
from models.training import weights as files  # noqa: E402
from models.training.checks import check, written  # noqa: E402
from models.training.examples import read  # noqa: E402
from models.training.network import Network, Shape  # noqa: E402
from models.training.noise import Noise  # noqa: E402
from models.training.train import ordered, train  # noqa: E402
from tests.models.training import networks  # noqa: E402

SIZES = "--layers 2 --width 64 --heads 2 --hidden 128 --context 32 --rows 16 --vocabulary 300"
SMALL = f"{SIZES} --warm-up 30 --rate 5e-3 --no-compiled --no-half"


def lines(seed: int, count: int) -> str:
    chance = random.Random(seed)  # noqa: S311  # names, not secrets
    names = (
        "".join(chance.choice(["b", "k", "l", "m", "r"]) + chance.choice("aeiou") for _ in range(3))
        for _ in range(count)
    )
    return "".join(
        chance.choice([f" call {name} =>\t call who= {name}\n", f" the {name} one is done =>\t done what= {name}\n"])
        for name in names
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "train.tsv").write_text(lines(1, 4000))
    (folder / "valid.tsv").write_text(lines(2, 200))
    return folder


def taught(corpus: Path, out: Path, options: str) -> dict[str, Any]:
    where = f"--corpus {corpus}/train.tsv --check {corpus}/valid.tsv --out {out} --device cpu --minutes 4"
    return train(ordered(f"{where} {SMALL} {options}".split()))


def test_it_learns_to_copy_what_it_has_not_seen(corpus: Path, tmp_path: Path) -> None:
    report = taught(corpus, tmp_path, "--steps 300")
    assert report["checks"][-1]["exact"] > 0.9
    assert json.loads((tmp_path / "report.json").read_text())["steps"] == 300
    assert report["wrong"] == [] or set(report["wrong"][0]) == {"text", "right", "written"}


def test_the_same_seed_learns_the_same(corpus: Path, tmp_path: Path) -> None:
    one, other = (dict(taught(corpus, tmp_path, "--steps 100")["losses"]) for _ in range(2))
    assert one == pytest.approx(other, rel=1e-3)


def test_what_is_saved_computes_the_same(corpus: Path, tmp_path: Path) -> None:
    taught(corpus, tmp_path, "--steps 20")
    shape, weights = files.load(tmp_path)
    network = Network(Shape(**shape))
    network.load_state_dict({name: torch.from_numpy(each) for name, each in weights.items()})
    text = tokens.read(tmp_path / files.TOKENIZER).encode(" call maro =>").ids
    with torch.no_grad():
        found = network.eval()(torch.tensor([text]))[0].numpy()
    assert np.allclose(found, networks.logits(shape, weights, text), atol=1e-3)


def test_tokens_that_the_corpus_lacks_keep_the_vectors_that_were_given(corpus: Path, tmp_path: Path) -> None:
    tokenizer = tokens.learn([corpus.joinpath("train.tsv").read_text()], 300)
    tokenizer.save(str(tmp_path / "given.json"))
    given = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 64)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", given)
    report = taught(corpus, tmp_path, f"--steps 100 --tokenizer {tmp_path}/given.json --vectors {tmp_path}/vectors.npy")
    kept = files.load(tmp_path)[1]["token_embd.weight"] / 0.02
    (lacking,), there = tokenizer.encode("Z").ids, tokens.end_of(tokenizer)
    assert np.allclose(kept[lacking], given[lacking], atol=0.01)
    assert not np.allclose(kept[there], given[there], atol=0.1)
    assert all(np.isfinite(loss) for _, loss in report["losses"])


def test_examples_of_one_row_do_not_see_one_another() -> None:
    network = Network(Shape(50, layers=2, width=32, heads=2, hidden=64, context=16)).eval()
    first, second = [3, 4, 5, 6], [7, 8, 9]
    together = network(torch.tensor([first + second]), torch.tensor([[1] * 4 + [2] * 3]))
    alone = network(torch.tensor([second]))
    assert torch.allclose(together[0, 4:], alone[0], atol=1e-5)


def test_an_answer_is_right_where_it_would_be_written(corpus: Path, tmp_path: Path) -> None:
    taught(corpus, tmp_path, "--steps 120")
    shape, weights = files.load(tmp_path)
    network = Network(Shape(**shape))
    network.load_state_dict({name: torch.from_numpy(each) for name, each in weights.items()})
    tokenizer = tokens.read(tmp_path / files.TOKENIZER)
    examples = read(corpus / "valid.tsv", tokenizer, 32)
    texts = [examples.text(each).tolist() for each in range(len(examples))]
    answers = written(network, texts, tokens.end_of(tokenizer))
    wrong = tuple(each for each, answer in enumerate(answers) if answer != examples.answer(each).tolist())
    assert check(network, examples, tokenizer).wrong == wrong


def test_words_of_the_answer_and_the_sign_before_it_are_never_disturbed() -> None:
    tokenizer = networks.tokenizer()
    text, answer = tokenizer.encode(networks.SAID[0]).ids, tokenizer.encode(networks.SAID[1]).ids
    row = torch.tensor([[*text, *answer]])
    answers = torch.tensor([[False] * len(text) + [True] * len(answer)])
    begins, others = torch.tensor(tokens.beginning_words(tokenizer)), torch.tensor(tokens.whole_words(tokenizer))
    noise = Noise(begins, others, missed=1.0, misheard=0.0)
    found, examples, answered = noise.disturbed(row, torch.ones_like(row), answers)
    assert tokenizer.decode(found[examples > 0].tolist()) == " garcia job =>" + networks.SAID[1]
    assert found[answered].tolist() == answer
