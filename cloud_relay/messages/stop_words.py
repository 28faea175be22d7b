"""Whether a customer's answer says that they want no more messages, or want them again. Pure.

In English the words of 47 CFR 64.1200(a)(10), those that carriers take for it (CTIA Messaging Principles), and the same
in Spanish. People write them as people write: with courtesies around them, and about messages. Whatever else is said
makes an answer of it that somebody else has to read: "please stop by at nine" is no revocation.
"""

import re
from typing import Final

_NO_MORE: Final = frozenset(
    {"stop", "stopall", "quit", "end", "revoke", "optout", "cancel", "unsubscribe", "remove", "nomore"}
    | {"alto", "parar", "para", "pare", "basta", "baja", "cancelar", "cancela", "nomas"}
)
_AGAIN: Final = frozenset({"start", "unstop", "yes"})
_TWO_WORDS: Final = re.compile(r"\b(opt) (out)\b|\b(no) (more)\b|\b(no) (m[aá]s)\b")
_BESIDE: Final = frozenset(
    {"please", "pls", "thanks", "thank", "you", "now", "all", "me", "my", "number", "from", "list", "the", "these"}
    | {"text", "texts", "texting", "message", "messages", "messaging", "sending", "contacting", "sms"}
    | {"por", "favor", "gracias", "ya", "de", "mensajes", "textos", "mandar", "enviar", "me", "los"}
)
"""What may stand beside them."""


def wants_no_more(answer: str) -> bool:
    """Whether it revokes the customer's consent."""
    words = _words(answer)
    return bool(words & _NO_MORE) and words <= _NO_MORE | _BESIDE


def wants_again(answer: str) -> bool:
    """Whether it takes that back: one word, and nothing beside it."""
    words = _words(answer)
    return len(words) == 1 and words <= _AGAIN


def _words(answer: str) -> set[str]:
    bare = " ".join(re.findall(r"[^\W_]+", answer.casefold()))
    return set(_TWO_WORDS.sub(lambda found: "".join(filter(None, found.groups())).replace("á", "a"), bare).split())
