"""The steps, the oldest first. One that was released is not changed any more."""
