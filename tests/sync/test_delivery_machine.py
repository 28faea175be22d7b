"""Whatever happens in whatever order, every command that was acknowledged takes effect once, in the order of saying."""

import pytest

from tests.sync.stories.machine import tell


@pytest.mark.timeout(600)
def test_every_acknowledged_command_takes_effect_once() -> None:
    tell(stories=24, steps=30)
