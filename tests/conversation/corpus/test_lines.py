"""What every line of a corpus is: a sentence, and an answer that says nothing but what was said."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from conversation.calls import NONE, OWN_KINDS, read, written
from conversation.corpus.making import Corpus, corpus
from conversation.corpus.wordings import Findings
from conversation.tongues import TONGUES
from erp import CATALOGUE, slots_of

_SAID_BY_CHANCE = 6
"""Words, fewer than which two sentences are easily alike."""
HELD_OUT = Path(__file__).parents[1] / "held_out"


def test_values_are_words_of_the_sentence_and_slots_are_the_commands_own(small: Corpus) -> None:
    for one in (*small.train, *small.valid):
        for call in read(one.answer):
            slots = slots_of(CATALOGUE[call.command])
            assert list(call.slots) == [name for name in slots if name in call.slots], one
            for name, words in call.slots.items():
                is_own = slots[name].values in OWN_KINDS
                assert is_own or f" {words} " in f" {one.text} ", one


def test_own_values_are_those_of_hero365(small: Corpus) -> None:
    lists = [TONGUES[language].lists for language in ("en", "es")]
    for one in small.train:
        for call in read(one.answer):
            for name, slot in slots_of(CATALOGUE[call.command]).items():
                if slot.values in OWN_KINDS and name in call.slots:
                    field = CATALOGUE[call.command].model_fields[name]
                    listed = {each.value for known in lists for each in known.get(slot.values, ())}
                    assert call.slots[name] in listed | set(re.findall(r"'(\w+)'", str(field.annotation))), one


def test_an_answer_reads_as_it_was_written(small: Corpus) -> None:
    assert all(written(read(one.answer)) == one.answer for one in small.train)


def test_texts_are_in_the_form_in_which_words_are_compared(small: Corpus) -> None:
    assert all(re.fullmatch(r"[a-z0-9'.]+(?: [a-z0-9'.]+)*", one.text) for one in small.train)


def test_a_line_is_what_the_model_reads_and_what_it_writes(small: Corpus) -> None:
    assert all(re.fullmatch(r" [^\t]+ =>\t [^\t]+", str(one)) for one in small.train)


def test_the_same_seed_makes_the_same_lines(found: Findings) -> None:
    first, again, other = (corpus(found.wordings, 400, 40, seed) for seed in (5, 5, 6))
    assert first == again
    assert set(first.train).isdisjoint(other.train[:50]) or first.train != other.train


def test_every_command_is_said_in_both_languages(found: Findings, small: Corpus) -> None:
    assert {call.command for one in small.train for call in read(one.answer)} == set(CATALOGUE)
    said = Counter(wording.language for wording in found.wordings)
    assert min(said.values()) > 1_000
    assert sum("trabajo" in one.text for one in small.train) > 50
    assert sum(" job " in one.text for one in small.train) > 50


def test_one_in_four_or_so_is_no_command(small: Corpus) -> None:
    # more with the sentences that are none beside these wordings
    assert 0.05 < sum(one.answer == NONE for one in small.train) / len(small.train) < 0.4


def test_no_text_is_there_twice_and_none_is_trained_that_is_checked_by(small: Corpus) -> None:
    texts = [one.text for one in (*small.train, *small.valid)]
    assert len(texts) == len(set(texts))


@pytest.fixture(scope="module")
def judged() -> frozenset[str]:
    """The sentences that understanding is judged by."""
    lines = [line for path in HELD_OUT.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    return frozenset(TONGUES[line["lang"]].forms.normal(line["text"]) for line in map(json.loads, lines))


def test_no_wording_is_a_sentence_to_judge_by(found: Findings, judged: frozenset[str]) -> None:
    nameless = [each for each in found.wordings if not any(place.record for place in each.places)]
    alike = 0
    for wording in nameless:
        words = " ".join(place.words + place.glued for place in wording.places)
        alike += TONGUES[wording.language].forms.normal(words) in judged
    assert (len(judged) > 800, len(nameless) > 1_000, alike) == (True, True, 0)


def test_no_sentence_to_judge_by_is_in_it(small: Corpus, judged: frozenset[str]) -> None:
    # by chance a short one may be: two beginnings are alike, and so are two ways of asking for the day
    alike = [
        one for one in (*small.train, *small.valid) if one.text in judged and len(one.text.split()) >= _SAID_BY_CHANCE
    ]
    assert len(alike) == 0
