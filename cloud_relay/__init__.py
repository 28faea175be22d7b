"""The relay in the cloud: signs people and units in, sends messages to customers, takes calls over LiveKit."""
