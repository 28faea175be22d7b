"""Whether words are no command is weighed by two models, and neither is believed alone."""

import pytest

from conversation.none_said import share_of_none

COMMAND, TALK = "get the heater job parked please", "my brother in law parks his truck on the lawn every night"


@pytest.mark.parametrize("words", [COMMAND, TALK])
def test_the_more_the_model_holds_it_for_none_the_likelier_it_is_none(words: str) -> None:
    shares = [share_of_none(own, words) for own in (0.0, 0.001, 0.02, 0.5, 1.0)]
    assert shares == sorted(set(shares))
    assert all(0 < share < 1 for share in shares)


def test_the_same_doubt_of_the_model_weighs_less_about_what_sounds_like_a_command() -> None:
    assert share_of_none(0.03, COMMAND) < 0.03 < share_of_none(0.03, TALK)


def test_where_the_model_is_sure_that_it_is_none_the_other_changes_nothing() -> None:
    assert share_of_none(0.99, COMMAND) > 0.1
