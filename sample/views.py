"""Sample sites only: things to try, each in one press."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from accounts import keys
from accounts import queries as accounts
from accounts.queries import MemberShown
from foundation import post
from foundation.words import gettext as _
from sample import staff
from web.door import Door

blueprint = Blueprint("sample", __name__)
door = Door(blueprint)


@dataclass(frozen=True)
class Task:
    """Who one is for a moment, what one came for, and where that begins."""

    who: str
    what: str
    url: str


@door.public("/try")
def tasks() -> str:
    """What a visitor can do here."""
    return render_template("sample/tasks.html", tasks=_tasks(), people=_people(), practitioners=_practitioners())


@door.public("/try/letters")
def letters() -> str:
    """What the people of the sample were sent: nothing leaves a sample site."""
    return render_template("sample/letters.html", letters=post.latest(50))


@dataclass(frozen=True)
class Person:
    """One press makes the visitor this person."""

    email: str
    name: str
    who: str
    what: str


def _people() -> list[Person]:
    said = {
        "agency-editor": (
            _("Be somebody who keeps an agency's entries"),
            _("Change a service, and see it wait for the council."),
        ),
        "agency-manager": (_("Be an agency's manager"), _("Look after the agency's people, in Polish.")),
        "directory-editor": (
            _("Be the council's directory editor"),
            _("Decide on what agencies sent, and answer readers."),
        ),
        "vetting-officer": (_("Be the vetting officer"), _("Check an agency that asks to be listed.")),
        "administrator": (_("Be the administrator"), _("Ask people in, and see what runs by itself.")),
    }
    return [Person(one.email, one.name, *said[one.role]) for one in staff.PEOPLE]


def _practitioners() -> dict[str, list[MemberShown]]:
    """Who of the sample works with children, by role. A press signs them in half: their app's code is asked for."""
    if not keys.serves_practitioners():
        return {}
    said = {
        "practitioner": _("Practitioners"),
        "supervisor": _("Supervisors"),
        "co-ordinator": _("Co-ordinators"),
        "data-manager": _("Data managers"),
        "privacy-officer": _("Privacy officers"),
        "auditor": _("Auditors"),
    }
    here = [one for place in accounts.authorities() if place.sample for one in accounts.members(place.slug)]
    found = {words: [one for one in here if one.role == role] for role, words in said.items()}
    return {words: held for words, held in found.items() if held}


def _tasks() -> list[Task]:
    find = "search.results"
    return [
        Task(
            _("Be a parent who reads Arabic"),
            _("Find speech and language help near Wellington, in Arabic."),
            url_for(find, lang="ar", type="h.slt", near="Wellington"),
        ),
        Task(
            _("Be a teacher with a postcode"),
            _("See who can help a pupil who feels low, near TF1 1LX, within 5 miles."),
            url_for(find, need="cdn.emotional", near="TF1 1LX", within="5"),
        ),
        Task(
            _("Be a mother who speaks Polish and owes rent"),
            _("Find debt advice where someone speaks Polish."),
            url_for(find, lang="pl", type="m.debt", language="pl"),
        ),
        Task(
            _("Be a father with a toddler and no money"),
            _("Find something free near Madeley this week."),
            url_for(find, type="cc.toddler", near="Madeley", cost="free"),
        ),
        Task(
            _("Be a young carer"),
            _("Find people who know what it is like."),
            url_for(find, type="f.yc", **{"for": "young-person"}),
        ),
        Task(
            _("Use a wheelchair"),
            _("Find sport for a child of nine, with a step-free way in."),
            url_for(find, type="y.sport", age="9", access="step-free"),
        ),
        Task(
            _("Type a postcode that does not exist"),
            _("See what happens, and what is still found."),
            url_for(find, near="TF1 9ZZ"),
        ),
        Task(
            _("Live in Lewisham"),
            _("The same site holds three authorities: look for a nursery near SE13."),
            url_for(find, type="cc.nursery", near="SE13"),
        ),
    ]
