"""One turn of the conversation: words in, a decision, on disk, a reply. The same for speech and for typed text."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from assistant.endings import Ending
from assistant.learnt_names import LearntNames
from assistant.remembered import Answered, Remembered
from assistant.saved_commands import SavedCommands
from conversation.books import ASLEEP, CONFIRM, FREE, IDLE, READ_BACK, book
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.manners import Answering, answering
from conversation.meanings import Meaning, meaning
from conversation.memory import Fate, Memory
from conversation.phrases import SlotLists
from conversation.replies import (
    asking_reply,
    done_reply,
    kept_reply,
    rejected_reply,
    saved_replies,
    too_late_to_change,
    undone_reply,
)
from conversation.tones import tongue_in
from conversation.understanding import Understanding
from conversation.understood import Understood
from erp import Instruction, Language, Snapshot, Tone, slots_of
from models.completion import Completer
from models.errors import CompletionError
from models.phrases import PhraseBook
from models.recognition import Transcript
from sync.account import Account
from sync.cache import Cache
from sync.errors import OutboxError
from sync.link import Link
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

_ENDED_BY_AN_ANSWER = frozenset({
    ASLEEP, CONFIRM, "slot:customer", "slot:part", "slot:project", "slot:status", "slot:city", "slot:state",
})  # fmt: skip
"""Questions whose answers are complete as soon as they fit: all others, times, amounts, figures, may go on."""
_READ_OUT = frozenset({"slot:phone", "slot:postal_code"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn came to. When `saved` is not empty, its instructions are on disk."""

    id: UUID
    transcript: Transcript
    decision: Decision
    understanding_ms: float
    commit_ms: float

    @property
    def saved(self) -> tuple[Instruction, ...]:
        """The instructions that were put on disk."""
        return self.decision.instructions


