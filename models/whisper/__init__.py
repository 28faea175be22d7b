"""Whisper read two ways from one encoding: held to phrases by a decoder of our own, and freely by CTranslate2."""
