"""The sample authority: an invented directory to try Waymark with. Nobody in it exists, and no number in it rings."""
