"""Whether the engine of language models reckons rightly on this machine.

Builds made for one CPU have written nonsense on another, without any error. So the engine is asked about a small model
of random weights, in the formats that are used, and what it says is compared with what numpy made of the same weights
(`tests/models/tiny_llama.py` wrote both files).
"""

import json
import sys
from functools import cache
from pathlib import Path

import numpy as np

from models.errors import CompletionError
from models.llama_engine import LlamaEngine, version

MODEL = Path(__file__).with_name("known_answer.gguf")
ANSWER = MODEL.with_suffix(".json")

_WITHIN = 0.2
"""How far a logit may be off, where their standard deviation is 1: the engine rounds what it multiplies to 8 bits."""


@cache
def check(model: Path = MODEL, answer: Path = ANSWER) -> None:
    """Asks the engine, once in a process: that takes some milliseconds.

    Raises:
        CompletionError: the engine is not here, does not run, or reckons wrongly.
    """
    engine = LlamaEngine(model)
    try:
        steps = json.loads(answer.read_text())
        engine.make_room(sum(len(step["tokens"]) for step in steps))
        for step in steps:
            engine.evaluate(step["tokens"])
            expected = np.array(step["logits"])
            off = np.abs(engine.logits() - expected).max() / expected.std()
            if not off <= _WITHIN:  # also where it is no number
                raise CompletionError(
                    f"The language model's engine reckons wrongly on this machine: a known answer is off by {off:.1f}; "
                    "`make llm` builds it anew."
                )
    finally:
        engine.close()


def _main() -> None:
    try:
        check()
    except CompletionError as error:
        sys.exit(str(error))
    sys.stdout.write(f"llama-cpp-python {version()} gives the known answer.\n")


if __name__ == "__main__":
    _main()
