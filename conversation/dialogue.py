"""The dialogue: hears words, and decides what is asked, said or done. Pure, and its only state is its memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from conversation.answers import rest_of
from conversation.asking import Step, as_it_stands, ask
from conversation.books import ASLEEP, HELP, IDLE, PREFERENCES, WAKE
from conversation.breath import falling_with, following, in_free_words, in_two, left_too, parted, together
from conversation.carrying_out import decline, go_on
from conversation.choosing import misheard
from conversation.corrections import afterwards
from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Changing, Doubt, Draft, Joint, Open, Question, Undoing
from conversation.free_reading import FreeReading
from conversation.guesses import distinct, put_right_in, to_ask_about
from conversation.hints import hint, just_completed, next_step, to_answer
from conversation.manners import told
from conversation.memory import Fate, Memory
from conversation.remembering import expects
from conversation.second_reading import otherwise
from conversation.self_correction import corrected
from conversation.settling import fill_in, take_changing, take_yes_or_no
from conversation.tongues import TONGUES
from conversation.trouble import taxed
from conversation.turn import Turn
from conversation.understanding import Understanding
from conversation.understood import Reworded, Understood
from conversation.undoing import Undone, take_answer, take_back
from erp import CATALOGUE, Command, Instruction
from models.completion import Completer

_MOST_OFFERED = 50
"""Jobs of which it is remembered that it was told what comes next for them."""


class Dialogue:
    """One person's conversation. A fresh one has no open question: after a restart nothing is assumed."""

    def __init__(self, completer: Completer | None = None, *, is_units: bool = True) -> None:
        """With a `completer` also what no phrase fits is understood. A unit can be sent to sleep; a relay cannot."""
        self._completer = completer
        self._is_units = is_units
        self.memory = Memory()
        """Where what was decided could not be saved, the one before is put back."""

    @property
    def expects(self) -> str:
        """The phrase book that the next words are held to."""
        return ASLEEP if self.memory.manners.asleep else expects(self.memory.open)

    def forget(self) -> None:
        """Drops the open question, for instance because no answer came."""
        self.memory = replace(self.memory, open=None, following=(), has_saved=False)

    def told(self, text: str) -> None:
        """What the person really heard last, where it was other than the reply that was decided on."""
        if text:
            self.memory = replace(self.memory, said=text)

    def hear(  # noqa: PLR0913, PLR0917 - what was said, and all that it is heard against
        self,
        words: str,
        understanding: Understanding,
        now: datetime,
        turn: UUID,
        guesses: tuple[str, ...] = (),
        fate: Callable[[Instruction], Fate] = lambda _: Fate.WAITS,
        *,
        freely: bool = False,
    ) -> Decision:
        """Decides about `words`, said at the aware time `now`. The same turn makes the same instruction ids.

        Where nothing was heard clearly, `guesses` are what may have been said: then it is asked which. `fate` tells
        what became of a command that was saved, and is asked where one is to be taken back. `freely` heard words, or
        guesses, are those of an ear that was held to no phrases.
        """
        heard = self.heard(words, understanding, now, turn, fate)
        if self.memory.manners.asleep:
            return self._sleep(heard)
        question = self.memory.open
        self.memory = replace(self.memory, open=None)
        if freely:
            heard, guesses = put_right_in(heard, guesses, question)
        decision = self._guess(heard, question, guesses) or self._decide(heard, question)
        if decision.declined and self.memory.following:
            decision = replace(decision, reply=heard.sentences.NOT_THAT)
        decision = self._with_the_rest(heard, decision)
        if self.memory.has_saved:
            decision = replace(decision, reply=heard.sentences.REST_UNSAVED.get(decision.reply, decision.reply))
        if self.memory.following and not self.memory.open:
            decision = left_too(decision, " ".join(self.memory.following), heard.sentences)
        decision, patience = taxed(heard, question, decision, self.memory.open)
        decision = self._with_next_step(heard, decision)
        name = None if self.memory.open else misheard(heard, question, decision)
        self.memory = replace(self.memory, patience=patience, misheard=(name, heard.now) if name else None)
        if decision.outcome not in (Outcome.CONFIRMING, Outcome.SAVED):  # in these are the person's own words
            decision = replace(decision, reply=understanding.tongue.addressed(decision.reply))
        self.memory = self.memory.after(decision, heard.now)
        return decision

    def _sleep(self, turn: Turn) -> Decision:
        """Nothing is heard but that it shall wake."""
        if turn.understanding.control(turn.words) == WAKE:
            return self._mind(turn, WAKE)
        return Decision(Outcome.NOTHING, expects=ASLEEP)

    def _mind(self, turn: Turn, control: str) -> Decision:
        """How the unit shall listen and speak."""
        if not self._is_units:
            return Decision(Outcome.REFUSED, turn.sentences.ON_A_UNIT)
        decision, manners = told(control, self.memory.manners, turn.tongue)
        self.memory = replace(self.memory, manners=manners)
        return decision

    def heard(
        self,
        words: str,
        understanding: Understanding,
        now: datetime,
        turn: UUID,
        fate: Callable[[Instruction], Fate] = lambda _: Fate.WAITS,
    ) -> Turn:
        """`words` with all that they are heard against."""
        now = now.astimezone(ZoneInfo(understanding.snapshot.time_zone))
        focus, patience = self.memory.focus.at(now), self.memory.patience.at(now)
        before = self.memory.misheard_by(now)
        return Turn(words, understanding, now, turn, focus, fate, patience, completer=self._completer, misheard=before)

    def _with_the_rest(self, turn: Turn, decision: Decision) -> Decision:
        """The decision, of which is spoken from now on, and what comes of the rest of the breath."""
        focus = turn.focus.after(decision.slots, decision.instructions, turn.snapshot, turn.now)
        self.memory = replace(self.memory, focus=focus)
        if self.memory.following and decision.goes_on:
            return self._and_then(replace(turn, focus=focus), decision)
        return decision

    def _with_next_step(self, turn: Turn, decision: Decision) -> Decision:
        """The decision, which behind a job that is completed tells once what comes next: it is never done by itself."""
        number, memory = just_completed(decision), self.memory
        if not number or memory.open or memory.manners.quiet or number in memory.offered:
            return decision
        self.memory = replace(memory, offered=(*memory.offered, number)[-_MOST_OFFERED:])
        offer = next_step(turn, decision)
        return replace(decision, reply=f"{decision.reply} {offer}".rstrip(), offer=offer)

    def _and_then(self, turn: Turn, first: Decision) -> Decision:
        """What was said in the same breath behind the command that was just decided on."""
        words, *others = self.memory.following
        self.memory = replace(self.memory, following=tuple(others))
        fallen, rest = falling_with(turn, words, first) if first.declined else ("", words)
        if fallen:
            self.memory = replace(self.memory, following=(rest, *others) if rest else tuple(others))
            return self._with_the_rest(turn, left_too(first, fallen, turn.sentences))
        turn = following(turn, words, first)
        second = self._with_the_rest(turn, self._begin(turn))
        return together(first, second, is_open=self.memory.open is not None)

    def _decide(self, turn: Turn, question: Open | None) -> Decision:  # noqa: PLR0911 - one for each kind of question
        match question:
            case None:
                return self._begin(turn)
            case Question() | Changing() | Doubt() | Joint() if turn.understanding.control(turn.words) == HELP:
                return self._then(ask(turn, question, to_answer(turn, question)))
            case Doubt():
                return self._take_doubt(turn, question)
            case Changing():
                return self._then(take_changing(turn, question))
            case Joint():
                return self._take_joint(turn, question)
            case Undoing():
                return self._undo(take_answer(turn, self.memory, question))
            case Question() if question.asks in YES_OR_NO:
                return self._then(take_yes_or_no(turn, question))
            case Question():
                return self._take_answer(turn, question)

    def _begin(self, turn: Turn) -> Decision:
        if meant := corrected(turn):
            asks = turn.only_asks(meant)
            return (
                self._begin(replace(turn, words=meant)) if asks else self._then(ask(turn, Doubt((meant,), behind=None)))
            )
        understood = turn.meaning(turn.words)
        if understood.control in PREFERENCES:
            return self._mind(turn, understood.control)
        if understood.command:
            return self._take_command(turn, understood, understood.command)
        if understood.control:
            return self._heed(turn, understood.control)
        return self._begin_otherwise(turn)

    def _take_command(self, turn: Turn, understood: Understood, command: type[Command]) -> Decision:
        """Words that a phrase of `command` fits."""
        if near := turn.with_near_names() if turn.understanding.may_be_misnamed(understood) else None:
            return self._take_misheard(turn, near, turn.nobody(turn.words))
        if reading := otherwise(turn, understood):
            return self._take_reading(turn, reading)
        if parts := in_free_words(turn, understood):
            return self._then(ask(turn, Joint(turn.words, *parts, behind=None)))
        decision = self._then(go_on(turn, turn.draft(understood, command)))
        return as_it_stands(turn, decision) if understood.states else decision

    def _take_misheard(self, turn: Turn, near: Reworded, otherwise: str) -> Decision:
        """A name that nobody has is taken for the one that always was meant by it; else it is asked."""
        if near.is_usual:
            return self._begin(replace(turn, words=near.sentences[0], is_said=True, misheard=near.misheard))
        return self._then(ask(turn, Doubt(near.sentences, None, otherwise, misheard=near.misheard)))

    def _begin_otherwise(self, turn: Turn) -> Decision:
        """Words that are no command as a whole."""
        if draft := afterwards(turn, self.memory):
            return self._then(go_on(turn, draft))
        if sentences := in_two(turn):
            first, second = sentences
            self._keep_for_later(second)
            return self._begin(replace(turn, words=first))
        reason = turn.nobody(turn.words)
        if near := turn.with_near_names() if reason else None:
            return self._take_misheard(turn, near, reason)
        if reason:
            return Decision(Outcome.REFUSED, reason)
        return self._take_reading(turn, turn.freely(turn.words))

    def _take_reading(self, turn: Turn, reading: FreeReading) -> Decision:
        """What the language model makes of the words."""
        match reading.commands:
            case (only,) if only.command:
                return self._then(go_on(turn, turn.draft(only, only.command)))
            case (_, _, *_) if parts := parted(turn, reading):
                first, rest = parts
                self._keep_for_later(rest)
                return self._begin(replace(turn, words=first))
            case _:
                return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD)

    def _heed(self, turn: Turn, control: str) -> Decision:  # noqa: PLR0911 - one for each that is said
        """What is said to the conversation itself, while nothing is open."""
        match control:
            case "cancel":
                said = turn.sentences.SAVED_ALREADY if self.memory.saved else turn.sentences.CANCELLED
                return Decision(Outcome.CANCELLED, said)
            case "repeat" if self.memory.said:
                return Decision(Outcome.ANSWERED, self.memory.said)
            case "undo":
                return self._undo(take_back(turn, self.memory))
            case "help":
                return hint(turn)
            case "more" if self.memory.hinted:
                return hint(turn, self.memory.hinted)
            case "more" if draft := self._rest_of_what_was_listed(turn):
                return self._then(go_on(turn, draft))
            case _:
                said = turn.sentences.WELCOME if control == "thanks" else turn.sentences.NOT_UNDERSTOOD
                return Decision(Outcome.NOTHING, said)

    def _rest_of_what_was_listed(self, turn: Turn) -> Draft | None:
        command, slots = self.memory.answered or ("", {})
        rest = rest_of(CATALOGUE[command], slots) if command else None
        return Draft(CATALOGUE[command], rest, {}, turn.words, 1.0) if rest else None

    def _then(self, step: Step) -> Decision:
        """The decision of `step`; what it opens is what the next words answer."""
        self.memory = replace(self.memory, open=step.open)
        return step.decision

    def _keep_for_later(self, words: str) -> None:
        """`words` are a command behind the one that is decided on first."""
        self.memory = replace(self.memory, following=(words, *self.memory.following))

    def _undo(self, undone: Undone) -> Decision:
        decision, self.memory = undone
        return decision

    def _take_answer(self, turn: Turn, question: Question) -> Decision:
        """A slot was asked for. Another command takes the place of the one that asked, but where any words answer."""
        understood = turn.meaning(turn.words)
        if understood.control in PREFERENCES and question.kind != "words":
            return self._mind_and_ask(turn, understood.control, question)
        if understood.control in {"cancel", "undo"}:
            return question.draft.decision(Outcome.CANCELLED, turn.sentences.CANCELLED)
        if understood.control == "repeat":
            return self._then(ask(turn, question))
        if turn.understanding.declines(question.book, turn.words):
            return self._then(decline(turn, question.draft))
        if understood.command and question.kind != "words":
            self.memory = replace(self.memory, has_saved=False)  # a "no" to this one is about this one
            decision = self._begin(turn)
            return replace(decision, reply=f"{turn.sentences.THAT_INSTEAD} {decision.reply}")
        return self._then(fill_in(turn, question))

    def _mind_and_ask(self, turn: Turn, control: str, question: Question) -> Decision:
        """How the unit shall listen and speak. What was asked is dropped where it sleeps, or speaks otherwise."""
        decision = self._mind(turn, control)
        if decision.expects == IDLE and decision.language is None:
            return self._then(ask(turn, question, decision.reply))
        said = TONGUES[decision.language or turn.tongue.language].sentences
        return replace(decision, reply=f"{decision.reply} {said.DROPPED}")

    def _take_joint(self, turn: Turn, joint: Joint) -> Decision:
        """Behind a yes there are two; behind a no all belongs to the words of the first."""
        match turn.understanding.confirmation(turn.words):
            case "yes":
                self._keep_for_later(joint.second)
                return self._decide(replace(turn, words=joint.first), joint.behind)
            case "no":
                return self._decide(replace(turn, words=joint.whole, is_one=True), joint.behind)
            case "neither" if not joint.repeated:
                return self._then(ask(turn, replace(joint, repeated=True), turn.sentences.YES_OR_NO))
            case answer:
                said = turn.sentences.CANCELLED if answer == "cancel" else turn.sentences.NO_YES
                return Decision(Outcome.CANCELLED, said)

    def _guess(self, turn: Turn, question: Open | None, guesses: tuple[str, ...]) -> Decision | None:
        """Asks about those guesses that come to something; None where none does. A yes or a no is never guessed.

        Nor is it asked where the likeliest guess is no command and the others would change nothing: noise is heard so,
        and whoever wanted to know something says it again as soon as a yes.
        """
        if (
            turn.words
            or isinstance(question, Changing | Doubt | Joint | Undoing)
            or (question and question.asks in YES_OR_NO)
        ):
            return None
        meant = distinct(turn, guesses, question)
        if len(guesses) > 1 and len(meant) == 1:  # however it was said, it means the same
            return self._decide(replace(turn, words=guesses[0]), question)
        unclear = to_ask_about(meant, question)
        if not unclear:
            return self._guess_freely(replace(turn, words=guesses[0])) if guesses and question is None else None
        if question is None and guesses[0] not in unclear and all(turn.only_asks(words) for words in unclear):
            return Decision(Outcome.NOTHING, turn.sentences.NOT_UNDERSTOOD)
        return self._then(ask(turn, Doubt(unclear, question)))

    def _guess_freely(self, turn: Turn) -> Decision | None:
        """What is said of words that were written down freely, and are no phrase: what they would do is asked, and what
        only asks is answered. None where they are nothing that people say to one another."""
        if reason := turn.nobody(turn.words):
            return Decision(Outcome.NOTHING, reason)
        match turn.freely(turn.words).commands:
            case (only,) if only.command:
                return self._then(go_on(turn, replace(turn.draft(only, only.command), may_ask=True)))
            case (_, _, *_):
                return self._then(ask(turn, Doubt((turn.words,), None)))
            case _:
                return None

    def _take_doubt(self, turn: Turn, doubt: Doubt) -> Decision:
        """What was said is what a yes is said to; behind a no comes the next guess."""
        answer = turn.understanding.confirmation(turn.words)
        if answer == "yes":
            said = replace(turn, words=doubt.guesses[0], is_said=True, misheard=doubt.misheard)
            return self._decide(said, doubt.behind)
        if answer == "cancel":
            return Decision(Outcome.CANCELLED, turn.sentences.CANCELLED)
        if answer == "neither" and not doubt.repeated:
            return self._then(ask(turn, replace(doubt, repeated=True), turn.sentences.YES_OR_NO))
        if answer == "no" and doubt.guesses[1:]:
            return self._then(ask(turn, replace(doubt, guesses=doubt.guesses[1:])))
        if doubt.behind:
            return self._then(ask(turn, doubt.behind))
        return Decision(Outcome.NOTHING, doubt.otherwise or turn.sentences.SAY_AGAIN)
