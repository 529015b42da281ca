"""Authorities, agencies and people, to look at."""

from accounts.queries.authorities import (
    AgencyShown,
    AuthorityShown,
    agencies,
    agency,
    authorities,
    authority,
)
from accounts.queries.clearances import (
    ClearanceShown,
    Due,
    StaffShown,
    clearance,
    staff_due,
)
from accounts.queries.people import MemberShown, PersonShown, actor_of, members, people_of, person, staff_of
from accounts.queries.standings import level_of, standing
from accounts.rules import Standing

__all__ = [
    "AgencyShown",
    "AuthorityShown",
    "ClearanceShown",
    "Due",
    "MemberShown",
    "PersonShown",
    "StaffShown",
    "Standing",
    "actor_of",
    "agencies",
    "agency",
    "authorities",
    "authority",
    "clearance",
    "level_of",
    "members",
    "people_of",
    "person",
    "staff_due",
    "staff_of",
    "standing",
]
