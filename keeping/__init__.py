"""What a family keeps: a list of its own without an account, on paper, as a file or in Braille; and single entries made small."""
