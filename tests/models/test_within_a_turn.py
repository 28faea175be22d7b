"""Within a turn a language model is asked nothing twice, and nothing when the turn has taken long."""

from dataclasses import dataclass, field

import pytest

from models import within_a_turn
from models.completion import Completion
from models.errors import CompletionError, TooLongError
from models.within_a_turn import WithinATurn


@dataclass
class Counting:
    """A model that says what it is asked, and how often."""

    asked: list[str] = field(default_factory=list)

    def load(self) -> None:
        self.asked.append("load")

    def complete(self, text: str, grammar: str) -> Completion:
        self.asked.append(text)
        return Completion(text, 1.0, 1.0)

    def close(self) -> None:
        self.asked.append("close")


def test_nothing_is_asked_twice() -> None:
    model = Counting()
    turn = WithinATurn(model)
    assert [turn.complete(text, "root ::= text").text for text in ("a", "b", "a")] == ["a", "b", "a"]
    assert model.asked == ["a", "b"]


def test_another_grammar_is_another_question() -> None:
    model = Counting()
    turn = WithinATurn(model)
    turn.complete("a", "root ::= one")
    turn.complete("a", "root ::= two")
    assert model.asked == ["a", "a"]


def test_a_turn_that_has_taken_long_asks_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(within_a_turn.time, "monotonic", lambda: now)
    turn = WithinATurn(Counting())
    turn.complete("a", "root ::= text")
    assert not turn.ran_out
    now = 104.0
    with pytest.raises(TooLongError):
        turn.complete("b", "root ::= text")
    assert turn.ran_out
    assert turn.complete("a", "root ::= text").text == "a", "what is known is known"


def test_the_model_is_loaded_and_closed_as_it_is() -> None:
    model = Counting()
    turn = WithinATurn(model)
    turn.load()
    turn.close()
    assert model.asked == ["load", "close"]


class Failing(Counting):
    """A model that fails as it is told."""

    def __init__(self, error: CompletionError) -> None:
        super().__init__()
        self._error = error

    def complete(self, text: str, grammar: str) -> Completion:
        raise self._error


@pytest.mark.parametrize("error", [TooLongError("No time."), CompletionError("It does not run.")])
def test_a_model_that_had_no_time_is_told_from_one_that_fails(error: CompletionError) -> None:
    turn = WithinATurn(Failing(error))
    with pytest.raises(CompletionError):
        turn.complete("a", "root ::= text")
    assert turn.ran_out is isinstance(error, TooLongError)
