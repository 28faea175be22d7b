"""What is said in the recordings. The names and numbers are those of the practice business."""

from dataclasses import dataclass

from models.wake_word import PHRASE

VOICES = ("awb", "rms", "slt")
"""flite's voices that sound most like people: a Scotsman, an American man and an American woman."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One recording in every voice, as ``name.voice.flac``."""

    name: str
    text: str
    wake: bool = True
    """Begins with the wake word."""

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
