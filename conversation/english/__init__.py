"""English, as it is spoken in the United States."""

from conversation.english import forms, lists, numbers, parts, phrases, sentences, times, words
from conversation.tongue import Tongue

ENGLISH = Tongue("en", phrases, words, lists.LISTS, parts, forms, times, numbers, sentences)
