"""Contacts: what there was with a customer, what was agreed on, and how likely they are to buy."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo, Wording
from erp.slots import NOTE, WHICH_CUSTOMER
from erp.values import LeadStatus, Name, Text

_TO_STATUS = "[[lead] status] [as|to|in|into] [a|an] {lead_statuses:status} [lead]"
_NAMED = "{customers:customer}"
_CALL = "(call|phone call|conversation|talk|chat)"
_LLAMADA = "(llamada|conversación|plática|charla)"


class ContactInteractions(Command):
    """Says what there was with a customer lately: notes, jobs, invoices."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.interactions",
        risk=Risk.SILENT,
        permission="view_contacts",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what's|what is|read me|show me|give me|tell me) [the] history (with|of|for|on) <known>",
                "[the] history (with|of|for) <known>",
                "what (did|have) we (do|done) [last time] ((for|with) <known>|at {owners:customer})"
                " [(before|lately|last|last time|so far)]",
                "(when|what) was the last (time|visit|job|call) (with|for|at) <known>",
                "(what|anything) (happened|going on) with <known> [lately]",
                "(what do we know|what do you know|what do we have|tell me) (about|on) <known>",
                "(read|read me|show|show me) [the] [last] (notes|interactions|calls) (on|for|about|with) <known>",
                "(have we|did we) (worked|work|been) (for|at) <known> before",
                "(what's|what is) the story with <known>",
                "(what's|what has) been going on with <known>",
                "notes (on|for|about) <known>",
                "when (did we last see|did we last visit|were we last at|was i last at) <known>",
                "when (did we last see|did we last visit|were we last at|was i last at) {owners:customer}",
                "(catch me up|fill me in|brief me) on <known>",
                "(show|show me|read|read me|pull up|give me) (the|a) [(contact|customer)] history",
            ),
            "es": (
                "(cuál es|dime|dame|léeme|muéstrame|enséñame) [el] historial (de|con|del) <known>",
                "[el] historial (de|con|del) <known>",
                "qué (le hicimos|le hemos hecho|hemos hecho|hicimos) (a|con|para) <known>"
                " [(antes|últimamente|la última vez)]",
                "(cuándo|cuál) fue (la última vez [que (fuimos|estuvimos)]|la última visita|el último trabajo)"
                " (con|de|en casa de) <known>",
                "qué (ha pasado|pasó|hay) con <known>",
                "(qué|cuáles) trabajos (le hicimos|le hemos hecho|hicimos) (a|con|para) <known>",
                "cuándo (fuimos|estuvimos|vimos) (con|a|en casa de) <known> [por última vez]",
                "[las] notas (de|sobre) <known>",
                "qué (sabemos|sabes|tenemos) (de|sobre) <known>",
                "(cuéntame|háblame|platícame|ponme al día|infórmame) (de|del|sobre) <known>",
                "(léeme|lee|muéstrame|dime) las [últimas] (notas|llamadas|interacciones) (de|con|sobre) <known>",
                "(ya|alguna vez) (trabajamos|hemos trabajado) (con|para) <known>",
                "(muéstrame|enséñame|dime|léeme|dame) (el|un) historial",
            ),
        },
    )

    customer: Annotated[Name, WHICH_CUSTOMER]


