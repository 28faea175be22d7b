"""Wordings become exactly the commands that they were written down with."""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from conversation.corpus.filling import Filling, pool_of
from conversation.corpus.said import Head, NoExampleError, Piece, Said, example, plain
from conversation.corpus.wordings import read
from erp import Language

NAME = r"([a-z' ]+?)"


def labelled(folder: Path, language: Language, say: str, *do: dict[str, Any], seed: int = 1) -> tuple[str, str]:
    """The text and the answer that a wording makes."""
    (folder / language).mkdir(parents=True, exist_ok=True)
    line = {"say": say, "do": list(do), "kind": "chatty"}
    (folder / language / "one.jsonl").write_text(json.dumps(line))
    found = read([folder])
    made = example(Filling(pool_of(()), Random(seed)).said(found.wordings[0]))  # noqa: S311
    return made.text, made.answer


def command(name: str, **slots: Any) -> dict[str, Any]:
    return {"command": name, "slots": slots}


TABLE = [
    ("en", "put job <job> on hold", [command("job.set_status", status="on_hold")],
     r"put job (?:number )?(\d+) on hold", " job.set_status job= {0} status=on_hold"),
    ("en", "the <customer> job is all wrapped up", [command("job.complete", job_of_customer=True)],
     rf"the {NAME} job is all wrapped up", " job.complete job= {0}"),
    ("en", "<customer>'s job can be closed", [command("job.complete", job_of_customer=True)],
     rf"{NAME} job can be closed", " job.complete job= {0}"),
    ("en", "put me on job <job>", [command("job.assign", assignee="me")],
     r"put (me) on job (?:number )?(\d+)", " job.assign job= {1} assignee= {0}"),
    ("en", "i pulled a <part> off the truck", [command("inventory.adjust", out=True)],
     r"i pulled a ([a-z0-9 ]+) off the truck", " inventory.adjust part= {0} out=yes"),
    ("en", "<customer> paid us in cash", [command("payment.record", method="cash")],
     rf"{NAME} paid us in cash", " payment.record invoice= {0} method=cash"),
    ("en", "<customer> took estimate <estimate>", [command("estimate.set_status", status="accepted")],
     rf"{NAME} took estimate (?:number )?(\d+)", " estimate.set_status estimate= {1} status=accepted"),
    ("en", "drop the reminder to [message:call the lab]", [command("notify.cancel_reminder")],
     r"drop the reminder to (call the lab)", " notify.cancel_reminder reminder= {0}"),
    ("en", "done at job <job> and remind me [when2:around noon] to [message2:eat]",
     [command("job.complete"), command("notify.remind_me")],
     r"done at job (?:number )?(\d+) and remind me (around noon) to (eat(?: \w+)*)",
     " job.complete job= {0} ; notify.remind_me message= {2} when= {1}"),
    ("en", "bill job <job> [amount:a grand] dollars", [command("invoice.create")],
     r"bill job (?:number )?(\d+) (1000) dollars", " invoice.create job= {0} amount= {1}"),
    ("en", "<person> says read me job <job>", [command("job.read")],
     r"[a-z ]+ says read me job (?:number )?(\d+)", " job.read job= {0}"),
    ("en", "i told him to close job <job>", [], r"i told him to close job (?:number )?\d+", " none"),
    ("es", "pon el <job> en espera", [command("job.set_status", status="on_hold")],
     r"pon el (\d+) en espera", " job.set_status job= {0} status=on_hold"),
    ("es", "yo agarro el trabajo <job>", [command("job.assign", assignee="me")],
     r"(yo) agarro el trabajo (?:numero )?(\d+)", " job.assign job= {1} assignee= {0}"),
    ("es", "apúntame en el trabajo <job>", [command("job.assign", assignee="me")],
     r"(apuntame) en el trabajo (?:numero )?(\d+)", " job.assign job= {1} assignee= {0}"),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("language", "say", "do", "text", "answer"), TABLE, ids=[row[1] for row in TABLE])
def test_a_wording_says_its_command(
    language: Language, say: str, do: list[dict[str, Any]], text: str, answer: str, seed: int, tmp_path: Path
) -> None:
    said, meant = labelled(tmp_path, language, say, *do, seed=seed)
    found = re.fullmatch(text, said)
    assert found, said
    assert meant == answer.format(*found.groups())


@pytest.mark.parametrize(
    "say", ["text <customer> [when:some other century]", "start job [job", "tell <customer2> [message:hello]"]
)
def test_what_cannot_be_read_makes_no_line(say: str, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    line = {"say": say, "do": [command("schedule.book")], "kind": "chatty"}
    (tmp_path / "en" / "one.jsonl").write_text(json.dumps(line))
    found = read([tmp_path])
    assert found.wordings == ()
    assert sum(found.left_out.values()) == 1


def test_values_that_no_parser_takes_are_reported(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    line = {"say": "book <customer> [when:once in a blue moon]", "do": [command("schedule.book")], "kind": "chatty"}
    (tmp_path / "en" / "one.jsonl").write_text(f"{json.dumps(line)}\n{json.dumps(line)}")
    assert read([tmp_path]).unparsed == {("times", "en", "once in a blue moon"): 2}


def test_two_numbers_that_run_together_are_no_example() -> None:
    pieces = (*plain("move job"), Piece("forty two", "job"), Piece("nine thirty", "when"))
    with pytest.raises(NoExampleError, match="runs together"):
        example(Said("en", pieces, (Head("job.reschedule"),)))


def test_a_slot_has_one_value() -> None:
    pieces = (*plain("start"), Piece("garcia", "job"), *plain("or"), Piece("lopez", "job"))
    with pytest.raises(NoExampleError, match="said twice"):
        example(Said("en", pieces, (Head("job.start"),)))
