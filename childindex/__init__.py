"""An index to find the people around a child; not a system to look children up."""
