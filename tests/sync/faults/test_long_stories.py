"""Many long stories of two units, a server and a relay: in each, what was acknowledged takes effect once."""

import pytest

from tests.sync.stories.machine import tell


# A question may be open or not at one step of a story, as quick as the machine is: where hypothesis finds that its own
# choices came out otherwise the second time, stories are told anew. What a story finds broken is never told anew.
@pytest.mark.flaky(reruns=2, only_rerun=["FlakyStrategyDefinition"])
@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_every_acknowledged_command_takes_effect_once() -> None:
    tell(stories=150, steps=60)
