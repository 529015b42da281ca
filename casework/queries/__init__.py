"""What is read of casework: one child's needs, one's own next steps, one's own lists."""
