"""Options that several commands share, and how they print."""

import json
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import typer
from rich.console import Console
from rich.table import Table

from assistant.engines import Engine
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from edge_agent.people import People
from edge_agent.practice import edition, practising
from edge_agent.settings import Places, default_places
from edge_agent.unit import Unit, opened
from erp import Language
from sync.account import Account
from sync.errors import AccountError, DeliveryError, StoreUnreadableError
from sync.standin import PRACTICE

ChoiceT = TypeVar("ChoiceT", bound=str)


def _one_of(choices: Iterable[ChoiceT]) -> Callable[[str], ChoiceT]:
    """Reads one of the choices; what is none is refused in our words."""
    known = {str(choice): choice for choice in choices}

    def _read(given: str) -> ChoiceT:
        if given not in known:
            raise typer.BadParameter(f"{given!r} is none of {', '.join(known)}.")
        return known[given]

    return _read


def choice_option(name: str, choices: Iterable[str], text: str, otherwise: str) -> Any:
    """An option that takes one of the choices; `otherwise` says what holds without it."""
    known = tuple(choices)
    return typer.Option(name, parser=_one_of(known), metavar=f"[{'|'.join(known)}]", help=text, show_default=otherwise)


def language_option(otherwise: str) -> Any:
    """The option that says which language is spoken; `otherwise` says which one is without it."""
    return choice_option("--language", get_args(Language), "What is spoken.", otherwise)


def as_text(given: str) -> str:
    """Reads text. What a terminal gives in another encoding than UTF-8 is none, and could not be saved."""
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{given!r} is no text in UTF-8.") from error
    return given


def named_folder(given: str) -> Path:
    """Reads the path of a folder. An empty one, as of a variable that is not set, would be the current folder."""
    if not given:
        raise typer.BadParameter("an empty name names no folder.")
    if Path(given).is_file():
        raise typer.BadParameter(f"{given!r} is a file and no folder.")
    return Path(given)


def existing_folder(given: str) -> Path:
    """Reads the path of a folder that exists."""
    folder = named_folder(given)
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {given!r}.")
    return folder


State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        envvar="HERO365_EDGE_STATE",
        parser=named_folder,
        metavar="DIRECTORY",
        help="The unit's folder.",
        show_default="the user's data folder",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Seed = Annotated[
    Path | None,
    typer.Option("--seed", exists=True, dir_okay=False, help="Practise with this business instead of the shipped one."),
]

InLanguage = Annotated[
    Language | None, language_option("what the person signed in with; English in the practice business")
]
WithEngine = Annotated[Engine | None, choice_option("--engine", Engine, "The recogniser.", "the best that is here")]

_WIDTH_IN_A_PIPE = 160

console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_IN_A_PIPE)


def listing(*titles: str) -> Table:
    """A table of which nothing is cut off: what is too long goes on in the next line."""
    table = Table()
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def places_of(state: Path | None) -> Places:
    """The unit's places, by the option or by default."""
    return Places(state) if state else default_places()


def places_in_use(state: Path | None) -> Places:
    """Where the database of whoever uses the unit is; the practice business's, where nobody ever signed in."""
    places = places_of(state)
    practice = practice_places(places)
    signed_in = places.account.is_file() or People(places).were_here
    return places if signed_in or not practice.database.is_file() else practice


def places_there(state: Path | None) -> Places:
    """As `places_of`, for what changes nothing where nothing is: a folder that was named has to be there.

    Raises:
        sync.errors.StoreUnreadableError: it is not.
    """
    if state and not state.is_dir():
        raise StoreUnreadableError(f"There is no folder {state}.")
    return places_of(state)


def places_to_show(state: Path | None) -> Places:
    """As `places_in_use`, of a folder that is there.

    Raises:
        sync.errors.StoreUnreadableError: it is not.
    """
    places_there(state)
    return places_in_use(state)


def people_at(places: Places) -> People:
    """Everybody who has signed in there. Of whose account cannot be read that is said, and the others are not kept from
    the unit by it."""
    everybody = People(places)
    for sentence in everybody.damaged():
        typer.echo(sentence, err=True)
    return everybody


def account_at(places: Places) -> Account | None:
    """Whoever the unit works for; None where nobody is signed in, or their file cannot be read."""
    try:
        return Account.load(places.account)
    except AccountError:
        return None


def tongue_at(places: Places) -> Tongue:
    """What is spoken there."""
    account = account_at(places)
    return TONGUES[account.language if account else "en"]


def practice_places(places: Places, seed: Path | None = None) -> Places:
    """A seed that was changed is another business: nobody practises with records that it no longer has."""
    return Places(places.folder / "practice" / f"{seed.stem if seed else 'shipped'}-{edition(seed or PRACTICE)}")


def print_json(line: Mapping[str, Any]) -> None:
    """One line of machine-readable output."""
    sys.stdout.write(json.dumps(line, default=str) + "\n")
    sys.stdout.flush()


@contextmanager
def continued_later() -> Iterator[None]:
    """Around what goes on where it was when it is started again: Ctrl-C is answered with that."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Interrupted; start it again, and it goes on where it was.", err=True)
        raise


def _practising(seed: Path | None) -> tuple[str, str]:
    """In English and in Spanish."""
    if seed:
        return (
            f"The business of {seed}, to practise with: nothing leaves this machine.",
            f"La empresa de {seed}, para practicar: nada sale de esta máquina.",
        )
    return (
        "Practice business (nobody is signed in): nothing leaves this machine.",
        "Empresa de práctica (nadie ha iniciado sesión): nada sale de esta máquina.",
    )


@asynccontextmanager
async def unit_at(state: Path | None, seed: Path | None, language: Language | None = None) -> AsyncIterator[Unit]:
    """The unit of whoever is signed in; of the practice business, where nobody ever was. Given, `language` is spoken.

    Raises:
        sync.errors.SyncError: the database cannot be used, or nobody is signed in any more.
    """
    places = places_of(state)
    if seed is None and places.account.is_file():
        async with opened(places, language) as unit:
            if not unit.cache.snapshot().as_of:  # whoever has just signed in waits for the names of the business once
                with suppress(DeliveryError):
                    await unit.refresh()
            yield unit
        return
    if seed is None and People(places).were_here:  # what is said to practise would be taken for sent
        raise AccountError("The unit works for nobody now; `hero365-edge people switch` or `login` says for whom.")
    practice = practice_places(places, seed)
    async with practising(practice, seed or PRACTICE, language or "en"), opened(practice) as unit:
        typer.echo(unit.assistant.tongue.says(*_practising(seed)), err=True)
        await unit.refresh()
        yield unit
