"""Commands as tools of a language model."""

import re

import pytest

from erp import COMMANDS, Command, function_tool, schema_of, slots_of
from erp.jobs import JobCreate

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.spec.name)


@every_command
def test_the_schema_has_the_spoken_slots_only(command: type[Command]) -> None:
    schema = schema_of(command)
    assert set(schema["properties"]) == set(slots_of(command))
    assert "required" not in schema


@every_command
def test_what_is_not_said_is_absent_and_never_null(command: type[Command]) -> None:
    for form in schema_of(command)["properties"].values():
        assert "anyOf" not in form
        assert "default" not in form
        assert form["type"] == "string"


@every_command
def test_a_tool_has_a_name_that_models_take(command: type[Command]) -> None:
    assert re.fullmatch(r"[a-z_]{1,64}", function_tool(command)["name"])


def test_names_of_tools_are_unique() -> None:
    assert len({function_tool(command)["name"] for command in COMMANDS}) == len(COMMANDS)


def test_a_tool_describes_its_parameters_by_their_questions() -> None:
    tool = function_tool(JobCreate)
    assert tool["name"] == "job_create"
    assert tool["parameters"]["properties"]["customer"]["description"] == "For which customer?"
    assert tool["parameters"]["properties"]["job_type"]["enum"][0] == "service"
    assert tool["parameters"]["required"] == []


@every_command
def test_livekit_agents_takes_it(command: type[Command]) -> None:
    agents = pytest.importorskip("livekit.agents", reason="LiveKit Agents is not installed")

    async def run(raw_arguments: dict[str, object]) -> None:
        """Stands in for the relay's way of running a command."""

    tool = agents.function_tool(run, raw_schema=function_tool(command))
    assert tool.info.raw_schema["name"] == function_tool(command)["name"]
    context = agents.llm.ToolContext([tool])
    [described] = context.parse_function_tools("openai")
    assert described["function"]["parameters"]["properties"].keys() == slots_of(command).keys()
