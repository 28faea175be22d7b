"""Measurements on labelled recordings."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from edge_agent.cli.options import Json, print_json
from edge_agent.engines import Engine
from edge_agent.evaluation import evaluate

evaluations = typer.Typer(name="eval", help="Measure the unit on labelled recordings.", no_args_is_help=True)


@evaluations.callback()
def _group() -> None:
    """Keeps `eval speech-to-intent` a sub-command while it is the only one."""


@evaluations.command("speech-to-intent")
def speech_to_intent(  # noqa: PLR0913, PLR0917 - options of a command line, named where they are given
    directory: Annotated[Path, typer.Argument(help="A folder with labels.json and the clips.")],
    phrases: Annotated[Path, typer.Option(help="What may be said, in Rhino's expression syntax (YAML).")],
    engine: Annotated[Engine | None, typer.Option(help="The recogniser.", show_default="the best that is here")] = None,
    noise: Annotated[Path | None, typer.Option(help="A recording of noise to mix in.")] = None,
    snr: Annotated[str, typer.Option(help="Ratios of speech to noise in dB, separated by commas.")] = "",
    as_json: Json = False,
) -> None:
    """Score recordings against any phrase file: a clip is right when its intent and all its slots are."""
    for score in evaluate(directory, phrases, noise, _ratios(snr), engine):
        if as_json:
            print_json(asdict(score))
        else:
            level = "no noise" if score.snr_db is None else f"{score.snr_db:g} dB"
            typer.echo(
                f"{level:>8}: {score.accuracy:.3f} of {score.clips} clips heard rightly; {score.accepted} accepted, "
                f"{score.wrong_accepts} of those wrong; real-time factor {score.real_time_factor:.3f}"
            )


def _ratios(text: str) -> list[float]:
    try:
        return [float(ratio) for ratio in text.split(",") if ratio.strip()]
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no list of numbers such as 24,15,6.", param_hint="--snr") from error
