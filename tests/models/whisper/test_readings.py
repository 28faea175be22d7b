"""What is believed of the sentences that were found, and what is only guessed."""

import math
from dataclasses import replace

import pytest

from models.held_recogniser import as_transcript
from models.whisper.readings import Candidate, Reading, decided
from models.whisper.sentences import Meaning, Sentence


def _decided(ranked: list[Candidate], *alike: str) -> Reading | None:
    return decided(ranked, lambda one, others: next((it for it in others if {one, it} == set(alike)), None))


def candidate(words: str, score: float, worst: float = 0.0, mean: float = 0.0, figures: str = "") -> Candidate:
    return Candidate(Sentence(Meaning(words, ()), words, 0, figures), score, worst, mean)


def test_nothing_found_is_refused() -> None:
    assert not as_transcript(_decided([])).accepted


def test_a_sentence_that_fits_and_has_no_rival_is_accepted() -> None:
    heard = as_transcript(_decided([candidate("start job 42", -3.0)]))
    assert (heard.text, heard.accepted, heard.guesses) == ("start job 42", True, ())


@pytest.mark.parametrize(("worst", "mean"), [(6.1, 0.2), (2.0, 1.1)])
def test_what_the_decoder_would_rather_have_written_otherwise_is_refused_and_not_guessed(
    worst: float, mean: float
) -> None:
    alone = as_transcript(_decided([candidate("start job 42", -3.0, worst, mean)]))
    doubtful = as_transcript(_decided([candidate("start job 42", -3.0, worst, mean), candidate("stop job 42", -3.2)]))
    assert not alone.accepted
    assert not doubtful.accepted
    assert alone.guesses == doubtful.guesses == ()


@pytest.mark.parametrize("margin", [0.0, 1e-6, 0.5, 0.99])
def test_a_near_rival_makes_both_guesses(margin: float) -> None:
    heard = as_transcript(_decided([candidate("start job 42", -3.0), candidate("stop job 42", -3.0 - margin)]))
    assert not heard.accepted
    assert heard.guesses == ("start job 42", "stop job 42")
    assert heard.confidence <= 0.5


def test_a_far_rival_is_none() -> None:
    assert as_transcript(_decided([candidate("start job 42", -3.0), candidate("stop job 42", -4.1)])).accepted


def test_the_same_words_with_another_meaning_are_no_rival() -> None:
    reading = _decided([candidate("bill thomas", -3.0), candidate("bill thomas", -3.1)])
    assert reading is not None
    assert reading.margin == math.inf


def test_strings_of_figures_need_a_wider_margin() -> None:
    near = [candidate("707", -3.0, figures="707"), candidate("707707", -4.5, figures="707707")]
    assert as_transcript(_decided(near)).guesses == ("707", "707707")


def test_figures_among_words_are_asked_about_however_well_they_fit() -> None:
    proved = Sentence(Meaning("call", ()), "call 0601", 0)
    assert as_transcript(_decided([Candidate(proved, -3.0, 0.0, 0.0)])).accepted
    heard = as_transcript(_decided([Candidate(replace(proved, unproved=True), -3.0, 0.0, 0.0)]))
    assert not heard.accepted
    assert heard.guesses == ("call 0601",)


def test_what_sounds_the_same_is_asked_about_however_far_it_is_behind() -> None:
    heard = as_transcript(
        _decided([candidate("bill clark", -3.0), candidate("bill clarke", -7.0)], "bill clark", "bill clarke")
    )
    assert heard.guesses == ("bill clark", "bill clarke")


def test_what_sounds_the_same_comes_before_what_is_nearer() -> None:
    found = [candidate("bill clark", -3.0), candidate("bill mark", -3.5), candidate("bill clarke", -7.0)]
    assert as_transcript(_decided(found, "bill clark", "bill clarke")).guesses == ("bill clark", "bill clarke")
