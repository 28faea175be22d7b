"""One person's assistant, wherever the words come from: conversation, outbox and cache put together."""
