"""The units that are there at this moment: who they are, what they were at last, and what they are to be told."""
