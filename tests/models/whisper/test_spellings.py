"""How Whisper may write what is said."""

import pytest

from models.languages import ORTHOGRAPHIES
from models.phrases import Language
from models.whisper.spellings import value_spellings, word_spellings

ENGLISH = ORTHOGRAPHIES["en"]


@pytest.mark.parametrize(
    ("spoken", "written", "spelled"),
    [
        ("maria garcia", "Maria Garcia", {" maria garcia", " Maria Garcia", " Maria garcia"}),
        ("three quarter inch elbow", '3/4" elbow', {" three-quarter inch elbow", ' 3/4" elbow'}),
        ("g f c i outlet", "GFCI outlet", {" GFCI outlet", " gfci outlet", " G.F.C.I. outlet"}),
        ("nine thirty", "nine thirty", {" 9:30", " 930", " nine thirty"}),
        ("a m", "a m", {" a.m.", " AM", "am", "AM"}),
        ("twelve ounce", "twelve ounce", {" 12 ounce", " 12-ounce", " twelve-ounce"}),
        ("jose nunez", "José Núñez", {" jose nunez", " José Núñez"}),
        ("o'brien and sons", "O'Brien & Sons LLC", {" O'Brien And Sons", " O'Brien & Sons LLC"}),
    ],
)
def test_a_value_in_the_forms_that_are_met(spoken: str, written: str, spelled: set[str]) -> None:
    assert spelled <= value_spellings(spoken, written, ENGLISH)


def test_a_part_of_a_name_is_not_written_as_the_whole() -> None:
    assert " Frank Olsen" not in value_spellings("olsen", "Frank Olsen", ENGLISH)


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
    ("spoken", "written", "spelled"),
    [
        ("josé hernández", "José Hernández", {" José Hernández", " Jose Hernandez", " José Hernandez"}),
        ("jose nunez", "José Núñez", {" José Núñez", " Jose Núñez", " Jose Nunez"}),
        ("nueve y media", "9:30", {" nueve y media", " 9 y media", " 9:30"}),
        ("nueve y cuarto", "nueve y cuarto", {" 9 y cuarto", " 9:15"}),
        ("diez y cinco", "diez y cinco", {" 10 y 5", " 10:05"}),
        ("nueve treinta", "nueve treinta", {" 930", " 9:30"}),
        ("robles doscientos cuarenta y dos", "Robles 242", {" Robles 242", " robles 240 y 2"}),
        ("codo de tres cuartos", 'codo 3/4"', {" codo de 3/4", " codo de 3 cuartos", ' codo 3/4"'}),
        ("tubo de media pulgada", 'tubo 1/2"', {" tubo de 1/2 pulgada", " tubo de media pulgada"}),
    ],
)
def test_a_spanish_value_in_the_forms_that_are_met(spoken: str, written: str, spelled: set[str]) -> None:
    assert spelled <= value_spellings(spoken, written, ORTHOGRAPHIES["es"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_without_numbers_have_no_further_forms(language: Language) -> None:
    assert not list(ORTHOGRAPHIES[language].numbered("maria garcia"))
