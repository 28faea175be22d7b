"""An estimate that was made: it is sent, and what the customer says to it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.messages import CustomerMessage, here_is_the_estimate
from erp.naming import another_ones, by_customer, known, no_way_to_the_owner, numbers_of, way_to_the_owner
from erp.sentences import Language, Sentence, in_each
from erp.slots import WHICH_ESTIMATE
from erp.snapshot import Estimate, Snapshot
from erp.values import Amount, Number

EstimateStatus = Literal["draft", "sent", "viewed", "accepted", "rejected"]
"""What a person may say of one; Hero365 writes ``approved`` for accepted."""
ESTIMATE_STATUS_WORDS: Mapping[Language, Mapping[str, EstimateStatus]] = {
    "en": {
        "sent": "sent",
        "accepted": "accepted",
        "approved": "accepted",
        "signed": "accepted",
        "rejected": "rejected",
        "declined": "rejected",
        "turned down": "rejected",
        "viewed": "viewed",
        "seen": "viewed",
        "opened": "viewed",
        "draft": "draft",
        "a draft": "draft",
    },
    "es": {
        "enviado": "sent",
        "mandado": "sent",
        "aceptado": "accepted",
        "aprobado": "accepted",
        "firmado": "accepted",
        "rechazado": "rejected",
        "no aceptado": "rejected",
        "visto": "viewed",
        "abierto": "viewed",
        "borrador": "draft",
        "un borrador": "draft",
    },
}


ESTIMATE_ANSWERS: Mapping[Language, Mapping[str, EstimateStatus]] = {
    "en": {
        "accepted": "accepted",
        "approved": "accepted",
        "signed": "accepted",
        "took": "accepted",
        "declined": "rejected",
        "rejected": "rejected",
        "turned down": "rejected",
        "said no to": "rejected",
        "said yes to": "accepted",
    },
    "es": {
        "aceptó": "accepted",
        "aceptaron": "accepted",
        "aprobó": "accepted",
        "aprobaron": "accepted",
        "firmó": "accepted",
        "firmaron": "accepted",
        "rechazó": "rejected",
        "rechazaron": "rejected",
        "no aceptaron": "rejected",
        "no aceptó": "rejected",
        "no aprobó": "rejected",
        "no quiso": "rejected",
    },
}
"""What a customer says to one: "Ann Bauer ... estimate 8"."""


class EstimateSend(CustomerMessage):
    """Tells a customer of their estimate, and marks it as sent where it was a draft: Hero365 itself mails nothing."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="estimate.send",
        risk=Risk.CONFIRM,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="message",  # it is marked as sent only when the message is on its way
        phrases={
            "en": (
                "(send|send out|send over|resend) (<named_estimate> [to (<known>|the customer)]"
                "|{that_estimate:estimate} to (<known>|the customer)) [(by|via|in an|as a|as an) {channels:method}]",
                "send <known> (<named_estimate>|(the|a|his|her|their) (estimate|quote))"
                " [(by|via|in an|as a|as an) {channels:method}]",
                "{channels:method} (<named_estimate> [to (<known>|the customer)]"
                "|{that_estimate:estimate} to (<known>|the customer))",
                "{channels:method} <known> (<named_estimate>|(the|a|his|her|their) (estimate|quote))",
                "(get|shoot) (<estimate> (over|out) to <known>|<known> (the|his|her|their) (estimate|quote))",
                "send (the|an|out the) (estimate|quote) [to <known>]",
            ),
            "es": (
                "(manda|mandar|mande|envía|enviar|envíe) (<named_estimate> [(a <known>|al cliente)]"
                "|{that_estimate:estimate} (a <known>|al cliente)) [(por|en un) {channels:method}]",
                "(mándale|mandarle|mándele|envíale|enviarle|envíele|pásale) (<named_estimate>|(el|su|la)"
                " (presupuesto|cotización|estimado))"
                " [(a <known>|al cliente)] [(por|en un) {channels:method}]",
                "(mándale|mandarle|envíale|enviarle|pásale) a <known> (<named_estimate>|(el|su|la)"
                " (presupuesto|cotización|estimado))"
                " [(por|en un) {channels:method}]",
                "(manda|mandar|envía|enviar) (el|la) (presupuesto|cotización|estimado) [(a|de) <known>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Send estimate {estimate}{for_amount} to {customer} by {method}?",
                saved="Estimate {estimate} for {customer} is saved, to go out by {method}.",
                done="Estimate {estimate} is on its way to {customer}.",
                about="estimate {estimate} to {customer}",
            ),
            "es": Wording(
                confirm="¿Mando el presupuesto {estimate}{for_amount} a {customer} por {method}, en español?",
                saved="El presupuesto {estimate} para {customer} quedó guardado, para salir por {method}.",
                done="El presupuesto {estimate} va en camino a {customer}.",
                about="el envío del presupuesto {estimate} a {customer}",
            ),
        },
    )

    estimate: Annotated[Number, WHICH_ESTIMATE]
    amount: Amount | None = None
    """The estimate's, to be read back, as its status when it was said."""
    was: str | None = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """Named by its customer it is the one that is still open."""
        records = snapshot.estimates if "estimate" in slots else _open(snapshot)
        return cls, by_customer(slots, "estimate", records)

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's open estimates."""
        return {"estimate": numbers_of(slots["customer"], _open(snapshot))} if "customer" in slots else {}

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Whose it is, what it comes to, where they are reached, and the words."""
        estimate = snapshot.estimate(slots.get("estimate", ""))
        if estimate is None:
            return slots
        words = here_is_the_estimate(estimate, snapshot)[snapshot.language]
        its_own = {**known_of_estimate(slots, snapshot), "was": estimate.status, "message": words}
        return {**its_own, **way_to_the_owner(estimate, snapshot), **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """All else follows from the estimate."""
        return () if "estimate" in slots else ("estimate",)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """An estimate goes to its own customer, where they can be reached, and not when it is off."""
        estimate, customer = snapshot.estimate(slots.get("estimate", "")), slots.get("customer")
        if estimate is None:
            return _none_of(customer, snapshot) if customer and "estimate" not in slots else None
        unreached = no_way_to_the_owner("estimate", estimate, slots.get("method"), snapshot)
        return another_ones("estimate", estimate, customer) or off(estimate) or unreached

    def steps(self) -> tuple[Command, ...]:
        """What was a draft is one no more."""
        if self.was != "draft":
            return (self,)
        return self, EstimateSetStatus(estimate=self.estimate, status="sent")


class EstimateSetStatus(Command):
    """Writes down what has become of an estimate: sent, viewed, accepted, rejected, or a draft again."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="estimate.set_status",
        risk=Risk.TELL,
        permission="edit_projects",  # Hero365 has no permission of its own for estimates
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(mark|set|put down|record) <estimate> [(as|to)] {estimate_statuses:status}",
                "(set|put|move|turn|take) <estimate> (back to|back into|to) {estimate_statuses:status}",
            ),
            "es": (
                "(marca|marcar|marque|pon|poner|anota) <estimate> [como] {estimate_statuses:status}",
                "(pasa|pasar|regresa|regresar|devuelve|devolver) <estimate> a {estimate_statuses:status}",
            ),
        },
        statements={
            "en": (
                "<named_estimate> (is|was|got|has been) {estimate_statuses:status}",
                "(<known>|(they|he|she|the (customer|client)) [just])"
                " ({estimate_answers:status} <named_estimate>|{turned:status} <named_estimate> down)",
                "(they|he|she|the (customer|client)) [just] ({clear_answers:status} {mentioned_estimate:estimate}"
                "|{turned:status} {mentioned_estimate:estimate} down)",
            ),
            "es": (
                "<named_estimate> (está|ya está|fue|quedó) {estimate_statuses:status}",
                "(<known>|(el|la) (cliente|clienta)) [ya] {estimate_answers:status} <named_estimate>",
                "[ya] {mentioned_estimate:estimate} {clear_answers:status}",
                "no {mentioned_estimate:estimate} {refusals:status}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Mark estimate {estimate} as {status}?",
                saved="Estimate {estimate} is saved as {status}.",
                done="Estimate {estimate} is {status} now.",
                about="estimate {estimate} as {status}",
            ),
            "es": Wording(
                confirm="¿Marco el presupuesto {estimate} como {status}?",
                saved="El presupuesto {estimate} quedó guardado como {status}.",
                done="El presupuesto {estimate} ahora está {status}.",
                about="el presupuesto {estimate} como {status}",
            ),
        },
    )

    estimate: Annotated[Number, WHICH_ESTIMATE]
    status: Annotated[EstimateStatus, Slot("estimate_statuses", {"en": "To which status?", "es": "¿A qué estado?"})]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """A customer who is said to have answered is the estimate's own."""
        return cls, by_customer(slots, "estimate", snapshot.estimates)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """It is its own customer who accepts it, what was invoiced is settled, and what it is already it need not
        become."""
        estimate, status = snapshot.estimate(slots.get("estimate", "")), slots.get("status")
        if estimate is None or status is None:
            return None
        if objection := another_ones("estimate", estimate, slots.get("customer")):
            return objection
        if estimate.status == "converted":
            return in_each(
                f"Estimate {estimate.number} is invoiced already.",
                f"El presupuesto {estimate.number} ya está facturado.",
            )
        sent_before = status == "sent" and estimate.status != "draft"
        if not sent_before and estimate.status != {"accepted": "approved"}.get(status, status):
            return None
        return in_each(
            f"Estimate {estimate.number} is {spoken_estimate_status(estimate.status)} already.",
            f"El presupuesto {estimate.number} ya está {spoken_estimate_status(estimate.status, 'es')}.",
        )


