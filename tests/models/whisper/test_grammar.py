"""What a grammar over Whisper's tokens takes, and what it makes of it. Whisper's own tokenizer, no sound."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from models.phrases import FigureString, NumberRange, PhraseBook, SpokenValue
from models.whisper.grammar import Grammar, State
from models.whisper.lists import Lists
from models.whisper.sentences import Sentences
from models.whisper.tokens import read_tokenizer

BOOK = PhraseBook(
    intents={
        "status": ("[hey jarvis] mark job [number] {jobs:job} {statuses:status}",),
        "invoice": ("bill {customers:customer} [for] {amounts:amount} [dollars]",),
        "stock": ("check stock for {parts:part}",),
        "schedule": ("schedule job {jobs:job} at {clocks:when} [{halves:when}]",),
        "talk": ("thank(s| you)",),
        "call": ("[call] {phones:phone}",),
    },
    lists={
        "jobs": NumberRange(1, 999),
        "statuses": (SpokenValue("complete", "completed"), SpokenValue("on hold", "on_hold")),
        "customers": (SpokenValue("maria garcia", "Maria Garcia"), SpokenValue("garcia", "Maria Garcia")),
        "amounts": NumberRange(1, 9999, cents=True),
        "parts": (SpokenValue("three quarter inch elbow", '3/4" elbow'), SpokenValue("g f c i outlet", "GFCI outlet")),
        "clocks": (SpokenValue("nine", "nine"), SpokenValue("nine thirty", "nine thirty")),
        "phones": FigureString(4, 6),
        "halves": (SpokenValue("a m", "a m"),),
    },
)


@pytest.fixture(scope="session")
def tokenizer(whisper: Path) -> Tokenizer:
    return read_tokenizer(whisper)


@pytest.fixture(scope="session")
def grammar(tokenizer: Tokenizer) -> Grammar:
    return Grammar(BOOK, Lists(tokenizer))


def tokens_of(tokenizer: Tokenizer, text: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(text, add_special_tokens=False).ids)


def passed(grammar: Grammar, tokens: tuple[int, ...]) -> State | None:
    """The state behind `tokens`, if each is legal."""
    state = grammar.start
    for token in tokens:
        grammar.follow(state)
        found = (state.tokens == token).nonzero()[0]
        if not found.size:
            return None
        state = state.after[found[0]]
    return state


@pytest.mark.parametrize(
    ("written", "words", "intent", "values"),
    [
        (" Mark job 42 complete.", "mark job 42 complete", "status", {"job": "42", "status": "completed"}),
        (" Hey Jarvis, Mark job 42 complete", "hey jarvis mark job 42 complete", "status", {"job": "42"}),
        (" Mark job 4 hundred and six complete", "mark job 406 complete", "status", {"job": "406"}),
        (" mark job number forty-two on hold!", "mark job number 42 on hold", "status", {"job": "42"}),
        (" Mark job four fifty six complete", "mark job 456 complete", "status", {"job": "456"}),
        (" Mark job 4, 5, 6 complete", "mark job 456 complete", "status", {"job": "456"}),
        (" Mark job four hundred and six complete", "mark job 406 complete", "status", {"job": "406"}),
        (" Bill Maria Garcia for $1,249", "bill maria garcia for 1249", "invoice", {"amount": "1249"}),
        (" Bill Garcia $268.50.", "bill garcia $268.50", "invoice", {"customer": "Maria Garcia"}),
        (' Check stock for 3/4" elbow', "check stock for three quarter inch elbow", "stock", {"part": '3/4" elbow'}),
        (" Check stock for GFCI outlet?", "check stock for g f c i outlet", "stock", {"part": "GFCI outlet"}),
        (" Schedule job 7 at 9:30 a.m.", "schedule job 7 at nine thirty a m", "schedule", {"job": "7"}),
        (" Schedule job 7 at 9am", "schedule job 7 at nine a m", "schedule", {"job": "7"}),
        (" Thank you.", "thank you", "talk", {}),
        (" Thanks", "thanks", "talk", {}),
        (" 060-12", "06012", "call", {"phone": "06012"}),
        (" 0, 6, 0, 1", "0601", "call", {"phone": "0601"}),
        (" 06 0.1.2.3", "060123", "call", {"phone": "060123"}),
        (" call oh six double one", "call 0611", "call", {"phone": "0611"}),
        (" call triple four-5", "call 4445", "call", {"phone": "4445"}),
    ],
)
def test_what_whisper_writes_is_read(
    grammar: Grammar, tokenizer: Tokenizer, written: str, words: str, intent: str, values: dict[str, str]
) -> None:
    tokens = tokens_of(tokenizer, written)
    state = passed(grammar, tokens)
    assert state is not None
    assert state.may_end
    sentence = Sentences(grammar).of(tokens)
    assert sentence is not None
    assert (sentence.words, sentence.meaning.intent) == (words, intent)
    assert values.items() <= dict(sentence.meaning.values).items()


@pytest.mark.parametrize(
    "written",
    [
        " Mark job 42 tomorrow",
        " Mark the job complete",
        " Bill Maria Lopez for 20 dollars",
        " Check stock for elbow",
        " Mark job 42 complete and bill Garcia",
        " Mark job 4242 complete",
        " Mark job forty hundred complete",
        " Mark job four-fifty complete",
        " 0601234",
        " call forty two eleven",
    ],
)
def test_what_no_sentence_says_is_not_legal(grammar: Grammar, tokenizer: Tokenizer, written: str) -> None:
    assert passed(grammar, tokens_of(tokenizer, written)) is None


@pytest.mark.parametrize("written", [" Mark job 42", " Bill", " Schedule job 7 at", " 060"])
def test_the_beginning_of_a_sentence_is_legal_and_does_not_end_there(
    grammar: Grammar, tokenizer: Tokenizer, written: str
) -> None:
    state = passed(grammar, tokens_of(tokenizer, written))
    assert state is not None
    assert not state.may_end
    assert Sentences(grammar).of(tokens_of(tokenizer, written)) is None


@pytest.mark.parametrize(
    "written",
    [" Mark job nine thousand complete", " Bill Garcia $99,999.50", " Mark job $2.50 complete", " Bill Garcia $0.50"],
)
def test_a_number_outside_its_range_is_not_read(grammar: Grammar, tokenizer: Tokenizer, written: str) -> None:
    assert Sentences(grammar).of(tokens_of(tokenizer, written)) is None


@pytest.mark.parametrize(
    ("written", "figures", "unproved"), [(" 0601.", "0601", False), (" call 0601", "", True), (" Thanks.", "", False)]
)
def test_what_is_nothing_but_a_string_of_figures_is_known_and_what_has_one_among_words(
    grammar: Grammar, tokenizer: Tokenizer, written: str, figures: str, unproved: bool
) -> None:
    sentence = Sentences(grammar).of(tokens_of(tokenizer, written))
    assert sentence is not None
    assert (sentence.figures, sentence.unproved) == (figures, unproved)


def test_lists_that_stay_are_not_laid_again(tokenizer: Tokenizer) -> None:
    lists = Lists(tokenizer)
    parts = BOOK.lists["parts"]
    laid = lists.laid(parts)
    Grammar(BOOK, lists)
    assert lists.laid(parts) is laid
    lists.keep([])
    assert lists.laid(parts) is not laid


def test_words_of_lists_that_are_gone_are_not_kept(characters: Tokenizer) -> None:
    lists = Lists(characters)
    bolts, nuts = (SpokenValue("steel bolt", "bolt"),), (SpokenValue("steel nut", "nut"),)
    lists.laid(bolts)
    lists.laid(nuts)
    lists.keep([nuts])
    assert lists._spelled.keys() == {"steel", "nut"}
    lists.keep([])
    assert not lists._spelled


def test_a_grammar_outlives_that_its_lists_are_let_go(characters: Tokenizer) -> None:
    lists = Lists(characters)
    grammar = Grammar(BOOK, lists)
    lists.keep([])
    state = passed(grammar, tokens_of(characters, " Bill Maria Garcia for $1,249"))
    assert state is not None
    assert state.may_end


def test_texts_can_be_forgotten(characters: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.whisper.lists._MOST_TEXTS", 4)
    lists = Lists(characters)
    for number in range(100):
        texts = [f"bolt {number}", f"nut {number}"]
        assert lists.tokens(texts) == [list(tokens_of(characters, text)) for text in texts]
        assert len(lists._tokens) <= 4 + len(texts)


def test_states_can_be_forgotten(characters: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between utterances; the same sentences are taken."""
    monkeypatch.setattr("models.whisper.grammar._MOST_STATES", 10)
    grammar = Grammar(BOOK, Lists(characters))
    before = grammar.start
    for _ in range(3):
        grammar.begin()
        remembered = len(grammar._states)  # no state in an assertion: writing one down writes down all behind it
        assert remembered <= 10
        state = passed(grammar, tokens_of(characters, " Check stock for GFCI outlet?"))
        assert state is not None
        assert state.may_end
        assert passed(grammar, tokens_of(characters, " Check stock for elbow")) is None
    begun_anew = grammar.start is not before  # else all states are kept by the first
    assert begun_anew
