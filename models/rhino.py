"""Reads phrase files in the expression syntax of Picovoice's Rhino.

``[a, b]`` is a choice, ``(a)`` may be left out, ``$type:slot`` is filled from the slot type's phrases, ``@macro``
stands for one of the macro's phrases (https://picovoice.ai/docs/tips/syntax-cheat-sheet/).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from models.errors import PhraseError
from models.phrases import PhraseBook, SpokenValue

_TOKEN = re.compile(
    r"(?P<slot>\$(?P<type>[\w.]+)(?::(?P<name>\w+))?)|@(?P<macro>\w+)|(?P<bracket>[\[\](),])|(?P<word>[\w'’-]+)|(?P<space>\s+)"
)
_TEMPLATE_BRACKETS = {"[": "(", "]": ")", "(": "[", ")": "]", ",": "|"}
_CLOSING = {"[": "]", "(": ")"}


def read_phrases(path: Path) -> PhraseBook:
    """The phrases of a Rhino context file.

    Raises:
        PhraseError: the file cannot be read or is no Rhino context; says at which line.
    """
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise PhraseError(f"cannot read the phrase file {path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PhraseError(f"{path}, line {line}: this is not YAML: {error.problem}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise PhraseError(f"cannot read the phrase file {path}: it is no text") from error
    try:
        return _book(root)
    except PhraseError as error:
        raise PhraseError(f"{path}, {error}") from error


def _book(root: yaml.Node | None) -> PhraseBook:
    context = _entries(_entries(root, "the file").get("context"), "context")
    slots = _phrases(context.get("slots"), "slots")
    macros = _phrases(context.get("macros"), "macros")
    expressions = _phrases(context.get("expressions"), "expressions")
    if not expressions:
        raise PhraseError(f"{_line(root)}: there are no expressions under context")
    known = slots.keys(), macros.keys()
    return PhraseBook(
        intents={name: tuple(_template(node, *known) for node in nodes) for name, nodes in expressions.items()},
        lists={name: tuple(_value(node) for node in nodes) for name, nodes in slots.items()},
        rules={name: _choice(_template(node, *known) for node in nodes) for name, nodes in macros.items()},
    )


def _entries(node: yaml.Node | None, what: str) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise PhraseError(f"{_line(node)}: {what} must hold names with a colon; is this a Rhino context file?")
    return {str(key.value): value for key, value in node.value}


def _phrases(node: yaml.Node | None, what: str) -> Mapping[str, list[yaml.ScalarNode]]:
    """The lists of phrases by name; none where the section is missing or empty."""
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return {}
    for name, phrases in _entries(node, what).items():
        if not isinstance(phrases, yaml.SequenceNode) or not all(isinstance(p, yaml.ScalarNode) for p in phrases.value):
            raise PhraseError(f"{_line(phrases)}: {name} under {what} must be a list of phrases")
    return {name: list(phrases.value) for name, phrases in _entries(node, what).items()}


def _template(node: yaml.ScalarNode, slots: Iterable[str], macros: Iterable[str]) -> str:
    """A Rhino expression as a sentence template."""
    try:
        return "".join(_template_parts(node.value, set(slots), set(macros)))
    except PhraseError as error:
        raise PhraseError(f"{_line(node)}: {error} in {node.value!r}") from error


def _template_parts(expression: str, slots: set[str], macros: set[str]) -> Iterator[str]:
    position, open_brackets = 0, ""
    while position < len(expression):
        token = _TOKEN.match(expression, position)
        if token is None:
            raise PhraseError(f"{expression[position]!r} means nothing")
        position = token.end()
        match token.lastgroup:
            case "slot":
                yield _slot(token["type"], token["name"], slots)
            case "macro":
                if token["macro"] not in macros:
                    raise PhraseError(f"there is no macro @{token['macro']}")
                yield f"<{token['macro']}>"
            case "bracket":
                open_brackets = _after(token["bracket"], open_brackets)
                yield _TEMPLATE_BRACKETS[token["bracket"]]
            case _:
                yield token[0]
    if open_brackets:
        raise PhraseError(f"{open_brackets[-1]!r} is not closed")


def _slot(kind: str, name: str | None, slots: set[str]) -> str:
    if kind.startswith("pv."):
        raise PhraseError(f"the built-in slot ${kind} is not supported: list its phrases under slots")
    if kind not in slots:
        raise PhraseError(f"there is no slot type ${kind}")
    return f"{{{kind}:{name or kind}}}"


def _after(bracket: str, open_brackets: str) -> str:
    """The brackets that are open behind `bracket`."""
    if bracket in _CLOSING:
        return open_brackets + bracket
    if not open_brackets or (bracket != "," and _CLOSING[open_brackets[-1]] != bracket):
        raise PhraseError(f"{bracket!r} closes or divides nothing")
    return open_brackets if bracket == "," else open_brackets[:-1]


def _value(node: yaml.ScalarNode) -> SpokenValue:
    if not re.fullmatch(r"[\w'’ -]+", node.value):
        raise PhraseError(f"{_line(node)}: the phrase of a slot must be plain words: {node.value!r}")
    return SpokenValue(spoken=node.value.lower(), value=node.value)


def _choice(templates: Iterable[str]) -> str:
    return f"({'|'.join(templates)})"


def _line(node: yaml.Node | None) -> str:
    return f"line {node.start_mark.line + 1}" if node is not None else "line 1"