class Assistant:
    """Understands, decides and saves, for one person and one business."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it is made of
        self,
        account: Account,
        outbox: Outbox,
        cache: Cache,
        clock: Clock,
        remembered: Remembered | None = None,
        completer: Completer | None = None,
    ) -> None:
        """Goes on with the conversation that is `remembered`, and keeps it there; else one begins that ends with this.
        With a `completer` also what no phrase fits is understood.

        Raises:
            sync.errors.StoreError: what is remembered cannot be read.
        """
        self._account = account
        self._outbox = outbox
        self._saved = SavedCommands(outbox)
        self._cache = cache
        self._clock = clock
        self._tone = account.tone
        self.tongue = tongue_in(account.language, account.tone)
        """What is heard and answered."""
        self.completer = completer
        self._dialogue = Dialogue(completer, is_units=remembered is None)
        self._remembered = remembered
        if remembered:
            self._dialogue.memory = remembered.recall(clock())
        self._names = LearntNames(outbox.store, account, clock())
        self._lists = SlotLists()
        self._understanding: Understanding | None = None
        self.expects = self._dialogue.expects
        """The phrase book that the next words are held to."""

    def load(self) -> None:
        """Makes the language model ready, where there is one: the first who needs it is not to wait for that."""
        try:
            if self.completer:
                self.completer.load()
        except CompletionError as error:
            _log.warning("only phrases are understood", extra={"why": str(error)})

    def lay_out(self) -> Understanding:
        """Makes ready what the next words are understood with, by today's names: it takes up to a second, which nobody
        who speaks is to wait for."""
        snapshot = self._cache.snapshot()
        laid = self._understanding
        if laid is None:
            laid = Understanding(snapshot, self.tongue, self._lists, self._names.learnt)
        elif laid.snapshot is not snapshot or laid.learnt is not self._names.learnt:
            laid = laid.against(snapshot, self._names.learnt)
        laid.lay_out(IDLE, self.expects)
        self._understanding = laid  # not before: until then the one before it holds the lists that both have
        return laid

    def understand(self, words: str) -> Understood:
        """What `words` mean as a command by the phrases, by the names that were laid out last and what was spoken of
        just now, without acting on them."""
        now = self._clock()
        return (self._understanding or self.lay_out()).command(words, now, self._dialogue.memory.focus.at(now))

    def all_meant(self, words: str) -> Meaning:
        """All that `words` say in one breath, whoever understands it, without acting on it."""
        return meaning(self._dialogue.heard(words, self.lay_out(), self._clock(), uuid4()))

    def ending_of(self, words: str) -> Ending:
        """What may come behind `words`, which fit what is expected: nothing behind a yes, the name that was asked for,
        or a command to which nothing more is said. Without words nothing has fitted yet. Behind a no to what was read
        back may come what it shall be instead."""
        if not words:
            return Ending.READ_OUT if self.expects in _READ_OUT else Ending.UNFINISHED
        if self.expects == READ_BACK:
            settled = (self._understanding or self.lay_out()).confirmation(words) in {"yes", "cancel"}
            return Ending.COMPLETE if settled else Ending.OPEN
        if self.expects != IDLE:
            return Ending.COMPLETE if self.expects in _ENDED_BY_AN_ANSWER else Ending.OPEN
        understood = self.understand(words)
        if understood.command is None:
            return Ending.COMPLETE if understood.control else Ending.UNFINISHED
        fitting = {name for name, slot in slots_of(understood.command).items() if slot.values not in FREE}
        return Ending.OPEN if understood.missing or fitting - set(understood.slots) else Ending.COMPLETE

    @property
    def is_asking(self) -> bool:
        """Whether a question is open."""
        return self.expects not in {IDLE, ASLEEP}

    def speak(self, language: Language) -> None:
        """Hears and answers in `language` from now on; what was asked in another is dropped."""
        self.tongue = tongue_in(language, self._tone)
        self._understanding = None
        self.forget()

    def take_tone(self, tone: Tone) -> None:
        """Words what it says so from now on; a question that is open stays open."""
        self._tone, self.tongue = tone, tongue_in(self.tongue.language, tone)
        self._understanding = None

    def stays(self, turn: Turn) -> Turn:
        """The turn that asked for a language which cannot be had: that is said, in the one that stays."""
        said = self.tongue.sentences
        reply = said.CANNOT_SPEAK.format(language=said.LANGUAGES[turn.decision.language or self.tongue.language])
        self.told(reply)
        return replace(turn, decision=replace(turn.decision, outcome=Outcome.REFUSED, reply=reply, language=None))

    @property
    def may_tell(self) -> bool:
        """Whether news are welcome: no question is open, and it is neither asleep nor to be quiet."""
        manners = self._dialogue.memory.manners
        return not (self.is_asking or manners.asleep or manners.quiet)

    def answering(self, turn: Turn) -> Answering:
        """How a turn is answered: in words, or by a sound where it is to be quiet."""
        return answering(turn.decision, self._dialogue.memory.manners)

    @property
    def job_at_hand(self) -> str | None:
        """The id of the job that was spoken of last, as long as that is remembered."""
        number = self._dialogue.memory.focus.at(self._clock()).names.get("job")
        job = self._understanding.snapshot.job(number) if number and self._understanding else None
        return job.ref if job else None

    def phrases(self) -> PhraseBook:
        """What may be said next, with today's names."""
        return book(self.expects, self._cache.snapshot(), self.tongue)

    def take(self, transcript: Transcript, turn: UUID) -> Turn:
        """Takes what was heard through understanding, dialogue and outbox; taken again, it stores nothing twice.

        Raises:
            sync.errors.StoreError: nothing was saved, and the reply must not be spoken.
        """
        started = time.perf_counter()
        words = transcript.text if transcript.accepted else ""
        understanding = self.lay_out()
        snapshot = understanding.snapshot
        with self._unsaved_is_unsaid() as before:
            decision = self._dialogue.hear(
                words,
                understanding,
                self._clock(),
                turn,
                transcript.guesses,
                self._saved.fate,
                freely=transcript.free,
            )
            understood = time.perf_counter()
            with self._outbox.store.transaction() if self._remembered or decision.takes_back else nullcontext():
                if decision.takes_back:
                    decision = self._taken_back(decision, snapshot, before)
                if decision.instructions:
                    self._outbox.enqueue(decision.instructions, self._origin(transcript, decision, turn, snapshot))
                self._remember(turn, transcript, decision)
        committed = time.perf_counter()
        self._names.take(decision, self._clock())
        self.expects = decision.expects
        taken = Turn(turn, transcript, decision, 1000 * (understood - started), 1000 * (committed - understood))
        _log.info("turn taken", extra=_without_words(taken))
        return taken

    def answer_to(self, turn: UUID) -> Answered | None:
        """What a turn came to, where it is one of the last that were taken and is remembered.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        return self._remembered.answer_to(turn) if self._remembered else None

    def told(self, text: str) -> None:
        """What was really spoken: that is what "say that again" says again."""
        self._dialogue.told(text)

    def forget(self) -> None:
        """Drops the open question: nobody answered it."""
        self._dialogue.forget()
        self.expects = self._dialogue.expects

    def report(self, row: QueuedCommand) -> str:
        """What is said once Hero365 has decided about a saved command, or a person has to, or the server cannot take it
        for now; nothing while it is on its way."""
        snapshot = self._cache.snapshot()
        try:
            if row.state is State.DONE:
                done = done_reply(row.instruction, snapshot, row.outcome, self._clock(), self.tongue)
                return " ".join(filter(None, [done, row.reason_in(self.tongue.language)]))
            if row.state is State.REJECTED:
                return rejected_reply(row.instruction, snapshot, row.reason_in(self.tongue.language), self.tongue)
            if row.asks:
                return asking_reply(row.instruction, snapshot, row.reason_in(self.tongue.language), self.tongue)
            if row.command in snapshot.unavailable:
                return kept_reply(row.instruction, snapshot, self.tongue)
        except OutboxError:  # an older version saved it, in a form that this one cannot read
            return row.reason_in(self.tongue.language)
        return ""

    def standing(self, row: QueuedCommand) -> str:
        """What is said of a saved command by how it stands now, also while it is on its way, or was taken back."""
        if row.state is State.CANCELLED:
            undone = undone_reply([row.instruction], [], [], self._cache.snapshot(), self.tongue)
            return " ".join(filter(None, [undone, row.reason_in(self.tongue.language)]))
        return self.report(row) or self.saved([row.instruction])

    def saved(self, instructions: Sequence[Instruction]) -> str:
        """What is said of commands that wait here, beside what Hero365 made of others of the same breath."""
        return saved_replies(instructions, self._cache.snapshot(), self._clock(), self.tongue)

    def report_together(self, rows: Sequence[QueuedCommand]) -> str:
        """What is said about commands that Hero365 has decided about: of several, how many have arrived."""
        if len(rows) > 1:
            return self.tongue.sentences.MANY_ARRIVED.format(count=len(rows))
        return " ".join(self.report(row) for row in rows)

    def about_connection(self, link: Link) -> str:
        """What is said of how the unit stands with Hero365."""
        said = self.tongue.sentences
        return {
            Link.ONLINE: said.CONNECTED,
            Link.OFFLINE: said.OFFLINE,
            Link.SIGN_IN_NEEDED: said.SIGN_IN_AGAIN,
            Link.WRONG_BUSINESS: said.OTHER_BUSINESS,
        }.get(link, "")

    def _remember(self, turn: UUID, transcript: Transcript, decision: Decision) -> None:
        if self._remembered:
            answered = Answered.of(turn, transcript, decision)
            self._remembered.keep(self._dialogue.memory, answered, self._clock())

    @contextmanager
    def _unsaved_is_unsaid(self) -> Iterator[Memory]:
        """Where saving fails, the conversation stands where it stood, with the same question open: "yes" can be said
        again. What is remembered before the turn is given."""
        before = self._dialogue.memory
        try:
            yield before
        except Exception:
            self._dialogue.memory = before
            self.told(self.tongue.sentences.UNSAVED)
            raise

    def _taken_back(self, decision: Decision, snapshot: Snapshot, remembered: Memory) -> Decision:
        """Takes back what waits, the last first, and says what has gone already, or may have. Where that leaves no
        place for what is said instead, nothing is saved, and what was `remembered` of it still holds."""
        if decision.instructions and any(map(self._saved.would_double, decision.takes_back)):
            return self._too_late(decision, snapshot, remembered)
        with self._outbox.store.transaction():  # all or, where the disk fails, nothing
            fates = [(each, self._saved.cancelled(each)) for each in reversed(decision.takes_back)][::-1]
        taken_back, gone, before = (
            [each for each, fate in fates if fate is wanted] for wanted in (Fate.WAITS, Fate.GONE, Fate.TAKEN_BACK)
        )
        as_decided = len(taken_back) == len(fates)
        if decision.instructions and not as_decided:
            return self._too_late(decision, snapshot, remembered)
        reply = decision.reply if as_decided else undone_reply(taken_back, gone, before, snapshot, self.tongue)
        rows = [self._outbox.get(str(each.id)) for each in taken_back]
        perhaps_taken = dict.fromkeys(row.reason_in(self.tongue.language) for row in rows)
        reply = " ".join(filter(None, [reply, *perhaps_taken]))
        if reply != decision.reply:
            self.told(reply)
        return replace(decision, reply=reply)

    def _too_late(self, decision: Decision, snapshot: Snapshot, remembered: Memory) -> Decision:
        """What was said before is at Hero365, or may be: it is not saved once more in other words."""
        self._dialogue.memory = replace(self._dialogue.memory, saved=remembered.saved)
        reply = too_late_to_change(decision.takes_back, snapshot, self.tongue)
        self.told(reply)
        return replace(decision, outcome=Outcome.REFUSED, instructions=(), reply=reply)

    def _origin(self, transcript: Transcript, decision: Decision, turn: UUID, snapshot: Snapshot) -> Origin:
        return Origin(
            user=self._account.user_id,
            business=self._account.business_id,
            time_zone=snapshot.time_zone,
            turn=turn,
            words=decision.words,
            engine=transcript.engine,
            said_at=self._clock(),
            confirmation=decision.confirmation,
        )


def _without_words(turn: Turn) -> dict[str, object]:
    """What a log may hold of it."""
    return {
        "turn": str(turn.id),
        "command": turn.decision.command,
        "outcome": str(turn.decision.outcome),
        "saved": [str(instruction.id) for instruction in turn.saved],
        "understanding_ms": round(turn.understanding_ms, 2),
        "commit_ms": round(turn.commit_ms, 2),
    }
