"""How well the recognisers hear in noise, on recordings of another domain than ours.

`python -m benchmarks.hearing DATA`, where DATA/speech_to_intent holds 213 human recordings of the public
speech-to-intent benchmark, its phrase file and kitchen noise. One place of the noise per clip, chosen by the clip's
name. The settings were tried on these clips. Goals are for the share heard rightly, refused or not. Not measured: other
noise, our own domain.
"""

from typing import Any

from assistant.engines import Engine
from benchmarks.arguments import data_parser, parsed
from benchmarks.report import publish
from edge_agent.evaluation import Score, evaluate

LEVELS = {
    Engine.HELD: (24.0, 21.0, 18.0, 15.0, 12.0, 9.0, 6.0, 3.0),
    Engine.PHRASE: (24.0, 15.0, 6.0),
}
GOALS = {
    (Engine.HELD, 24.0): 0.995,
    (Engine.HELD, 15.0): 0.99,
    (Engine.HELD, 6.0): 0.965,
    (Engine.HELD, 3.0): 0.94,
    (Engine.PHRASE, 24.0): 0.90,
    (Engine.PHRASE, 15.0): 0.90,
}


def main() -> None:
    """Measures every engine at every level, and publishes."""
    folder = parsed(data_parser("hearing", __doc__ or "")).data / "speech_to_intent"
    phrases, noise = folder / "grammar_of_the_task.yaml", folder / "kitchen.flac"
    rows = [
        _row(engine, score)
        for engine, levels in LEVELS.items()
        for score in evaluate(folder, phrases, noise, levels, engine)
    ]
    clips = rows[0]["clips"]
    publish("hearing", f"Hearing: {clips} human clips of another domain, kitchen noise", rows)


def _row(engine: Engine, score: Score) -> dict[str, Any]:
    assert score.snr_db is not None  # noqa: S101 - every level has one
    return {
        "engine": str(engine),
        "dB": score.snr_db,
        "clips": score.clips,
        "heard rightly": round(score.accuracy, 3),
        "goal": GOALS.get((engine, score.snr_db), ""),
        "accepted": score.accepted,
        "wrong": score.wrong_accepts,
        "work per second": round(score.real_time_factor, 3),
    }


if __name__ == "__main__":
    main()
