"""What the sample says of its authorities: telephone, school holidays around the day of loading, a point to look from. (pure)"""

from __future__ import annotations

from datetime import date, timedelta

from accounts.operations import NewAuthority
from sample.authorities import SampleAuthority

# Weeks of the year that are school holidays nearly everywhere in England: half terms, Christmas, Easter, summer.
HOLIDAY_WEEKS = ((8, 1), (15, 2), (22, 1), (31, 6), (44, 1), (52, 2))
PHONES = {"telford-and-wrekin": "01632 960100", "knowsley": "0151 496 0100", "lewisham": "020 7946 0100"}
POINTS = {"telford-and-wrekin": (52.70, -2.48), "knowsley": (53.42, -2.82), "lewisham": (51.45, -0.02)}


def holidays(today: date) -> tuple[tuple[date, date], ...]:
    """School holidays of this year and the next, first and last day included."""
    found = []
    for year in (today.year, today.year + 1):
        for week, length in HOLIDAY_WEEKS:
            first = date.fromisocalendar(year, week, 1)
            found.append((first, first + timedelta(days=7 * length - 1)))
    return tuple(found)


def described(authority: SampleAuthority, today: date) -> NewAuthority:
    """The authority with all that a site needs to know of it."""
    return NewAuthority(
        slug=authority.slug,
        name=authority.name,
        gss_code=authority.gss,
        phone=PHONES[authority.slug],
        phone_days=("mon", "tue", "wed", "thu", "fri"),
        phone_opens="09:00",
        phone_closes="17:00",
        email=f"directory@{authority.slug}.example.org",
        neighbours=tuple(code for code, _name in authority.neighbours),
        holidays=holidays(today),
        point=POINTS[authority.slug],
        sample=True,
    )
