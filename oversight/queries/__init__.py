"""What the trail says, who looked at one record, what waits, and what is worth a question."""
