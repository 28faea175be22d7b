"""The demonstration as it is told on a terminal."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from assistant.turns import Turn
from conversation.decision import Decision, Outcome
from edge_agent.agent import SpokenTurn
from edge_agent.demo.events import Begun, Event, Moved, NetworkChanged, Played, Summary
from edge_agent.demo.script import SCRIPT, Network
from edge_agent.demo.story import tell
from edge_agent.listening_events import Heard, Spent
from models.recognition import Transcript
from sync.rows import State

BEGUN = Begun(resumed=False, kept=())
SUMMARY = Summary(
    spoken=12, spoken_before=0, answered=3, saved=8, delivered=8, found=1, lost=0, duplicated=0,
    median_ms_to_saved=324.2, p95_ms_to_saved=797.6, replies=Path("/home/rosa/replies"),
)  # fmt: skip
ESTIMATE = Moved("d842", 6, "estimate.create", State.PENDING, number=None, reason="", says="")
LOST = replace(ESTIMATE, state=State.UNKNOWN, reason="The connection to Hero365 broke before it answered.")
FOUND = replace(ESTIMATE, state=State.DONE, number="YEE-Q3", says="Estimate created for Thomas Baker.", found=True)


def spoken(words: str, reply: str, outcome: Outcome = Outcome.ANSWERED) -> SpokenTurn:
    transcript = Transcript(words, engine="held", confidence=0.9 if words else 0.1, accepted=bool(words))
    heard = Heard(transcript, "idle", 0.9, 0.5, 2.0, 2.2, 10.0, 50.0, Spent())
    return SpokenTurn(heard, Turn(uuid4(), transcript, Decision(outcome, reply), 1.0, 2.0), reply)


def played(number: int, *turns: SpokenTurn, network: Network = "up") -> Played:
    return Played(number, SCRIPT[number - 1], tuple((turn,) for turn in turns), (), network)


async def told(*events: Event, terminal: bool = False) -> str:
    """What is printed, with one space where it has more or breaks a line."""
    return " ".join((await printed(*events, terminal=terminal)).split())


async def printed(*events: Event, terminal: bool) -> str:
    async def happening() -> AsyncIterator[Event]:
        for event in events:
            yield event

    output = StringIO()
    console = Console(file=output, width=80, height=24, highlight=False, force_terminal=terminal)
    await tell(happening(), console)
    return output.getvalue()


async def test_an_exchange_says_what_was_spoken_heard_and_answered() -> None:
    story = await told(BEGUN, played(2, spoken("check stock for fifty gallon water heater", "One in stock.")))
    assert (
        "2 said “hey jarvis, check stock for fifty gallon water heater” "
        "heard check stock for fifty gallon water heater replied One in stock." in story
    )


async def test_a_dialogue_is_told_in_the_order_of_speaking() -> None:
    turns = spoken("schedule job 88", "For when?", Outcome.ASKED), spoken("tomorrow at nine", "Saved.", Outcome.SAVED)
    story = await told(BEGUN, played(7, *turns))
    places = [story.index(words) for words in ("eighty eight", "For when?", "“tomorrow at nine”", "replied Saved.")]
    assert places == sorted(places)


async def test_a_sentence_that_is_no_command_says_what_it_was() -> None:
    story = await told(BEGUN, played(11, spoken("", "", Outcome.NOTHING)))
    assert "purple elephants" in story
    assert "(nothing that can be said to the unit) replied (nothing)" in story


async def test_the_network_is_seen_to_go_before_what_is_said_without_it() -> None:
    exchange = played(6, spoken("create an estimate for thomas baker", "Saved."), network="down")
    story = await told(BEGUN, NetworkChanged("down"), exchange, NetworkChanged("up"))
    assert story.index("NETWORK DOWN") < story.index("6 said") < story.index("NETWORK UP")


async def test_a_lost_answer_is_told_and_then_found_and_explained_in_the_account() -> None:
    story = await told(BEGUN, ESTIMATE, LOST, FOUND, SUMMARY)
    assert "6 no answer The connection to Hero365 broke before it answered." in story
    assert "6 found YEE-Q3: Estimate created for Thomas Baker. It had arrived: not sent again." in story
    assert "Answers that never came although Hero365 had done the work: 1." in story


async def test_what_waited_is_told_with_its_exchange_when_it_is_delivered() -> None:
    story = await told(BEGUN, replace(FOUND, found=False))
    assert "6 delivered YEE-Q3: Estimate created for Thomas Baker." in story


async def test_what_the_unit_has_just_said_is_not_told_twice() -> None:
    said = played(6, spoken("create an estimate for thomas baker", FOUND.says, Outcome.SAVED))
    assert (await told(BEGUN, said, replace(FOUND, found=False))).count(FOUND.says) == 1


async def test_what_hero365_refuses_says_why() -> None:
    refused = replace(ESTIMATE, state=State.REJECTED, says="Hero365 refused it: no such customer.")
    assert "6 refused Hero365 refused it: no such customer." in await told(BEGUN, refused)


async def test_after_an_interruption_it_says_what_was_delivered_before() -> None:
    kept = (replace(FOUND, found=False), replace(ESTIMATE, id="9c1f", exchange=7))
    exchanges = [Played(number, SCRIPT[number - 1], (), (moved,), "up") for number, moved in enumerate(kept, start=6)]
    story = await told(Begun(resumed=True, kept=kept), *exchanges, replace(SUMMARY, spoken_before=2))
    assert "2 commands were saved then, 1 of them delivered" in story
    assert "delivered before the interruption: YEE-Q3: Estimate created for Thomas Baker." in story
    assert "saved before the interruption; delivered after it" in story
    assert "spoken 12 (2 of them before the interruption)" in story


async def test_what_is_left_out_is_said() -> None:
    story = await told(replace(BEGUN, left_out=5), played(12, spoken("mark job 42 complete", "Job 42 is complete.")))
    assert "Left out are 5 exchanges in words that no phrase fits" in story
    drawn = await printed(replace(BEGUN, left_out=5), played(12), terminal=True)
    assert "all spoken" in drawn


async def test_what_is_said_freely_stands_apart() -> None:
    story = await told(BEGUN, played(12), played(13), played(14))
    assert story.count("IN OTHER WORDS") == 1


async def test_the_account_is_the_last_line() -> None:
    assert (await told(BEGUN, SUMMARY)).endswith(
        "spoken 12, answered 3, saved 8, delivered 8, lost 0, duplicated 0; "
        "end of speech to saved: median 324 ms, p95 798 ms"
    )


async def test_on_a_terminal_only_one_line_is_drawn_over() -> None:
    exchanges = [
        played(number, *(spoken(said, said) for said in SCRIPT[number - 1].said))
        for number in range(1, len(SCRIPT) + 1)
    ]
    moves = [replace(ESTIMATE, id=str(number)) for number in range(20)]
    drawn = await printed(BEGUN, *exchanges, *moves, NetworkChanged("down"), SUMMARY, terminal=True)
    assert "all spoken; network down, 20 waiting, 0 delivered" in drawn
    assert "\x1b[1A\x1b[2K\x1b[1A" not in drawn  # up more than one line
