"""How many figures were said: what two readings of a whole and one of each stretch come to together. No sound needed
but noise."""

import numpy as np
import pytest

from models.held_recogniser import as_transcript
from models.recognition import Transcript
from models.voice_activity import WINDOW, VoiceActivity
from models.whisper.figure_strings import later, stretches, weighed
from models.whisper.readings import Candidate, decided
from models.whisper.sentences import Meaning, Sentence


def found(**scores: float) -> list[Candidate]:
    """Strings (their names begin with an n) and their nats, best first."""
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    return [Candidate(_sentence(name[1:]), score, 0.0, 0.0) for name, score in ranked]


def _sentence(figures: str) -> Sentence:
    return Sentence(Meaning("figures", (("figures", figures),)), figures, 0, figures)


def best(*readings: list[Candidate], heard: list[list[Candidate]]) -> str:
    first, again = readings
    reading = decided(weighed(first, again, heard, range(1, 9)), lambda *_: None)
    assert reading is not None
    return reading.sentence.figures


def test_without_pauses_the_two_readings_decide() -> None:
    assert best(found(n707=-4.0, n707707=-3.0), found(n707=-2.0, n707707=-6.0), heard=[]) == "707"


def test_a_string_written_twice_gives_way_to_the_stretches() -> None:
    three = [found(n7=-0.1, n77=-4.0), found(n0=-0.1), found(n7=-0.1, n77=-4.0)]
    assert best(found(n707707=-1.0, n707=-2.0), found(n707707=-1.0, n707=-1.5), heard=three) == "707"


def test_a_figure_left_out_comes_back() -> None:
    three = [found(n8=-0.1), found(n6=-0.1), found(n6=-0.1)]
    assert best(found(n86=-1.0, n866=-2.0), found(n86=-1.0, n866=-2.0), heard=three) == "866"


def test_a_stretch_may_hold_several_figures() -> None:
    groups = [found(n312=-0.1), found(n55=-0.5, n5=-0.6)]
    assert best(found(n31255=-1.0, n3125=-1.1), found(n31255=-1.0, n3125=-1.1), heard=groups) == "31255"


def test_a_cough_between_the_figures_does_not_add_one() -> None:
    coughed = [found(n4=-0.1), found(n9=-0.1), found(n2=-0.1)]
    assert best(found(n42=-0.5, n492=-7.0), found(n42=-0.5), heard=coughed) == "42"


def test_figures_of_another_number_than_is_asked_for_are_refused() -> None:
    """Three figures where six are wanted: written twice they fit the whole, but not the stretches."""
    three = [found(n7=-0.1), found(n0=-0.1), found(n2=-0.1)]
    twice, six = found(n702702=-1.0), [*three, *three]
    assert not _accepted(twice, three)
    assert _accepted(twice, six)


def test_with_a_cough_in_it_a_string_is_asked_about() -> None:
    heard = _heard(found(n702=-1.0), [found(n7=-0.1), found(n0=-0.1), found(n4=-0.1), found(n2=-0.1)])
    assert (heard.accepted, heard.guesses) == (False, ("702",))


def test_with_one_figure_too_many_or_too_few_it_is_asked_about_however_well_the_rest_fits() -> None:
    three = [found(n7=-0.1), found(n0=-0.1), found(n2=-0.1, n22=-0.2)]
    for whole in ("n7022", "n72"):
        heard = _heard(found(**{whole: -1.0}), three)
        assert (heard.accepted, heard.guesses) == (False, (whole[1:],))


def _accepted(whole: list[Candidate], heard: list[list[Candidate]]) -> bool:
    return _heard(whole, heard).accepted


def _heard(whole: list[Candidate], heard: list[list[Candidate]]) -> Transcript:
    """Held to strings of as many figures as those that were found."""
    length = len(whole[0].sentence.figures)
    return as_transcript(decided(weighed(whole, whole, heard, range(length, length + 1)), lambda *_: None))


def test_a_string_that_only_one_reading_found_can_still_win() -> None:
    four = [found(n0=-0.1), found(n0=-0.1), found(n1=-0.1), found(n8=-0.1)]
    assert best(found(n18=-1.0), found(n0018=-1.0, n18=-1.2), heard=four) == "0018"


@pytest.mark.parametrize("samples", [0, 100, 16_000])
def test_silence_has_no_stretches(samples: int) -> None:
    assert stretches(np.zeros(samples, np.int16), VoiceActivity()) == []


def test_a_stretch_has_time_for_so_many_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    activity, windows = VoiceActivity(), [0.0] * 5 + [0.9] * 9 + [0.0] * 5 + [0.9] * 20 + [0.0] * 5
    monkeypatch.setattr(activity, "hear", lambda _: windows)
    sound = np.arange(len(windows) * WINDOW).astype(np.int16)
    one, group = stretches(sound, activity)
    assert (one.most, group.most) == (1, 4)  # 0.29 s and 0.64 s
    assert (np.isin(sound[5 * WINDOW : 14 * WINDOW], one.sound)).all()


def test_the_second_reading_begins_later() -> None:
    sound = np.arange(1, 100, dtype=np.int16)
    assert (later(sound)[-99:] == sound).all()
    assert not later(sound)[:-99].any()
