"""What developers run: lint, words, tests. Nothing here is part of the site."""
