"""What the unit is taught to call things: Hero365 has no field for it."""

from collections.abc import Iterable
from typing import Annotated

import typer

from assistant.learnt_names import all_learnt, forget_learnt
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from conversation.vocabulary import names_of
from edge_agent.cli.options import InLanguage, State, as_text, console, listing, places_to_show, tongue_at
from erp import Part
from sync.cache import Cache
from sync.errors import AccountError
from sync.store import Store

names = typer.Typer(
    name="names",
    help="What people here call parts and colleagues. The agent must not run while it is taught.",
    no_args_is_help=True,
)


@names.command("list")
def list_names(state: State = None) -> None:
    """List what was taught, and the colleagues whose names Hero365 does not show."""
    places = places_to_show(state)
    database, says = places.database, tongue_at(places).says
    table = listing(says("what", "qué"), says("in Hero365", "en Hero365"), says("here", "aquí"))
    if database.exists():
        with Store.open(database, read_only=True) as store:
            cache = Cache(store)
            for part, taught in cache.ways_of_saying().items():
                for language, ways in taught.items():
                    table.add_row(says(f"part ({language})", f"pieza ({language})"), part, "; ".join(ways))
            for member in cache.team():
                name = member.name if member.name != member.ref else says("(no name yet)", "(aún sin nombre)")
                table.add_row(says("colleague", "colega"), member.ref, name)
    console.print(table)


@names.command()
def part(
    name: Annotated[str, typer.Argument(parser=as_text, metavar="NAME", help="As Hero365 writes it.")],
    ways: Annotated[
        list[str] | None, typer.Argument(parser=as_text, metavar="WAY…", help="How people say it; none to forget.")
    ] = None,
    language: InLanguage = None,
    state: State = None,
) -> None:
    """Teach other ways of saying a part, the usual one first: "half inch elbow". They are heard in any language.

    They take the place of all that was taught in that language before.
    """
    with Store.open(places_to_show(state).database) as store:
        cache = Cache(store)
        known = cache.snapshot()
        if known.part(name) is None:
            raise AccountError(f"Hero365 showed this unit no part called {name!r}.")
        spoken = language or known.language
        for way in ways or ():
            _refuse_unspoken(way, TONGUES[spoken])
        _refuse_ambiguous(name, ways or (), known.parts, TONGUES[spoken])
        cache.teach(parts={name: {spoken: tuple(ways or ())}})
    typer.echo(f"{name}: {'; '.join(ways)}." if ways else f"{name} is called as it is written.")


def _refuse_unspoken(name: str, tongue: Tongue) -> None:
    """A name without a letter or a figure can be neither said nor heard."""
    if not tongue.forms.normal(name):
        raise AccountError(f"Nobody can say {name!r}; write it with letters or figures.")


def _refuse_ambiguous(name: str, ways: Iterable[str], parts: Iterable[Part], tongue: Tongue) -> None:
    """Of two parts that are called the same, nobody could ever say which one is meant."""
    others = {form: part.name for part in parts if part.name != name for form in names_of(part, tongue)}
    for way in ways:
        if taken := next((others[form] for form in tongue.forms.spoken_forms(way) if form in others), None):
            raise AccountError(f"{taken!r} is called {way!r} already; choose another way of saying {name!r}.")


@names.command()
def colleague(
    user_id: Annotated[str, typer.Argument(parser=as_text, metavar="ID", help="As `names list` shows it.")],
    name: Annotated[str, typer.Argument(parser=as_text, metavar="NAME", help="The full name.")],
    state: State = None,
) -> None:
    """Name a colleague: Hero365 lists who works in the business by ids alone."""
    with Store.open(places_to_show(state).database) as store:
        cache = Cache(store)
        if all(member.ref != user_id for member in cache.snapshot().team):
            raise AccountError(f"Hero365 showed this unit no colleague with the id {user_id!r}.")
        _refuse_unspoken(name, TONGUES[cache.snapshot().language])
        cache.teach(people={user_id: name})
    typer.echo(f"{name} can be spoken of.")


_CALLED = {
    "customers": ("customer", "cliente"),
    "parts": ("part", "pieza"),
    "team": ("colleague", "colega"),
    "businesses": ("business", "empresa"),
    "projects": ("project", "proyecto"),
}
_OTHERWISE = ("other", "otro")
"""Of a kind that only a later version learns."""


@names.command("learnt")
def list_learnt(state: State = None) -> None:
    """List what was heard in the place of names, and which record was meant: those are offered first the next time."""
    places = places_to_show(state)
    says = tongue_at(places).says
    titles = says("what", "qué"), says("heard", "se oyó"), says("meant", "era"), says("times", "veces")
    table = listing(*titles, says("last", "última vez"), says("by", "por"))
    if places.database.exists():
        with Store.open(places.database, read_only=True) as store:
            people = Cache(store).people()
            for person, learnt in all_learnt(store):
                for each in learnt.lessons:
                    misheard, meant = each.chosen.misheard, each.chosen.value
                    what, when = says(*_CALLED.get(misheard.kind, _OTHERWISE)), f"{each.at:%Y-%m-%d}"
                    table.add_row(what, misheard.heard, meant, str(each.times), when, people.get(person, person))
    console.print(table)


@names.command("forget-learnt")
def forget(
    heard: Annotated[
        list[str] | None, typer.Argument(parser=as_text, metavar="HEARD…", help="As `names learnt` shows it; else all.")
    ] = None,
    state: State = None,
) -> None:
    """Forget which records were meant by what was heard, of everybody who uses the unit."""
    places = places_to_show(state)
    normal = tongue_at(places).forms.normal
    with Store.open(places.database) as store:
        forgotten = forget_learnt(store, map(normal, heard or ()))
    typer.echo(f"Forgotten: {forgotten}.")