def spoken_estimate_status(status: str, language: Language = "en") -> str:
    """As it follows "is" or "está": ``accepted``, ``aceptado``."""
    return _SPOKEN[language].get(status, status)


def known_of_estimate(slots: Slots, snapshot: Snapshot) -> Slots:
    """Whose the estimate in `slots` is and what it comes to, as far as the records say."""
    estimate = snapshot.estimate(slots.get("estimate", ""))
    return known(customer=estimate.customer, amount=estimate.total) if estimate else {}


def off(estimate: Estimate) -> Sentence | None:
    """That nothing more becomes of `estimate`, if so."""
    if estimate.status not in _OFF:
        return None
    en, es = _OFF[estimate.status]
    return in_each(f"Estimate {estimate.number} {en}.", f"El presupuesto {estimate.number} {es}.")


def _open(snapshot: Snapshot) -> list[Estimate]:
    """The estimates that a customer has yet to say yes to."""
    return [estimate for estimate in snapshot.estimates if estimate.status not in _OFF.keys() | _SETTLED]


def _none_of(customer: str, snapshot: Snapshot) -> Sentence | None:
    if numbers_of(customer, _open(snapshot)):
        return None
    return in_each(f"{customer} has no open estimate.", f"{customer} no tiene ningún presupuesto abierto.")


_OFF = {
    "rejected": ("was turned down", "fue rechazado"),
    "expired": ("has expired", "está vencido"),
    "cancelled": ("is cancelled", "está cancelado"),
}
"""Statuses from which nothing more becomes of an estimate."""
_SETTLED = frozenset({"approved", "accepted", "converted"})
_SPOKEN: Mapping[Language, Mapping[str, str]] = {
    "en": {"draft": "a draft", "approved": "accepted"},
    "es": {
        "draft": "en borrador",
        "sent": "enviado",
        "viewed": "visto",
        "accepted": "aceptado",
        "approved": "aceptado",
        "rejected": "rechazado",
        "expired": "vencido",
        "converted": "facturado",
        "cancelled": "cancelado",
    },
}
