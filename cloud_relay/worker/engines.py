"""Which ear and voice an agent has: the relay's own, an OpenAI-compatible server's, or a plugin's of LiveKit."""

import importlib
from dataclasses import dataclass
from typing import Any, Final

from livekit.agents import stt, tts
from livekit.plugins import openai

from cloud_relay.errors import SettingsError
from cloud_relay.settings import EngineServer, Settings
from cloud_relay.worker.adapters import RelayMouth
from cloud_relay.worker.hearing import RelayEar
from cloud_relay.worker.line import Line
from erp import Language
from models.voice_activity import VoiceActivity

_CLOUD: Final = "livekit.agents.inference"
_WRITTEN: Final = "livekit.plugins.deepgram:STT"


@dataclass(frozen=True, slots=True)
class AgentEngines:
    """Of one agent."""

    ear: "stt.STT[Any]"
    mouth: "tts.TTS[Any]"

    @property
    def hears_elsewhere(self) -> bool:
        """Whether another ear than the relay's own hears: it is held to no grammar."""
        return not isinstance(self.ear, RelayEar)


def check(settings: Settings) -> None:
    """Makes the plugins that are set, once, so that what is wrong with them is said at the start.

    Raises:
        SettingsError: a plugin is not there, or is none.
    """
    for plugin, kind in ((settings.ear, stt.STT), (settings.mouth, tts.TTS)):
        if isinstance(plugin, str):
            _made(plugin, kind)


def engines(settings: Settings, line: Line, language: Language, activity: VoiceActivity) -> AgentEngines:
    """The engines that are set.

    Raises:
        SettingsError: a plugin is not there, or is none.
    """
    return AgentEngines(_ear(settings, line, language, activity), _mouth(settings, line))


def _ear(settings: Settings, line: Line, language: Language, activity: VoiceActivity) -> "stt.STT[Any]":
    match settings.ear:
        case None:
            return RelayEar(line, language, activity)
        case EngineServer() as server:
            return openai.STT(
                model=server.model,
                language=language,
                base_url=str(server.url),
                api_key=server.api_key.get_secret_value(),
            )
        case plugin:
            ear: stt.STT[Any] = _made(plugin, stt.STT)
            return ear


def _mouth(settings: Settings, line: Line) -> "tts.TTS[Any]":
    match settings.mouth:
        case None:
            return RelayMouth(line)
        case EngineServer() as server:
            return openai.TTS(
                model=server.model,
                voice=server.voice,
                base_url=str(server.url),
                api_key=server.api_key.get_secret_value(),
            )
        case plugin:
            mouth: tts.TTS[Any] = _made(plugin, tts.TTS)
            return mouth


def _made(plugin: str, kind: type[Any]) -> Any:
    """What a plugin makes of its environment variables. LiveKit's strings for models mean its cloud: they are none."""
    if plugin.startswith(_CLOUD):
        raise SettingsError(f"{plugin} is LiveKit's cloud; a plugin is written {_WRITTEN}.")
    module, _, name = plugin.partition(":")
    try:
        made = getattr(importlib.import_module(module), name)()
    except Exception as error:  # a plugin is of others, and may raise anything
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(f"{plugin} can't be used ({said}); a plugin is written {_WRITTEN}.") from error
    if not isinstance(made, kind):
        raise SettingsError(f"{plugin} is no {kind.__name__}; a plugin is written {_WRITTEN}.")
    return made
