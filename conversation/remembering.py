"""What a conversation remembers, written down: another process goes on with it where this one has ended.

Only plain values are written, and commands by their names in the catalogue: what a later version cannot read is
forgotten, and never becomes something else.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, assert_never
from uuid import UUID

from conversation.books import CONFIRM, IDLE
from conversation.drafts import Changing, Doubt, Draft, Joint, Open, Question, Undoing
from conversation.focus import Focus
from conversation.memory import Memory, Saved
from conversation.patience import Patience
from erp import CATALOGUE, Instruction, Language

FOR: Final = timedelta(hours=1)
"""So long a conversation is remembered that nobody has gone on with."""

Written = Mapping[str, Any]
"""JSON's values alone."""


def written(memory: Memory, language: Language, at: datetime) -> dict[str, Any]:
    """`memory` as it stands at the aware time `at`, of a conversation in that language."""
    return {
        "at": at.isoformat(),
        "language": language,
        "open": _open(memory.open),
        "following": list(memory.following),
        "has_saved": memory.has_saved,
        "saved": [_saved(saved) for saved in memory.saved],
        "is_at_hand": memory.is_at_hand,
        "answered": [memory.answered[0], dict(memory.answered[1])] if memory.answered else None,
        "hinted": memory.hinted,
        "offered": list(memory.offered),
        "said": memory.said,
        "patience": {
            "troubles": [trouble.isoformat() for trouble in memory.patience.troubles],
            "was_offered": memory.patience.was_offered,
        },
        "focus": {
            "names": dict(memory.focus.names),
            "since": memory.focus.since.isoformat() if memory.focus.since else None,
            "ages": dict(memory.focus.ages),
        },
    }


