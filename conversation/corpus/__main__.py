"""Writes a corpus: ``python -m conversation.corpus --out FOLDER [--seed N] [--examples N] [--wordings FOLDER ...]``."""

import argparse
import gzip
import sys
from collections.abc import Iterable
from pathlib import Path

from conversation.corpus.making import corpus
from conversation.corpus.prose import sentences
from conversation.corpus.said import Example
from conversation.corpus.wordings import Findings, read

_WORDINGS = Path(__file__).parents[2] / "models/training/wordings"


def main(arguments: list[str] | None = None) -> None:
    """Writes ``train.tsv.gz``, ``valid.tsv`` and, where asked, the values that their parsers do not take."""
    said = _options().parse_args(arguments)
    found = read(said.wordings)
    if not found.wordings:
        raise SystemExit(f"There are no wordings in {', '.join(map(str, said.wordings))}; name a folder that has some.")
    made = corpus(found.wordings, said.examples, said.valid, said.seed, sentences(said.prose) if said.prose else None)
    said.out.mkdir(parents=True, exist_ok=True)
    # without the time of writing and the name: the same lines are the same bytes
    with (said.out / "train.tsv.gz").open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        packed.writelines(f"{one}\n".encode() for one in made.train)
    _write(said.out / "valid.tsv", made.valid)
    if said.unparsed:
        said.unparsed.write_text("".join(_unparsed(found)))
    sys.stdout.write(f"{len(made.train)} lines to train with and {len(made.valid)} to check by, in {said.out}\n")
    for what, count in sorted({**found.left_out, **made.drawn}.items()):
        sys.stdout.write(f"{count:8} {what}\n")


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m conversation.corpus", description=__doc__)
    options.add_argument("--out", type=Path, required=True, help="the folder to write to")
    options.add_argument("--seed", type=int, default=1, help="the same seed writes the same lines")
    options.add_argument("--examples", type=int, default=950_000, help="about how many lines to train with")
    options.add_argument("--valid", type=int, default=3_000, help="how many lines to check by")
    options.add_argument("--wordings", type=Path, nargs="+", default=[_WORDINGS], help="folders that have en and es")
    options.add_argument("--prose", type=Path, help="a folder that has en and es, with texts about something else")
    options.add_argument("--unparsed", type=Path, help="a file for the values that their parsers do not take")
    return options


def _write(path: Path, examples: Iterable[Example]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{one}\n" for one in examples)


def _unparsed(found: Findings) -> Iterable[str]:
    for (kind, language, words), count in sorted(found.unparsed.items(), key=lambda each: (each[0][:2], -each[1])):
        yield f"{kind}\t{language}\t{count}\t{words}\n"


if __name__ == "__main__":
    main()
