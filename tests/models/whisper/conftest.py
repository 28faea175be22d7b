"""A tokenizer that needs no model: every character is a token, and every figure with the space before it, as Whisper
begins its numbers."""

import string

import pytest
from tokenizers import Tokenizer
from tokenizers.decoders import Fuse
from tokenizers.models import BPE


@pytest.fixture(scope="session")
def characters() -> Tokenizer:
    texts = [
        *f" {string.ascii_letters}{string.digits}{string.punctuation}",
        *(f" {figure}" for figure in string.digits),
    ]
    tokenizer = Tokenizer(BPE({text: token for token, text in enumerate(texts)}, [(" ", one) for one in string.digits]))
    tokenizer.decoder = Fuse()
    return tokenizer
