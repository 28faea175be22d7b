"""Commands that take typed text."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any
from uuid import uuid4

import typer

from assistant.engines import require_ears
from assistant.turns import Turn
from assistant.wake_phrase import behind_wake_word
from conversation.calls import written
from conversation.free_reading import FreeReading
from conversation.near_names import NearNames
from conversation.tongue import Tongue
from conversation.understood import Understood
from conversation.ways_of_naming import KINDS_OF_NAMES
from edge_agent.cli.delivering import delivering
from edge_agent.cli.options import InLanguage, Json, Seed, State, as_text, print_json, unit_at
from edge_agent.cli.typed import typed_line
from edge_agent.unit import Unit
from erp import Language, kinds_of
from models.errors import ModelError
from models.recognition import Transcript

Sentences = Annotated[
    list[str], typer.Argument(parser=as_text, metavar="TEXT", help="What is said; several are one conversation.")
]


def understand(
    text: Annotated[str, typer.Argument(parser=as_text, metavar="TEXT", help="A sentence.")],
    state: State = None,
    seed: Seed = None,
    language: InLanguage = None,
    as_json: Json = False,
) -> None:
    """Show what a sentence means, without acting on it."""
    asyncio.run(_understand(text, unit_at(state, seed, language), as_json))


async def _understand(text: str, opened: AbstractAsyncContextManager[Unit], as_json: bool) -> None:
    async with opened as unit:
        assistant = unit.assistant
        assistant.lay_out()  # what is timed is the sentence
        started = time.perf_counter()
        meaning = assistant.all_meant(behind_wake_word(text))
        milliseconds = 1000 * (time.perf_counter() - started)
        tongue, near = assistant.tongue, assistant.lay_out().near
    if as_json:
        lines = [_as_line(understood, near) for understood in meaning.commands or (Understood(),)]
        refused = [_refused(reading) for reading in meaning.refused]
        print_json({**lines[0], "and_then": lines[1:], "refused": refused, "ms": round(milliseconds, 2)})
        return
    for understood in meaning.commands or (Understood(),):
        typer.echo(_in_words(understood, tongue))


def _as_line(understood: Understood, near: NearNames) -> dict[str, Any]:
    """What was understood, and why."""
    return {
        "command": understood.command.spec.name if understood.command else None,
        "slots": dict(understood.slots),
        "missing": list(understood.missing),
        "choices": {name: list(values) for name, values in understood.choices.items()},
        "cancels": understood.cancels,
        "risk": understood.risk,
        "source": understood.source,
        "confidence": round(understood.confidence, 3),
        "phrase": understood.phrase or None,
        "spans": dict(understood.call.slots) if understood.call else {},
        "candidates": _candidates(understood, near),
    }


def _candidates(understood: Understood, near: NearNames) -> dict[str, dict[str, float]]:
    """The records whose names are like the words of a slot, with how like they are, 0 to 100."""
    if understood.command is None or understood.call is None:
        return {}
    kinds = kinds_of(understood.command)
    return {
        name: {each.value: round(each.likeness, 1) for each in found}
        for name, span in understood.call.slots.items()
        if name in kinds and kinds[name] in KINDS_OF_NAMES and (found := near.candidates(kinds[name], span))
    }


def _refused(reading: FreeReading) -> dict[str, Any]:
    """What a language model wrote and was not believed; no command is nothing to believe."""
    return {"read_as": written(reading.calls).strip(), "share": round(reading.share, 3)}


def _in_words(understood: Understood, tongue: Tongue) -> str:
    if understood.cancels:
        return tongue.says(
            "Whatever is open is dropped; what was saved already stays saved.",
            "Se deja lo que está pendiente; lo ya guardado queda guardado.",
        )
    if understood.command is None:
        return tongue.says("That is no command.", "Eso no es ninguna orden.")
    slots = ", ".join(f"{name} = {value}" for name, value in understood.slots.items())
    asked = tongue.says("still to be asked", "falta preguntar")
    missing = f"; {asked}: {', '.join(understood.missing)}" if understood.missing else ""
    return f"{understood.command.spec.name}: {slots or tongue.says('no slots', 'sin datos')}{missing}"


def say(
    text: Sentences, state: State = None, seed: Seed = None, language: InLanguage = None, as_json: Json = False
) -> None:
    """Say commands by typing. What is asked back is answered by the next sentence, then by lines of standard input."""
    asyncio.run(_say(text, unit_at(state, seed, language), as_json))


async def _say(sentences: list[str], opened: AbstractAsyncContextManager[Unit], as_json: bool) -> None:
    async with opened as unit, delivering(unit, as_json=as_json) as saved:
        for sentence in sentences:
            saved.update(await _say_one(unit, sentence, as_json))
        while unit.assistant.is_asking and (answer := await typed_line()) is not None:
            saved.update(await _say_one(unit, answer, as_json))
        if unit.assistant.is_asking:
            nobody = "Nobody answered: nothing more was saved.", "Nadie contestó: no se guardó nada más."
            typer.echo(unit.assistant.tongue.says(*nobody), err=True)


async def _say_one(unit: Unit, sentence: str, as_json: bool) -> set[str]:
    """Returns the ids of what was saved."""
    transcript = Transcript(behind_wake_word(sentence), engine="typed", confidence=1.0, accepted=True)
    turn = await asyncio.to_thread(unit.assistant.take, transcript, uuid4())
    if language := turn.decision.language:
        turn = await _spoken_in(language, unit, turn)
    if tone := turn.decision.tone:
        await asyncio.to_thread(unit.take_tone, tone)
    decision = turn.decision
    async with unit.reply(turn) as reply:
        if as_json:
            print_json(
                {
                    "text": sentence,
                    "command": decision.command,
                    "slots": dict(decision.slots),
                    "outcome": decision.outcome,
                    "reply": reply,
                    "saved": [str(instruction.id) for instruction in turn.saved],
                }
            )
        else:
            typer.echo(reply)
    return {str(instruction.id) for instruction in turn.saved}


async def _spoken_in(language: Language, unit: Unit, turn: Turn) -> Turn:
    """Only a language that an agent could hear too is gone on with."""
    try:
        await asyncio.to_thread(require_ears, language)
    except ModelError:
        return unit.assistant.stays(turn)
    await asyncio.to_thread(unit.speak, language)
    return turn
