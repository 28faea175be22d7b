"""English, as it is spoken in the United States."""

from conversation.english import forms, lists, mishearings, numbers, parts, phrases, sentences, spelling, times, words
from conversation.tongue import Tongue

ENGLISH = Tongue("en", phrases, words, spelling, mishearings, lists.LISTS, parts, forms, times, numbers, sentences)
