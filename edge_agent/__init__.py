"""The agent on the device: listening, turns, speaking, command line; where everything is composed."""

import os

# Read once, when numpy is loaded. Its one large multiplication, of Whisper's features, takes 2 ms; threads of its own
# wait for it, and for the next, by turning in circles: where other programs wanted the cores that made it 9 to 16 ms,
# and took as much again from the search behind it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
