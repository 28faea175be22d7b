"""Spanish, as it is spoken in the United States and in Mexico."""

from conversation.spanish import forms, numbers, phrases, sentences, times, words
from conversation.tongue import Tongue

SPANISH = Tongue("es", phrases, words, forms, times, numbers, sentences)
