"""Changes to authorities and agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import rules
from accounts.models import Agency, Authority
from foundation import clock
from foundation.acts import Actor, Subject, operation
from foundation.permissions import Permission
from foundation.words import gettext as _


@dataclass(frozen=True)
class NewAuthority:
    """What is said of an authority. Holidays are pairs of days, both included; opening times are HH:MM."""

    slug: str
    name: str
    gss_code: str
    brand: str = "Waymark"
    colours: dict[str, str] = field(default_factory=dict)
    phone: str = ""
    phone_days: tuple[str, ...] = ()
    phone_opens: str = ""
    phone_closes: str = ""
    email: str = ""
    neighbours: tuple[str, ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()
    point: tuple[float, float] | None = None
    sample: bool = False


def _about_authority(_session: Session, new: NewAuthority) -> Subject:
    return Subject("authority", new.slug, new.slug)


@operation(Permission.AUTHORITY_KEEP, about=_about_authority)
def keep_authority(session: Session, _actor: Actor, new: NewAuthority) -> None:
    """Add an authority, or bring it up to date. Raises ValueError for a colour that cannot be read."""
    if unfit := rules.unfit_colours(new.colours):
        raise ValueError(_("These colours cannot be used: %(names)s.") % {"names": ", ".join(unfit)})
    row = session.scalar(select(Authority).where(Authority.slug == new.slug).with_for_update())
    if row is None:
        row = Authority(slug=new.slug)
        session.add(row)
    row.name, row.gss_code, row.brand, row.sample = new.name, new.gss_code, new.brand, new.sample
    row.phone, row.phone_days, row.email = new.phone, list(new.phone_days), new.email
    row.phone_opens, row.phone_closes = new.phone_opens, new.phone_closes
    row.neighbours, row.colours = list(new.neighbours), dict(new.colours)
    row.holidays = [[a.isoformat(), b.isoformat()] for a, b in new.holidays]
    row.lat, row.lon = new.point or (None, None)


def write_agencies(session: Session, authority_id: int, wanted: Sequence[tuple[str, str, str]]) -> dict[str, Agency]:
    """Inside another change: agencies by key, made or renamed. `wanted` is (key, name, kind); all become listed."""
    keys = [key for key, _name, _kind in wanted]
    rows = session.scalars(
        select(Agency).where(Agency.authority_id == authority_id, Agency.key.in_(keys)).with_for_update()
    )
    known = {row.key: row for row in rows}
    for key, name, kind in wanted:
        row = known.get(key)
        if row is None:
            row = known[key] = Agency(authority_id=authority_id, key=key, added_at=clock.now())
            session.add(row)
        row.name, row.kind, row.listed = name, kind, True
    session.flush()
    return known


def _about_agency(_session: Session, authority: str, key: str, *_more: object) -> Subject:
    return Subject("agency", key, authority)


@operation(Permission.AGENCY_KEEP, about=_about_agency)
def keep_agency(session: Session, _actor: Actor, authority: str, key: str, name: str, kind: str) -> str:
    """Add an agency that need not be listed in the directory, a school or a health team, or rename it; answers its UUID."""
    if kind not in rules.KINDS:
        raise ValueError(kind)
    home = session.scalars(select(Authority.id).where(Authority.slug == authority)).one()
    row = session.scalar(select(Agency).where(Agency.authority_id == home, Agency.key == key).with_for_update())
    if row is None:
        row = Agency(authority_id=home, key=key, added_at=clock.now())
        session.add(row)
    row.name, row.kind = name, kind
    session.flush()
    return row.uuid
