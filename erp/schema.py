"""Commands as JSON schemas: what holds a language model to what can be said, and what it is offered as a tool."""

from typing import Any

from erp.catalogue import slots_of
from erp.command import Command


def schema_of(command: type[Command]) -> dict[str, Any]:
    """The JSON schema of a command as a person can say it: spoken slots only, none of them required, none of them null:
    what was not said is absent."""
    properties = command.model_json_schema()["properties"]
    return {
        "title": command.spec.name,
        "description": _described(command),
        "type": "object",
        "properties": {name: _form(properties[name]) for name in slots_of(command)},
        "additionalProperties": False,
    }


def function_tool(command: type[Command]) -> dict[str, Any]:
    """The command as a tool in the form of OpenAI's functions, which LiveKit Agents takes as ``raw_schema``.

    A tool's name may have no dot: ``job_create``. Each parameter is described by the question that asks for it.
    """
    schema = schema_of(command)
    parameters = {
        name: form | ({"description": slot.ask["en"]} if slot.ask else {})
        for (name, form), slot in zip(schema["properties"].items(), slots_of(command).values(), strict=True)
    }
    return {
        "name": command.spec.name.replace(".", "_"),
        "description": schema["description"],
        "parameters": {
            "type": "object",
            "properties": parameters,
            "required": [],
            "additionalProperties": False,
        },
    }


def _described(command: type[Command]) -> str:
    return " ".join((command.__doc__ or "").split())


def _form(form: dict[str, Any]) -> dict[str, Any]:
    """One property without what pydantic adds for a field that may be left out."""
    bare = {name: value for name, value in form.items() if name not in {"title", "default", "anyOf"}}
    [only] = [one for one in form.get("anyOf", [{}]) if one.get("type") != "null"]
    return {**bare, **only}
