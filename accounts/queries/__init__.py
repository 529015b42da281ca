"""Authorities, agencies and people, to look at."""

from accounts.queries.authorities import (
    AgencyShown,
    AuthorityShown,
    agencies,
    agency,
    authorities,
    authority,
)
from accounts.queries.people import PersonShown, actor_of, people_of, person, staff_of

__all__ = [
    "AgencyShown",
    "AuthorityShown",
    "PersonShown",
    "actor_of",
    "agencies",
    "agency",
    "authorities",
    "authority",
    "people_of",
    "person",
    "staff_of",
]
