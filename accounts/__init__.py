"""The authorities that run the directory and the agencies in it; people and log-on come here later."""
