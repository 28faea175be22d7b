"""Typed sentences are scored against what was meant."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.labelled_recordings import EvaluationError
from edge_agent.seeded import seeded
from edge_agent.understanding_evaluation import Judge, Sentence, sentences_of, summed_up
from erp import Snapshot
from sync.standin import PRACTICE


@pytest.fixture(scope="module")
def practice() -> tuple[Snapshot, datetime]:
    return seeded(PRACTICE, "en")


@pytest.fixture(scope="module")
def judge(practice: tuple[Snapshot, datetime]) -> Judge:
    """By phrases alone."""
    return Judge(*practice, "en", None)


def sentence(text: str, **meant: Any) -> Sentence:
    return Sentence.model_validate({"text": text, **meant})


def test_the_records_and_the_time_are_those_of_the_seed(practice: tuple[Snapshot, datetime]) -> None:
    snapshot, now = practice
    assert now.isoformat() == json.loads(PRACTICE.read_text())["now"]
    assert snapshot.job("42")
    assert snapshot.technician == "Rosa Delgado"


def test_command_and_slots_are_compared(judge: Judge) -> None:
    hold = {"command": "job.set_status", "slots": {"job": "42", "status": "on_hold"}}
    assert judge.judge(sentence("put job 42 on hold", **hold)).right
    wrong = judge.judge(sentence("put job 43 on hold", **hold))
    assert wrong.commands_right
    assert not wrong.right


def test_numbers_are_compared_by_their_worth(judge: Judge) -> None:
    late = {"command": "notify.running_late", "slots": {"customer": "Maria Garcia", "duration": 20}}
    assert judge.judge(sentence("tell maria garcia i'm twenty minutes late", **late)).right


def test_a_zip_code_has_its_first_zero(judge: Judge) -> None:
    text = "new customer mary jones at 12 elm street aurora illinois zip code 60505"
    (made,) = judge.judge(sentence(text)).commands
    slots = {**made[1], "postal_code": "060505"}
    assert not judge.judge(sentence(text, command=made[0], slots=slots)).right


def test_an_invoice_may_be_labelled_by_its_customer(judge: Judge) -> None:
    frank = {"command": "invoice.remind", "slots": {"customer": "Frank Olsen"}}
    assert judge.judge(sentence("remind frank olsen about his invoice", **frank)).right
    assert not judge.judge(sentence("remind frank olsen about invoice 103", **frank)).right


def test_no_label_has_the_number_of_what_is_only_to_be_made(judge: Judge) -> None:
    made = {"command": "job.create", "slots": {"customer": "Maria Garcia"}}
    both = [made, {"command": "job.schedule", "slots": {"when": "2026-03-06T10:00"}}]
    assert judge.judge(sentence("create a job for maria garcia and schedule it for friday at ten", commands=both)).right


def test_what_is_no_command_is_right_when_nothing_is_made_of_it(judge: Judge) -> None:
    assert judge.judge(sentence("i told him to cancel job 42", command=None)).right


def test_what_is_missing_is_asked(judge: Judge) -> None:
    assert judge.judge(sentence("schedule job 88", command="job.schedule", slots={"job": "88"})).asked


def test_what_was_said_before_is_spoken_of(judge: Judge) -> None:
    billed = {"command": "invoice.create", "slots": {"job": "42"}}
    assert judge.judge(sentence("invoice it", before=["mark job 42 complete"], **billed)).right


def test_a_sentence_may_say_several(judge: Judge) -> None:
    both = [
        {"command": "job.set_status", "slots": {"job": "42", "status": "completed"}},
        {"command": "invoice.create", "slots": {"job": "42"}},
    ]
    assert judge.judge(sentence("mark job 42 complete and invoice it", commands=both)).right


def test_it_is_understood_in_the_language_that_it_is_in(judge: Judge) -> None:
    hold = {"command": "job.set_status", "slots": {"job": "42", "status": "on_hold"}}
    assert judge.judge(sentence("pon el trabajo 42 en espera", **hold)).right
    assert not judge.judge(sentence("pon el trabajo 42 en espera", lang="en", **hold)).right


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("go ahead", "yes"),
        ("yeah no", "no"),
        ("ok hold on", "neither"),
        ("yes but tomorrow", "change"),
        ("yes at ten", "change"),
        ("sí", "yes"),
    ],
)
def test_answers_to_shall_i_are_told_apart(judge: Judge, text: str, answer: str) -> None:
    lang = "es" if text == "sí" else "en"
    assert judge.judge(sentence(text, question=True, answer=answer, lang=lang)).right


def test_the_summary_counts_what_would_have_been_done_wrongly(judge: Judge) -> None:
    judged = [
        judge.judge(sentence("start job 42", command="job.start", slots={"job": "42"})),
        judge.judge(sentence("start job 43", command="job.start", slots={"job": "42"})),
        judge.judge(sentence("lovely weather", command=None)),
    ]
    summary = summed_up(judged)
    assert (summary.sentences, summary.commands, summary.others) == (3, 2, 1)
    assert summary.right == summary.command_right / 2 == 0.5
    assert summary.wrong_executed == pytest.approx(1 / 3)
    assert summary.others_refused == 1


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text('{"text": "start job 42"}\n{"text": 7}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"Line 2 .* text: "):
        sentences_of(file)


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ('"command": "job.strat"', r"Line 2 .*: There is no command job\.strat\."),
        ('"command": "job.start", "slots": {"jbo": "42"}', r"Line 2 .*: job\.start has no jbo; it has job\."),
        ('"commands": [{"command": "job.start"}, {"command": "job.stop"}]', r"There is no command job\.stop\."),
    ],
)
def test_a_label_that_the_catalogue_does_not_have_is_named(tmp_path: Path, label: str, problem: str) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(f'{{"text": "start job 42"}}\n{{"text": "start it", {label}}}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=problem):
        sentences_of(file)


def test_a_file_without_sentences_is_none(tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="has no sentences"):
        sentences_of(file)


def test_the_command_line_prints_a_line_for_each_and_a_summary(tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text('{"id": 1, "text": "put job 42 on hold"}\n{"id": 2, "text": "lovely weather"}\n', encoding="utf-8")
    ran = CliRunner().invoke(app, ["eval", "understanding", str(file), "--json"])
    first, second, summary = map(json.loads, ran.stdout.splitlines())
    assert (first["id"], first["commands"][0]["command"], first["source"]) == (1, "job.set_status", "phrases")
    assert (second["id"], second["commands"]) == (2, [])
    assert summary["sentences"] == 2
