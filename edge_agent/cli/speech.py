"""Commands that hear: the demonstration, the agent on a microphone, and recordings."""

import asyncio
import signal
from contextlib import aclosing
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.markup import escape

from assistant.engines import Engine
from conversation.decision import Outcome
from conversation.tongue import Tongue
from edge_agent.agent import SpokenTurn
from edge_agent.cli.delivering import delivering
from edge_agent.cli.options import (
    Json,
    Seed,
    State,
    WithEngine,
    console,
    continued_later,
    places_of,
    print_json,
    unit_at,
)
from edge_agent.composition import opened_agent
from edge_agent.demo.play import play
from edge_agent.demo.story import tell
from edge_agent.practice import edition
from edge_agent.running import keep_running, say_that_it_ends, until_switched
from edge_agent.settings import Places
from edge_agent.transcribing import transcripts
from hardware.loudspeaker import Loudspeaker, WavFolder
from hardware.microphone import Microphone
from hardware.recordings import Recording
from models.recognition import Transcript


def _named(path: str) -> Path:
    if not path:
        raise typer.BadParameter("an empty name names no recording.")
    return Path(path)


Files = Annotated[list[Path], typer.Argument(parser=_named, metavar="FILE", help="Recordings in any common format.")]
NoWake = Annotated[bool, typer.Option("--no-wake", help="Take every utterance for a command, without the wake word.")]
Conversation = Annotated[
    bool, typer.Option("--conversation", help="A question that one recording leaves open is answered by the next.")
]


def demo(state: State = None, as_json: Json = False) -> None:
    """Take recorded speech through the whole route against a practice Hero365, and cut the network in the middle."""
    places = Places(places_of(state).folder / "demo" / edition())
    with continued_later():
        asyncio.run(_demo(places, as_json))


async def _demo(places: Places, as_json: bool) -> None:
    async with aclosing(play(places)) as events:
        if not as_json:
            await tell(events, console)
            return
        async for event in events:
            print_json(event.as_json())


def listen(  # noqa: PLR0913, PLR0917 - options of a command line, named where they are given
    files: Files,
    state: State = None,
    seed: Seed = None,
    no_wake: NoWake = False,
    conversation: Conversation = False,
    as_json: Json = False,
) -> None:
    """Take recordings of up to ten minutes through the whole route, one line per turn."""
    asyncio.run(_listen(files, state, seed, as_json, wake=not no_wake, conversation=conversation))


async def _listen(  # noqa: PLR0913 - as above
    files: list[Path], state: Path | None, seed: Path | None, as_json: bool, *, wake: bool, conversation: bool
) -> None:
    sources = [Recording(path) for path in files]
    async with (
        unit_at(state, seed) as unit,
        opened_agent(unit, WavFolder(places_of(state).replies), wake=wake) as agent,
        delivering(unit, as_json=as_json) as saved,
    ):
        for path, source in zip(files, sources, strict=True):
            heard = False
            if not conversation:
                unit.assistant.forget()
            async for spoken in agent.turns(source, uuid4):
                heard = True
                saved.update(str(instruction.id) for instruction in spoken.turn.saved)
                _print_turn(path, spoken, unit.assistant.tongue, as_json=as_json)
            if not heard:
                _print_silence(path, unit.assistant.tongue, as_json=as_json)


def run(
    state: State = None,
    seed: Seed = None,
    no_wake: NoWake = False,
    microphone: Annotated[str | None, typer.Option(help="Its name or a part of it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what is said, one JSON object per turn.")] = False,
) -> None:
    """Run the agent on microphone and loudspeaker until it is stopped, or the unit works for nobody."""
    asyncio.run(_run(state, seed, microphone, wake=not no_wake, as_json=as_json))


