"""Postcodes, sectors, outcodes, wards, districts and towns: what the site knows of where things are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base


class Point:
    """A place on the map, in degrees (WGS 84)."""

    lat: Mapped[float]
    lon: Mapped[float]


class Postcode(Point, Base):
    """One postcode, live or ended. People go on typing ended ones for years."""

    __tablename__ = "place_postcode"
    postcode: Mapped[str] = mapped_column(String(7), primary_key=True)  # capitals, no space
    district: Mapped[str] = mapped_column(String(9))
    ward: Mapped[str] = mapped_column(String(9), default="")
    ended: Mapped[date | None] = mapped_column(default=None)  # the first day of the month in which it ended


class Sector(Point, Base):
    """The middle of a postcode sector, "TF1 3", and the town most people there would name."""

    __tablename__ = "place_sector"
    sector: Mapped[str] = mapped_column(String(6), primary_key=True)
    town: Mapped[str] = mapped_column(String(80), default="")


class Outcode(Point, Base):
    """The middle of an outcode, "TF1", and the district most of it lies in."""

    __tablename__ = "place_outcode"
    outcode: Mapped[str] = mapped_column(String(4), primary_key=True)
    district: Mapped[str] = mapped_column(String(9), default="")


class District(Point, Base):
    """The area of a local authority, by its GSS code. `county`: the county above it, often its own name."""

    __tablename__ = "place_district"
    code: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80), index=True)
    county: Mapped[str] = mapped_column(String(80), default="")
    county_folded: Mapped[str] = mapped_column(String(80), default="", index=True)


class Ward(Point, Base):
    """An electoral ward, with the year its boundary is of: wards change, and an old one must be shown as old."""

    __tablename__ = "place_ward"
    code: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80), index=True)
    year: Mapped[int]
    district: Mapped[str] = mapped_column(String(9))


class Town(Point, Base):
    """A town or village, with the areas its middle lies in."""

    __tablename__ = "place_town"
    geoname: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80), index=True)
    population: Mapped[int]
    nation: Mapped[str] = mapped_column(String(3))  # ENG, WLS, SCT, NIR
    sector: Mapped[str] = mapped_column(String(6), default="")
    outcode: Mapped[str] = mapped_column(String(4), default="")
    district: Mapped[str] = mapped_column(String(9), default="")
    ward: Mapped[str] = mapped_column(String(9), default="")
