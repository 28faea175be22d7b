"""When an utterance begins and when it is over."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.endings import Ending
from edge_agent.endpointing import EndPointer, Timing, Verdict

WINDOW_S = 0.032
SPEECH, SILENCE = 0.95, 0.02


def windows(seconds: float, probability: float) -> list[float]:
    return [probability] * round(seconds / WINDOW_S)


def end_pointer(*, ending: Ending = Ending.UNFINISHED, begun: bool = False) -> EndPointer:
    return EndPointer(lambda: ending, WINDOW_S, begun=begun)


def verdicts(pointer: EndPointer, probabilities: Iterable[float]) -> list[tuple[Verdict, float]]:
    """What is said of the windows, with the time, where it is anything; nothing follows the end."""
    said: list[tuple[Verdict, float]] = []
    for number, probability in enumerate(probabilities, start=1):
        verdict = pointer.hear(probability)
        if verdict is not Verdict.GOES_ON:
            said.append((verdict, round(number * WINDOW_S, 3)))
        if verdict in (Verdict.OVER, Verdict.NOBODY):
            break
    return said


class TestEnds:
    def test_a_complete_reply_of_300_ms_is_over_after_a_short_pause(self) -> None:
        pointer = end_pointer(ending=Ending.COMPLETE)
        reply = windows(0.5, SILENCE) + windows(0.3, SPEECH) + windows(2, SILENCE)
        assert [verdict for verdict, _ in verdicts(pointer, reply)] == [Verdict.BEGAN, Verdict.OVER]
        assert pointer.speech_start_s == pytest.approx(0.5, abs=WINDOW_S)
        assert pointer.speech_end_s == pytest.approx(0.8, abs=WINDOW_S)

    @pytest.mark.parametrize(
        ("ending", "pause"),
        [(Ending.COMPLETE, 0.256), (Ending.OPEN, 0.48), (Ending.UNFINISHED, 0.704), (Ending.READ_OUT, 1.216)],
    )
    def test_the_pause_depends_on_what_may_come_behind_the_words(self, ending: Ending, pause: float) -> None:
        pointer = end_pointer(ending=ending)
        (_, over_at) = verdicts(pointer, windows(1, SPEECH) + windows(2, SILENCE))[-1]
        assert over_at - pointer.speech_end_s == pytest.approx(pause)

    def test_a_plosive_in_the_middle_of_complete_words_does_not_end_them(self) -> None:
        pointer = end_pointer(ending=Ending.COMPLETE)
        words = windows(0.5, SPEECH) + windows(0.2, SILENCE) + windows(0.5, SPEECH)
        assert verdicts(pointer, words) == [(Verdict.BEGAN, 0.096)]

    def test_thinking_in_the_middle_of_a_sentence_is_waited_for(self) -> None:
        pointer = end_pointer()
        words = windows(0.5, SPEECH) + windows(0.6, SILENCE) + windows(0.5, SPEECH)
        assert verdicts(pointer, words) == [(Verdict.BEGAN, 0.096)]

    def test_the_completeness_is_asked_early_and_when_it_counts_in_every_pause(self) -> None:
        asked: list[float] = []
        pause = list(windows(0.6, SILENCE))
        pointer = EndPointer(lambda: asked.append(heard) or Ending.UNFINISHED, WINDOW_S)
        for _ in range(2):
            verdicts(pointer, windows(0.5, SPEECH))
            for heard in range(1, len(pause) + 1):
                pointer.hear(pause[heard - 1])
        early, counts = asked[:2]
        assert asked == [early, counts, early, counts]
        assert early * WINDOW_S == pytest.approx(Timing().early, abs=WINDOW_S)
        assert counts * WINDOW_S == pytest.approx(Ending.COMPLETE.silence_s, abs=WINDOW_S)

    def test_what_is_said_early_ends_nothing(self) -> None:
        answers = iter([Ending.COMPLETE, Ending.UNFINISHED])
        pointer = EndPointer(lambda: next(answers), WINDOW_S)
        assert verdicts(pointer, windows(0.5, SPEECH) + windows(0.6, SILENCE)) == [(Verdict.BEGAN, 0.096)]

    def test_noise_without_an_end_is_cut_off(self) -> None:
        (_, over_at) = verdicts(end_pointer(), windows(60, SPEECH))[-1]
        assert over_at == pytest.approx(Timing().longest, abs=2 * WINDOW_S)

    def test_what_is_neither_speech_nor_silence_goes_on_as_what_was_before(self) -> None:
        between = 0.4
        assert verdicts(end_pointer(), windows(4, between)) == []
        spoken = windows(0.5, SPEECH) + windows(4, between)
        assert verdicts(end_pointer(ending=Ending.COMPLETE), spoken) == [(Verdict.BEGAN, 0.096)]


class TestBeginnings:
    def test_nobody_speaks(self) -> None:
        assert verdicts(end_pointer(), windows(20, SILENCE)) == [(Verdict.NOBODY, 5.024)]

    def test_a_click_is_no_beginning(self) -> None:
        assert verdicts(end_pointer(), windows(0.064, SPEECH) + windows(1, SILENCE)) == []

    def test_a_cough_is_dropped_and_the_reply_behind_it_heard(self) -> None:
        words = windows(0.128, SPEECH) + windows(1, SILENCE) + windows(1, SPEECH) + windows(1, SILENCE)
        heard = [verdict for verdict, _ in verdicts(end_pointer(), words)]
        assert heard == [Verdict.BEGAN, Verdict.DROPPED, Verdict.BEGAN, Verdict.OVER]

    def test_a_no_as_short_as_a_cough_counts_because_it_is_complete(self) -> None:
        words = windows(0.128, SPEECH) + windows(1, SILENCE)
        assert verdicts(end_pointer(ending=Ending.COMPLETE), words)[-1][0] is Verdict.OVER


class TestBehindTheWakeWord:
    def test_the_command_in_the_same_breath_has_begun_already(self) -> None:
        pointer = end_pointer(ending=Ending.COMPLETE, begun=True)
        assert [verdict for verdict, _ in verdicts(pointer, windows(1, SPEECH) + windows(1, SILENCE))] == [Verdict.OVER]
        assert pointer.speech_start_s == 0

    def test_the_tail_of_the_wake_word_is_no_command(self) -> None:
        words = windows(0.1, SPEECH) + windows(1.5, SILENCE) + windows(1, SPEECH) + windows(1, SILENCE)
        heard = [verdict for verdict, _ in verdicts(end_pointer(begun=True), words)]
        assert heard == [Verdict.DROPPED, Verdict.BEGAN, Verdict.OVER]

    def test_nothing_behind_it_is_nobody(self) -> None:
        said = verdicts(end_pointer(begun=True), windows(20, SILENCE))
        assert said == [(Verdict.DROPPED, 0.256), (Verdict.NOBODY, 5.024)]


probabilities = st.lists(
    st.tuples(st.floats(0, 1), st.integers(1, 60)).map(lambda run: [run[0]] * run[1]), min_size=1, max_size=40
).map(lambda runs: [probability for run in runs for probability in run])
answers = st.functions(like=lambda: None, returns=st.sampled_from(Ending))


@given(probabilities, answers, st.booleans())
def test_whatever_is_heard_it_ends_and_the_times_are_in_order(
    heard: list[float], ending: Callable[[], Ending], begun: bool
) -> None:
    pointer, timing = EndPointer(ending, WINDOW_S, begun=begun), Timing()
    said = verdicts(pointer, heard + windows(timing.nobody + timing.longest + 1, SILENCE))
    *before, (last, at) = said
    assert last in (Verdict.OVER, Verdict.NOBODY)
    assert at <= timing.nobody + timing.longest + 1
    expected = [Verdict.DROPPED, Verdict.BEGAN] if begun else [Verdict.BEGAN, Verdict.DROPPED]
    assert [verdict for verdict, _ in before] == [expected[index % 2] for index in range(len(before))]
    if last is Verdict.OVER:
        assert 0 <= pointer.speech_start_s <= pointer.speech_end_s <= at


@given(st.lists(st.floats(0, 0.499), min_size=1, max_size=150))
def test_a_model_that_warms_up_below_speech_never_begins_an_utterance(heard: list[float]) -> None:
    assert Verdict.BEGAN not in [verdict for verdict, _ in verdicts(end_pointer(ending=Ending.COMPLETE), heard)]


@given(probabilities)
def test_an_utterance_ends_in_a_pause_or_at_the_cap(heard: list[float]) -> None:
    pointer, timing = end_pointer(ending=Ending.COMPLETE), Timing()
    for verdict, at in verdicts(pointer, heard):
        if verdict is Verdict.OVER:
            assert (
                at - pointer.speech_end_s >= Ending.COMPLETE.silence_s
                or at - pointer.speech_start_s >= timing.longest - 1e-9
            )
