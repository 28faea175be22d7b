"""Many long stories of two units, a server and a relay: in each, what was acknowledged takes effect once."""

import pytest

from tests.sync.stories.machine import tell


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_every_acknowledged_command_takes_effect_once() -> None:
    tell(stories=150, steps=60)
