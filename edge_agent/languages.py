"""What a language is heard and spoken with: opened when it is first spoken, and let go when another one is."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from assistant.engines import memory_mb, opened_recogniser, opened_voice, this_profile
from erp import Language
from models.machine import free_memory_mb
from models.recognition import Recogniser
from models.speech import Voice


class Engines:
    """The recogniser and the voice of the language that is spoken."""

    def __init__(self) -> None:
        self._held = ExitStack()

    def change(self, language: Language) -> tuple[Recogniser, Voice]:
        """Opens those of `language`, and lets the ones before go, with which nobody may be heard or spoken to any more.

        Raises:
            models.errors.ModelError: one cannot be had, and those before stay.
        """
        # Looked at once, and before either is loaded: else it would depend on how far the other one is what each finds.
        # A recogniser that cannot be had keeps its share, for PocketSphinx takes as much.
        free_mb = free_memory_mb()
        for_voice_mb = free_mb - memory_mb(this_profile(language).recogniser)
        with ExitStack() as opening, ThreadPoolExecutor() as loading:
            recognising = loading.submit(opening.enter_context, opened_recogniser(language=language, free_mb=free_mb))
            voice = loading.submit(opening.enter_context, opened_voice(for_voice_mb, language))
            opened = recognising.result(), voice.result()
            before, self._held = self._held, opening.pop_all()
        before.close()
        return opened

    def close(self) -> None:
        """Lets go of what is open."""
        self._held.close()
