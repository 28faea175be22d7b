"""The conversation goes on only with what is on disk; and "say that again" repeats only what was said."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from uuid import uuid4

import pytest

from assistant.desk import Desk
from erp import Language
from models.recognition import Transcript
from sync.errors import DiskFullError, UnknownRowError
from sync.rows import QueuedCommand, State

Speaking = Callable[[Language], AbstractAsyncContextManager[Desk]]
UNSAVED = "unsaved"


def full(*_: object) -> None:
    raise DiskFullError("No space is left.")


def says(desk: Desk, words: str) -> str:
    """The reply."""
    try:
        return desk.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4()).decision.reply
    except DiskFullError:
        return UNSAVED


@pytest.mark.parametrize(
    ("language", "said", "question", "yes", "reply"),
    [
        ("en", "cancel job 42", "Shall I?", "yes", "Job 42 is saved as cancelled."),
        ("es", "cancela el trabajo 42", "¿Lo hago?", "sí", "El trabajo 42 queda guardado como cancelado."),
    ],
)
async def test_a_yes_that_could_not_be_saved_can_be_said_again(
    speaking: Speaking,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    said: str,
    question: str,
    yes: str,
    reply: str,
) -> None:
    async with speaking(language) as desk:
        assert question in says(desk, said)
        with monkeypatch.context() as disk:
            disk.setattr(desk.outbox, "enqueue", full)
            assert says(desk, yes) == UNSAVED
        assert desk.assistant.is_asking
        assert says(desk, yes) == reply
        assert not desk.assistant.is_asking


async def test_what_was_not_saved_is_not_spoken_of_and_cannot_be_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(desk.outbox, "enqueue", full)
        assert says(desk, "put job 42 on hold") == UNSAVED
    assert desk.assistant.job_at_hand is None
    assert says(desk, "undo that") == "There is nothing that I could take back."


async def test_what_could_not_be_taken_back_can_be_taken_back_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(desk, "put job 42 on hold and add a note to job 42 that the valve leaks")
    cancel = desk.outbox.cancel

    def full_at_the_second(command: str) -> QueuedCommand:
        if desk.outbox.get(command).command == "job.set_status":
            raise DiskFullError("No space is left.")
        return cancel(command)

    with monkeypatch.context() as disk:
        disk.setattr(desk.outbox, "cancel", full_at_the_second)
        assert says(desk, "undo that") == UNSAVED
    assert {row.state for row in desk.outbox.rows()} == {State.PENDING}
    assert says(desk, "undo that") == "Taken back: job 42 as on hold and the note for job 42."


async def test_what_is_long_gone_is_not_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def deleted(command: str) -> QueuedCommand:
        raise UnknownRowError(f"No saved command has {command}.")

    says(desk, "put job 42 on hold")
    monkeypatch.setattr(desk.outbox, "cancel", deleted)
    assert says(desk, "undo that") == "It's too late to take back job 42 as on hold. It has already been sent."


@pytest.mark.parametrize(
    ("language", "said", "again"),
    [("en", "put job 42 on hold", "say that again"), ("es", "pon el trabajo 42 en espera", "repítelo")],
)
async def test_what_is_said_again_is_that_nothing_was_saved(
    speaking: Speaking, monkeypatch: pytest.MonkeyPatch, language: Language, said: str, again: str
) -> None:
    async with speaking(language) as desk:
        monkeypatch.setattr(desk.outbox, "enqueue", full)
        assert says(desk, said) == UNSAVED
        assert says(desk, again) == desk.assistant.tongue.sentences.UNSAVED


async def test_what_is_said_again_is_that_it_was_too_late(desk: Desk) -> None:
    says(desk, "put job 42 on hold")
    (row,) = desk.outbox.rows()
    desk.outbox.move(row, State.IN_FLIGHT, {State.PENDING}, reason="")
    too_late = says(desk, "undo that")
    assert too_late.startswith("It's too late")
    assert says(desk, "say that again") == too_late
