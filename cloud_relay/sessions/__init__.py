"""Spoken sessions over LiveKit: started, served, looked after, ended."""
