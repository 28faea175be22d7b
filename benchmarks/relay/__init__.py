"""The relay as an operator runs it, on a real LiveKit server, and phones that call it: for tests and measurements."""
