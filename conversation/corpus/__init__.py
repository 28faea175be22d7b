"""Writes what a command model is trained with: sentences and the commands that they say, one a line.

``python -m conversation.corpus --out FOLDER`` makes ``train.tsv.gz`` and ``valid.tsv`` from the hand-written wordings
and from the phrases that the commands declare, with names put in and with slips, corrections and chatter as people make
them.
"""
