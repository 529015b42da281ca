"""What families were told, what they agreed to and took back, for whom and for what."""
