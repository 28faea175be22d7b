"""Everything that the commands declare can be said, with its values marked."""

from random import Random

import pytest

from conversation.calls import read
from conversation.corpus.filling import pool_of
from conversation.corpus.phrases import Phrases, commands_and_templates
from conversation.corpus.said import NoExampleError, example
from conversation.corpus.wordings import Findings
from conversation.tongues import TONGUES
from erp import Language


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_template_makes_a_line(language: Language, found: Findings) -> None:
    phrases = Phrases(TONGUES[language], pool_of(found.wordings), Random(1))  # noqa: S311
    silent = []
    for command, template in commands_and_templates(TONGUES[language]):
        for _ in range(40):  # a date that is drawn may be none: "saturday the first"
            try:
                made = example(phrases.said(command, template))
            except NoExampleError:
                continue
            assert [call.command for call in read(made.answer)] == [command.spec.name]
            break
        else:
            silent.append(template)
    assert silent == []


def test_what_refers_to_something_says_nothing_of_it(found: Findings) -> None:
    phrases = Phrases(TONGUES["en"], pool_of(found.wordings), Random(1))  # noqa: S311
    command = next(each for each, _ in commands_and_templates(TONGUES["en"]) if each.spec.name == "job.start")
    said = example(phrases.said(command, "start {this_job:job}"))
    assert said.answer == " job.start"


def test_a_time_of_several_lists_is_one_value(found: Findings) -> None:
    phrases = Phrases(TONGUES["en"], pool_of(found.wordings), Random(1))  # noqa: S311
    command = next(each for each, _ in commands_and_templates(TONGUES["en"]) if each.spec.name == "job.reschedule")
    said = example(phrases.said(command, "move {this_job:job} to {weekdays:when} at {clocks:when}"))
    (call,) = read(said.answer)
    assert " at " in call.slots["when"]
