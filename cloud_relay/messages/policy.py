"""Whether a message may go to a customer, and when. Pure.

What technicians send is about the customer's own job: information, no advertising, to people who gave the business
their number. They consent by that until they say otherwise (47 CFR 64.1200(f), "prior express consent"), and are left
in peace at night: text messages come between 8 and 21 o'clock where the customer is. 47 CFR 64.1200(c)(1) demands that
of advertising only, but people dislike the others as much. An e-mail wakes nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cloud_relay.day_and_night import next_day_in_all
from erp.sentences import Sentence, in_each
from erp.values import Channel
from sync.messages import Message


@dataclass(frozen=True, slots=True)
class Send:
    """It may go now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """It may go then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Refuse:
    """It may not go."""

    reason: Sentence


TOO_LATE = in_each(
    "The message came too late, and was not sent.", "El mensaje llegó demasiado tarde, y no se ha enviado."
)
OPTED_OUT = in_each(
    "The customer has asked for no more messages.", "El cliente ha pedido que no se le envíen más mensajes."
)
NOT_DELIVERED = in_each("The message could not be delivered.", "No se pudo entregar el mensaje.")
NOBODY_KNOWS = in_each(
    "Nobody knows whether the message was sent; it is not sent again.",
    "Nadie sabe si el mensaje se ha enviado; no se envía otra vez.",
)
QUIET = in_each(
    "It is night where the customer is, and in the morning the message would be too late.",
    "Es de noche donde está el cliente, y por la mañana el mensaje llegaría tarde.",
)
NO_CARRIER: Mapping[Channel, Sentence] = {
    "sms": in_each(
        "The message service sends no text messages.", "El servicio de mensajes no envía mensajes de texto."
    ),
    "email": in_each("The message service sends no e-mail.", "El servicio de mensajes no envía correos."),
}

Decision = Send | Wait | Refuse


def decide(message: Message, now: datetime, *, opted_out: bool, zones: Collection[ZoneInfo]) -> Decision:
    """What becomes of a message at this moment.

    Args:
        message: to somebody.
        now: aware.
        opted_out: whether they have asked for no more messages.
        zones: all in which they may be; the message waits until it is day in each.
    """
    if opted_out:
        return Refuse(OPTED_OUT)
    if message.expires is not None and now >= message.expires:
        return Refuse(TOO_LATE)
    if message.channel == "email":
        return Send()
    day = next_day_in_all(now, zones)
    if day is None or (message.expires is not None and day >= message.expires):
        return Refuse(QUIET)
    return Send() if day == now else Wait(day)
