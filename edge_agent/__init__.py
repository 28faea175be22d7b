"""The agent on the device: listening, turns, speaking, command line; where everything is composed."""
