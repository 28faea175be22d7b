"""The gateway's mind and mouth, in the shapes that LiveKit Agents asks for."""

import logging
from contextlib import aclosing
from typing import Any, Final

from livekit.agents import APIConnectionError, llm, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr

from cloud_relay.sessions.line import LONGEST_WORDS, Said
from cloud_relay.sessions.sentences import NOT_SURE, TOO_LONG
from cloud_relay.worker.line import Line, Saying
from cloud_relay.worker.questions import LineDownError, LineError
from cloud_relay.worker.resampling import resampled
from erp import Language

_log = logging.getLogger(__name__)

_VOICE_RATE: Final = 24_000
"""Of the sound that goes into the room."""
SAYING: Final = "saying"
"""Under which LiveKit's note of a reply holds the reply itself."""


class RelayMind(llm.LLM[Any]):
    """Words become decisions at the gateway: what comes back is on disk already. It is no language model."""

    def __init__(self, line: Line, language: Language, *, heard_elsewhere: bool) -> None:
        """With `heard_elsewhere` the words are those of another ear."""
        super().__init__()
        self.reply: Saying | None = None
        """To the last turn."""
        self._line = line
        self._language = language
        self._heard_elsewhere = heard_elsewhere

    def chat(  # noqa: PLR0913 - as LiveKit calls it
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,  # noqa: ARG002
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,  # noqa: ARG002
    ) -> llm.LLMStream:
        """As LiveKit calls it, at the end of a turn."""
        # Once: a turn that was taken is not taken again.
        once = APIConnectOptions(max_retry=0, timeout=conn_options.timeout)
        words = _last_words(chat_ctx) if self._heard_elsewhere else None
        return _Thought(self, words, chat_ctx=chat_ctx, tools=tools or [], conn_options=once)

    async def answer(self, words: str | None) -> Saying | None:
        """What is said to what was heard, or to `words`; None where nothing is."""
        self.reply = None
        if words and len(words) > LONGEST_WORDS:
            self.reply = Saying(TOO_LONG[self._language])
            return self.reply
        try:
            text = await self._line.take(words)
            self.reply = Saying(text, Said(id=self._line.answered)) if text else None
        except LineDownError:
            pass  # the gateway says how it stands when it is found again
        except LineError as error:
            _log.error("not decided", extra={"error": str(error)})
            self.reply = Saying(NOT_SURE[self._language])
        return self.reply


class _Thought(llm.LLMStream):
    def __init__(self, mind: RelayMind, words: str | None, **given: Any) -> None:
        super().__init__(mind, **given)
        self._mind = mind
        self._words = words

    async def _run(self) -> None:
        if reply := await self._mind.answer(self._words):
            delta = llm.ChoiceDelta(role="assistant", content=reply.text, extra={SAYING: reply})
            self._event_ch.send_nowait(llm.ChatChunk(id=utils.shortuuid(), delta=delta))


class RelayMouth(tts.TTS[Any]):
    """Speaks with the gateway's voice."""

    def __init__(self, line: Line) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=False), sample_rate=_VOICE_RATE, num_channels=1)
        self._line = line

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        """As LiveKit calls it."""
        return _Utterance(self, self._line, input_text=text, conn_options=conn_options)


class _Utterance(tts.ChunkedStream):
    def __init__(self, mouth: RelayMouth, line: Line, *, input_text: str, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=mouth, input_text=input_text, conn_options=conn_options)
        self._line = line

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(), sample_rate=_VOICE_RATE, num_channels=1, mime_type="audio/pcm"
        )
        try:
            async with aclosing(self._line.speak(self.input_text)) as sentences:
                async for rate, sound in sentences:
                    output_emitter.push(resampled(sound, rate, _VOICE_RATE))
        except LineError as error:
            raise APIConnectionError(str(error), retryable=False) from error
        output_emitter.flush()


def _last_words(chat_ctx: llm.ChatContext) -> str:
    said = [message.text_content or "" for message in chat_ctx.messages() if message.role == "user"]
    return said[-1] if said else ""
