"""Needs, concerns and strengths, what whoever recorded them will do; and lists of services, which hold no child."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Confidential, UtcDateTime, new_uuid


class Need(Confidential, Base):
    """A need, a concern or a strength on one dimension: three kinds, with what each must have and what none may.

    Only a need rests on evidence, has a level and can be met. basis: the consent or the ground that it stands on.
    """

    __tablename__ = "child_need"
    __table_args__ = (
        CheckConstraint("kind in ('need','concern','strength')", name="kind"),
        CheckConstraint("(kind = 'need') = (length(trim(evidence)) > 0)", name="needs_rest_on_evidence"),
        CheckConstraint("kind = 'need' or (level = '' and closed_how <> 'met')", name="only_needs_are_met"),
        CheckConstraint("(closed_at is null) = (closed_how = '')", name="closed_somehow"),
        CheckConstraint("closed_how in ('','met','ended')", name="how"),
        Index("child_need_of", "child_id", "closed_at"),
        Index("child_need_author", "by", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"))
    kind: Mapped[str] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(40))  # the dimension, by which the directory is searched too
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[str] = mapped_column(String(40), default="")
    by: Mapped[str] = mapped_column(String(36))
    agency: Mapped[str] = mapped_column(String(36), default="")
    basis: Mapped[str] = mapped_column(String(36), default="")
    added_on: Mapped[date]
    review_on: Mapped[date]
    expires_on: Mapped[date]
    asked_on: Mapped[date | None]  # when its author was asked to look at it again
    passed_on: Mapped[date | None]  # when the central team was told that nobody did
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_how: Mapped[str] = mapped_column(String(8), default="")
    closed_words: Mapped[str] = mapped_column(Text, default="")
    closed_by: Mapped[str] = mapped_column(String(36), default="")


class Step(Confidential, Base):
    """What whoever recorded something will do, and by when; or why they will do nothing."""

    __tablename__ = "child_step"
    __table_args__ = (
        CheckConstraint(
            "(words <> '' and due_on is not null and why_not = '') or (words = '' and due_on is null and why_not <> '')",
            name="something_or_why_not",
        ),
        CheckConstraint("ended_how in ('','done','closed')", name="how"),
        CheckConstraint("(ended_on is null) = (ended_how = '')", name="ended_somehow"),
        Index("child_step_by", "by", "ended_on"),
        Index("child_step_due", "due_on", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    child_id: Mapped[int] = mapped_column(ForeignKey("child_record.id"), index=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("child_need.id"), index=True)
    by: Mapped[str] = mapped_column(String(36))
    agency: Mapped[str] = mapped_column(String(36), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    moved_why: Mapped[str] = mapped_column(Text, default="")  # the latest reason; each is in the trail
    why_not: Mapped[str] = mapped_column(String(40), default="")
    why_not_words: Mapped[str] = mapped_column(Text, default="")
    added_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_how: Mapped[str] = mapped_column(String(8), default="")
    told_on: Mapped[date | None]  # when its owner was told that it is late
    passed_on: Mapped[date | None]  # when the supervisors were


class Shortlist(Base):
    """Services for one piece of work, under a title of the practitioner's own. No child, no name, no date of birth."""

    __tablename__ = "practice_shortlist"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    person: Mapped[str] = mapped_column(String(36), index=True)
    title: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_on: Mapped[date] = mapped_column(index=True)


class ShortlistItem(Base):
    """One service of a list, by its code, with a note for the practitioner alone."""

    __tablename__ = "practice_shortlist_item"
    __table_args__ = (UniqueConstraint("shortlist_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("practice_shortlist.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(500), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
