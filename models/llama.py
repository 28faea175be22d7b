"""A language model in a GGUF file, run by llama.cpp and held to a grammar."""

import math
from contextlib import closing
from pathlib import Path
from threading import Lock
from time import monotonic

from models import known_answer
from models.completion import Completion
from models.errors import CompletionError, TooLongError
from models.kept_head import KeptHead
from models.likeliest import beginnings, likeliest
from models.llama_engine import HeldGrammar, LlamaEngine, version
from models.token_tree import Tokens

_LONGEST_TEXT = 160
"""Tokens of an utterance and what stands behind it; a minute of speech has about as many."""


class Llama:
    """A `Completer`. The model is loaded when it is first asked, or told to `load`."""

    def __init__(  # noqa: PLR0913 - what never changes while it is used
        self,
        model: Path,
        head: str = "",
        tail: str = "",
        *,
        most_tokens: int = 64,
        within_s: float = 5.0,
        threads: int = 1,
        kept: Path | None = None,
    ) -> None:
        """Loads nothing yet.

        Args:
            model: the GGUF file.
            head: what stands before every utterance; tokens that steer the model may be written out in it.
            tail: likewise, behind every utterance.
            most_tokens: what may be written to one utterance, the end token among them.
            within_s: how long one utterance may take, in seconds, from when it is its turn and the model is loaded.
            threads: fewer than there are free cores: they wait for one another by spinning.
            kept: the file in which the evaluated head is kept from one start to the next; without it, it is not kept.
        """
        self._file, self._head, self._tail = model, head, tail
        self._most_tokens, self._within_s, self._threads, self._kept = most_tokens, within_s, threads, kept
        self._engine: LlamaEngine | None = None
        self._closed = False
        self._lock = Lock()

    def load(self) -> None:
        """As of `Completer`."""
        with self._lock:
            self._loaded()

    def complete(self, text: str, grammar: str) -> Completion:
        """As of `Completer`."""
        with self._lock:
            engine = self._loaded()
            try:
                with closing(engine.grammar(grammar)) as held:
                    return self._written(engine, text, held)
            finally:
                engine.forget(self._remembered)

    def close(self) -> None:
        """As of `Completer`; an utterance that is under way is ended first."""
        with self._lock:
            self._closed = True
            if self._engine:
                self._engine.close()
                self._engine = None

    def _loaded(self) -> LlamaEngine:
        if self._closed:
            raise CompletionError("The language model was closed and cannot be asked any more.")
        if self._engine is None:
            known_answer.check()
            engine = LlamaEngine(self._file, self._threads)
            try:
                self._remembered = self._read_head(engine)
            except CompletionError:
                engine.close()
                raise
            self._engine = engine
        return self._engine

    def _read_head(self, engine: LlamaEngine) -> int:
        """Lets the engine have the head in mind; gives how many tokens that are."""
        head = engine.tokens(self._head, beginning=True, steering=True)
        engine.make_room(len(head) + _LONGEST_TEXT + self._most_tokens)
        if len(head) >= engine.room:
            raise CompletionError(f"{self._file} cannot have as much in mind as stands before every utterance.")
        kept = KeptHead(self._kept, self._file, head, version()) if self._kept and head else None
        state = kept.read() if kept else None
        if state is None or not engine.restore(state):
            engine.forget(0)
            engine.evaluate(head)
            if kept:
                kept.write(engine.state())
        return len(head)

    def _written(self, engine: LlamaEngine, text: str, held: HeldGrammar) -> Completion:
        due = monotonic() + self._within_s
        tokens = engine.tokens(text) + engine.tokens(self._tail, steering=True)
        if not tokens or self._remembered + len(tokens) + self._most_tokens > engine.room:
            raise TooLongError(f"{len(tokens)} tokens are no utterance that the language model can read.")
        begun: tuple[tuple[str, float], ...] = ()
        written, log_probability, log_share = b"", 0.0, 0.0
        for _ in range(self._most_tokens):
            engine.evaluate(tokens, due)
            allowed = held.allowed()
            choice = likeliest(engine.logits(), allowed)
            begun = begun or _begun(engine, allowed)
            log_probability += choice.log_probability
            log_share += choice.log_share
            if choice.token in engine.ends:
                return Completion(written.decode(), math.exp(log_probability), math.exp(log_share), begun)
            written += engine.pieces[choice.token]
            held.accept(choice.token)
            tokens = [choice.token]
        raise CompletionError(f"The language model did not come to an end within {self._most_tokens} tokens.")


def _begun(engine: LlamaEngine, allowed: Tokens) -> tuple[tuple[str, float], ...]:
    found = beginnings(engine.logits(), allowed)
    return tuple((engine.pieces[token].decode(errors="replace"), share) for token, share in found)
