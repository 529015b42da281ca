"""Who is involved with a child, who leads, and what is new since somebody looked."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Involvement(Confidential, Base):
    """Somebody of an agency works with the child. person is "" for somebody without a log-on, who is named instead."""

    __tablename__ = "child_involvement"
    __table_args__ = (
        CheckConstraint("ends is null or ends >= starts", name="ends_after_it_starts"),
        CheckConstraint("ends is null or end_code <> ''", name="end_has_a_reason"),
        CheckConstraint("not sensitive or relay_phone <> ''", name="sensitive_has_a_number"),
        Index("child_involvement_of", "child_id", "ends"),
        Index("child_involvement_person", "person", "ends"),
        Index(
            "child_involvement_once",
            *("child_id", "agency", "person", "name", "kind"),
            unique=True,
            sqlite_where=text("ends is null"),
            postgresql_where=text("ends is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"))
    agency: Mapped[str] = mapped_column(String(36))
    person: Mapped[str] = mapped_column(String(36), default="")
    name: Mapped[str] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    kind: Mapped[str] = mapped_column(String(20), default="involvement")
    sensitive: Mapped[bool] = mapped_column(default=False)
    relay_phone: Mapped[str] = mapped_column(String(40), default="")
    starts: Mapped[date]
    ends: Mapped[date | None]
    end_code: Mapped[str] = mapped_column(String(40), default="")
    end_words: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(36), default="")  # the consent or the ground that it stands on
    source: Mapped[str] = mapped_column(String(40), default="manual")
    entered_by: Mapped[str] = mapped_column(String(36))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Lead(Confidential, Base):
    """The lead, by the profile's name for it: offered, then accepted or declined, never imposed; one at a time."""

    __tablename__ = "child_lead"
    __table_args__ = (
        CheckConstraint("(person = '') <> (lay_name = '')", name="one_person"),
        Index(
            "child_lead_one",
            *("child_id", "role"),
            unique=True,
            sqlite_where=text("ended_at is null and accepted_at is not null"),
            postgresql_where=text("ended_at is null and accepted_at is not null"),
        ),
        Index("child_lead_person", "person", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(36), default="")
    agency: Mapped[str] = mapped_column(String(36), default="")
    lay_name: Mapped[str] = mapped_column(String(200), default="")
    lay_relation: Mapped[str] = mapped_column(String(40), default="")
    lay_phone: Mapped[str] = mapped_column(String(40), default="")
    chosen_by: Mapped[str] = mapped_column(String(20))
    cover: Mapped[str] = mapped_column(String(36), default="")  # who stands in: a person's UUID
    review_on: Mapped[date]
    reminded_for: Mapped[date | None]  # the review that whoever leads was reminded of
    offered_by: Mapped[str] = mapped_column(String(36))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_how: Mapped[str] = mapped_column(String(20), default="")  # declined, taken-back, handed-over, ended
    why: Mapped[str] = mapped_column(Text, default="")


class News(Confidential, Base):
    """That something changed, so that whoever works with the child sees it on their list. What: only its kind."""

    __tablename__ = "child_news"
    __table_args__ = (Index("child_news_of", "child_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"))
    kind: Mapped[str] = mapped_column(String(20))  # of information: what the rules are asked about
    what: Mapped[str] = mapped_column(String(20))  # added, ended, changed
    sensitive: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LastLook(Confidential, Base):
    """When somebody last opened the record of a child that they work with."""

    __tablename__ = "child_last_look"

    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
