"""The office: asking for somebody there."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar

from erp.command import CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.messages import ByRelay
from erp.sentences import Language
from erp.snapshot import Snapshot
from erp.values import Name, Text

_OFFICE = "([the] (office|dispatcher|dispatch)|somebody (at|in|from) the office|someone (at|in|from) the office)"
_GET = "(get|get me|call|call me|reach|put me through to|connect me (to|with)|i need|i want)"
_LA_OFICINA = "(la oficina|el despacho|alguien (de|en) la oficina)"
_A_LA_OFICINA = "(a la oficina|al despacho|a alguien (de|en) la oficina)"
_PIDE = "(pide|pida|pedir|solicita|solicite|necesito)"


class AskOffice(ByRelay):
    """Asks for somebody in the office, who then sees to it."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.ask_office",
        risk=Risk.TELL,
        permission=None,
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        meaningful_for=timedelta(hours=2),
        phrases={
            "en": (
                f"{_GET} {_OFFICE} [(for|about|on) <job>]",
                f"{_GET} (help|a hand|backup|support) from {_OFFICE} [(for|with|on) <job>]",
                f"{_GET} {_OFFICE} to help [me] [(with|on) <job>]",
                f"(ask|tell) {_OFFICE} (for help|to help|to help me|to call me) [(with|on|about) <job>]",
                f"(ask|tell) {_OFFICE} (that|to) {{words:message}}",
                f"let {_OFFICE} know [that] {{words:message}}",
            ),
            "es": (
                f"{_PIDE} (ayuda|apoyo) (de {_LA_OFICINA}|{_A_LA_OFICINA}) [(para|con|en) <job>]",
                f"(llama|avisa) {_A_LA_OFICINA} [(por|para) <job>]",
                f"(comunícame|pásame|ponme|contacta) con {_LA_OFICINA} [(por|para|sobre) <job>]",
                f"(necesito|quiero) (hablar con {_LA_OFICINA}|{_A_LA_OFICINA}) [(por|sobre) <job>]",
                f"que me (llame|ayude) {_LA_OFICINA} [(con|por) <job>]",
                "(dile|dígale|avisa|avísale) (a la oficina|al despacho) que {words:message}",
                "(pregúntale|pregunta|pide|pídele) (a la oficina|al despacho) que {words:message}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Shall I ask the office for you?",
                saved="I'm asking the office for you.",
                done="The office knows that you need them.",
                about="the request to the office",
            ),
            "es": Wording(
                confirm="¿Le pido ayuda a la oficina?",
                saved="Le pido ayuda a la oficina.",
                done="La oficina sabe que la necesitas.",
                about="la petición a la oficina",
            ),
        },
    )

    message: Annotated[Text | None, Slot("words")] = None
    """What it is about, in the technician's words."""
    job: Annotated[Name | None, Slot("jobs")] = None
    language: Language = "en"
    """The technician's."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Whoever takes it is to know what the technician speaks."""
        return {"language": snapshot.language, **slots}
