"""How names that no record has are written, and what successive versions of the records share."""

import gc
from dataclasses import replace
from datetime import datetime
from string import ascii_uppercase

import pytest

from conversation.books import BOOKS, IDLE
from conversation.english import ENGLISH
from conversation.phrases import SlotLists
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Customer, Snapshot


def with_one_more(business: Snapshot, name: str) -> Snapshot:
    return replace(business, customers=(*business.customers, Customer("new", name)))


def test_where_nothing_is_named_otherwise_nothing_is_laid_out_again(
    business: Snapshot, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Understanding(business, ENGLISH)
    before.lay_out(IDLE)
    with monkeypatch.context() as patched:
        patched.setattr("conversation.understanding.PhraseMatcher", None)
        after = before.against(replace(business, waiting=3, as_of={}))
        assert after.command("create a job for ann bauer", now).slots == {"customer": "Ann Bauer"}
    assert after.snapshot.waiting == 3
    anew = after.against(with_one_more(business, "Zelda Quigley"))
    assert anew.command("text zelda quigley", now).slots == {"customer": "Zelda Quigley"}


def test_of_many_versions_only_the_lists_of_the_last_stay(business: Snapshot, now: datetime) -> None:
    kept, alone = SlotLists(), SlotLists()
    for version in range(20):
        latest = with_one_more(business, f"Zelda {ascii_uppercase[version]}quigley")
        understanding = Understanding(latest, ENGLISH, kept)
        understanding.lay_out(*BOOKS)
    assert understanding.command("create a job for zelda tquigley", now).slots == {"customer": "Zelda Tquigley"}
    gc.collect()
    of_the_last = Understanding(latest, ENGLISH, alone)
    of_the_last.lay_out(*BOOKS)
    assert len(kept) == len(alone)


def test_what_two_versions_have_in_common_is_there_once(business: Snapshot) -> None:
    lists = SlotLists()
    before = Understanding(business, ENGLISH, lists)
    before.lay_out(IDLE)
    lists_before = len(lists)
    after = Understanding(with_one_more(business, "Zelda Quigley"), ENGLISH, lists)
    after.lay_out(IDLE)
    assert lists_before < len(lists) < 1.5 * lists_before


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("valen's", "Valen's"),
        ("joe's plumbing", "Joe's Plumbing"),
        ("linda o'brien", "Linda O'Brien"),
        ("d'angelo russo", "D'Angelo Russo"),
        ("de'andre smith", "De'Andre Smith"),
        ("linda mckay", "Linda McKay"),
        ("Mack McGee", "Mack McGee"),
        ("jean-luc roe", "Jean Luc Roe"),
    ],
)
def test_a_new_name_has_its_capitals(heard: str, written: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.command(f"create a job for {heard}", now).slots == {"customer": written}
    assert understanding.answer("slot:customer", heard, now) == (written,)


@pytest.mark.parametrize("written", ["José Núñez", "josé núñez", "Ángel Muñoz", "Juan Pérez", "maría lópez"])
def test_a_new_name_keeps_its_accents(written: str, understanding: Understanding, now: datetime) -> None:
    expected = " ".join(word.capitalize() for word in written.split())
    assert understanding.command(f"create a job for {written}", now).slots == {"customer": expected}
    assert understanding.answer("slot:customer", written, now) == (expected,)


@pytest.mark.parametrize(
    ("said", "written"),
    [("Juan Pérez", "Juan Pérez"), ("juan perez", "Juan Pérez"), ("jose sanchez", "José Sánchez"),
     ("Juan Perez", "Juan Perez"), ("linda price", "Linda Price")],
)  # fmt: skip
def test_a_spanish_name_is_written_with_its_accents(said: str, written: str, business: Snapshot, now: datetime) -> None:
    spanish = Understanding(business, SPANISH)
    assert spanish.command(f"crea un trabajo para {said}", now).slots == {"customer": written}


def test_a_name_that_a_record_has_is_found_with_or_without_accents(business: Snapshot, now: datetime) -> None:
    spanish = Understanding(business, SPANISH)
    for said in ("María García", "maria garcia"):
        assert spanish.command(f"crea un trabajo para {said}", now).slots == {"customer": "Maria Garcia"}


@pytest.mark.parametrize(
    ("tongue", "said"),
    [(ENGLISH, "I don't know"), (ENGLISH, "no"), (ENGLISH, "thanks"), (ENGLISH, "texas"), (ENGLISH, "it is texas"),
     (SPANISH, "no sé"), (SPANISH, "quién sabe"), (SPANISH, "ya"), (SPANISH, "texas")],
)  # fmt: skip
def test_what_is_no_town_is_not_taken_for_one(tongue: Tongue, said: str, business: Snapshot, now: datetime) -> None:
    assert Understanding(business, tongue).answer("slot:city", said, now) == ()


@pytest.mark.parametrize(
    ("tongue", "said", "town"),
    [(ENGLISH, "marfa", "Marfa"), (ENGLISH, "the dalles", "The Dalles"), (ENGLISH, "new york", "New York"),
     (SPANISH, "la joya", "La Joya"), (SPANISH, "nueva rosita", "Nueva Rosita")],
)  # fmt: skip
def test_a_town_that_no_list_has(tongue: Tongue, said: str, town: str, business: Snapshot, now: datetime) -> None:
    assert Understanding(business, tongue).answer("slot:city", said, now) == (town,)


@pytest.mark.parametrize(
    ("tongue", "said", "state"),
    [(ENGLISH, "ok", ()), (ENGLISH, "OK", ()), (ENGLISH, "oh", ()), (ENGLISH, "in", ()), (ENGLISH, "or", ()),
     (ENGLISH, "o k", ("OK",)), (ENGLISH, "OH", ("OH",)), (ENGLISH, "in oh", ("OH",)), (ENGLISH, "tx", ("TX",)),
     (ENGLISH, "it is texas", ("TX",)), (ENGLISH, "oregon", ("OR",)),
     (SPANISH, "de", ()), (SPANISH, "mi", ()), (SPANISH, "va", ()), (SPANISH, "MI", ("MI",)),
     (SPANISH, "en mi", ("MI",)), (SPANISH, "d e", ("DE",)), (SPANISH, "es texas", ("TX",))],
)  # fmt: skip
def test_two_letters_that_are_a_word_are_a_state_only_where_they_are_meant_as_letters(
    tongue: Tongue, said: str, state: tuple[str, ...], business: Snapshot, now: datetime
) -> None:
    assert Understanding(business, tongue).answer("slot:state", said, now) == state
