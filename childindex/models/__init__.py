"""What is kept about a child to find the people around it, and nothing more."""

from childindex.models.facts import Card, Key, Link, Number, Value
from childindex.models.finding import CentralQuestion, Finding
from childindex.models.people import Involvement, LastLook, Lead, News
from childindex.models.upkeep import Addition, Merge

__all__ = [
    "Addition",
    "Card",
    "CentralQuestion",
    "Finding",
    "Involvement",
    "Key",
    "LastLook",
    "Lead",
    "Link",
    "Merge",
    "News",
    "Number",
    "Value",
]
