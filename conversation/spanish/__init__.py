"""Spanish, as it is spoken in the United States and in Mexico."""

from conversation.spanish import forms, lists, mishearings, numbers, parts, phrases, sentences, spelling, times, words
from conversation.tongue import Tongue

SPANISH = Tongue("es", phrases, words, spelling, mishearings, lists.LISTS, parts, forms, times, numbers, sentences)
