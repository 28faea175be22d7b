"""The tokenizers of both kinds of models cut words as Whisper writes them."""

import json
from pathlib import Path

import pytest

from models.store import ModelDamagedError
from models.whisper.tokens import read_tokenizer


@pytest.mark.parametrize("word", [" the", " two", " trabajo", " tengo", " a"])
def test_frequent_words_are_one_token_of_the_multilingual_model(whisper_base: Path, word: str) -> None:
    assert len(read_tokenizer(whisper_base).encode(word, add_special_tokens=False).ids) == 1


def test_the_english_tokenizer_stays_as_it_is(whisper: Path) -> None:
    rules = json.loads((whisper / "tokenizer.json").read_text())["model"]["merges"]
    assert json.loads(read_tokenizer(whisper).to_str())["model"]["merges"] in (
        rules,
        [rule.split(" ") for rule in rules],
    )


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"model": {"merges": []}}', '{"model": {"merges": "x"}}', '{"model": {"merges": ["x"]}}'],
)
def test_a_file_that_is_no_tokenizer_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(ModelDamagedError, match=r"tokenizer\.json"):
        read_tokenizer(tmp_path)
