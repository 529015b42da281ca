"""A week of work in the borough, done by its people through the same operations as on any site, so that the trail is real."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

from access.operations import Why
from access.sight import sight_of
from accounts import queries as people_kept
from childindex import operations, shapes
from childindex.finding import Asked
from childindex.queries.record import record as read
from foundation import acts
from foundation.acts import Actor, Refused, Subject
from foundation.permissions import Permission
from sample.borough.shapes import InventedChild

HOME = "telford-and-wrekin"
LOOKS = 40
REASONS = (
    ("find-others", "The family asked me who else is helping."),
    ("planning-help", "We plan help with the mother next week."),
    ("answering-family", "The mother asked what is kept about her child."),
    ("checking-own-entry", "I check whether my entry is still right."),
    ("duty-call", "A neighbour rang while I was on duty."),
)
Record = Callable[[str], str]


def live(invented: Sequence[InventedChild], people: Mapping[str, str], record: Record) -> None:
    """Looks by those who work with a child, a question to the central team, an emergency, a child added."""
    dice = Random("a week in the borough")
    worked = [one for one in invented if _worker(one) and not (one.hidden or one.shielded)]
    for one in dice.sample(worked, min(LOOKS, len(worked))):
        _look(_actor(people[_worker(one)]), record(one.key), *dice.choice(REASONS))
    _enquire(_actor(people["healthvisitor@example.org"]), worked[:3])
    _in_emergency(_actor(people["socialworker@example.org"]), next(one for one in invented if one.hidden))
    _add(_actor(people["school@example.org"]), next(one for one in invented if one.shielded))


def _worker(one: InventedChild) -> str:
    return next((work.person for work in one.involvements if work.person and work.ends is None), "")


def _actor(person: str) -> Actor:
    found = people_kept.actor_of(person)
    if found is None:
        raise LookupError(person)
    return found


def _look(actor: Actor, child: str, code: str, words: str) -> None:
    try:
        operations.open_own(actor, child, Why("involved", code, words))
    except Refused:
        return
    with acts.looking(actor, Permission.CHILD_SEE, Subject("child", child, HOME), f"involved, {code}: {words}"):
        sight = sight_of(actor, child)
        if sight is not None:
            read(sight)
            sight.tell_the_trail()


def _enquire(actor: Actor, some: Sequence[InventedChild]) -> None:
    for one in some:
        finding = operations.find(actor, Asked(one.name.given, one.name.family, one.born))
    operations.ask_central(actor, finding, "The mother says that somebody from the clinic visits. Who may it be?")


def _in_emergency(actor: Actor, hidden: InventedChild) -> None:
    asked = Asked(hidden.name.given, hidden.name.family, hidden.born)
    finding = operations.find(actor, asked)
    why = Why("emergency", "worried", "Found alone in the street at night; nobody answers at home.")
    operations.open_in_emergency(actor, finding, why)


def _add(actor: Actor, resembles: InventedChild) -> None:
    """A new pupil, who waits to be looked at; and one who resembles a protected child, which nobody tells the school."""
    twin_in_name = (resembles.name.given, resembles.name.family, resembles.born)
    for given, family, born in (("Tindra", "Okafor-Lindqvist", date(2018, 11, 30)), twin_in_name):
        finding = operations.find(actor, Asked(given, family, born))
        operations.add_child(actor, finding, shapes.NewChild((shapes.name(given, family), shapes.birth(born))))