class ContactCallNote(Command):
    """Keeps a note about a call or a talk with a customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.call_note",
        risk=Risk.TELL,
        permission="edit_contacts",
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                f"(log|note|record|write down) (a|the|my) {_CALL} with <known>",
                f"(log|note|record) (a|the|my) {_CALL} with <known> (that|saying) {{words:note}}",
                f"(log|note|record) (a|the|my) {_CALL} with <known> {{words:note}}",
                "(add|make|take|save|write) a [call] note (for|about|on|to) <known>",
                "(add|make|take|save|write) a [call] note (for|about|on|to) <known> (that|saying) {words:note}",
                "(add|make|take|save|write) a [call] note (for|about|on|to) <known> {words:note}",
                "note (on|for|about) <known> {words:note}",
                # Named, and not "him": what is told to somebody else sounds the same.
                f"(i|we) [just] (talked|spoke) (to|with) {_NAMED}",
                f"(i|we) [just] (talked|spoke) (to|with) {_NAMED} {{words:note}}",
                f"(i|we) [just] called {_NAMED} (and|about) {{words:note}}",
                "(put|keep) a note (in|on) <known> [that {words:note}]",
                "(log|note) that (i|we) (called|talked to|spoke to|spoke with|met) <known> [and] {words:note}",
                "(add|put|write) (to|in|into) {owners:customer} (notes|file|record) [that] {words:note}",
                "note that {customers:customer} {words:note}",
                f"(log|note|record|write down) (a|the|my) {_CALL}",
            ),
            "es": (
                f"(registra|registre|anota|anote|apunta|guarda) (una|la|mi) {_LLAMADA} con <known>",
                f"(registra|anota|apunta|guarda) (una|la|mi) {_LLAMADA} con <known> (que|sobre) {{words:note}}",
                "(agrega|agregue|pon|ponle|haz|toma|guarda|anota) una nota (a|para|de|sobre) <known>",
                "(agrega|pon|ponle|haz|toma|guarda|anota) una nota (a|para|de|sobre) <known> (que diga|que|de que)"
                " {words:note}",
                "(anota|apunta|nota) (de|para|sobre|en|a) <known> [que] {words:note}",
                f"(anota|apunta|registra) que {_NAMED} {{words:note}}",
                "(registra|anota|apunta) que (hablé con|llamé a|hablamos con|visité a) <known> [y] {words:note}",
                "(registra|anota|apunta) que (hablé con|llamé a|hablamos con|visité a) <known>",
                f"(acabo de hablar|hablé|hablamos) con {_NAMED}",
                f"(acabo de hablar|hablé|hablamos) con {_NAMED} [y] {{words:note}}",
                f"(llamé|llamamos|le llamé) a {_NAMED} y {{words:note}}",
                f"(registra|registre|anota|anote|apunta) (una|la|mi) {_LLAMADA}",
            ),
        },
        statements={
            "en": (f"{_NAMED} called (and|about) {{words:note}}",),
            "es": (f"{_NAMED} (llamó|me llamó|nos llamó) [y|para] {{words:note}}",),
        },
        wording={
            "en": Wording(
                confirm="Save this note about {customer}: {note}?",
                saved="The note about {customer} is saved: {note}.",
                done="The note about {customer} is in Hero365.",
                about="the note about {customer}",
            ),
            "es": Wording(
                confirm="¿Guardo esta nota sobre {customer}: {note}?",
                saved="La nota sobre {customer} está guardada: {note}.",
                done="La nota sobre {customer} quedó en Hero365.",
                about="la nota sobre {customer}",
            ),
        },
    )

    customer: Annotated[Name, WHICH_CUSTOMER]
    note: Annotated[Text, NOTE]


class ContactLeadStatus(Command):
    """Says how far a customer is on the way to buying."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.lead_status",
        risk=Risk.TELL,
        permission="edit_contacts",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                # What follows the name is the same wherever it can be, so that the long list of names is laid once.
                f"(mark|set|make|flag|move|put|update|change) [[the] lead] <known> {_TO_STATUS}",
                f"(update|change|set) [the] lead status (of|for|on) <known> {_TO_STATUS}",
                f"(set|change|update) {{owners:customer}} {_TO_STATUS}",
                "(update|change|set) [the] lead status (of|for|on) <known>",
                f"(we|i) {{lead_statuses:status}} {_NAMED}",
                "(update|change) [the] lead status",
            ),
            "es": (
                "(marca|marque|marcar|pon|ponga|deja) a <known> (como|en) {lead_statuses:status}",
                "(cambia|cambie|actualiza|pon) el estado de (prospecto|cliente) de <known> [a {lead_statuses:status}]",
                "(cambia|cambie|actualiza|pasa|mueve) a <known> a {lead_statuses:status}",
                "(cambia|actualiza|pon) el (estado|estatus) de <known> (a|en|como) {lead_statuses:status}",
                "(cambia|actualiza) el estado de un prospecto",
            ),
        },
        statements={
            "en": (
                f"{_NAMED} is (now [a|an] {{lead_statuses:status}} [lead]|[a|an] {{lead_statuses:status}} lead [now])",
            ),
            "es": (f"{_NAMED} (ya es|ya está|ahora es|ahora está) [en|un|una] {{lead_statuses:status}}",),
        },
        wording={
            "en": Wording(
                confirm="Mark {customer} as {status}?",
                saved="{customer} is saved as {status}.",
                done="{customer} is marked as {status}.",
                about="{customer} as {status}",
            ),
            "es": Wording(
                confirm="¿Marco a {customer} como {status}?",
                saved="El estado de {customer} quedó guardado: {status}.",
                done="El estado de {customer} es ahora: {status}.",
                about="{customer} como {status}",
            ),
        },
    )

    customer: Annotated[Name, WHICH_CUSTOMER]
    status: Annotated[
        LeadStatus, Slot("lead_statuses", {"en": "Which lead status?", "es": "¿Qué estado de prospecto?"})
    ]
