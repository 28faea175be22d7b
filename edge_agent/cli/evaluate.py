"""Measurements on labelled recordings."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_model import command_model
from edge_agent.cli.options import InLanguage, Json, Seed, WithEngine, named_folder, print_json
from edge_agent.digit_evaluation import DigitScore, evaluate_digits
from edge_agent.evaluation import Score, evaluate
from edge_agent.seeded import seeded
from edge_agent.understanding_evaluation import Judge, Judged, sentences_of, summed_up
from sync.standin import PRACTICE

evaluations = typer.Typer(
    name="eval",
    help="Measure the unit on labelled recordings, whose format docs/evaluation.md describes.",
    no_args_is_help=True,
)


_Noise = Annotated[Path | None, typer.Option("--noise", help="A recording of noise to mix in.")]
_Ratios = Annotated[str, typer.Option("--snr", help="Ratios of speech to noise in dB, separated by commas.")]


@evaluations.command("speech-to-intent")
def speech_to_intent(  # noqa: PLR0913, PLR0917 - options of a command line, named where they are given
    directory: Annotated[
        Path,
        typer.Argument(
            parser=named_folder, metavar="DIR", help="A folder with labels.json and the recordings in clips/."
        ),
    ],
    phrases: Annotated[Path, typer.Option(help="What may be said: a YAML file in Rhino's syntax.")],
    engine: WithEngine = None,
    noise: _Noise = None,
    snr: _Ratios = "",
    as_json: Json = False,
) -> None:
    """Score recordings against any phrase file: a clip is right when its intent and all its slots are."""
    for score in evaluate(directory, phrases, noise, _ratios(snr), engine):
        if as_json:
            print_json(asdict(score))
        else:
            typer.echo(
                f"{_level(score)}: {score.accuracy:.3f} of {score.clips} clips heard rightly; "
                f"{score.accepted} accepted, {score.wrong_accepts} of those wrong; "
                f"real-time factor {score.real_time_factor:.3f}"
            )


@evaluations.command("digits")
def digits(
    directory: Annotated[
        Path,
        typer.Argument(
            parser=named_folder,
            metavar="DIR",
            help='A folder with the recordings and labels.json: {"a.wav": "4271", ...}.',
        ),
    ],
    engine: WithEngine = None,
    noise: _Noise = None,
    snr: _Ratios = "",
    as_json: Json = False,
) -> None:
    """Score spoken strings of figures: one is right when every figure is."""
    for score in evaluate_digits(directory, noise, _ratios(snr), engine):
        if as_json:
            print_json(asdict(score))
        else:
            typer.echo(
                f"{_level(score)}: {score.accuracy:.3f} of {score.strings} strings heard rightly; "
                f"{score.asked:.3f} asked about, {score.refused:.3f} refused, {score.wrong:.3f} taken and wrong"
            )


@evaluations.command("understanding")
def understanding(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="Sentences, one JSON object a line.")
    ],
    seed: Seed = None,
    language: InLanguage = None,
    as_json: Json = False,
) -> None:
    """Score typed sentences: which commands were understood, with which values, and what was refused."""
    sentences = sentences_of(file)
    snapshot, now = seeded(seed or PRACTICE, language or "en")
    judge = Judge(snapshot, now, language or snapshot.language, command_model())
    judged = []
    for sentence in sentences:
        judged.append(judge.judge(sentence))
        _print_judged(judged[-1], as_json)
    summary = summed_up(judged)
    if as_json:
        print_json(asdict(summary))
    else:
        typer.echo(
            f"{summary.sentences} sentences: of {summary.commands} commands {summary.right:.3f} right "
            f"({summary.command_right:.3f} but for values); of {summary.others} others {summary.others_refused:.3f} "
            f"refused; {summary.wrong_executed:.3f} of all wrong and not asked about; "
            f"{', '.join(f'{source}: {right}' for source, right in summary.by_source.items())}; "
            f"{summary.milliseconds:.1f} ms in the middle"
        )


def _print_judged(judged: Judged, as_json: bool) -> None:
    """A line for each; people are shown those that are not right."""
    commands = [{"command": name, "slots": slots} for name, slots in judged.commands]
    if as_json:
        line = {"id": judged.sentence.id, "commands": commands, "asked": judged.asked, "source": judged.source}
        answer = {"answer": judged.answer} if judged.answer else {}
        print_json({**line, **answer, "ms": round(judged.milliseconds, 2)})
    elif not judged.right:
        typer.echo(f"{judged.sentence.text!r} was taken for {commands or judged.answer or 'nothing'}")


def _level(score: Score | DigitScore) -> str:
    return f"{'no noise' if score.snr_db is None else f'{score.snr_db:g} dB':>8}, {score.engine}"


def _ratios(text: str) -> list[float]:
    try:
        ratios = [float(ratio) for ratio in text.split(",") if ratio.strip()]
    except ValueError:
        ratios = [math.nan]
    if not all(map(math.isfinite, ratios)):
        raise typer.BadParameter(f"{text!r} is no list of numbers such as 24,15,6.", param_hint="--snr")
    return ratios
