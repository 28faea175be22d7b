"""Makes the command model: a small language model that answers an utterance with the commands in it.

It knows nothing of commands: a corpus is a text file, one example a line, a text and its answer with a tab between.
"""
