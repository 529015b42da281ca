"""Needs, concerns and strengths, what whoever recorded them will do, and services for a piece of work."""
