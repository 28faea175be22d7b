"""Puts records and other values into the places of a wording."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from conversation.corpus import numbers
from conversation.corpus.parts import part
from conversation.corpus.people import Named, business, colleague, customer, invented, owner, project
from conversation.corpus.said import FREE_KINDS, Piece, Said
from conversation.corpus.values import another
from conversation.corpus.wordings import Place, Wording
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from erp import Language

Pool = Mapping[tuple[Language, str, str, str], Sequence[str]]
"""Values of other wordings, by language, kind, the word in front and what stands behind."""
_FROM_POOL, _ALIKE = 0.45, 0.6
"""How often a value is another wording's, and how often another one of its own form."""
_NUMBERED: Mapping[str, frozenset[str]] = {
    "en": frozenset({"job", "invoice", "estimate", "project", "quote", "bill", "ticket"}),
    "es": frozenset({"trabajo", "factura", "presupuesto", "proyecto", "orden", "cotización", "obra"}),
}
"""Nouns behind which "number" may stand."""
_SMALL_WORD = 3
"""Letters of a word that may stand anywhere."""
_BEFORE_WORK: Mapping[Language, str] = {"en": "the", "es": "de"}
_BY_WORK = 0.12
"""How often a job is named by its work behind the word in front of that: "the water heater job"."""
_LONGER: Mapping[str, float] = {"words": 0.15, "works": 0.05}
"""How often free words go on in others, by their kind."""
_GOING_ON: Mapping[Language, Sequence[str]] = {
    "en": ("and", "and", "but", "so", "and also", "because"), "es": ("y", "y", "pero", "porque", "y también"),
}  # fmt: skip
_PACKS: Mapping[Language, Sequence[str]] = {
    "en": ("boxes of", "rolls of", "packs of", "bags of", "cases of", "sticks of", "pieces of", "of the", "of those"),
    "es": ("cajas de", "rollos de", "paquetes de", "bolsas de", "tramos de", "piezas de", "de"),
}
_PACKED = 0.12
"""How often parts are counted by what they come in."""
_SINGLE = frozenset({
    "a", "an", "another", "one", "1", "un", "una", "uno", "otro", "otra", "el", "la", "cada", "this", "that", "este",
    "esta", "ese", "esa", "del", "each", "every", "single",
})  # fmt: skip
_SEVERAL = frozenset({
    "many", "those", "these", "cuántos", "cuántas", "los", "las", "unos", "unas", "esos", "esas", "más", "few", "more",
    "of", "some", "any", "all", "cuantos", "cuantas", "tantos",
})  # fmt: skip
_FEMININE: Mapping[str, str] = {
    "el": "la", "los": "las", "un": "una", "unos": "unas", "este": "esta", "ese": "esa", "esos": "esas",
    "estos": "estas",
    "del": "de la", "al": "a la", "otro": "otra", "otros": "otras", "cuántos": "cuántas", "ningún": "ninguna",
    "algún": "alguna",
}  # fmt: skip
_MASCULINE: Mapping[str, str] = {
    feminine: masculine for masculine, feminine in _FEMININE.items() if " " not in feminine
}
_CONTRACTED: Mapping[tuple[str, str], str] = {("a", "el"): "al", ("de", "el"): "del"}


def pool_of(wordings: Iterable[Wording]) -> Pool:
    """The values of all `wordings`, to be put into one another's places."""
    found: dict[tuple[Language, str, str, str], dict[str, None]] = defaultdict(dict)
    for wording in wordings:
        for at, place in enumerate(wording.places):
            if place.words and place.slot and place.slot != "assignee":
                found[_key(wording, at)][place.words] = None
    return {key: tuple(words) for key, words in found.items()}


def _key(wording: Wording, at: int) -> tuple[Language, str, str, str]:
    """What has the same key may stand there too."""
    places = wording.places
    before = places[at - 1].words if at and not places[at - 1].slot else ""
    behind = places[at + 1] if at + 1 < len(places) else None
    follows = "" if behind is None else "value" if behind.slot else "words"
    if behind and places[at].slot == "quantity" and not behind.slot:
        follows = behind.words
    return wording.language, _group(wording, places[at]), before, follows


def _group(wording: Wording, place: Place) -> str:
    """What values may take one another's places: of free words, and of dates, only those of the same slot of the same
    command. Next week is none of the days that somebody's appointments are asked for."""
    head = wording.heads[place.call]
    kind = head.kind(place.slot)
    return f"{head.command} {place.slot}" if kind in FREE_KINDS | {"reminders", "dates"} else kind


def _said_before(wording: Wording, place: Place) -> bool:
    """Whether words of the value stand elsewhere too: "is it the fourth yeah the fourth"."""
    between = {other.words for other in wording.places if not other.slot}
    return any(word in between for word in place.words.split() if len(word) > _SMALL_WORD)


