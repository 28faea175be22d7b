"""A process of the relay for the tests that kill it: it takes turns from standard input, one JSON object a line, and
acknowledges each that was answered, as far as it comes."""

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cloud_relay.composition import Relay, composed
from cloud_relay.errors import RelayError
from cloud_relay.identity.principal import Principal
from cloud_relay.settings import Settings
from cloud_relay.voice.conversation import Conversation
from models.recognition import Transcript
from sync.errors import SyncError


async def take(relay: Relay, person: Principal, turn: str, words: str) -> list[str] | None:
    """The commands that a turn has put on their way; None where it has to be said again."""
    try:
        async with relay.desks.at(person) as desk:
            heard = Transcript(words, "typed", 1.0, accepted=True)
            answer = await Conversation(desk, relay.engines).take(heard, UUID(turn))
    except (RelayError, SyncError):
        return None
    return [str(command) for command in answer.to.saved] if answer.to else None


def acknowledge(line: str) -> None:
    """Says it to whoever has started this."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    """Until it is killed."""
    given = json.loads(sys.stdin.readline())
    ahead = timedelta(seconds=given["ahead"])
    person = Principal("person", given["person"], given["business"], "")
    settings = Settings.model_validate(given["settings"])
    async with composed(settings, lambda: datetime.now(UTC) + ahead) as relay:
        running = asyncio.create_task(relay.desks.run())
        acknowledge("ready")
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            commands = await take(relay, person, asked["turn"], asked["words"])
            acknowledge(json.dumps({"turn": asked["turn"], "commands": commands}))
        running.cancel()
        await asyncio.wait({running})


if __name__ == "__main__":
    asyncio.run(main())
