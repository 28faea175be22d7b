"""Whatever happens in whatever order, every command that was acknowledged takes effect once, in the order of saying."""

import pytest

from sync.standin import StandIn
from tests.sync.message_service import MessageService
from tests.sync.stories.machine import tell


@pytest.mark.timeout(600)
def test_every_acknowledged_command_takes_effect_once(hero365_server: StandIn, service: MessageService) -> None:
    tell(hero365_server, service, stories=18, steps=30)
