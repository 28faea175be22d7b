"""Contacts: make one, and look one up."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.sentences import Sentence, in_each
from erp.slots import WHICH_CUSTOMER
from erp.snapshot import NOTED_ADDRESS, Snapshot
from erp.values import Email, Name, Phone, PostalCode, State, Text

_CONTACT = "(customer|contact|client)"
_NUMBER = "[with|and] [the] [phone|number|phone number]"
_CLIENTE = "(cliente|clienta|contacto)"
_NEW_ONE = f"(<make> <an> {_CONTACT} [named|called]|(new|create|add) {_CONTACT} [named|called])"
_AT = "(at|on|who lives at|living at)"
_LLAMADO = "[llamado|llamada|que se llama]"
_UNO_NUEVO = f"(<make> <an> {_CLIENTE} [nuevo|nueva] {_LLAMADO}|(nuevo|nueva) {_CLIENTE} {_LLAMADO})"
_EN = "(en|que vive en|con dirección en) [la]"
_NUMERO = "[con|y] [el|su] [teléfono|número|celular]"
_DAME = "(dame|dime|busca|muéstrame|pásame|léeme|necesito|quiero)"


class ContactCreate(Command):
    """Makes a new customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.create",
        risk=Risk.CONFIRM,
        permission="edit_contacts",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="contact",
        phrases={
            "en": (
                "<make> <an> (customer|contact) [named|called] [<anyone>]",
                "(add|save) <anyone> as a [new] (customer|contact)",
                f"(new|create|add) {_CONTACT} [named|called] <anyone>",
                f"<make> <an> {_CONTACT} for <anyone>",
                f"new {_CONTACT}",
                f"<make> <an> {_CONTACT} [named|called] <anyone> [with] (phone|number|phone number) {{words:phone}}",
                f"<make> <an> {_CONTACT} [named|called] <anyone> [with] (email|email address) {{emails:email}}",
                f"{_NEW_ONE} <anyone> {_AT} {{words:street}} [in {{words:city}}]",
                f"{_NEW_ONE} <anyone> {_AT} {{words:street}} [in {{words:city}}] {_NUMBER} {{whole_phones:phone}}",
                "(add|save) <anyone> to [my|the|our] (contacts|customers|clients|customer list)",
                "put <anyone> in [my|the|our] (contacts|customers|customer list)",
                f"(i have|i've got|we have|we've got|there's) a new {_CONTACT} [named|called] [<anyone>]",
            ),
            "es": (
                f"<make> <an> {_CLIENTE} [nuevo|nueva] [(llamado|llamada|que se llama)] [<anyone>]",
                f"(agrega|agregue|guarda|guarde|registra|da de alta) a <anyone> como {_CLIENTE} [(nuevo|nueva)]",
                f"(nuevo|nueva) {_CLIENTE} [<anyone>]",
                f"<make> <an> {_CLIENTE} para <anyone>",
                f"(da|dar) de alta (un|una) {_CLIENTE} [(nuevo|nueva)] [(llamado|llamada|que se llama)] <anyone>",
                f"<make> <an> {_CLIENTE} [llamado|llamada] <anyone> [con] [el] (teléfono|número) {{words:phone}}",
                f"<make> <an> {_CLIENTE} [llamado|llamada] <anyone> [con] [el] correo {{emails:email}}",
                f"{_UNO_NUEVO} <anyone> {_EN} {{words:street}} [en {{words:city}}]",
                f"{_UNO_NUEVO} <anyone> {_EN} {{words:street}} [en {{words:city}}] {_NUMERO} {{whole_phones:phone}}",
                "(agrega|agregue|guarda|guarde|pon|mete) a <anyone> (a|en) [mis|los|la lista de] (contactos|clientes)",
                "(da|dar) de alta (a <anyone>|un cliente|un cliente nuevo|una clienta)",
                f"(tengo|tenemos|hay) (un|una) {_CLIENTE} (nuevo|nueva) [(llamado|llamada|que se llama) <anyone>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Add {customer} as a new customer{with_phone}{with_email}{with_street}{with_city}?",
                saved="New customer {customer} is saved.",
                done="{customer} is now in your contacts.",
                about="the new customer {customer}",
            ),
            "es": Wording(
                confirm="¿Agrego a {customer} como cliente nuevo{with_phone}{with_email}{with_street}{with_city}?",
                saved="El cliente nuevo {customer} está guardado.",
                done="Agregué a {customer} a tus contactos.",
                about="el cliente nuevo {customer}",
            ),
        },
    )

    customer: Annotated[
        Name, Slot("anyone", {"en": "What is the customer's name?", "es": "¿Cómo se llama el cliente?"})
    ]
    phone: Annotated[
        Phone | None, Slot("phones", {"en": "What is the phone number?", "es": "¿Cuál es el teléfono?"})
    ] = None
    """Hero365 takes no contact without a phone number or an e-mail address."""
    email: Annotated[
        Email | None, Slot("emails", {"en": "What is the e-mail address?", "es": "¿Cuál es el correo electrónico?"})
    ] = None
    street: Annotated[Text | None, Slot("streets")] = None
    city: Annotated[Text | None, Slot("cities")] = None
    state: Annotated[State | None, Slot("states")] = None
    postal_code: Annotated[PostalCode | None, Slot("postal_codes")] = None

    @property
    def notes(self) -> str:
        """The part of an address that is known, where it is not whole: Hero365 takes no other as an address."""
        pieces = (self.street, self.city, self.state, self.postal_code)
        known = [piece for piece in pieces if piece]
        return f"{NOTED_ADDRESS}{', '.join(known)}" if known and len(known) < len(pieces) else ""

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """A name, and one way to reach them."""
        reached = () if "phone" in slots or "email" in slots else ("phone",)
        return super().missing(slots) + reached

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody is entered twice."""
        known = snapshot.customer(slots.get("customer", ""))
        if known is None:
            return None
        return in_each(f"{known.name} is already in your contacts.", f"{known.name} ya estaba en tus contactos.")


class ContactFind(Command):
    """Says how a customer is reached, and where."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.find",
        risk=Risk.SILENT,
        permission="view_contacts",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                f"(find|look up|search for|pull up|show me) [the] [{_CONTACT}] <known>",
                "(what's|what is|give me|get me|i need|look up) [the] (phone|number|phone number) (for|of) <known>",
                "(what's|what is|give me|get me|read me|tell me|i need|look up) [the] address (for|of) <known>",
                "(what's|what is|give me|get me|tell me|look up) [the] (email|email address) (for|of) <known>",
                "(what's|what is|give me|get me|look up) [the] contact (info|information|details) (for|of) <known>",
                "(how|where) (do|can) (i|we) (reach|contact|call|find|get hold of) <known>",
                "where does (<known>|{mentioned_customer:customer}) live",
                "(how do i get|directions|take me) to (<known>|{owners:customer} (house|place))",
                "[the] (phone|number|phone number|address|email|email address) (for|of) <known>",
                "(who|where) is {customers:customer}",
                f"(find|look up|search for) <an> {_CONTACT}",
                "[(what's|what is|give me|get me|read me|i need|look up)]"
                " ({owners:customer}|{mentioned_owner:customer})"
                " (phone|number|phone number|cell|cell number|address|email|email address|contact info)",
                "do (we|you) have (a|an|the) (phone|number|phone number|address) for <known>",
            ),
            "es": (
                f"(busca|busque|buscar|encuentra|muéstrame) (a|al|el|la) [{_CLIENTE}] <known>",
                f"(busca|busque|buscar|encuentra|muéstrame) (un|el) {_CLIENTE}",
                f"{_DAME} [el] (teléfono|número|número de teléfono|celular) (de|del) <known>",
                f"{_DAME} [la] dirección (de|del) <known>",
                f"{_DAME} [el] (correo|correo electrónico|email) (de|del) <known>",
                f"{_DAME} los datos (de|del) <known>",
                "cuál es (el teléfono|el número|la dirección|el correo) (de|del) <known>",
                f"(cuál es|{_DAME}) {{mentioned_owner:customer}}"
                " (teléfono|número|número de teléfono|celular|dirección|correo|correo electrónico)",
                "(dónde|en dónde) vive <known>",
                "[el|la|los] (teléfono|número|celular|dirección|correo|datos|datos de contacto) (de|del) <known>",
                "cómo llego (a|con|a casa de) <known>",
                "(dónde|en dónde) (está|queda) {customers:customer}",
                "cómo (contacto|localizo|llamo|encuentro) a <known>",
                "quién es {customers:customer}",
                "(tenemos|tienes|hay) [el] (teléfono|número|dirección) (de|del) <known>",
            ),
        },
    )

    customer: Annotated[Name, WHICH_CUSTOMER]
