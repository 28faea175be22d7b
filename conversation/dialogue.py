"""The dialogue: hears words, and decides what is asked, said or done. Pure, and its only state is its memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from conversation.books import ASLEEP, WAKE
from conversation.breath import falling_with, following, left_too, said_in, together
from conversation.choosing import misheard
from conversation.decision import Decision, Outcome
from conversation.guesses import guess, put_right_in
from conversation.hints import just_completed, next_step
from conversation.memory import Fate, Memory
from conversation.new_sentence import begin, mind
from conversation.open_question import decide
from conversation.remembering import expects
from conversation.tongues import TONGUES
from conversation.trouble import taxed
from conversation.turn import Turn
from conversation.understanding import Understanding
from conversation.utterance import MOST_HEARD
from erp import Instruction
from models.completion import Completer
from models.within_a_turn import WithinATurn

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
        if len(words.split()) > MOST_HEARD:  # what was asked stays open
            return Decision(Outcome.NOTHING, heard.sentences.TAKES_TOO_LONG, expects=self.expects)
        question, memory = self.memory.open, replace(self.memory, open=None)
        if freely:
            heard, guesses = put_right_in(heard, guesses, question)
        decision, self.memory = guess(heard, memory, question, guesses) or decide(heard, memory, question)
        if decision.declined and self.memory.following:
            decision = replace(decision, reply=heard.sentences.NOT_THAT)
        decision = self._with_the_rest(heard, decision)
        if self.memory.has_saved:
            decision = replace(decision, reply=heard.sentences.REST_UNSAVED.get(decision.reply, decision.reply))
        if self.memory.following and not self.memory.open:
            said = TONGUES[decision.language or understanding.tongue.language].sentences
            decision = left_too(decision, " ".join(self.memory.following), said)
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
        if turn.understanding.control(turn.words) != WAKE:
            return Decision(Outcome.NOTHING, expects=ASLEEP)
        decision, self.memory = mind(turn, self.memory, WAKE)
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
        return Turn(
            words,
            understanding,
            now,
            turn,
            focus,
            fate,
            patience,
            misheard=self.memory.misheard_by(now),
            completer=WithinATurn(self._completer) if self._completer else None,
            is_units=self._is_units,
        )

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
        decision, self.memory = begin(turn, self.memory)
        second = self._with_the_rest(turn, decision)
        first = said_in(second.language, first, turn) if second.language else first
        return together(first, second, is_open=self.memory.open is not None)
