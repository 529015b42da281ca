"""What the steps of editing ask. Each form fills itself from the work and answers a patch; no Flask travels further."""
