"""llama.cpp, as little of it as is needed: tokens, what comes after them, a grammar, and the memory of a text.

llama-cpp-python gives its functions as they are in C: a null pointer or a number other than 0 is a failure, and what is
made has to be given back. Calls let other Python threads run. Nothing here may be used by two threads at once.
"""

import ctypes
import logging
import math
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import CompletionError, TooLongError
from models.likeliest import Logits
from models.token_tree import Tokens, TokenTree, is_begun

_AT_ONCE = 128
"""Tokens that are evaluated in one go; with more llama.cpp ends the process. In between the clock is looked at."""

_NOT_BUILT = "The language model's engine, llama-cpp-python, is not here; `make llm` builds it."
_CANDIDATES = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""As `llama_token_data` lies in memory."""
_LONGEST_PIECE = 256
"""Bytes of a token; those of the vocabularies that we know have at most 128."""
_ERROR = 4
"""`GGML_LOG_LEVEL_ERROR`."""

_log = logging.getLogger(__name__)


@cache
def library() -> Any:
    """llama.cpp's functions, loaded when they are first asked for: that takes half a second.

    Raises:
        CompletionError: they are not built, or do not load on this machine.
    """
    try:
        from llama_cpp import llama_cpp as llama  # noqa: PLC0415 - most units never need it
    except ImportError as error:
        raise CompletionError(_NOT_BUILT) from error
    except (OSError, RuntimeError) as error:
        why = str(error).partition("\n")[0]
        raise CompletionError(f"The language model's engine does not load: {why}; `make llm` builds it.") from error

    llama.told = llama.llama_log_callback(_told)  # kept as long as it may be called
    llama.llama_log_set(llama.told, None)
    llama.llama_backend_init()
    return llama


def _told(level: int, text: bytes, _: object) -> None:
    if level == _ERROR:
        _log.warning("llama.cpp: %s", text.decode(errors="replace").strip())


def version() -> str:
    """Which llama-cpp-python this is.

    Raises:
        CompletionError: as of `library`.
    """
    library()
    from llama_cpp import __version__  # noqa: PLC0415 - as above

    return str(__version__)


class LlamaEngine:
    """A model and the one text that it has in mind, which grows by `evaluate` and is cut by `forget`."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        """Loads the GGUF file `model`. Before the first `evaluate` comes `make_room`.

        Raises:
            CompletionError: the engine is not here, or the file is no model that it knows.
        """
        self._llama = library()
        self._threads = threads
        self._context: Any = None
        if not model.is_file():
            raise CompletionError(f"There is no language model {model}.")
        parameters = self._llama.llama_model_default_params()
        self._model = self._llama.llama_model_load_from_file(bytes(model), parameters)
        if not self._model:
            raise CompletionError(f"{model} is no language model that llama.cpp can load; fetch or make it again.")
        self._vocabulary = self._llama.llama_model_get_vocab(self._model)
        self._size = self._llama.llama_vocab_n_tokens(self._vocabulary)

    def make_room(self, tokens: int) -> None:
        """Lets the text become `tokens` long, or as long as the model was trained for if that is less.

        Raises:
            CompletionError: there is too little memory for it.
        """
        parameters = self._llama.llama_context_default_params()
        parameters.n_ctx = self.room = min(tokens, self._llama.llama_model_n_ctx_train(self._model))
        parameters.n_batch = parameters.n_ubatch = _AT_ONCE
        parameters.n_threads = parameters.n_threads_batch = self._threads
        self._context = self._llama.llama_init_from_model(self._model, parameters)
        if not self._context:
            raise CompletionError(f"There is too little memory for a language model with {tokens} tokens in mind.")
        self._memory = self._llama.llama_get_memory(self._context)

    def tokens(self, text: str, *, beginning: bool = False, steering: bool = False) -> list[int]:
        """`text` in the model's tokens.

        Args:
            text: any.
            beginning: whether it begins with what the model wants at the beginning of all.
            steering: whether tokens such as ``<|im_end|>`` may be written out in it.
        """
        raw = text.encode()
        found = (self._llama.llama_token * (len(raw) + 8))()
        count = self._llama.llama_tokenize(self._vocabulary, raw, len(raw), found, len(found), beginning, steering)
        return list(found[:count])

    @cached_property
    def pieces(self) -> list[bytes]:
        """What each token stands for in a text; those that steer the model stand for nothing."""
        piece = ctypes.create_string_buffer(_LONGEST_PIECE)
        lengths = (
            self._llama.llama_token_to_piece(self._vocabulary, token, piece, len(piece), 0, False)
            for token in range(self._size)
        )
        return [piece.raw[: max(length, 0)] for length in lengths]

    @cached_property
    def ends(self) -> frozenset[int]:
        """The tokens that end a text."""
        is_end = self._llama.llama_vocab_is_eog
        return frozenset(token for token in range(self._size) if is_end(self._vocabulary, token))

    def evaluate(self, tokens: Sequence[int], due: float = math.inf) -> None:
        """Adds tokens to the text, until `due` of the monotonic clock.

        Raises:
            CompletionError: the engine failed.
            TooLongError: there was no time for all of them.
        """
        for begin in range(0, len(tokens), _AT_ONCE):
            if monotonic() > due:
                raise TooLongError("The language model did not come to an end in the time that it has.")
            some = tokens[begin : begin + _AT_ONCE]
            batch = (self._llama.llama_token * len(some))(*some)
            failed = self._llama.llama_decode(self._context, self._llama.llama_batch_get_one(batch, len(some)))
            if failed:
                raise CompletionError(f"The language model's engine failed with {failed} over {len(some)} tokens.")

    def logits(self) -> Logits:
        """One for each token: how likely it follows on what was evaluated last. The engine writes over them."""
        return np.ctypeslib.as_array(self._llama.llama_get_logits_ith(self._context, -1), (self._size,))

    def forget(self, behind: int) -> None:
        """Takes away all of the text but its first tokens."""
        self._llama.llama_memory_seq_rm(self._memory, 0, behind, -1)

    def state(self) -> bytes:
        """What is remembered of the text."""
        size = self._llama.llama_state_seq_get_size(self._context, 0)
        state = (ctypes.c_uint8 * size)()
        return bytes(state[: self._llama.llama_state_seq_get_data(self._context, state, size, 0)])

    def restore(self, state: bytes) -> bool:
        """Remembers the text that `state` is of; False where it is not of this engine and this model."""
        taken = self._llama.llama_state_seq_set_data(
            self._context, (ctypes.c_uint8 * len(state)).from_buffer_copy(state), len(state), 0
        )
        return bool(taken == len(state))

    def grammar(self, rules: str) -> "HeldGrammar":
        """A grammar, at its beginning.

        Raises:
            CompletionError: the rules cannot be read; llama.cpp then prints them to standard error.
        """
        # Without rules it would allow everything.
        held = rules.strip() and self._llama.llama_sampler_init_grammar(self._vocabulary, rules.encode(), b"root")
        if not held:
            raise CompletionError("The grammar for the language model cannot be read; it is not GBNF with a rule root.")
        return HeldGrammar(self, self._llama, held)

    @cached_property
    def tree(self) -> TokenTree:
        """Its tokens, to be asked about."""
        return TokenTree(self.pieces, self.ends)

    def close(self) -> None:
        """Gives the memory back."""
        if self._context:
            self._llama.llama_free(self._context)
        self._llama.llama_model_free(self._model)


class HeldGrammar:
    """A grammar and how far the text is that it holds; made by `LlamaEngine.grammar`."""

    def __init__(self, engine: LlamaEngine, llama: Any, sampler: Any) -> None:
        self._engine, self._llama, self._sampler = engine, llama, sampler
        self._inside = False

    def allowed(self) -> Tokens:
        """All tokens that may come next."""
        tokens = self._engine.tree.allowed(self.allows)
        if self._inside:  # a character, where llama.cpp lets a text end that may end before it
            return tokens[~np.isin(tokens, list(self._engine.ends))]
        return tokens

    def allows(self, tokens: Tokens) -> NDArray[np.bool_]:
        """Which of the tokens may come next."""
        candidates = np.zeros(len(tokens), _CANDIDATES)
        candidates["id"] = tokens
        data = candidates.ctypes.data_as(self._llama.llama_token_data_p)
        array = self._llama.llama_token_data_array(data=data, size=len(tokens), selected=-1, sorted=False)
        self._llama.llama_sampler_apply(self._sampler, ctypes.byref(array))
        allows: NDArray[np.bool_] = np.isfinite(candidates["logit"])
        return allows

    def accept(self, token: int) -> None:
        """Goes on behind a token that was allowed. With another one llama.cpp ends the process."""
        self._llama.llama_sampler_accept(self._sampler, token)
        self._inside = is_begun(self._engine.pieces[token])

    def close(self) -> None:
        """Gives the memory back."""
        self._llama.llama_sampler_free(self._sampler)
