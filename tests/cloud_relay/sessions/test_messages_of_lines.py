"""What agent and gateway tell each other holds what people say: none of it is in an error."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from cloud_relay.sessions.line import LONGEST_WORDS, FromAgent, FromRelay, Take

WORDS = "the code of the door is 4711"


@pytest.mark.parametrize(
    "read",
    [
        lambda: Take(id=1, words=WORDS * LONGEST_WORDS),
        lambda: FromAgent.validate_python({"kind": "take", "id": 1, "words": WORDS * LONGEST_WORDS}),
        lambda: FromAgent.validate_json(f'{{"kind": "take", "id": "{WORDS}"}}'),
        lambda: FromAgent.validate_json(f'"{WORDS}"'),
        lambda: FromRelay.validate_json(f'{{"kind": "reply", "id": "{WORDS}"}}'),
    ],
)
def test_an_error_shows_nothing_of_what_was_said(read: Callable[[], object]) -> None:
    with pytest.raises(ValidationError) as error:
        read()
    assert WORDS not in str(error.value)
