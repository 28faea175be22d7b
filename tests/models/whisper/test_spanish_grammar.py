"""What a Spanish grammar takes of what Whisper's base model writes. Its own tokenizer, no sound."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from models.phrases import FigureString, NumberRange, PhraseBook, SpokenValue
from models.whisper.grammar import Grammar
from models.whisper.lists import Lists
from models.whisper.sentences import Sentences
from models.whisper.tokens import read_tokenizer

BOOK = PhraseBook(
    intents={
        "status": ("[oye jarvis] marca [el] trabajo [número] {jobs:job} {statuses:status}",),
        "invoice": ("factura a {customers:customer} [por] {amounts:amount} [dólares [con {cents:cents} centavos]]",),
        "schedule": ("[oye jarvis] qué tengo {days:when} [a las {clocks:when}]",),
        "call": ("llama al {phones:phone}",),
        "street": ("[en la] calle {streets:street} {houses:street}",),
    },
    lists={
        "jobs": NumberRange(1, 9999),
        "statuses": (SpokenValue("como terminado", "completed"), SpokenValue("en espera", "on_hold")),
        "customers": (SpokenValue("jose nunez", "José Núñez"),),
        "amounts": NumberRange(1, 9999, cents=True),
        "cents": NumberRange(1, 99),
        "days": (SpokenValue("mañana", "mañana"),),
        "clocks": (SpokenValue("nueve y media", "9:30"),),
        "streets": (SpokenValue("robles", "Robles"),),
        "houses": NumberRange(1, 9999),
        "phones": FigureString(4, 6),
    },
    language="es",
)


@pytest.fixture(scope="session")
def tokenizer(whisper_base: Path) -> Tokenizer:
    return read_tokenizer(whisper_base)


@pytest.fixture(scope="session")
def grammar(tokenizer: Tokenizer) -> Grammar:
    return Grammar(BOOK, Lists(tokenizer, "es"))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (" Marca el trabajo 242 como terminado.", "marca el trabajo 242 como terminado"),
        (" marca el trabajo 240 y 2 como terminado", "marca el trabajo 242 como terminado"),
        (" Marca el trabajo doscientos cuarenta y dos en espera", "marca el trabajo 242 en espera"),
        (" Marca trabajo n.º 4-5-6 en espera.", "marca trabajo número 456 en espera"),
        (" Marca trabajo 4.5.6 en espera.", "marca trabajo 456 en espera"),
        (" Marca trabajo 4.56 en espera.", "marca trabajo 456 en espera"),
        (" Marca trabajo cuatro cincuenta y seis en espera.", "marca trabajo 456 en espera"),
        (" Llama al cero seis doble uno.", "llama al 0611"),
        (" llama al 06-1-1", "llama al 0611"),
        (" Marca trabajo 40 y 2 11 en espera.", "marca trabajo 4211 en espera"),
        (" Marca trabajo 30 y 899 en espera.", "marca trabajo 3899 en espera"),
        (" Oye Jarvis, marca el trabajo mil 234 en espera.", "oye jarvis marca el trabajo 1234 en espera"),
        (" Marca trabajo mil 230 y 4 en espera.", "marca trabajo 1234 en espera"),
        (" Factura a José Núñez 1.200 dólares.", "factura a jose nunez 1200 dólares"),
        (" Factura a Jose Nunez por $268", "factura a jose nunez por 268"),
        (" Factura a José Núñez por $268,50", "factura a jose nunez por $268,50"),
        (" Factura a José Núñez 260 y 8 dolares con 50 centavos", "factura a jose nunez 268 dólares con 50 centavos"),
        (" ¿Qué tengo mañana?", "qué tengo mañana"),
        (" que tengo mañana a las 9 y media", "qué tengo mañana a las nueve y media"),
        (" Oye Jarvis, ¿qué tengo mañana a las 9:30?", "oye jarvis qué tengo mañana a las nueve y media"),
        (" En la calle Robles 201.", "en la calle robles 201"),
        (" C/ Robles doscientas dos", "calle robles 202"),
    ],
)
def test_what_whisper_writes_is_read(grammar: Grammar, tokenizer: Tokenizer, written: str, words: str) -> None:
    sentence = Sentences(grammar).of(tuple(tokenizer.encode(written, add_special_tokens=False).ids))
    assert sentence is not None
    assert sentence.words == words


@pytest.mark.parametrize(
    "written",
    [
        " Marca el trabajo diez y seis en espera",
        " Marca el trabajo 100 y 5 en espera",
        " Marca el trabajo 20000 en espera",
        " ¿Qué tengo?",
        " Mark job 242 on hold",
    ],
)
def test_what_no_sentence_says_is_not_read(grammar: Grammar, tokenizer: Tokenizer, written: str) -> None:
    assert Sentences(grammar).of(tuple(tokenizer.encode(written, add_special_tokens=False).ids)) is None
