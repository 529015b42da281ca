"""Keeping entries true: the clock, the letters, the signed link, the evidence that a service lives, the call list."""