async def _run(state: Path | None, seed: Path | None, microphone: str | None, *, wake: bool, as_json: bool) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)

    def heard(spoken: SpokenTurn) -> None:
        if as_json:  # else nothing of what people say gets into a system's journal
            print_json(_line(None, spoken))

    had_microphone = False
    while not stop.is_set():
        async with (
            until_switched(places_of(state), stop) as over,  # before the rest, which takes seconds to load
            unit_at(state, seed) as unit,
            opened_agent(unit, Loudspeaker(), wake=wake) as agent,
            unit.working(),
        ):
            name = unit.account.full_name
            listening = unit.assistant.tongue.says(
                f"Listening to {name}. Say “hey Jarvis”, then the command.",
                f"Escucho a {name}. Di “hey Jarvis” y luego la orden.",
            )
            typer.echo(listening, err=True)
            await keep_running(unit, agent, lambda: Microphone(microphone), over, heard, had_microphone=had_microphone)
            if not stop.is_set() and not places_of(state).account.is_file():  # the next opening ends with that reason
                await say_that_it_ends(unit, agent)
        had_microphone = True


def transcribe(
    files: Files, state: State = None, seed: Seed = None, engine: WithEngine = None, as_json: Json = False
) -> None:
    """Recognise recordings, and do nothing with them."""
    asyncio.run(_transcribe(files, state, seed, engine, as_json))


async def _transcribe(
    files: list[Path], state: Path | None, seed: Path | None, engine: Engine | None, as_json: bool
) -> None:
    sources = [Recording(path) for path in files]
    async with unit_at(state, seed) as unit:
        tongue = unit.assistant.tongue
        for path, transcript in zip(files, transcripts(sources, unit.assistant.phrases(), engine), strict=True):
            if as_json:
                line: dict[str, Any] = {"file": str(path), "text": transcript.text, "engine": transcript.engine}
                line |= {"accepted": transcript.accepted, "confidence": round(transcript.confidence, 3)}
                print_json(line | {"guesses": transcript.guesses})
            else:
                typer.echo(f"{path.name}: {_words(transcript, tongue.says('(refused)', '(no encaja)'), tongue)}")


def _words(transcript: Transcript, refused: str, tongue: Tongue) -> str:
    if transcript.accepted:
        return transcript.text
    perhaps = tongue.says("perhaps", "quizá")
    return f"({perhaps}: {' / '.join(transcript.guesses)})" if transcript.guesses else refused


def _line(path: Path | None, spoken: SpokenTurn) -> dict[str, Any]:
    heard, turn = spoken.heard, spoken.turn
    decision = turn.decision
    return {
        "file": str(path) if path else None,
        "wake_score": heard.wake_score and round(heard.wake_score, 3),
        "transcript": heard.transcript.text,
        "accepted": heard.transcript.accepted,
        "engine": heard.transcript.engine,
        "confidence": round(heard.transcript.confidence, 3),
        "guesses": heard.transcript.guesses,
        "command": decision.command,
        "slots": dict(decision.slots),
        "outcome": decision.outcome,
        "reply": spoken.reply,
        "saved": [str(instruction.id) for instruction in turn.saved],
        "ms": {
            "end_pointing": round(spoken.end_pointing_ms),
            "recognition": round(heard.behind_ms + heard.recognition_ms, 1),
            "understanding": round(turn.understanding_ms, 2),
            "commit": round(turn.commit_ms, 2),
        },
    }


def _print_turn(path: Path, spoken: SpokenTurn, tongue: Tongue, *, as_json: bool) -> None:
    if as_json:
        print_json(_line(path, spoken))
        return
    decision = spoken.turn.decision
    said = _words(spoken.heard.transcript, tongue.says("(nothing that fits)", "(nada que encaje)"), tongue)
    slots = ", ".join(f"{name} {value}" for name, value in decision.slots.items())
    nothing = tongue.says("no command", "ninguna orden")
    if decision.outcome is Outcome.CONFIRMING:
        nothing = tongue.says("no command yet", "todavía ninguna orden")
    console.print(f"[bold]{escape(said)}[/bold] -> {decision.command or nothing} {escape(slots)}".rstrip())
    console.print(f"    {escape(spoken.reply or tongue.says('(no reply)', '(sin respuesta)'))}")


def _print_silence(path: Path, tongue: Tongue, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(path), "wake_score": None, "transcript": "", "command": None, "outcome": "nothing"})
        return
    silence = tongue.says(
        "no wake word was heard; --no-wake does without.",
        "no se oyó la palabra de activación; --no-wake no la necesita.",
    )
    console.print(f"{escape(path.name)}: {silence}")
