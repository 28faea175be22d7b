"""Phrase files in Rhino's syntax become phrase books, and mistakes in them are named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import PhraseError
from models.phrases import PhraseBook, SpokenValue
from models.rhino import read_phrases

Read = Callable[[str], PhraseBook]

CONTEXT = """\
context:
  expressions:
    turnLight:
      - "[turn, switch] $state:state (all) the $place:where [light, lights] (@polite)"
      - "lights $state"
    stop: ["stop", "never mind"]
  slots:
    state: ["on", "off"]
    place: ["Living Room", "hall"]
  macros:
    polite: ["please", "[would, could] you"]
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(text: str) -> PhraseBook:
        path = tmp_path / "context.yaml"
        path.write_text(text)
        return read_phrases(path)

    return written


def test_choices_options_slots_and_macros(read: Read) -> None:
    book = read(CONTEXT)
    assert book.intents == {
        "turnLight": (
            "(turn| switch) {state:state} [all] the {place:where} (light| lights) [<polite>]",
            "lights {state:state}",
        ),
        "stop": ("stop", "never mind"),
    }
    assert book.lists["place"] == (SpokenValue("living room", "Living Room"), SpokenValue("hall", "hall"))
    assert book.rules == {"polite": "(please|(would| could) you)"}


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("lights $state", "lights $colour", "line 5: there is no slot type $colour in 'lights $colour'"),
        ("lights $state", "lights $pv.Percent:p", "line 5: the built-in slot $pv.Percent is not supported"),
        ("lights $state", "lights @rude", "line 5: there is no macro @rude"),
        ("lights $state", "[lights $state", "line 5: '[' is not closed"),
        ("lights $state", "lights $state)", "line 5: ')' closes or divides nothing"),
        ("lights $state", "(lights] $state", "line 5: ']' closes or divides nothing"),
        ("lights $state", "lights, $state", "line 5: ',' closes or divides nothing"),
        ("lights $state", "lights {state}", "line 5: '{' means nothing"),
        ('["on", "off"]', '["[on, off]"]', "line 8: the phrase of a slot must be plain words"),
        ('["on", "off"]', "on", "line 8: state under slots must be a list of phrases"),
        ("context:", "contexts:", "line 1: context must hold names"),
        ("  expressions:", "  sentences:", "line 1: there are no expressions"),
        ("context:\n", "context: [\n", "is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(read: Read, wrong: str, right: str, says: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read(CONTEXT.replace(wrong, right))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PhraseError, match="cannot read the phrase file"):
        read_phrases(tmp_path / "nowhere.yaml")
