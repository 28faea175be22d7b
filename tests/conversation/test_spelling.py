"""Serial numbers, e-mail addresses and names that are spelled."""

from datetime import datetime
from uuid import UUID

import pytest

from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.free_words import cleaned
from conversation.spanish import SPANISH
from conversation.spelling import address, name_spelled
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

TURN = UUID(int=1)


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (ENGLISH, "serial number alpha bravo 1 2 3", "serial number AB123"),
        (ENGLISH, "part number double three triple seven dash x ray", "part number 33777-X"),
        (ENGLISH, "model g e dash forty five hundred slash b", "model GE-4500/B"),
        (ENGLISH, "serial is b as in boy c as in cat oh one, it leaks", "serial is BC01, it leaks"),
        (ENGLISH, "the password is capital a b c 1 2", "the password is Abc12"),
        (ENGLISH, "serial number D-E-F-1", "serial number DEF1"),
        (ENGLISH, "unit bravo kilo zulu one two is down", "unit BKZ12 is down"),
        (SPANISH, "número de serie be de burro ve de vaca uno dos", "número de serie BV12"),
        (SPANISH, "modelo doble ve equis guion cuarenta y cinco", "modelo WX-45"),
        (SPANISH, "serie eñe ene i griega 4", "serie ÑNY4"),
        (SPANISH, "la contraseña es a mayúscula be ce 1", "la contraseña es Abc1"),
    ],
)
def test_a_code_is_kept_as_it_is_written(tongue: Tongue, said: str, kept: str) -> None:
    assert cleaned(said, tongue) == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("breakers a b c d", "breakers a b c d"),
        ("breakers b c d are off", "breakers b c d are off"),
        ("breakers a c e g.", "breakers a c e g."),
        ("it needs a p v c pipe", "it needs a PVC pipe"),
        ("it is p v c", "it is PVC"),
    ],
)
def test_letters_that_are_several_are_no_abbreviation(said: str, kept: str) -> None:
    assert cleaned(said, ENGLISH) == kept


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "the model delta faucet leaks"),
        (ENGLISH, "Mike Oscar and Victor were here"),
        (ENGLISH, "mike oscar victor were here"),
        (ENGLISH, "double check the triple valve"),
        (ENGLISH, "the code is in the capital letter"),
        (SPANISH, "modelo ese de la bomba"),
        (SPANISH, "el modelo de tres toneladas"),
        (SPANISH, "te dejé el ese de sapo"),
    ],
)
def test_words_that_may_be_words_stay_words(tongue: Tongue, said: str) -> None:
    assert cleaned(said, tongue) == said


@pytest.mark.parametrize(
    ("tongue", "said", "written"),
    [
        (ENGLISH, "a double n underscore seventy two at gmail dot com", "ann_72@gmail.com"),
        (ENGLISH, "alpha november november at hotmail dot com", "ann@hotmail.com"),
        (
            ENGLISH,
            "j dot smith one two at north point heating dot com, all lowercase",
            "j.smith12@northpointheating.com",
        ),
        (ENGLISH, "mike at gmail dot com", "mike@gmail.com"),
        (ENGLISH, "ann double three at one stop heating dot com", "ann33@onestopheating.com"),
        (ENGLISH, "mike oscar at example dot com", "mikeoscar@example.com"),
        (ENGLISH, "Linda@Example.com", "linda@example.com"),
        (SPANISH, "a ene a punto lopez arroba gmail punto com", "ana.lopez@gmail.com"),
        (SPANISH, "maria de la o arroba gmail punto com todo junto", "mariadelao@gmail.com"),
        (SPANISH, "be de burro ve de vaca guion bajo nueve arroba correo punto mx", "bv_9@correo.mx"),
    ],
)
def test_an_address_is_written_as_it_was_spelled(tongue: Tongue, said: str, written: str) -> None:
    assert address(said, tongue) == written


@pytest.mark.parametrize(
    ("tongue", "said", "name"),
    [
        (ENGLISH, "kowalski k o w a l s k i", "Kowalski"),
        (ENGLISH, "Ann Kovalsky that's spelled k o w a l s k i", "Ann Kowalski"),
        (ENGLISH, "mc donald m c d o n a l d", "Mcdonald"),
        (ENGLISH, "Ronald mc donald m c d o n a l d", "Ronald Mcdonald"),
        (ENGLISH, "van der berg v a n d e r b e r g", "Vanderberg"),
        (ENGLISH, "Tom O'Brien o b r i e n", "Tom O'Brien"),
        (ENGLISH, "j o h n space s m i t h", "John Smith"),
        (ENGLISH, "Maria Garcia", "Maria Garcia"),
        (ENGLISH, "a b c Plumbing", "ABC Plumbing"),
        (SPANISH, "Juan ene u eñe e zeta", "Juan Nuñez"),
    ],
)
def test_a_name_is_said_spelled_or_both(tongue: Tongue, said: str, name: str) -> None:
    assert name_spelled(said, tongue) == name


def test_a_new_customer_can_be_spelled_from_the_name_to_the_address(business: Snapshot, now: datetime) -> None:
    dialogue, understanding = Dialogue(), Understanding(business, ENGLISH)
    said = ("add a customer", "j o h n space k o w a l s k i", "k o w a l s k i one two at gmail dot com")
    *_, asked = [dialogue.hear(words, understanding, now, TURN) for words in said]
    assert asked.reply == "Add John Kowalski as a new customer, e-mail kowalski12@gmail.com?"


def test_somebody_who_is_known_is_found_by_their_letters(business: Snapshot, now: datetime) -> None:
    understanding = Understanding(business, ENGLISH)
    assert understanding.answer("slot:customer", "a n n space b a u e r", now) == ("Ann Bauer",)
    assert {*understanding.answer("slot:customer", "garcia g a r c i a", now)} == {"Maria Garcia", "Luis Garcia"}
    assert understanding.answer("slot:customer", "maria g a r c i a", now) == ("Maria Garcia",)
