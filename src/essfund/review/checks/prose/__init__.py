"""What texts say, held against what the rules carry.

Texts are read by a small closed grammar: figures (`figures`), the words around them (`lexicon`, all of it data), and the claims
that the two make (`claims`). Whatever the grammar does not understand is left alone: a finding must be worth reading.
"""
