"""Parts are named in short, and by more than one: where several may be meant, it is asked which."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Part, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")


@pytest.fixture(scope="module")
def shelf(business: Snapshot) -> Snapshot:
    def part(name: str, *called: str) -> Part:
        return Part(name, name, on_hand=Decimal(3), price=Decimal(9), spoken_as={"es": called})

    parts = (
        part("16x20x1 filter", "filtro de dieciséis por veinte por uno"),
        part("20x25x1 filter", "filtro de veinte por veinticinco por uno"),
        part("50 gallon water heater", "calentador de cincuenta galones"),
        part("1/3 HP sump pump", "bomba de sumidero de un tercio"),
        part("45/5 MFD capacitor", "capacitor de cuarenta y cinco por cinco"),
    )
    return replace(business, parts=parts)


def reply(words: str, tongue: Tongue, shelf: Snapshot, now: datetime) -> str:
    return Dialogue().hear(words, Understanding(shelf, tongue), now, TURN).reply


@pytest.mark.parametrize(
    ("tongue", "words", "asked"),
    [
        (ENGLISH, "order a dozen filters",
         "Which one: sixteen by twenty by one filter, or twenty by twenty five by one filter?"),
        (ENGLISH, "how many filters do we have",
         "Which one: sixteen by twenty by one filter, or twenty by twenty five by one filter?"),
        (SPANISH, "pide una docena de filtros",
         "¿Cuál: filtro de dieciséis por veinte por uno, o filtro de veinte por veinticinco por uno?"),
    ],
)  # fmt: skip
def test_where_several_fit_it_is_asked_which(
    tongue: Tongue, words: str, asked: str, shelf: Snapshot, now: datetime
) -> None:
    assert reply(words, tongue, shelf, now) == asked


@pytest.mark.parametrize(
    ("tongue", "words", "asked"),
    [
        (ENGLISH, "order two sixteen by twenty filters", "Order 2 sixteen by twenty by one filters?"),
        (ENGLISH, "order two 20 by 25 filters", "Order 2 twenty by twenty five by one filters?"),
        (SPANISH, "pide dos filtros de dieciséis por veinte", "¿Pido 2 filtros de dieciséis por veinte por uno?"),
        (SPANISH, "pide dos calentadores de cincuenta galones", "¿Pido 2 calentadores de cincuenta galones?"),
        (SPANISH, "pide dos calentadores", "¿Pido 2 calentadores de cincuenta galones?"),
        (SPANISH, "pide tres capacitores", "¿Pido 3 capacitores de cuarenta y cinco por cinco?"),
        (SPANISH, "cuánto vale la bomba de sumidero", "Bomba de sumidero de un tercio: 9 dólares por unidad."),
    ],
)
def test_what_one_alone_can_be_is_that_one(
    tongue: Tongue, words: str, asked: str, shelf: Snapshot, now: datetime
) -> None:
    assert reply(words, tongue, shelf, now) == asked
