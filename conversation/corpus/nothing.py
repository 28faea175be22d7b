"""Sentences that are no command: chatter, reports about others, what is only thought about, mere beginnings."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from conversation.corpus.augmenting import Augmenting
from conversation.corpus.filling import Filling
from conversation.corpus.people import first_name
from conversation.corpus.said import Piece, Said, plain
from conversation.corpus.talk import BRIDGES, LEADS
from conversation.corpus.wordings import Wording
from conversation.tongues import TONGUES
from erp import Language

_VERBS: Final[Mapping[Language, frozenset[str]]] = {
    "en": frozenset({
        "put", "mark", "set", "close", "cancel", "start", "move", "schedule", "book", "give", "assign", "add", "send",
        "create", "make", "order", "record", "finish", "reserve", "invoice", "convert", "text", "complete", "pause",
        "reschedule", "bill", "switch", "pull", "push", "email", "begin", "resume", "reopen", "delete",
    }),
    "es": frozenset({
        "cierra", "termina", "cancela", "pon", "mueve", "agenda", "manda", "envía", "crea", "haz", "registra", "anota",
        "pide", "aparta", "asigna", "empieza", "arranca", "factura", "cotiza", "marca", "cambia", "quita", "saca",
        "reagenda", "pausa", "borra", "abre", "convierte", "pasa", "apunta", "ordena", "avísale", "mándale", "cóbrale",
    }),
}  # fmt: skip
"""Verbs that sentences begin with which may be put behind "I told him to", and in Spanish behind "y le dije"."""
_REPORTED: Final[Mapping[Language, Sequence[str]]] = {
    "en": (
        "i told {} to", "i asked {} to", "{} told me to", "{} wants me to", "{} said to", "{} was supposed to",
        "should i", "don't", "do not", "please don't", "{} forgot to", "what if i", "how do i", "what happens if i",
        "if i", "i wouldn't", "why would i", "they told {} to", "the office was going to", "he said he'd",
        "she asked us to", "i was gonna", "i was about to", "we never", "nobody told me to", "i don't want to",
        "when i", "every time i", "you can't just", "{} always wants to", "i thought about asking {} to", "never",
        "i'm not going to", "we don't need to", "i already told you i won't", "suppose we", "he never said to",
        "what would it take to", "i hate it when they", "some guy on the radio said",
    ),
    "es": (
        "y le dije a {}", "y yo le dije", "{} me dijo", "me dice {}", "la oficina me dijo", "él me dijo",
        "y ella me dice", "qué pasa si digo", "si yo digo", "el jefe le dijo a {}", "le grité a {}", "no le digas",
        "ayer le dije", "me acuerdo que {} decía", "siempre me dice", "nunca te dije", "en la radio dijeron",
        "cuando {} dice",
    ),
}  # fmt: skip
_NOUNS: Final = frozenset({
    "job", "jobs", "note", "invoice", "bill", "estimate", "quote", "project", "reminder", "reminders", "appointment",
    "payment", "customer", "contact", "lead", "time", "day", "schedule", "week", "price", "stock", "alerts", "business",
    "trabajo", "nota", "factura", "presupuesto", "cotización", "proyecto", "recordatorio", "cita", "pago", "cliente",
    "agenda", "semana", "precio", "inventario", "alertas", "empresa", "negocio", "orden", "mensaje", "message", "text",
    "libre", "off", "call", "llamada", "parts", "piezas", "today", "tomorrow", "hoy", "mañana", "late", "tarde", "open",
    "free", "next", "siguiente", "notas", "trabajos", "facturas", "citas", "avísale", "avisa", "status", "estado",
    "here", "done", "aquí", "listo", "terminé", "oficina", "office", "remind", "recuérdame", "order", "reserve", "pide",
    "aparta", "start", "finish", "cancel", "close", "complete", "empieza", "termina", "cierra", "cancela", "arranca",
    "pausa", "pause", "resume", "switch", "cambia", "read", "léeme", "lee", "facturar", "factúrale",
    "cotiza", "running", "voy", "llego", "low", "owes", "debe", "permissions", "permisos", "allowed", "who",
    "quién",
})  # fmt: skip
"""What makes a beginning a command that lacks something."""
_LONGEST_BEGINNING: Final = 3
_IN_ENGLISH: Final = 0.65
_ROUGH: Final = 0.3


_BROKEN: Final = frozenset({"second-language", "recogniser", "restart"})
"""Kinds of wordings that are no whole sentences."""


class Nothing:
    """Makes sentences that are no command."""

    def __init__(
        self,
        others: Mapping[Language, Sequence[Wording]],
        commands: Mapping[Language, Sequence[Wording]],
        filling: Filling,
        augmenting: Augmenting,
        chance: Random,
    ) -> None:
        self._others = others
        self._commands = commands
        self._filling = filling
        self._augmenting = augmenting
        self._chance = chance

    def other(self, wording: Wording) -> Said:
        """`wording`, which is none, as it stands or beside another one, or what was heard of it."""
        said, way = self._filling.said(wording), self._chance.random()
        if way < 0.35:
            return said
        if way < 0.65:
            return self._augmenting.hesitating(said)
        if way < 0.75:
            return said.of(*self._words(LEADS, said), *said.pieces)
        if way < 0.87:
            beside = self._filling.said(self._chance.choice(self._others[said.language]))
            bridge = self._words(BRIDGES, said) if self._chance.random() < 0.6 else ()
            return said.of(*said.pieces, *bridge, *beside.pieces)
        return self._part_of(said)

    def _words(self, words: Mapping[Language, Sequence[str]], said: Said) -> tuple[Piece, ...]:
        return plain(self._chance.choice(words[said.language]))

    def _part_of(self, said: Said) -> Said:
        """Without its end, as where the microphone closes too early."""
        words = len(said.pieces)
        return said.of(*said.pieces[: self._chance.randint(max(1, words // 2), words)])

    def reported(self) -> Said | None:
        """A command that somebody else was told, or that is only thought about or denied; None where the wording drawn
        is no such sentence."""
        language: Language = "en" if self._chance.random() < _IN_ENGLISH else "es"
        wording = self._chance.choice(self._commands[language])
        said = self._filling.said(wording)
        if said.pieces[0].words not in _VERBS[language] or len(said.heads) > 1 or wording.kind in _BROKEN:
            return None
        told = self._chance.choice(_REPORTED[language]).format(first_name(self._chance))
        if said.heads[0].command.startswith("notify.") and told in {"don't", "do not", "please don't", "never"}:
            return None
        none = Said(language, (*plain(told), *map(_unmarked, said.pieces)))
        return self._augmenting.hesitating(none) if self._chance.random() < _ROUGH else none

    def beginning(self) -> Said | None:
        """A command that was cut off before it said what about; None where the wording drawn says so at once."""
        language: Language = self._chance.choice(("en", "es"))
        wording = self._chance.choice(self._commands[language])
        if any(place.record and not place.slot for place in wording.places):
            return None
        said = self._filling.said(wording)
        words = said.pieces[: self._chance.randint(1, _LONGEST_BEGINNING)]
        if len(words) == len(said.pieces) or any(each.slot or each.words in _NOUNS for each in words):
            return None
        if said.heads[0].command.startswith("business.") or not any(piece.slot for piece in said.pieces):
            return None
        before = self._words(LEADS, said) if self._chance.random() < 0.4 else ()
        return Said(language, (*before, *words))


def _unmarked(piece: Piece) -> Piece:
    return Piece(piece.words)


_SAID_BY: Final[Mapping[str, frozenset[str]]] = {
    "job.schedule": frozenset({"schedule", "calendar", "agenda", "agéndame", "agendar", "programa", "programar"}),
    "job.reschedule": frozenset({"reschedule", "push", "postpone", "reagenda", "mueve", "pospón", "recorre", "aplaza"}),
    "job.add_note": frozenset({"note", "notes", "nota", "anota", "anótale", "apunta", "apúntale", "anótame"}),
    "contact.call_note": frozenset({"note", "nota", "anota", "apunta", "call", "llamada"}),
    "schedule.book": frozenset({"book", "appointment", "cita", "visit", "visita"}),
    "schedule.reschedule": frozenset({"reschedule", "reagenda", "reagéndame"}),
    "job.assign": frozenset({"assign", "reassign", "asigna", "asígnale", "reasigna"}),
    "project.assign": frozenset({"assign", "reassign", "asigna", "asígnale", "reasigna"}),
    "invoice.create": frozenset({"invoice", "bill", "factura", "facturale", "factúrale", "cóbrale", "cobra"}),
    "estimate.create": frozenset({"estimate", "quote", "presupuesto", "cotización", "cotiza", "estimado", "cotízale"}),
    "payment.record": frozenset({"payment", "pago", "abono"}),
}  # fmt: skip
"""Commands that say what they are before they say all, and the words that say it."""
_MEANT_OTHERWISE: Final = frozenset({"oficina", "office", "no", "not", "don't"})


def cut_off(said: Said, chance: Random) -> Said | None:
    """`said` without what follows its first record: the command is there, and something is missing. None where the
    words in front of that do not say the command yet."""
    if len(said.heads) != 1 or said.heads[0].command not in _SAID_BY or said.heads[0].own:
        return None
    first = next((at for at, piece in enumerate(said.pieces) if piece.slot), 0)
    behind = said.pieces[first + 1 :]
    next_value = next((at for at, piece in enumerate(behind) if piece.slot), None)
    if next_value is None or said.pieces[first].slot not in {"job", "customer", "project", "invoice"}:
        return None
    in_front = {piece.words for piece in said.pieces[:first]}
    if in_front & _MEANT_OTHERWISE or not in_front & _SAID_BY[said.heads[0].command]:
        return None
    return said.of(*said.pieces[: first + 1], *behind[: chance.randint(0, min(next_value, 2))])


def controls(language: Language) -> Sequence[str]:
    """Templates of what is said to the conversation itself: to no command."""
    said = TONGUES[language].phrases
    return (*said.TALK[:-1], *said.YES, *said.NO, *said.NEITHER, *said.THANKS, *said.CANCEL)
