"""A few tables of the tests' own, apart from the site's, so that the migrations never see them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from foundation.db import Confidential


class LittleBase(DeclarativeBase):
    """Tables made by the fixture `little`."""


class Family(LittleBase):
    """A public row with confidential rows behind it."""

    __tablename__ = "family"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    count: Mapped[int] = mapped_column(default=0)
    secrets: Mapped[list[Secret]] = relationship(back_populates="family", cascade="all, delete-orphan")


class Secret(Confidential, LittleBase):
    """A confidential row."""

    __tablename__ = "sealed_secret"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"))
    words: Mapped[str]
    family: Mapped[Family] = relationship(back_populates="secrets")
