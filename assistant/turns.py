"""One turn of the conversation: words in, a decision, on disk, a reply. The same for speech and for typed text."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from assistant.endings import Ending, ending
from assistant.heard_against import HeardAgainst
from assistant.learnt_names import LearntNames
from assistant.remembered import Answered, Remembered
from assistant.reports import report, standing
from assistant.saved_commands import SavedCommands
from conversation.books import ASLEEP, IDLE
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.manners import Answering, answering
from conversation.meanings import Meaning, meaning
from conversation.memory import Memory
from conversation.replies import saved_replies
from conversation.tones import tongue_in
from conversation.understanding import Understanding
from conversation.understood import Understood
from erp import Instruction, Language, Snapshot, Tone
from models.completion import Completer
from models.errors import CompletionError
from models.phrases import PhraseBook
from models.recognition import Transcript
from sync.account import Account
from sync.cache import Cache
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


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
        self._session = ""
        if remembered:
            self._dialogue.memory, self._session = remembered.recall(clock()), remembered.session
        self._names = LearntNames(outbox.store, account, clock())
        self._against = HeardAgainst(cache, self._names)
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
        return self._against.lay_out(self.tongue, self.expects)

    def understand(self, words: str) -> Understood:
        """What `words` mean as a command by the phrases, by the names that were laid out last and what was spoken of
        just now, without acting on them."""
        now = self._clock()
        laid = self._against.laid_out(self.tongue, self.expects)
        return laid.command(words, now, self._dialogue.memory.focus.at(now))

    def all_meant(self, words: str) -> Meaning:
        """All that `words` say in one breath, whoever understands it, without acting on it."""
        return meaning(self._dialogue.heard(words, self.lay_out(), self._clock(), uuid4()), self._dialogue.memory)

    def ending_of(self, words: str) -> Ending:
        """What may come behind `words`, which fit what is expected."""
        now = self._clock()
        understanding = self._against.laid_out(self.tongue, self.expects)
        focus = self._dialogue.memory.focus.at(now)
        return ending(words, self.expects, understanding, now, focus)

    @property
    def is_asking(self) -> bool:
        """Whether a question is open."""
        return self.expects not in {IDLE, ASLEEP}

    @property
    def question(self) -> str:
        """What was heard last, where that leaves a question open; else nothing."""
        return self._dialogue.memory.said if self.is_asking else ""

    def speak(self, language: Language) -> None:
        """Hears and answers in `language` from now on; what was asked in another is dropped."""
        self.tongue = tongue_in(language, self._tone)
        self.forget()

    def go_on_in(self, session: str) -> None:
        """Hears what comes next in that spoken session; what was asked in another is dropped: whoever hung up on "shall
        I?" says yes to something else in the next. Empty is none: single requests are one conversation."""
        if session != self._session:
            self._session = session
            self.forget()
            self._dialogue.memory = replace(self._dialogue.memory, said="")

    def take_tone(self, tone: Tone) -> None:
        """Words what it says so from now on; a question that is open stays open."""
        self._tone, self.tongue = tone, tongue_in(self.tongue.language, tone)

    def stays(self, turn: Turn) -> Turn:
        """The turn that asked for a language which cannot be had: that is said, in the one that stays, behind what was
        saved in the same breath."""
        said = self.tongue.sentences
        stays = said.CANNOT_SPEAK.format(language=said.LANGUAGES[turn.decision.language or self.tongue.language])
        reply = f"{self.saved(turn.saved)} {stays}".lstrip()
        outcome = Outcome.SAVED if turn.saved else Outcome.REFUSED
        self.told(reply)
        decision = replace(turn.decision, outcome=outcome, reply=reply, beside=stays, language=None)
        return replace(turn, decision=decision)

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
        laid = self._against.last
        job = laid.snapshot.job(number) if number and laid else None
        return job.ref if job else None

    def phrases(self) -> PhraseBook:
        """What may be said next, with today's names."""
        return self._against.phrases(self.tongue, self.expects)

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
        """What is said of a saved command about which somebody has decided, or has to; else nothing."""
        return report(row, self._cache.snapshot(), self._clock(), self.tongue)

    def standing(self, row: QueuedCommand) -> str:
        """What is said of a saved command by how it stands now, whatever has become of it."""
        return standing(row, self._cache.snapshot(), self._clock(), self.tongue)

    def saved(self, instructions: Sequence[Instruction]) -> str:
        """What is said of commands that wait here, beside what Hero365 made of others of the same breath."""
        return saved_replies(instructions, self._cache.snapshot(), self._clock(), self.tongue)

    def report_together(self, rows: Sequence[QueuedCommand]) -> str:
        """What is said about commands that Hero365 has decided about: of several, how many have arrived."""
        if len(rows) > 1:
            return self.tongue.sentences.MANY_ARRIVED.format(count=len(rows))
        return " ".join(self.report(row) for row in rows)

    def _remember(self, turn: UUID, transcript: Transcript, decision: Decision) -> None:
        if self._remembered:
            answered = Answered.of(turn, transcript, decision)
            self._remembered.keep(self._dialogue.memory, answered, self._session, self._clock())

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
        """What comes of a decision to take back. Where what is said instead finds no place, what was `remembered` of
        what was saved before still holds."""
        done = self._saved.taken_back(decision, snapshot, self.tongue)
        if decision.instructions and not done.instructions:
            self._dialogue.memory = replace(self._dialogue.memory, saved=remembered.saved)
        if done.reply != decision.reply:
            self.told(done.reply)
        return done

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
