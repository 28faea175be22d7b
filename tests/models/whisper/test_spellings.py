"""How Whisper may write what is said."""

import pytest

from models.languages import ORTHOGRAPHIES
from models.phrases import Language
from models.whisper.spellings import unit_spellings, word_spellings, written_spellings

ENGLISH = ORTHOGRAPHIES["en"]


@pytest.mark.parametrize(
    ("spoken", "units"),
    [
        ("maria garcia", ["maria", "garcia"]),
        ("o'brien and sons", ["o'brien", "and", "sons"]),
        ("three quarter inch elbow", ["three quarter", "-inch", "elbow"]),
        ("g f c i outlet", ["g f c i", "outlet"]),
        ("nine a m", ["nine", "-a m"]),
        ("sixteen by twenty five by one filter", ["sixteen by twenty five by one", "-filter"]),
    ],
)
def test_what_is_written_together(spoken: str, units: list[str]) -> None:
    assert list(ENGLISH.units(spoken)) == units


@pytest.mark.parametrize(
    ("unit", "spelled"),
    [
        ("garcia", {" garcia", " Garcia"}),
        ("three quarter", {" three quarter", " three-quarter", " 3/4", " 3-4", " 3 quarter"}),
        ("half", {" half", " 1/2"}),
        ("-inch", {" inch", "-inch", '"', " in."}),
        ("g f c i", {" GFCI", " gfci", " G.F.C.I."}),
        ("-a m", {" a.m.", " AM", "am", "AM"}),
        ("nine thirty", {" 9:30", " 9.30", " 9-30", " 9 30", " 930", " nine thirty"}),
        ("fourteen two", {" 14 2", " 14-2", " fourteen two"}),
        ("twenty four", {" 24", " twenty four", " twenty-four"}),
        ("sixteen by twenty five by one", {" 16x25x1", " 16 x 25 x 1", " 16 by 25 by 1"}),
    ],
)
def test_a_unit_in_the_forms_that_are_met(unit: str, spelled: set[str]) -> None:
    assert spelled <= unit_spellings(unit, ENGLISH)


def test_what_stands_in_the_records_is_written_so_where_it_has_more_than_words() -> None:
    assert written_spellings("three quarter inch elbow", '3/4" elbow') == {' 3/4" elbow'}
    assert " O'Brien & Sons LLC" in written_spellings("o'brien and sons", "O'Brien & Sons LLC")
    assert " José Núñez" in written_spellings("jose nunez", "José Núñez")
    assert not written_spellings("maria garcia", "Maria Garcia")


def test_a_part_of_a_name_is_not_written_as_the_whole() -> None:
    assert not written_spellings("olsen", "Frank Olsen")


def test_what_is_no_time_is_not_written_as_one() -> None:
    assert not [text for text in unit_spellings("one hundred forty two thousand", ENGLISH) if ":" in text]


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
    assert set(word_spellings(word, ENGLISH, capital=capital)) == spelled


@pytest.mark.parametrize(
    ("word", "capital", "spelled"),
    [
        ("trabajo", False, {" trabajo"}),
        ("número", False, {" número", " numero", " n.º", " nº", " n°", " no.", " núm.", " #"}),
        ("calle", False, {" calle", " c/", " c."}),
        ("siete", False, {" siete", " 7"}),
        ("veintidós", False, {" veintidós", " veintidos", " 22"}),
        ("qué", True, {f" {mark}{word}" for mark in ("", "¿", "¡") for word in ("qué", "que", "Qué", "Que")}),
    ],
)
def test_a_spanish_word_with_and_without_its_accents_and_behind_the_marks_that_open_a_sentence(
    word: str, capital: bool, spelled: set[str]
) -> None:
    assert set(word_spellings(word, ORTHOGRAPHIES["es"], capital=capital)) == spelled


@pytest.mark.parametrize(
    ("unit", "spelled"),
    [
        ("josé", {" José", " jose", " Jose"}),
        ("nueve y media", {" nueve y media", " 9 y media", " 9:30"}),
        ("nueve y cuarto", {" 9 y cuarto", " 9:15"}),
        ("diez y cinco", {" 10 y 5", " 10:05"}),
        ("nueve treinta", {" 930", " 9:30"}),
        ("doscientos cuarenta y dos", {" 242", " 240 y 2"}),
        ("tres cuartos", {" 3/4", " 3 cuartos"}),
        ("media pulgada", {" 1/2 pulgada", " media pulgada"}),
    ],
)
def test_a_spanish_unit_in_the_forms_that_are_met(unit: str, spelled: set[str]) -> None:
    spanish = ORTHOGRAPHIES["es"]
    assert list(spanish.units(f"robles {unit}")) == ["robles", unit]
    assert spelled <= unit_spellings(unit, spanish)


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_without_numbers_have_no_further_forms(language: Language) -> None:
    assert not list(ORTHOGRAPHIES[language].numbered("maria garcia"))
