"""What is asked of whoever sits at the terminal, or stands behind a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


class UnansweredError(Exception):
    """The input ended before the answer."""


def asked(question: str, option: str, *, hidden: bool = False, twice: bool = False) -> str:
    """The answer, which `option` gives without asking.

    Raises:
        UnansweredError: there was none.
        KeyboardInterrupt: it was Ctrl-C.
    """
    hidden = hidden and sys.stdin.isatty()  # a pipe shows nothing
    with _ended(f"There was no answer to {question!r}; {option} gives it."):
        return str(typer.prompt(question, hide_input=hidden, confirmation_prompt=twice))


def confirmed(question: str, option: str) -> bool:
    """Whether the answer was a yes, which `option` gives without asking.

    Raises:
        UnansweredError: there was none.
        KeyboardInterrupt: it was Ctrl-C.
    """
    with _ended(f"Nobody said yes, so nothing was done; {option} says it."):
        return typer.confirm(question)


@contextmanager
def _ended(unanswered: str) -> Iterator[None]:
    """Typer makes one thing of Ctrl-C and of the end of the input."""
    try:
        yield
    except typer.Abort as ended:
        if isinstance(ended.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        sys.stdout.write("\n")  # the question stands there
        raise UnansweredError(unanswered) from ended
