"""How well strings of figures are heard: telephone numbers, postal codes, numbers of parts.

`python -m benchmarks.digits DATA`, where DATA/spoken_digits holds 120 strings of three to six figures (three real
voices, 8 kHz, made by joining single figures) and DATA/speech_to_intent kitchen noise. The settings were tried on these
strings. The recogniser is told that there are three to six figures. Asked: two strings are near one another, and the
unit asks which was said. Not measured: whole telephone numbers, figures said in groups by real voices.
"""

from typing import Any

from assistant.engines import Engine
from benchmarks.arguments import data_parser, parsed
from benchmarks.report import publish
from edge_agent.digit_evaluation import DigitScore, evaluate_digits

LEVELS = (24.0, 15.0, 6.0)
GOALS = {None: "right 0.97, wrong 0.01", 24.0: "right 0.92"}


def main() -> None:
    """Measures at every level, and publishes."""
    data = parsed(data_parser("digits", __doc__ or ""), "spoken_digits").data
    folder, noise = data / "spoken_digits", data / "speech_to_intent" / "kitchen.flac"
    scores = [*evaluate_digits(folder, engine=Engine.HELD), *evaluate_digits(folder, noise, LEVELS, Engine.HELD)]
    publish(
        "digits",
        f"Strings of figures: {scores[0].strings} in three real voices, kitchen noise",
        [_row(score) for score in scores],
    )


def _row(score: DigitScore) -> dict[str, Any]:
    return {
        "dB": "quiet" if score.snr_db is None else score.snr_db,
        "strings": score.strings,
        "right": round(score.accuracy, 3),
        "asked": round(score.asked, 3),
        "wrong": round(score.wrong, 3),
        "refused": round(score.refused, 3),
        "goal": GOALS.get(score.snr_db, ""),
    }


if __name__ == "__main__":
    main()
