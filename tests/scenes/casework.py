"""A child whom a health visitor has opened, with a family that agreed to what they note, and one of each noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from casework import operations, rules
from casework.models import Need, Step
from casework.shapes import NewNeed, NextStep
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import Profile
from tests import factories, people, practice
from tests.factories import HOME
from tests.site import MOMENT

NOTING = replace(Profile(), needs=True, concerns=True, strengths=True, directory_link="needs")
SOON = MOMENT.date() + timedelta(days=14)
STEP = NextStep("Ring the speech clinic", SOON)


@dataclass(frozen=True)
class Scene:
    """Who is there, and what stands between them."""

    app: Flask
    author: Actor
    agency: str
    record: str
    consent: str


def begin(app: Flask, given: str = "Amina", family: str = "Yusuf") -> Scene:
    """Under a profile that notes all three: the record is open, and the family agreed to all three for this agency."""
    agency = practice.agency(app)
    author = people.person(app, "practitioner", agency=agency, name="Ines Moreau")
    record = practice.child(app, given, family)
    practice.opened(app, author, record, given, family)
    cells = [(agency, kind) for kind in ("need", "concern", "strength")]
    return Scene(app, author, agency, record, practice.agreed(app, author, record, *cells))


def noted(scene: Scene, kind: str = "need", *, by: Actor | None = None, **more: Any) -> str:
    """Something noted; answers its UUID."""
    plain: dict[str, Any] = {"evidence": "Seen at home." if kind == "need" else ""}
    plain["step"] = STEP if kind in rules.WITH_STEP else NextStep()
    new = NewNeed(kind, "cdn.health", "Speaks little", scene.consent, **{**plain, **more})
    with practice.inside(scene.app):
        return operations.record_need(by or scene.author, scene.record, new)


def readers(scene: Scene) -> dict[str, people.Browser]:
    """Whoever recorded, and their supervisor."""
    boss = people.person(scene.app, "supervisor", agency=scene.agency)
    return {"practitioner": people.client(scene.app, scene.author), "supervisor": people.client(scene.app, boss)}


def one_of_each(scene: Scene) -> dict[str, str]:
    """What the addresses of CASEWORK name."""
    need = noted(scene)
    noted(scene, "concern")
    noted(scene, "strength")
    with practice.inside(scene.app), acts.deciding():
        step = reading().scalars(select(Step.uuid).join(Need).where(Need.uuid == need)).one()
    with practice.inside(scene.app):
        code = factories.save(factories.entry())["singing"]
        made = operations.make_shortlist(scene.author, HOME, "debt", code=code, note="Ring first")
    return {"child": scene.record, "need": need, "step": step, "list": made, "code": code}
