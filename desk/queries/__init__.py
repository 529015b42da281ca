"""What the desk looks at."""
