"""How Whisper may write what is said."""

import pytest

from models.whisper.spellings import value_spellings, word_spellings


@pytest.mark.parametrize(
    ("spoken", "written", "spelled"),
    [
        ("maria garcia", "Maria Garcia", {" maria garcia", " Maria Garcia", " Maria garcia"}),
        ("three quarter inch elbow", '3/4" elbow', {" three-quarter inch elbow", ' 3/4" elbow'}),
        ("g f c i outlet", "GFCI outlet", {" GFCI outlet", " gfci outlet", " G.F.C.I. outlet"}),
        ("nine thirty", "nine thirty", {" 9:30", " 9.30", " 9-30", " 9 30", " 930", " nine thirty"}),
        ("fourteen two romex", "14/2 Romex", {" 14 2 Romex", " 14-2 Romex", " 14/2 Romex"}),
        ("twenty four inch nipple", '24" nipple', {" 24 inch nipple", " 24-inch nipple", ' 24" nipple'}),
        ("a m", "a m", {" a.m.", " AM", "am", "AM"}),
        ("twelve ounce", "twelve ounce", {" 12 ounce", " 12-ounce", " twelve-ounce"}),
        ("o'brien and sons", "O'Brien & Sons LLC", {" O'Brien And Sons", " O'Brien & Sons LLC"}),
    ],
)
def test_a_value_in_the_forms_that_are_met(spoken: str, written: str, spelled: set[str]) -> None:
    assert spelled <= value_spellings(spoken, written)


def test_a_part_of_a_name_is_not_written_as_the_whole() -> None:
    assert " Frank Olsen" not in value_spellings("olsen", "Frank Olsen")


def test_what_is_no_time_is_not_written_as_one() -> None:
    assert not [text for text in value_spellings("fourteen two romex", "14/2 Romex") if ":" in text]


@pytest.mark.parametrize(
    ("word", "capital", "spelled"),
    [
        ("mark", False, {" mark"}),
        ("mark", True, {" mark", " Mark"}),
        ("seven", False, {" seven", " 7"}),
        ("ounce", False, {" ounce", " oz"}),
    ],
)
def test_a_word(word: str, capital: bool, spelled: set[str]) -> None:
    assert set(word_spellings(word, capital=capital)) == spelled
