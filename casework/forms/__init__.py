"""What is asked: something noted and the next step, a step done or moved, a list of services."""
