"""What is read of the index: one record, one's own list, what waits for the central team and the data manager."""