class Filling:
    """Fills wordings by chance."""

    def __init__(self, pool: Pool, chance: Random) -> None:
        self._pool = pool
        self._chance = chance

    def said(self, wording: Wording) -> Said:
        """`wording` with names, numbers and other values of its kinds put in."""
        pieces: list[Piece] = []
        for at, place in enumerate(wording.places):
            if place.record:
                self._put(place, wording, pieces)
            elif place.slot and place.slot != "assignee":
                pieces.append(Piece(self._value(wording, at) + place.glued, place.slot, place.call))
            else:
                pieces.append(Piece(place.words + place.glued, place.slot, place.call))
        return Said(wording.language, tuple(pieces), wording.heads)

    def _value(self, wording: Wording, at: int) -> str:
        place, chance = wording.places[at], self._chance
        kind = wording.heads[place.call].kind(place.slot)
        words = place.words
        if _said_before(wording, place):
            return words
        others = self._pool.get(_key(wording, at)) or (words,)
        if chance.random() < _FROM_POOL:
            words = chance.choice(others)
        if chance.random() < _LONGER.get(kind, 0.0):
            return f"{words} {chance.choice(_GOING_ON[wording.language])} {chance.choice(others)}"
        return another(kind, words, wording.language, chance) if chance.random() < _ALIKE else words

    def _put(self, place: Place, wording: Wording, pieces: list[Piece]) -> None:
        """Puts a record behind `pieces`, and mends the article in front of it."""
        tongue, chance = TONGUES[wording.language], self._chance
        if place.record == "part":
            self._put_part(place, tongue, pieces)
            return
        if place.record == "customer":
            named = self._customer(place, wording, pieces)
            _put_before(named.before, pieces)
            pieces.append(Piece(_glued(named.name, place.glued), place.slot, place.call))
            return
        if place.record in {"job", "invoice", "estimate", "project"}:
            if pieces and pieces[-1].words in _NUMBERED[tongue.language] and chance.random() < 0.15:
                pieces.append(Piece("number" if tongue.language == "en" else "número"))
            elif place.record == "project" and chance.random() < 0.45:
                pieces.append(Piece(_glued(project(tongue.language, chance), place.glued), place.slot, place.call))
                return
            pieces.append(Piece(numbers.record_number(tongue, chance) + place.glued, place.slot, place.call))
            return
        name = colleague(chance) if place.record == "person" else business(tongue.language, chance)
        pieces.append(Piece(_glued(name, place.glued), place.slot, place.call))

    def _customer(self, place: Place, wording: Wording, before: Sequence[Piece]) -> Named:
        """A customer; in front of what is theirs without a title. A job may be named by its work as well."""
        language, chance = wording.language, self._chance
        if place.slot == "job" and not place.glued and before and before[-1].words == _BEFORE_WORK[language]:
            return Named(work(TONGUES[language], chance)) if chance.random() < _BY_WORK else owner(language, chance)
        if place.slot in {"job", "invoice", "estimate"}:
            return owner(language, chance)
        command = wording.heads[place.call].command if wording.heads else ""
        return customer(language, chance, may_be_titled=not place.glued and command != "contact.create")

    def _put_part(self, place: Place, tongue: Tongue, pieces: list[Piece]) -> None:
        before = pieces[-1].words.split()[-1] if pieces else ""
        if before in _SINGLE:
            several = False
        elif before in _SEVERAL or before.isdecimal() or (pieces and pieces[-1].slot == "quantity"):
            several = True
        else:
            several = self._chance.random() < 0.4
        is_counted = several and pieces and pieces[-1].slot == "quantity" and not place.glued
        if is_counted and self._chance.random() < _PACKED:
            pieces += map(Piece, self._chance.choice(_PACKS[tongue.language]).split())
        name = part(tongue, self._chance, invented(self._chance), several=several and not place.glued)
        if tongue.language == "es" and pieces:
            agreed = (_FEMININE if name.is_feminine else _MASCULINE).get(before)
            last = pieces[-1]
            if agreed and (last.slot in {"", "quantity"}):
                pieces[-1:] = (
                    [Piece(f"{last.words[: -len(before)]}{agreed}", last.slot, last.call)]
                    if last.slot
                    else [Piece(word) for word in agreed.split()]
                )
        pieces.append(Piece(name.words + place.glued, place.slot, place.call))


def work(tongue: Tongue, chance: Random) -> str:
    """What a job may be called by its work."""
    listed = tongue.lists["works"]
    return chance.choice(listed).spoken if isinstance(listed, tuple) else ""


def _put_before(before: str, pieces: list[Piece]) -> None:
    """A title, with its article drawn into the word in front of it: "al señor"."""
    words = before.split()
    if words and pieces and (drawn := _CONTRACTED.get((pieces[-1].words, words[0]))):
        pieces[-1] = Piece(drawn)
        del words[0]
    elif words and pieces and pieces[-1].words in {"the", "el", "la", "del", "al"}:
        words = words[-1:]
    pieces += map(Piece, words)


def _glued(name: str, glued: str) -> str:
    """``torres's`` is hardly ever said, nor written by a recogniser."""
    return name if glued and name.endswith("s") else name + glued
