"""Readers write back: what is wrong, what is missing, whether they found what they needed; and are answered."""
