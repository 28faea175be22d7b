"""Who asks: people by their Hero365 sign-in, units by a code, both by a token of the relay's own afterwards."""
