"""Speech of the relay: one ear and one mouth a language, shared by everybody who speaks to this process."""
