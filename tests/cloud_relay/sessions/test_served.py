"""The gateway's side of the line: whatever an agent sends, in whatever order, is answered or ends the line."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from assistant.endings import Ending
from cloud_relay.sessions import served
from cloud_relay.sessions.line import (
    Beat,
    Begin,
    Bye,
    Failed,
    Hear,
    Heard,
    Hello,
    Hush,
    News,
    Reply,
    Said,
    Speak,
    Take,
    Told,
)
from cloud_relay.sessions.listening import Ahead, GarbledError, SilentError
from tests.cloud_relay.sessions.quick_time import run_quickly
from tests.cloud_relay.sessions.told_agents import (
    BEGAN,
    Gateway,
    GoneError,
    Socket,
    Talk,
    ended,
    heard,
    sound,
)


def test_what_is_said_between_two_turns_is_one_turn() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for message in (*heard(1, 1), *heard(2, 1, 2), Take(id=3), *heard(4, 3), Take(id=5), Bye()):
            socket.says(message)
            await asyncio.sleep(0.3)
        assert await ended(serving) is None
        assert gateway.talk.decided == ["1 2", "3"]
        assert socket.sent[1:] == [
            Heard(id=1, text="1", ending=Ending.COMPLETE),
            Heard(id=2, text="1 2", ending=Ending.COMPLETE),
            Reply(id=3, text="reply to 1 2"),
            Heard(id=4, text="3", ending=Ending.COMPLETE),
            Reply(id=5, text="reply to 3"),
        ]
        assert gateway.live.over.is_set()

    run_quickly(talk())


def test_a_turn_that_ends_while_its_last_words_are_heard_has_them() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for message in (*heard(1, 1), *heard(2, 1, 2), Take(id=3)):
            socket.says(message)
        await asyncio.sleep(1)
        assert gateway.talk.decided == ["1 2"]
        # LiveKit has thrown the reply away, since it was told of words behind the turn's end.
        socket.says(Take(id=4))
        await asyncio.sleep(1)
        assert gateway.talk.decided == ["1 2"]
        assert socket.answers(4) == [Reply(id=4, text="reply to 1 2")]
        socket.says(None)
        assert isinstance(await ended(serving), GoneError)

    run_quickly(talk())


def test_an_agent_that_is_lost_while_its_turn_is_decided_leaves_the_reply_to_the_next() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.take_takes = 5
        socket, serving = gateway.agent()
        socket.says(Take(id=1, words="42"))
        await asyncio.sleep(0.5)
        socket.says(None)
        assert isinstance(await ended(serving), GoneError)
        assert gateway.talk.decided == []
        await gateway.live.settled()
        assert gateway.talk.decided == ["42"]
        gateway.live.had_agent = True
        following, _ = gateway.agent()
        await asyncio.sleep(0.1)
        assert following.sent == [
            Begin(text="Sorry, I was gone for a moment. reply to 42", language="en", person="rosa")
        ]

    run_quickly(talk())


@pytest.mark.parametrize(
    ("unheard", "said"),
    [
        ("", "Sorry, I was gone for a moment. Shall I?"),
        ("Shall I?", "Sorry, I was gone for a moment. Shall I?"),
        ("I didn't get that.", "Sorry, I was gone for a moment. I didn't get that. Shall I?"),
    ],
)
def test_what_is_open_is_asked_again_by_whoever_comes_back(unheard: str, said: str) -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.asks, gateway.live.unheard, gateway.live.had_agent = "Shall I?", unheard, True
        socket, serving = gateway.agent()
        await asyncio.sleep(0.1)
        assert socket.sent == [Begin(text=said, language="en", person="rosa")]
        serving.cancel()

    run_quickly(talk())


def test_words_of_another_ear_were_held_to_no_phrases() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for message in (*heard(1, 1), Take(id=2), Take(id=3, words="mark job 40 to complete"), Bye()):
            socket.says(message)
            await asyncio.sleep(0.3)
        assert await ended(serving) is None
        assert gateway.talk.free == [False, True]

    run_quickly(talk())


def test_a_reply_is_unheard_until_it_is_said() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for number in (1, 2):
            socket.says(Take(id=number, words="42"))
        socket.says(Said(id=0))  # the beginning, which was said meanwhile
        await asyncio.sleep(1)
        socket.says(Said(id=1))
        await asyncio.sleep(0.1)
        assert gateway.live.unheard
        socket.says(Said(id=2))
        await asyncio.sleep(0.1)
        assert not gateway.live.unheard
        serving.cancel()

    run_quickly(talk())


def test_who_listens_ends_also_where_a_sign_of_life_comes_that_moment() -> None:
    async def talk() -> None:
        socket = Socket()
        listening = asyncio.create_task(Ahead(socket).listen())
        await asyncio.sleep(0.1)
        socket.says(Beat())
        listening.cancel()
        await asyncio.wait({listening}, timeout=5)
        assert listening.cancelled()

    run_quickly(talk())


def test_news_are_news_until_they_are_said() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.untold.append("Hero365 refused job 57.")
        for is_said in (False, True):
            socket, serving = gateway.agent()
            while not isinstance(socket.sent[-1] if socket.sent else None, News):
                socket.says(Beat())
                await asyncio.sleep(0.5)
            assert socket.sent[1:] == [News(id=1, text="Hero365 refused job 57.")]
            assert gateway.talk.untold
            for message in (Told(id=1), Told(id=1), Told(id=2)) if is_said else ():
                socket.says(message)
            socket.says(Beat())
            await asyncio.sleep(0.1)
            socket.says(None)  # they hang up, or the agent dies
            assert isinstance(await ended(serving), GoneError)
        assert not gateway.talk.untold

    run_quickly(talk())


def test_news_that_cannot_be_read_once_are_told_later() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.untold.append("Hero365 refused job 57.")
        gateway.talk.unreadable = 2
        socket, serving = gateway.agent()
        for _ in range(20):
            socket.says(Beat())
            await asyncio.sleep(0.5)
        assert socket.sent[1:] == [News(id=3, text="Hero365 refused job 57.")]
        socket.says(None)
        await ended(serving)

    run_quickly(talk())


def test_the_end_is_announced_a_minute_before() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.live.ends_at = BEGAN + timedelta(minutes=2)
        socket, serving = gateway.agent()
        while len(socket.sent) < 2:
            socket.says(Beat())
            await asyncio.sleep(0.5)
        assert asyncio.get_running_loop().time() == 60
        assert socket.sent[1] == News(id=0, text="This session ends in a minute. What I have confirmed is saved.")
        serving.cancel()

    run_quickly(talk())


def test_what_fails_otherwise_is_answered_too() -> None:
    async def talk() -> None:
        gateway = Gateway()

        async def broken(*_: object) -> Any:
            raise RuntimeError("nobody has thought of it")

        with patch.object(Talk, "take", broken):
            socket, serving = gateway.agent()
            socket.says(Take(id=1, words="42"))
            await asyncio.sleep(0.5)
        assert socket.answers(1) == [Failed(id=1)]
        serving.cancel()

    run_quickly(talk())


def test_what_nobody_wants_to_hear_any_more_is_not_made() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        socket.says(Speak(id=1, text="one two three four five six"))
        await asyncio.sleep(0.25)
        socket.says(Hush(id=1))
        await asyncio.sleep(1)
        assert socket.sounds == 2
        socket.says(Hush(id=1))  # again, and too late
        await asyncio.sleep(0.1)
        assert not serving.done()
        serving.cancel()

    run_quickly(talk())


def test_an_agent_without_a_sign_of_life_is_stuck() -> None:
    async def talk() -> None:
        loop = asyncio.get_running_loop()
        socket, serving = Gateway().agent()
        for _ in range(10):
            socket.says(Beat())
            await asyncio.sleep(0.5)
        assert isinstance(await ended(serving), SilentError)
        assert loop.time() == 4.5 + 2

    run_quickly(talk())


def test_a_sound_that_was_announced_and_does_not_come_is_a_silence_too() -> None:
    async def talk() -> None:
        socket, serving = Gateway().agent()
        socket.says(Hear(id=1))
        assert isinstance(await ended(serving), SilentError)

    run_quickly(talk())


def test_too_much_at_once_ends_the_line() -> None:
    async def talk() -> None:
        socket, serving = Gateway().agent()
        for number in range(100):
            socket.says(Speak(id=number, text="one two three"))
        assert isinstance(await ended(serving), SilentError)

    run_quickly(talk())


_SOME_SOUND = sound(0)


def _numbered(said: list[BaseModel | str | bytes]) -> list[BaseModel | str | bytes]:
    """Each sound is another word."""
    return [sound(place) if message == _SOME_SOUND else message for place, message in enumerate(said)]


numbers = st.integers(1, 50)
messages: st.SearchStrategy[list[BaseModel | str | bytes]] = st.lists(
    st.one_of(
        numbers.map(lambda number: [Hear(id=number), _SOME_SOUND]),
        st.builds(lambda number: [Take(id=number)], numbers),
        st.builds(lambda number, words: [Take(id=number, words=words)], numbers, st.sampled_from(["", "yes", "job"])),
        st.builds(lambda number: [Speak(id=number, text="one two")], numbers),
        st.builds(lambda number: [Hush(id=number)], numbers),
        st.builds(lambda number: [Said(id=number)], numbers),
        st.just([Beat()]),
        st.just([Hello(identity="again")]),
        st.sampled_from(
            [["{}"], [""], ['{"kind":"reply"}'], [b"\1\0"], [b""], [Hear(id=1), "{}"], [Hear(id=1), b"\0"], [Bye()]]
        ),
    )
).map(lambda groups: _numbered([message for group in groups for message in group]))
"""Mostly what agents say, and some of what they don't."""


@given(messages, st.lists(st.sampled_from([0.0, 0.05, 0.3]), min_size=1), st.booleans())
def test_each_question_is_answered_once_or_the_line_ends(
    said: list[BaseModel | str | bytes], pauses: list[float], is_lost: bool
) -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for number, message in enumerate(said):
            socket.says(message)
            await asyncio.sleep(pauses[number % len(pauses)])
        asked = [message.id for message in said if isinstance(message, Hear | Take | Speak)]
        if not is_lost:
            for _ in range(40):  # what is under way comes to its end
                socket.says(Beat())
                await asyncio.sleep(0.5)
            if not serving.done():
                for number in set(asked):
                    ends = [each for each in socket.answers(number) if not getattr(each, "sample_rate", 0)]
                    hushed = any(isinstance(message, Hush) and message.id == number for message in said)
                    assert asked.count(number) == len(ends) or hushed
        socket.says(None)
        assert isinstance(await ended(serving), GoneError | GarbledError | SilentError | None)
        await gateway.live.settled()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        decided = [int(word) for text in gateway.talk.decided for word in text.split() if word.isdecimal()]
        assert decided == sorted(set(decided))  # nothing twice, and in the order in which it was said

    with patch.object(served._log, "error"):
        run_quickly(talk())
