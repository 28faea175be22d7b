"""The dialogue: hears words, and decides what is asked, said or done. Pure, and its only state is the open question."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from conversation.answers import answer
from conversation.books import CONFIRM, slot_book
from conversation.decision import Decision, Outcome
from conversation.focus import Focus
from conversation.instructions import instruct
from conversation.objections import objection
from conversation.questions import did_you_say, question_for, which
from conversation.replies import new_customer, question_to_confirm, saved_reply
from conversation.tongue import Sentences, Tongue
from conversation.understanding import Understanding, Understood, introduces, missing
from erp import Command, Offline, Risk, Slots, Snapshot, slots_of
from erp.contacts import ContactCreate


@dataclass(frozen=True, slots=True)
class _Draft:
    """A command on its way."""

    command: type[Command]
    slots: Slots
    choices: Mapping[str, tuple[str, ...]]
    words: str
    confidence: float
    new_customer: bool = False
    """The person said that the customer is a new one."""
    settled: Slots = field(default_factory=dict)
    """Everything that was read back."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked last, and not answered yet."""

    draft: _Draft
    asks: str
    """A slot, or one of the two yes-or-no questions below."""
    text: str
    choices: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def book(self) -> str:
        """The phrase book that the answer is held to."""
        if self.asks in _YES_OR_NO:
            return CONFIRM
        slot = slots_of(self.draft.command).get(self.asks) or slots_of(ContactCreate)[self.asks]
        return slot_book(self.asks, slot.values)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """It was asked whether the first of these was said."""

    guesses: tuple[str, ...]
    behind: _Question | None
    """The question that was open when it was said."""
    repeated: bool = False


_SHALL_I = "shall I"
_NEW_CUSTOMER = "new customer"
_YES_OR_NO = frozenset({_SHALL_I, _NEW_CUSTOMER})
_OF_FIGURES = frozenset({"phone", "postal_code"})
"""Slots whose answers are asked about as they were understood, and not in the words that they were heard in."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One utterance and what it is heard against."""

    words: str
    understanding: Understanding
    now: datetime
    id: UUID
    focus: Focus
    """What was spoken of before."""

    def meaning(self, words: str) -> Understood:
        return self.understanding.command(words, self.now, self.focus)

    @property
    def snapshot(self) -> Snapshot:
        return self.understanding.snapshot

    @property
    def tongue(self) -> Tongue:
        return self.understanding.tongue

    @property
    def sentences(self) -> Sentences:
        return self.tongue.sentences


