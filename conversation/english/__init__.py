"""English, as it is spoken in the United States."""

from conversation.english import forms, numbers, phrases, sentences, times, words
from conversation.tongue import Tongue

ENGLISH = Tongue("en", phrases, words, forms, times, numbers, sentences)
