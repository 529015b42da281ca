"""Authorities, agencies and people, to look at."""

from accounts.queries.authorities import (
    AgencyShown,
    AuthorityShown,
    agencies,
    agency,
    authorities,
    authority,
)
from accounts.queries.people import MemberShown, PersonShown, actor_of, members, people_of, person, staff_of

__all__ = [
    "AgencyShown",
    "AuthorityShown",
    "MemberShown",
    "PersonShown",
    "actor_of",
    "agencies",
    "agency",
    "authorities",
    "authority",
    "members",
    "people_of",
    "person",
    "staff_of",
]
