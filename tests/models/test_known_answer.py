"""An engine that reckons wrongly is not used."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from models import known_answer
from models.errors import CompletionError
from tests.models.tiny_llama import write_known_answer

built = pytest.mark.skipif(
    find_spec("llama_cpp") is None, reason="the language model's engine is not here; `make llm` builds it"
)


def test_the_shipped_files_are_what_their_maker_makes(tmp_path: Path) -> None:
    model, answer = tmp_path / "model.gguf", tmp_path / "answer.json"
    write_known_answer(model, answer)
    assert model.read_bytes() == known_answer.MODEL.read_bytes()
    made, shipped = (json.loads(path.read_text()) for path in (answer, known_answer.ANSWER))
    assert [step["tokens"] for step in made] == [step["tokens"] for step in shipped]
    for one, other in zip(made, shipped, strict=True):
        assert one["logits"] == pytest.approx(other["logits"], abs=0.01)


@built
def test_this_build_gives_the_known_answer() -> None:
    known_answer.check()


@built
@pytest.mark.parametrize("step", [0, 1], ids=["many tokens in one go", "one token"])
def test_another_answer_is_told(step: int, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    steps = json.loads(known_answer.ANSWER.read_text())
    steps[step]["logits"].reverse()
    answer.write_text(json.dumps(steps))
    with pytest.raises(CompletionError, match="reckons wrongly"):
        known_answer.check(known_answer.MODEL, answer)