def remembered(written: Written, language: Language, now: datetime) -> Memory:
    """The memory that was written, as far as it still counts at the aware time `now`: after a while nothing does, and
    in another language neither what was asked nor what was said.

    Raises:
        ValueError: another version has written it, in a form that this one cannot read.
    """
    try:
        if now - datetime.fromisoformat(written["at"]) > FOR:
            return Memory()
        of_this = Memory(
            saved=tuple(map(_read_saved, written["saved"])),
            is_at_hand=written["is_at_hand"],
            focus=_read_focus(written["focus"]),
            offered=tuple(written.get("offered", ())),  # an older version told nothing of what comes next
        )
        if written["language"] != language:
            return of_this
        return Memory(
            open=_read_open(written["open"]),
            following=tuple(written["following"]),
            has_saved=written["has_saved"],
            answered=(written["answered"][0], written["answered"][1]) if written["answered"] else None,
            hinted=written.get("hinted", 0),  # an older version hinted at nothing
            said=written["said"],
            patience=_read_patience(written.get("patience")),
            saved=of_this.saved,
            is_at_hand=of_this.is_at_hand,
            focus=of_this.focus,
            offered=of_this.offered,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This version cannot read what was remembered of a conversation.") from error


def expects(question: Open | None) -> str:
    """The phrase book that the answer to what is open is held to."""
    match question:
        case None:
            return IDLE
        case Question():
            return question.book
        case Changing():
            return question.behind.book
        case _:
            return CONFIRM


def _open(question: Open | None) -> dict[str, Any] | None:
    match question:
        case None:
            return None
        case Question():
            return _question(question)
        case Changing():
            return {
                "kind": "changing",
                "behind": _question(question.behind),
                "values": {slot: list(values) for slot, values in question.values.items()},
                "repeated": question.repeated,
            }
        case Doubt():
            return {
                "kind": "doubt",
                "guesses": list(question.guesses),
                "behind": _open(question.behind),
                "repeated": question.repeated,
            }
        case Joint():
            return {
                "kind": "joint",
                "whole": question.whole,
                "first": question.first,
                "second": question.second,
                "behind": _open(question.behind),
                "repeated": question.repeated,
            }
        case Undoing():
            return {"kind": "undoing", "repeated": question.repeated}
        case _:
            assert_never(question)


def _read_open(written: Written | None) -> Open | None:
    if written is None:
        return None
    match written["kind"]:
        case "question":
            return _read_question(written)
        case "changing":
            values = {slot: tuple(values) for slot, values in written["values"].items()}
            return Changing(_read_question(written["behind"]), values, repeated=written["repeated"])
        case "doubt":
            behind = _read_behind(written["behind"])
            return Doubt(tuple(written["guesses"]), behind, repeated=written["repeated"])
        case "joint":
            behind = _read_behind(written["behind"])
            words = written["whole"], written["first"], written["second"]
            return Joint(*words, behind, repeated=written["repeated"])
        case "undoing":
            return Undoing(repeated=written["repeated"])
    raise ValueError(f"There is no open question of the kind {written['kind']}.")


def _question(question: Question) -> dict[str, Any]:
    draft = question.draft
    return {
        "kind": "question",
        "draft": {
            "command": draft.command.spec.name,
            "slots": dict(draft.slots),
            "choices": {slot: list(choices) for slot, choices in draft.choices.items()},
            "words": draft.words,
            "confidence": draft.confidence,
            "new_customer": draft.new_customer,
            "settled": dict(draft.settled),
            "may_ask": draft.may_ask,
            "corrects": [_instruction(one) for one in draft.corrects],
            "answers": list(draft.answers),
            "heard": dict(draft.heard),
        },
        "asks": question.asks,
        "text": question.text,
        "choices": list(question.choices),
        "misses": question.misses,
        "without": question.without,
    }


def _read_question(written: Written) -> Question:
    draft = written["draft"]
    return Question(
        Draft(
            command=CATALOGUE[draft["command"]],
            slots=draft["slots"],
            choices={slot: tuple(choices) for slot, choices in draft["choices"].items()},
            words=draft["words"],
            confidence=draft["confidence"],
            new_customer=draft["new_customer"],
            settled=draft["settled"],
            may_ask=draft["may_ask"],
            corrects=tuple(map(_read_instruction, draft["corrects"])),
            answers=tuple(draft["answers"]),
            heard=draft.get("heard", {}),  # an older version learnt no names
        ),
        asks=written["asks"],
        text=written["text"],
        choices=tuple(written["choices"]),
        misses=written["misses"],
        without=written["without"],
    )


def _read_behind(written: Written | None) -> Question | None:
    return None if written is None else _read_question(written)


def _saved(saved: Saved) -> dict[str, Any]:
    return {
        "instructions": [_instruction(one) for one in saved.instructions],
        "at": saved.at.isoformat(),
        "corrected": [_instruction(one) for one in saved.corrected],
        "heard": dict(saved.heard),
    }


def _read_saved(written: Written) -> Saved:
    instructions, corrected = (tuple(map(_read_instruction, written[part])) for part in ("instructions", "corrected"))
    return Saved(instructions, datetime.fromisoformat(written["at"]), corrected, written.get("heard", {}))


def _instruction(instruction: Instruction) -> dict[str, Any]:
    return {
        "id": str(instruction.id),
        "command": instruction.command.spec.name,
        "slots": instruction.command.model_dump(mode="json", exclude_none=True),
        "refs": dict(instruction.refs),
    }


def _read_instruction(written: Written) -> Instruction:
    command = CATALOGUE[written["command"]].model_validate(written["slots"])  # pydantic's error is a ValueError
    return Instruction(UUID(written["id"]), command, written["refs"])


def _read_patience(written: Written | None) -> Patience:
    if written is None:  # an older version counted no troubles
        return Patience()
    return Patience(tuple(map(datetime.fromisoformat, written["troubles"])), written["was_offered"])


def _read_focus(written: Written) -> Focus:
    since = written["since"]
    return Focus(written["names"], datetime.fromisoformat(since) if since else None, written["ages"])
