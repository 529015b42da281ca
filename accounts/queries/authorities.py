"""Authorities and agencies, to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from accounts.models import Agency, Authority
from foundation.db import reading


@dataclass(frozen=True)
class AuthorityShown:
    """An authority as pages show it. `holidays` are school holidays, both days included."""

    slug: str
    name: str
    gss_code: str
    brand: str
    colours: dict[str, Any]
    phone: str
    phone_days: tuple[str, ...]
    phone_opens: str
    phone_closes: str
    email: str
    neighbours: tuple[str, ...]
    holidays: tuple[tuple[date, date], ...]
    point: tuple[float, float] | None
    periods: dict[str, int]  # of the staleness clock, where they differ from the usual ones
    sample: bool


def authorities() -> list[AuthorityShown]:
    """Every authority that keeps entries here, in the order in which they came. Asked once a request."""
    session = reading()
    if "authorities" not in session.info:
        session.info["authorities"] = [_shown(row) for row in session.scalars(select(Authority).order_by(Authority.id))]
    found: list[AuthorityShown] = session.info["authorities"]
    return found


def authority(slug: str) -> AuthorityShown | None:
    """One authority; "" is the first, whose site this is when no setting names another."""
    return next((one for one in authorities() if slug in ("", one.slug)), None)


@dataclass(frozen=True)
class AgencyShown:
    """An agency as pages show it, with the authority it belongs to (its slug)."""

    uuid: str
    key: str
    name: str
    kind: str
    listed: bool
    trust: str
    vetted_on: date | None
    agreed_until: date | None
    authority: str


def agency(uuid: str) -> AgencyShown | None:
    """One agency, by its UUID."""
    return next(iter(_agencies(Agency.uuid == uuid)), None)


def agencies(authority_slug: str) -> list[AgencyShown]:
    """Every agency of an authority, listed or not, by name."""
    return _agencies(Authority.slug == authority_slug)


def _agencies(which: ColumnElement[bool]) -> list[AgencyShown]:
    rows = reading().execute(
        select(Agency, Authority.slug).join(Authority, Authority.id == Agency.authority_id).where(which)
    )
    shown = [
        AgencyShown(row.uuid, row.key, row.name, row.kind, row.listed, row.trust, row.vetted_on, row.agreed_until, slug)
        for row, slug in rows
    ]
    return sorted(shown, key=lambda one: (one.name.casefold(), one.key))


def _shown(row: Authority) -> AuthorityShown:
    return AuthorityShown(
        slug=row.slug,
        name=row.name,
        gss_code=row.gss_code,
        brand=row.brand,
        colours=dict(row.colours),
        phone=row.phone,
        phone_days=tuple(row.phone_days),
        phone_opens=row.phone_opens,
        phone_closes=row.phone_closes,
        email=row.email,
        neighbours=tuple(row.neighbours),
        periods=dict(row.periods),
        sample=row.sample,
        holidays=tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in row.holidays),
        point=(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
    )
