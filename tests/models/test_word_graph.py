"""A phrase book as a graph of words: which sentences it holds, and which not."""

import pytest

from models.errors import PhraseError
from models.phrases import FigureString, NumberRange, PhraseBook, SpokenValue
from models.word_graph import WordGraph, compile_book

CUSTOMERS = (SpokenValue("maria garcia", "Maria Garcia"), SpokenValue("joe o'brien", "Joe O'Brien"))
LISTS: dict[str, tuple[SpokenValue, ...] | NumberRange] = {
    "customer": CUSTOMERS,
    "part": (SpokenValue("three quarter inch elbow", '3/4" elbow'), SpokenValue("elbow", "elbow")),
    "job": NumberRange(1, 9999),
}
RULES = {"make": "(create|make|open [up])", "for": "for [the] {customer}"}


def accepts(graph: WordGraph, sentence: str) -> bool:
    """Whether `sentence` is one of the graph's; an arc may hold several words."""
    places = {(graph.start, sentence)}
    while places:
        if any(state in graph.ends and not rest for state, rest in places):
            return True
        places = {
            (target, rest.removeprefix(said).lstrip())
            for state, rest in places
            for source, target, said in graph.arcs
            if source == state and (not said or f"{rest} ".startswith(f"{said} "))
        }
    return False


def book(*templates: str) -> PhraseBook:
    return PhraseBook({"test": templates}, LISTS, RULES)


@pytest.mark.parametrize(
    ("template", "said", "not_said"),
    [
        ("check stock", ["check stock"], ["check", "stock", "check stock please", ""]),
        ("(yes|yes please|no)", ["yes", "yes please", "no"], ["please", "no please"]),
        ("[please] stop [now]", ["stop", "please stop", "stop now", "please stop now"], ["please now"]),
        ("job[s] today", ["job today", "jobs today"], ["job s today"]),
        ("what('s| is) up", ["what's up", "what is up"], ["what up"]),
        ("<make> a job", ["create a job", "open a job", "open up a job"], ["up a job"]),
        ("job <for>", ["job for maria garcia", "job for the joe o'brien"], ["job for maria o'brien", "job for maria"]),
        ("{part:what} stock", ["three quarter inch elbow stock", "elbow stock"], ["inch elbow stock"]),
        ("(today;at noon)", ["today at noon", "at noon today"], ["today", "noon at today"]),
        ("Stop, please!", ["stop please"], ["stop,"]),
        ("job {job} done", ["job forty two done", "job four fifty six done"], ["job done", "job ten thousand done"]),
    ],
)
def test_a_template_says_what_it_means(template: str, said: list[str], not_said: list[str]) -> None:
    graph = compile_book(book(template))
    assert [sentence for sentence in said if not accepts(graph, sentence)] == []
    assert [sentence for sentence in not_said if accepts(graph, sentence)] == []


def test_a_list_is_laid_once_for_all_sentences_that_end_in_it() -> None:
    one = compile_book(book("create a job for {customer}"))
    many = compile_book(book(*(f"{verb} a job for {{customer}}" for verb in ("create", "make", "open", "add"))))
    assert len(many.arcs) == len(one.arcs) + 3


def test_a_list_is_laid_once_wherever_the_sentence_goes_on_in_the_same_way() -> None:
    graph = compile_book(book("check [the] {part} now", "the {customer} now", "the old {part} now"))
    assert [said for _, _, said in graph.arcs].count("three quarter inch elbow") == 1


def test_no_two_arcs_that_say_nothing_follow_one_another() -> None:
    graph = compile_book(book("[{job}] [{customer}] [{part}] now"))
    silent = [(source, target) for source, target, said in graph.arcs if not said]
    assert silent
    assert not {target for _, target in silent} & {source for source, _ in silent}


def test_what_is_said_around_the_values_is_laid_once_whatever_the_values_are() -> None:
    one_more = {**LISTS, "customer": (*CUSTOMERS, SpokenValue("ann bauer", "Ann Bauer"))}
    before = compile_book(book("call {customer:who}"), references=True)
    assert compile_book(PhraseBook({"test": ("call {customer:who}",)}, one_more, RULES), references=True) is before
    assert [said for _, _, said in before.arcs] == ["call", "{customer:who}", "=test"]


def test_alternatives_that_begin_alike_share_their_beginning() -> None:
    graph = compile_book(book("mark job {job} done", "mark job {job} complete", "mark job {job}"))
    assert [said for source, _, said in graph.arcs if source == graph.start] == ["mark"]


def test_a_name_without_letters_is_left_out() -> None:
    names = (SpokenValue("---", "---"), SpokenValue("maria", "Maria"))
    graph = compile_book(PhraseBook({"test": ("call {name}",)}, {"name": names}))
    assert graph.vocabulary == {"call", "maria"}


@pytest.mark.parametrize(
    ("broken", "because"),
    [
        (book("call {nobody}"), "there is no list {nobody}; the lists are customer, job, part"),
        (book("<never> mind"), "there is no rule <never>; the rules are for, make"),
        (book("call (me"), "'call (me'"),
        (book("job 42"), "'42' has figures"),
        (book("the {customer}'s house"), '"{customer}\'s" has a list within a word'),
        (PhraseBook({"test": ("<a>",)}, rules={"a": "x <b>", "b": "<a>"}), "<a> refers to itself"),
        (PhraseBook({"test": ("{n}",)}, {"n": NumberRange(5, 4)}), "must rise and lie between 0 and 999999"),
        (PhraseBook({"test": ("{n}",)}, {"n": FigureString(5, 3)}), "must rise and be 1 at least"),
        (PhraseBook({"test": ("{n}",)}, {"n": FigureString(0, 3)}), "must rise and be 1 at least"),
        (PhraseBook({"test": ("{name}",)}, {"name": ()}), "nothing can be said"),
        (PhraseBook({}), "nothing can be said"),
    ],
)
def test_a_book_that_makes_no_sense_is_refused_with_its_reason(broken: PhraseBook, because: str) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_book(broken)
    assert because in str(caught.value)
