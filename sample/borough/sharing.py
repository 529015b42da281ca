"""What families agreed to, what was shared on a lawful ground, and what was found out. (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample.borough.shapes import (
    InventedChild,
    InventedConsent,
    InventedFinding,
    InventedGround,
    InventedInvolvement,
)
from sample.borough.staff import agencies
from sample.borough.words import table
from sample.borough.work import CO_ORDINATOR, age

_KINDS = ("involvement", "need", "concern", "strength", "event", "assessment")
_GROUNDS = (
    ("serious-harm", "What the child told left no time to ask the family first."),
    ("serious-harm", "Asking first could have put the child in more danger."),
    ("court-order", "The order of the family court names who is to be told."),
    ("prevent-crime", "The police asked for it in writing about a serious crime."),
)
_NOTHING = ("already-done", "family-declined", "another-agency-acts", "not-needed-now", "waiting")


class Sharing:
    """Draws consents, grounds and findings for children whom somebody works with."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today

    def of(self, child: InventedChild) -> InventedChild:
        """The child with what was agreed and found out."""
        now = [one for one in child.involvements if one.ends is None]
        if not now:
            return child
        consents = self._consents(child, now)
        ground = self._ground(now) if not consents and self._rng.random() < 0.1 else None
        return replace(child, consents=consents, ground=ground, findings=self._findings(child, now, consents))

    def _consents(self, child: InventedChild, now: Sequence[InventedInvolvement]) -> tuple[InventedConsent, ...]:
        """A parent's or carer's; for those who are old enough, often their own as well, which may differ."""
        found = []
        parents = [one for one in child.family if one.relation in ("mother", "father", "grandparent") and one.name]
        if parents and self._rng.random() < 0.6:
            giver = "carer" if parents[0].relation == "grandparent" else "parent"
            found.append(self._consent(giver, parents[0].name, now))
        if age(child.born, self._today) >= 13 and self._rng.random() < 0.35:
            found.append(self._consent("child", f"{child.name.given} {child.name.family}", now))
        return tuple(found)

    def _consent(self, giver: str, name: str, now: Sequence[InventedInvolvement]) -> InventedConsent:
        first = now[0]
        on = first.starts + timedelta(days=self._rng.randint(0, (self._today - first.starts).days))
        withdrawn = self._between(on) if self._rng.random() < 0.06 else None
        where = next(one.name for one in agencies() if one.key == first.agency)
        return InventedConsent(
            giver,
            name,
            self._rng.choice(("written", "written", "verbal")),
            f"Paper form, {'central team' if first.sensitive else where}",
            _writer(now),
            on,
            self._scopes(now),
            withdrawn,
        )

    def _scopes(self, now: Sequence[InventedInvolvement]) -> tuple[tuple[str, str], ...]:
        """Who is there now, and sometimes one more; each with who works with the child, most with more than that."""
        keys = [one.agency for one in now]
        if self._rng.random() < 0.5:
            keys.append(self._rng.choice([one.key for one in agencies() if one.key not in keys]))
        return tuple(
            (key, kind) for key in keys for kind in _KINDS if kind == "involvement" or self._rng.random() < 0.55
        )

    def _ground(self, now: Sequence[InventedInvolvement]) -> InventedGround:
        ground, words = self._rng.choice(_GROUNDS)
        scopes = (("social-care", "involvement"), ("social-care", "concern"))
        return InventedGround(ground, words, _writer(now), self._between(now[0].starts), scopes)

    def _findings(
        self, child: InventedChild, now: Sequence[InventedInvolvement], consents: Sequence[InventedConsent]
    ) -> tuple[InventedFinding, ...]:
        """Only what the family agreed to have noted, by somebody who works with the child."""
        agreed = {kind for one in consents if one.withdrawn_on is None for _agency, kind in one.scopes}
        years = age(child.born, self._today)
        rows = [row for row in table("findings.tsv") if row["kind"] in agreed and _fits(row["ages"], years)]
        authors = [one for one in now if one.person and not one.sensitive]
        if not rows or not authors or self._rng.random() > 0.6:
            return ()
        chosen = self._rng.sample(rows, min(len(rows), self._rng.choice((1, 1, 2, 3))))
        return tuple(self._finding(row["kind"], dict(row), self._rng.choice(authors)) for row in chosen)

    def _finding(self, kind: str, row: dict[str, str], author: InventedInvolvement) -> InventedFinding:
        on = self._between(author.starts)
        found = InventedFinding(kind, row["code"], row["words"], row["evidence"], author.person, on)
        if kind == "strength":
            return found
        if self._rng.random() < 0.12:
            return replace(found, nothing=self._rng.choice(_NOTHING))
        step_by = on + timedelta(days=self._rng.choice((7, 14, 21, 30, 60)))
        done = step_by if step_by < self._today and self._rng.random() < 0.7 else None
        met = done is not None and kind == "need" and self._rng.random() < 0.5
        return replace(found, step=row["step"], step_by=step_by, done_on=done, met=met)

    def _between(self, start: date) -> date:
        """A day from the start until yesterday, the later ones likelier."""
        return self._today - timedelta(days=int((self._today - start).days * self._rng.random() ** 2))


def _writer(now: Sequence[InventedInvolvement]) -> str:
    """Who wrote it down: nobody whose name would give a sensitive service away."""
    return next((one.person for one in now if one.person and not one.sensitive), CO_ORDINATOR)


def _fits(ages: str, years: int) -> bool:
    """Whether a child of so many years is one of whom this is said: "0-2"."""
    youngest, oldest = (int(one) for one in ages.split("-"))
    return youngest <= years <= oldest
