"""What is said otherwise in English where somebody likes it short, warm or formal."""

from collections.abc import Mapping

from erp import Tone

OTHERWISE: Mapping[Tone, Mapping[str, str]] = {
    "brief": {
        "TONE_TAKEN": "Brief.",
        "CANCELLED": "Cancelled.",
        "SAVED_ALREADY": "What was saved stays saved.",
        "NOT_SAVED": "Nothing was saved.",
        "NOT_THAT": "Not that.",
        "UNSAVED": "That could not be saved. Say it again later.",
        "SAY_AGAIN": "Say it again.",
        "THAT_INSTEAD": "That instead.",
        "NOT_TAKEN_BACK": "It stays saved.",
        "NOTHING_TO_UNDO": "Nothing to take back.",
        "LEFT": "Left. Nothing was saved.",
        "STILL_NEEDED": "Still needed.",
        "NO_YES": "No yes. Nothing was saved.",
        "HELP": "Say: {hints}.",
        "HELP_AND_MORE": "Say: {hints}. Or more.",
        "HELP_WITH_EXAMPLE": "Say {example}; or cancel.",
        "ASLEEP": "Asleep until you say wake up.",
        "QUIET": "Quiet.",
        "SPEAKS_AGAIN": "Speaking.",
        "OFFLINE": "No connection to Hero365; I keep everything here.",
        "CONNECTED": "Hero365 is back.",
        "NEXT_STEP": "Next: {step}.",
    },
    "friendly": {
        "TONE_TAKEN": "Sure, my pleasure.",
        "CANCELLED": "All right, cancelled.",
        "NOT_UNDERSTOOD": "Sorry, I didn't get that.",
        "WELCOME": "You're welcome, any time.",
        "SAY_AGAIN": "Sorry about that. Please say it again.",
        "NOT_SAVED": "No problem, nothing was saved.",
        "NOT_TAKEN_BACK": "No problem, it stays saved.",
        "AWAKE": "I'm all ears.",
        "CONNECTED": "Good news: the connection to Hero365 is back.",
        "NEXT_STEP": "If you like, say next: {step}.",
    },
    "formal": {
        "TONE_TAKEN": "Certainly.",
        "CANCELLED": "Very well, the operation is cancelled.",
        "NOT_SAVED": "Very well, nothing was saved.",
        "NOT_THAT": "Very well, not that.",
        "NOT_UNDERSTOOD": "I beg your pardon, I did not understand.",
        "WELCOME": "You are very welcome.",
        "SAY_AGAIN": "Very well. Would you please say it again?",
        "THAT_INSTEAD": "Very well, that instead.",
        "NOT_TAKEN_BACK": "Very well, it stays saved.",
        "LEFT": "Then we leave it. Nothing was saved.",
        "ASLEEP": "Very well, I hear nothing until you say wake up.",
        "QUIET": "Very well. I shall only ask, and answer what you ask.",
        "SPEAKS_AGAIN": "Very well, I speak again.",
        "AWAKE": "I am listening.",
        "NEXT_STEP": "You may now say: {step}.",
    },
}
"""Tone to the sentences, by their names."""
