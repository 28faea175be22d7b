"""What is said in the recordings. The names and numbers are those of the practice business."""

from dataclasses import dataclass

from models.wake_word import PHRASE

VOICES = ("awb", "rms", "slt")
"""flite's voices that sound most like people: a Scotsman, an American man and an American woman."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One recording in each of its voices, as ``name.voice.flac``."""

    name: str
    text: str
    wake: bool = True
    """Begins with the wake word."""
    voices: tuple[str, ...] = VOICES

    @property
    def spoken(self) -> str:
        """All the words of the recording."""
        return f"{PHRASE}, {self.text}" if self.wake else self.text


SENTENCES: tuple[Sentence, ...] = (
    Sentence("create_job", "create a job for maria garcia"),
    Sentence("job_in_progress", "update job forty two status to in progress"),
    Sentence("job_complete", "mark job forty two complete"),
    Sentence("schedule_job", "schedule job forty two for tomorrow at nine"),
    Sentence("schedule_job_88", "schedule job eighty eight"),
    Sentence("schedule_new", "schedule a job for linda hughes for friday at two"),
    Sentence("create_invoice", "create an invoice for job forty two"),
    Sentence("check_stock", "check stock for fifty gallon water heater"),
    Sentence("schedule_today", "what's my schedule today"),
    Sentence("create_estimate", "create an estimate for thomas baker"),
    Sentence("project_status", "status of project seven"),
    Sentence("nonsense", "the purple elephants were dancing underneath a quiet bridge"),
    Sentence("tomorrow_at_nine", "tomorrow at nine", wake=False),
    Sentence("yes", "yes", wake=False),
    Sentence("no", "no", wake=False),
    Sentence("cancel", "cancel", wake=False),
)
FREE_SENTENCES: tuple[Sentence, ...] = (
    Sentence("free_stock", "do we still have any flame sensors lying around", voices=("rms",)),
    Sentence("free_project", "bring me up to speed on project seven", voices=("rms",)),
    Sentence("free_hold", "let's hold off on job eighty eight for now", voices=("awb",)),
    Sentence("free_note", "stick a note on job forty two saying the valve was leaking", voices=("slt",)),
    Sentence("free_price", "what are we charging for a flame sensor these days", voices=("awb",)),
)
"""Commands that no phrase fits."""
