"""The wordings that a corpus is made of, and a small corpus of them."""

from pathlib import Path

import pytest

from conversation.corpus.making import Corpus, corpus
from conversation.corpus.wordings import Findings, read

WORDINGS = Path(__file__).parents[3] / "models/training/wordings"


@pytest.fixture(scope="session")
def found() -> Findings:
    return read([WORDINGS])


@pytest.fixture(scope="session")
def small(found: Findings) -> Corpus:
    return corpus(found.wordings, 6_000, 300, seed=1)
