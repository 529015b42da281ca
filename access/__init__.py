"""Who may see what of which child, and why somebody looked: the rules, the reason, the decision."""
