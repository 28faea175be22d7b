"""Many long stories of two units, a server and a relay: in each, what was acknowledged takes effect once."""

import pytest

from sync.standin import StandIn
from tests.sync.message_service import MessageService
from tests.sync.stories.machine import tell


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_every_acknowledged_command_takes_effect_once(hero365_server: StandIn, service: MessageService) -> None:
    tell(hero365_server, service, stories=150, steps=60)
