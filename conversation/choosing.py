"""What somebody chose, said again or corrected where a name was not heard clearly, to be learnt from."""

from collections.abc import Iterator

from conversation.decision import Decision, Outcome
from conversation.drafts import Doubt, Draft, Open
from conversation.learnt import LASTING, Chosen, Misheard
from conversation.turn import Turn
from erp import CATALOGUE, Slots, slots_of


def chosen(turn: Turn, draft: Draft, slots: Slots, confirmation: str) -> tuple[Chosen, ...]:
    """The records that were meant by what was heard, of a command that is carried out: those that were asked about,
    corrected or read back and confirmed; and those that were taken since they are the usual ones."""
    return tuple(_chosen(turn, draft, slots, confirmed=bool(confirmation)))


def _chosen(turn: Turn, draft: Draft, slots: Slots, *, confirmed: bool) -> Iterator[Chosen]:
    kinds, near = slots_of(draft.command), turn.understanding.near
    for slot, heard in draft.heard.items():
        kind, value = kinds[slot].values if slot in kinds else "", slots.get(slot, "")
        if near.is_usual(kind, heard, value) or (
            (confirmed or slot in draft.answers) and near.teaches(kind, heard, value)
        ):
            yield Chosen(Misheard(LASTING[kind], heard), value)


def misheard(turn: Turn, asked: Open | None, decision: Decision) -> Misheard | None:
    """The name that nobody has, where that is what was decided, or that was taken for the usual one: whoever says it
    otherwise right behind means that."""
    understanding = turn.understanding
    for each in decision.chosen:
        if understanding.near.is_usual(each.misheard.kind, each.misheard.heard, each.value):
            return each.misheard
    if decision.outcome not in (Outcome.REFUSED, Outcome.NOTHING):
        return None
    if isinstance(asked, Doubt):
        return asked.misheard
    if decision.command:
        kinds = slots_of(CATALOGUE[decision.command])
        names = understanding.unknown_names(CATALOGUE[decision.command], decision.slots)
        return next((Misheard(LASTING[kinds[slot].values], heard) for slot, heard in names.items()), None)
    stranger = understanding.stranger(turn.words, turn.now) if decision.outcome is Outcome.REFUSED else None
    return understanding.misheard(*stranger) if stranger else None
