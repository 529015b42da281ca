"""Who looked at whom and why: for the auditor, the privacy officer and the family itself."""
