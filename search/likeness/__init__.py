"""You may also mean: services whose meaning is like that of the words, guessed by a model. Off unless WAYMARK_SEMANTIC is on.

arrays.py     the arithmetic: what is like what, and which of two orders goes first (pure)
stored.py     the arrays in a file under the data folder
encoder.py    the package that makes numbers of sentences
keeper.py     what this process holds: the model, and the newest arrays
following.py  the job that makes the arrays of what is published
offering.py   a question's guesses

Everything here may fail without harm: it is logged once, and a page is what it is without guesses.
"""
