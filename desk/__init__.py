"""The editor's desk: the health of the directory, what waits for a person, bulk changes, words, files in and out."""
