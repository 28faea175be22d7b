"""Commands that take typed text."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any
from uuid import uuid4

import typer

from assistant.engines import require_ears
from assistant.turns import Turn
from edge_agent.cli.delivering import delivering
from edge_agent.cli.options import InLanguage, Json, Seed, State, as_text, print_json, unit_at
from edge_agent.cli.typed import typed_line
from edge_agent.unit import Unit
from edge_agent.wake_phrase import behind_wake_word
from erp import Language
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
        tongue = unit.assistant.tongue
        unit.assistant.lay_out()  # what is timed is the sentence
        started = time.perf_counter()
        understood = unit.assistant.understand(behind_wake_word(text))
        milliseconds = 1000 * (time.perf_counter() - started)
    line: dict[str, Any] = {
        "command": understood.command.spec.name if understood.command else None,
        "slots": dict(understood.slots),
        "missing": list(understood.missing),
        "cancels": understood.cancels,
        "risk": understood.risk,
        "source": understood.source,
        "confidence": round(understood.confidence, 3),
        "ms": round(milliseconds, 2),
    }
    if as_json:
        print_json(line)
    elif understood.cancels:
        typer.echo(
            tongue.says(
                "Whatever is open is dropped; what was saved already stays saved.",
                "Se deja lo que está pendiente; lo ya guardado queda guardado.",
            )
        )
    elif understood.command is None:
        typer.echo(tongue.says("That is no command.", "Eso no es ninguna orden."))
    else:
        slots = ", ".join(f"{name} = {value}" for name, value in understood.slots.items())
        asked = tongue.says("still to be asked", "falta preguntar")
        missing = f"; {asked}: {', '.join(understood.missing)}" if understood.missing else ""
        typer.echo(f"{line['command']}: {slots or tongue.says('no slots', 'sin datos')}{missing}")


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