class Dialogue:
    """One person's conversation. A fresh one has no open question: after a restart nothing is assumed."""

    def __init__(self) -> None:
        self._open: _Question | _Doubt | None = None
        self._just_saved = False
        self._focus = Focus()

    def forget(self) -> None:
        """Drops the open question, for instance because no answer came."""
        self._open = None

    def hear(
        self, words: str, understanding: Understanding, now: datetime, turn: UUID, guesses: tuple[str, ...] = ()
    ) -> Decision:
        """Decides about `words`, said at the aware time `now`. The same turn makes the same instruction ids.

        Where nothing was heard clearly, `guesses` are what may have been said: then it is asked which.
        """
        now = now.astimezone(ZoneInfo(understanding.snapshot.time_zone))
        heard = _Turn(words, understanding, now, turn, self._focus.at(now))
        question, self._open = self._open, None
        decision = self._guess(heard, question, guesses) or self._decide(heard, question)
        self._just_saved = decision.outcome is Outcome.SAVED
        self._focus = heard.focus.after(decision.slots, decision.instructions, understanding.snapshot, now)
        return decision

    def _decide(self, turn: _Turn, question: _Question | _Doubt | None) -> Decision:
        match question:
            case None:
                return self._begin(turn)
            case _Doubt():
                return self._take_doubt(turn, question)
            case _Question() if question.asks in _YES_OR_NO:
                return self._take_yes_or_no(turn, question)
            case _:
                return self._take_answer(turn, question)

    def _begin(self, turn: _Turn) -> Decision:
        understood = turn.meaning(turn.words)
        if understood.cancels:
            return Decision(
                Outcome.CANCELLED, turn.sentences.SAVED_ALREADY if self._just_saved else turn.sentences.CANCELLED
            )
        if understood.command is None:
            return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD)
        return self._go_on(turn, _draft(turn, understood, understood.command))

    def _take_answer(self, turn: _Turn, question: _Question) -> Decision:
        """A slot was asked for. Another command takes the place of the one that asked."""
        understood = turn.meaning(turn.words)
        if understood.cancels:
            return _about(question.draft, Outcome.CANCELLED, turn.sentences.CANCELLED)
        if understood.command:
            decision = self._go_on(turn, _draft(turn, understood, understood.command))
            return replace(decision, reply=f"{turn.sentences.THAT_INSTEAD} {decision.reply}")
        values = turn.understanding.answer(question.book, turn.words, turn.now, question.choices, turn.focus)
        if not values or set(values) == set(question.choices):
            return self._ask_again(question, turn.sentences.NOT_UNDERSTOOD, turn.sentences.LEFT)
        return self._go_on(turn, _with(question.draft, question.asks, values))

    def _guess(self, turn: _Turn, question: _Question | _Doubt | None, guesses: tuple[str, ...]) -> Decision | None:
        """Asks about those guesses that come to something; None where none does. A yes or a no is never guessed.

        Nor is it asked where the likeliest guess is no command and the others would change nothing: noise is heard so,
        and whoever wanted to know something says it again as soon as a yes.
        """
        if turn.words or isinstance(question, _Doubt) or (question and question.asks in _YES_OR_NO):
            return None
        meant: dict[str, str] = {}
        for words in guesses:
            meant.setdefault(self._meaning(turn, words, question), words)
        if len(guesses) > 1 and len(meant) == 1:  # however it was said, it means the same
            return self._decide(replace(turn, words=guesses[0]), question)
        of_figures = question is not None and question.asks in _OF_FIGURES
        unclear = tuple(meaning if of_figures else words for meaning, words in meant.items() if meaning)
        if not unclear:
            return None
        if question is None and guesses[0] not in unclear and all(_only_asks(turn, words) for words in unclear):
            return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD)
        return self._doubt(turn, _Doubt(unclear, question))

    def _meaning(self, turn: _Turn, words: str, question: _Question | None) -> str:
        """What `words` would come to; empty for nothing."""
        understood = turn.meaning(words)
        if understood.command and not (understood.missing or understood.choices):
            steps = instruct(understood.command, understood.slots, turn.snapshot, turn.id)
            return str([step.command for step in steps])  # which two commands may have in common
        if understood.command:
            return f"{understood.command.spec.name} {sorted(understood.slots.items())} {understood.choices}"
        answer = turn.understanding.answer
        if question is None:
            return ""
        return " ".join(answer(question.book, words, turn.now, question.choices, turn.focus))

    def _doubt(self, turn: _Turn, doubt: _Doubt, plea: str = "") -> Decision:
        """Asks whether the first guess was said."""
        self._open = doubt
        first, second = (*doubt.guesses, "")[:2]
        reply = f"{plea} {did_you_say(first, second, turn.tongue)}".lstrip()
        return Decision(Outcome.CONFIRMING, reply, CONFIRM, words=doubt.guesses[0])

    def _take_doubt(self, turn: _Turn, doubt: _Doubt) -> Decision:
        """What was said is what a yes is said to; behind a no comes the next guess."""
        answer = turn.understanding.confirmation(turn.words)
        if answer == "yes":
            return self._decide(replace(turn, words=doubt.guesses[0]), doubt.behind)
        if answer == "cancel":
            return Decision(Outcome.CANCELLED, turn.sentences.CANCELLED)
        if answer == "neither" and not doubt.repeated:
            return self._doubt(turn, replace(doubt, repeated=True), plea=turn.sentences.YES_OR_NO)
        if answer == "no" and doubt.guesses[1:]:
            return self._doubt(turn, replace(doubt, guesses=doubt.guesses[1:]))
        return self._ask(doubt.behind) if doubt.behind else Decision(Outcome.NOTHING, turn.sentences.SAY_AGAIN)

    def _take_yes_or_no(self, turn: _Turn, question: _Question) -> Decision:
        """Only a yes goes on. A command said here is not one: the question is asked again."""
        match turn.understanding.confirmation(turn.words):
            case "yes" if question.asks == _NEW_CUSTOMER:
                return self._go_on(turn, replace(question.draft, new_customer=True))
            case "yes":
                return self._run(turn, question.draft, confirmation=turn.words)
            case "no":
                return _about(question.draft, Outcome.CANCELLED, turn.sentences.NOT_SAVED)
            case "cancel":
                return _about(question.draft, Outcome.CANCELLED, turn.sentences.CANCELLED)
            case _:
                return self._ask_again(question, turn.sentences.YES_OR_NO, turn.sentences.NO_YES)

    def _ask_again(self, question: _Question, plea: str, farewell: str) -> Decision:
        """Once; then it is dropped."""
        if question.repeated:
            return _about(question.draft, Outcome.CANCELLED, farewell)
        return self._ask(replace(question, repeated=True), reply=f"{plea} {question.text}")

    def _go_on(self, turn: _Turn, draft: _Draft) -> Decision:
        """Objects, asks for the next thing that is missing, or runs the command."""
        command, slots, snapshot = draft.command, draft.slots, turn.snapshot
        if reason := objection(command, slots, snapshot, turn.now, turn.tongue):
            return _about(draft, Outcome.REFUSED, reason)
        for slot, values in {**command.candidates(slots, snapshot), **draft.choices}.items():
            if slot not in slots and len(values) > 1:
                return self._ask(_Question(draft, slot, which(slot, values, snapshot, turn.tongue), values))
        if introduces(command, slots, snapshot) and not draft.new_customer:
            text = turn.sentences.A_NEW_CUSTOMER.format(name=slots["customer"])
            return self._ask(_Question(draft, _NEW_CUSTOMER, text))
        if wanted := missing(command, slots, snapshot):
            return self._ask(_Question(draft, wanted[0], question_for(wanted[0], command, turn.tongue)))
        if command.risk(slots) in (Risk.CONFIRM, Risk.READ_BACK):
            return self._confirm(turn, draft)
        return self._run(turn, draft)

    def _confirm(self, turn: _Turn, draft: _Draft) -> Decision:
        """What is read back is what will run, whatever the records say by then."""
        completed = draft.command.complete(draft.slots, turn.snapshot)
        spoken = slots_of(draft.command).keys() | draft.slots.keys()
        settled = {name: value for name, value in completed.items() if name in spoken}
        text = question_to_confirm(draft.command, completed, turn.snapshot, turn.now, turn.tongue)
        if introduces(draft.command, draft.slots, turn.snapshot):
            text = f"{new_customer(completed, turn.tongue)} {text}"
        return self._ask(_Question(replace(draft, settled=settled), _SHALL_I, text))

    def _ask(self, question: _Question, reply: str = "") -> Decision:
        self._open = question
        outcome = Outcome.CONFIRMING if question.asks in _YES_OR_NO else Outcome.ASKED
        return replace(_about(question.draft, outcome, reply or question.text), expects=question.book)

    def _run(self, turn: _Turn, draft: _Draft, confirmation: str = "") -> Decision:
        slots = {**draft.slots, **draft.settled}
        if reason := objection(draft.command, slots, turn.snapshot, turn.now, turn.tongue):
            return _about(draft, Outcome.REFUSED, reason)
        if draft.command.spec.offline is Offline.CACHED:
            said = answer(draft.command, slots, turn.snapshot, turn.now, turn.tongue)
            return _about(draft, Outcome.ANSWERED, said)
        instructions = instruct(draft.command, slots, turn.snapshot, turn.id)
        reply = " ".join(saved_reply(made, turn.snapshot, turn.now, turn.tongue) for made in instructions)
        return replace(_about(draft, Outcome.SAVED, reply), instructions=instructions, confirmation=confirmation)


def _only_asks(turn: _Turn, words: str) -> bool:
    """Whether `words` are a command that changes nothing."""
    command = turn.meaning(words).command
    return command is not None and command.spec.offline is Offline.CACHED


def _draft(turn: _Turn, understood: Understood, command: type[Command]) -> _Draft:
    return _Draft(command, understood.slots, understood.choices, turn.words, understood.confidence)


def _with(draft: _Draft, slot: str, values: tuple[str, ...]) -> _Draft:
    """The draft with an answer, or with what that leaves to choose from."""
    if len(values) > 1:
        return replace(draft, choices={**draft.choices, slot: values})
    choices = {name: others for name, others in draft.choices.items() if name != slot}
    return replace(draft, slots={**draft.slots, slot: values[0]}, choices=choices)


def _about(draft: _Draft, outcome: Outcome, reply: str) -> Decision:
    """A decision about the command on its way."""
    return Decision(
        outcome,
        reply,
        command=draft.command.spec.name,
        slots=draft.slots,
        words=draft.words,
        confidence=draft.confidence,
    )
