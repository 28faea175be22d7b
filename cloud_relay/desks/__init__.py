"""The desks of people who speak to the relay: what they say is kept in its store, and delivered under their login."""
