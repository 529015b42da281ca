"""One site of practitioners on which every kind of page has something to show, and somebody of each kind is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Flask

import profiles
from accounts.views.cookie import NAME
from profiles.schema import LeadRole, Profile
from tests import people, practice
from tests.browser.kinds import CASEWORK, FINDING, INDEX, OVERSIGHT, PRACTICE, Kind
from tests.scenes import casework, clearances, finding, index, oversight

HAND = LeadRole("key_contact", "lead.key-contact", allow_nonprofessional=True, when="needs_exceed_one_agency")


def whole_profile() -> Profile:
    """That of Leicestershire, with all that a profile may add to a page: concerns, a lay lead, kinds of involvement."""
    real = profiles.load("leicestershire-leicester-rutland")
    roles, kinds = (*real.lead_roles, HAND), ("involvement", "action", "referral")
    return replace(real, concerns=True, lead_roles=roles, involvement_kinds=kinds)


@dataclass(frozen=True)
class Placed:
    """A kind of page, its address after the language, and the browser of whoever goes there."""

    kind: Kind
    path: str
    browser: people.Browser

    @property
    def cookie(self) -> tuple[str, str]:
        """What a browser must carry to be that person."""
        held = self.browser.get_cookie(NAME)
        return (NAME, held.value) if held else (NAME, "")


def build(app: Flask) -> dict[str, Placed]:
    """Every scene, on this site: its children have names of their own, so that each is found alone."""
    agency = practice.agency(app)
    scene, noted = index.Scene(app), casework.begin(app, "Tomasz", "Nowak")
    scenes = (
        (PRACTICE, (clearances.readers(app, agency), clearances.one_of_each(app, agency))),
        (INDEX, (scene.browsers, scene.codes)),
        (CASEWORK, (casework.readers(noted), casework.one_of_each(noted))),
        (OVERSIGHT, oversight.begin(app, "Rosalind", "Yusuf")),
        (FINDING, finding.begin(app)),
    )
    return {kind.name: one for kinds, (browsers, codes) in scenes for kind, one in _placed(app, kinds, browsers, codes)}


def _placed(
    app: Flask, kinds: tuple[Kind, ...], browsers: dict[str, people.Browser], codes: dict[str, str]
) -> Iterator[tuple[Kind, Placed]]:
    for kind in kinds:
        yield kind, Placed(kind, kind.path.format(**codes), browsers[kind.who] if kind.who else people.browser(app))
