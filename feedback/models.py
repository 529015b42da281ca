"""What readers tell us, the answers, and counts without people in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, UtcDateTime, new_uuid


class Report(Base):
    """Something wrong with an entry, or a service that is missing. No name is asked for; the code is how to follow it.

    state: new, waiting (with a person), done, declined.
    """

    __tablename__ = "report"
    __table_args__ = (Index("report_open", "authority_id", "state"),)

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_uuid)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    entry: Mapped[str] = mapped_column(String(6), default="", index=True)  # the code of an entry; "": of none
    what: Mapped[str] = mapped_column(String(16))
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(8), default="new")
    change: Mapped[str] = mapped_column(String(36), default="")  # the change that waits for a decision because of it
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReportAnswer(Base):
    """Words to whoever told us. side: agency or desk."""

    __tablename__ = "report_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(String(36), ForeignKey("report.uuid", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(8))
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Found(Base):
    """How many, on a day, found what they needed: yes, partly, no. about: an entry's code, or "" for results."""

    __tablename__ = "found"

    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    about: Mapped[str] = mapped_column(String(6), primary_key=True)
    answer: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int]


class Missed(Base):
    """What somebody did not find, in their words. Only the desk reads it; it goes after a year."""

    __tablename__ = "missed"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    about: Mapped[str] = mapped_column(String(6))
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MonthAnswer(Base):
    """What the authority answers in public to what readers missed in a month ("2026-11"), one language a row."""

    __tablename__ = "month_answer"

    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    missed: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Count(Base):
    """How often an entry was opened ("seen"), or a fact was asked for among services of a type ("asked"), on a day."""

    __tablename__ = "view_count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]
