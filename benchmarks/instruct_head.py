"""What an instruct model is told before every utterance: the commands, their slots, and how an answer is written.

It is the same, byte for byte, for every utterance in a language, so that it is evaluated once and kept. The command
model that is shipped needs nothing of this.
"""

from functools import cache
from typing import Final

from conversation.calls import OWN_KINDS, Call, written
from conversation.command_grammar import own_values
from conversation.tongues import TONGUES
from erp import COMMANDS, Command, Language, slots_of

_INSTRUCTION: Final = (
    "A technician speaks. Write the command that is meant, with its slots. A slot's value is copied from the words, "
    "or, where a list is given, chosen from it. Leave out what was not said. Several commands are separated by ;. "
    "Talk, reports about others, questions about what is possible and negations are no command: write none."
)
_EXAMPLES: Final[dict[Language, tuple[tuple[str, tuple[Call, ...]], ...]]] = {
    "en": (
        ("park job 42 till they call back", (Call("job.set_status", {"job": "42", "status": "on_hold"}),)),
        ("we're all wrapped up over at kowalski's", (Call("job.complete", {"job": "kowalski's"}),)),
        ("i told him to cancel the kowalski job last week", ()),
        ("shoot ana ruiz a text that the part came in", (
            Call("notify.message_customer", {"customer": "ana ruiz", "message": "the part came in"}),
        )),
        ("grab 3 wax rings off the truck for 17 and bill it for 350", (
            Call("inventory.reserve", {"part": "wax rings", "quantity": "3", "job": "17"}),
            Call("invoice.create", {"amount": "350"}),
        )),
        ("what's left for friday", (Call("schedule.today", {"date": "friday"}),)),
        ("can you believe that game", ()),
        ("get me a water heater job going for lou bell monday at 9", (
            Call("job.create", {"customer": "lou bell", "title": "water heater", "when": "monday at 9"}),
        )),
        ("they paid 88 with cash", (Call("payment.record", {"amount": "88", "method": "cash"}),)),
        ("what happens if i cancel a job", ()),
    ),
    "es": (
        ("deja el 42 en pausa hasta que llamen", (Call("job.set_status", {"job": "42", "status": "on_hold"}),)),
        ("ya acabamos con lo de robles", (Call("job.complete", {"job": "robles"}),)),
        ("le dije que cancelara lo de robles", ()),
        ("avisale a ana ruiz que ya llego la pieza", (
            Call("notify.message_customer", {"customer": "ana ruiz", "message": "ya llego la pieza"}),
        )),
        ("apartame 3 anillos de cera para el 17 y cobralo en 350", (
            Call("inventory.reserve", {"part": "anillos de cera", "quantity": "3", "job": "17"}),
            Call("invoice.create", {"amount": "350"}),
        )),
        ("que me queda el viernes", (Call("schedule.today", {"date": "el viernes"}),)),
        ("que partidazo el de anoche", ()),
    ),
}  # fmt: skip


@cache
def head(language: Language) -> str:
    """The beginning of a conversation in ChatML, with the utterance to follow."""
    shown = "\n".join(f"{words} =>{written(calls)}" for words, calls in _EXAMPLES[language])
    commands = "\n".join(_described(command, language) for command in COMMANDS)
    return (
        f"<|im_start|>system\n{_INSTRUCTION}\nCommands:\n{commands}\nExamples:\n{shown}<|im_end|>\n<|im_start|>user\n"
    )


TAIL: Final = " =><|im_end|>\n<|im_start|>assistant\n"
"""Behind the utterance."""


def _described(command: type[Command], language: Language) -> str:
    slots = (_slot(name, slot.values, language) for name, slot in slots_of(command).items())
    about = (command.__doc__ or "").split(".")[0]
    return f"{command.spec.name} {' '.join(slots)}".rstrip() + f": {' '.join(about.split())}"


def _slot(name: str, kind: str, language: Language) -> str:
    return f"{name}={'|'.join(own_values(kind, TONGUES[language]))}" if kind in OWN_KINDS else f"{name}="
