"""The people one looks after: of one's agency, or of the whole authority."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import forms, keys, operations, queries, rules
from accounts.queries import signing
from accounts.queries.people import InvitationShown, MemberShown, invitation, invitations, members, membership
from accounts.views.rooms import people_door as door
from accounts.views.signing_in import too_often
from foundation.acts import Refused, Subject, permits
from foundation.permissions import Permission
from foundation.words import gettext as _

SEE, KEEP, INVITE = Permission.PERSON_SEE, Permission.PERSON_KEEP, Permission.PERSON_INVITE

_TOLD: dict[str, Callable[[], str]] = {
    "invited": lambda: _("The invitation is on its way. It can be accepted for 14 days."),
    "back": lambda: _("The invitation is taken back."),
    "role": lambda: _("What the person may do is changed."),
    "ended": lambda: _("The person no longer works here, and is signed out."),
    "fresh": lambda: _("The person has been told. In 24 hours we send them a link, unless they stop it."),
}


def _some_place(**_values: str) -> Subject | None:
    """Any place whose people this person may see."""
    for grant in sorted(g.actor.grants, key=lambda one: (one.agency, one.authority)):
        places = [grant.agency] if grant.agency else ["", *(one.uuid for one in queries.agencies(grant.authority))]
        for agency in places:
            about = Subject("agency" if agency else "authority", agency or grant.authority, grant.authority, agency)
            if permits(g.actor, SEE, about):
                return about
    return None


def about_member(uuid: str) -> Subject | None:
    """The place where a role is held."""
    found = membership(uuid) if uuid == forms.clean(uuid) else None
    return None if found is None else Subject("membership", found.uuid, found.authority, found.agency)


def about_invitation(uuid: str) -> Subject | None:
    """The place that somebody is asked to."""
    found = invitation(uuid) if uuid == forms.clean(uuid) else None
    return None if found is None else Subject("invitation", found.uuid, found.authority, found.agency)


@door.page("/people", SEE, subject=_some_place)
def people() -> str:
    """Who works here, and who has been asked."""
    told = _TOLD.get(request.args.get("done", ""), lambda: "")()
    here = sorted({(grant.authority, grant.agency) for grant in g.actor.grants})
    held = {one.uuid: one for place in here for one in members(*place) if _visible(one)}
    asked = {one.uuid: one for place in here for one in invitations(*place) if _visible(one)}
    return render_template(
        "accounts/people.html", members=list(held.values()), invitations=list(asked.values()), told=told, roles=roles(),
        kept={one.uuid for one in held.values() if permits(g.actor, KEEP, _about(one))},
    )  # fmt: skip


def _visible(one: MemberShown | InvitationShown) -> bool:
    return permits(g.actor, SEE, _about(one))


def _about(one: MemberShown | InvitationShown) -> Subject:
    return Subject("membership", one.uuid, one.authority, one.agency)


def roles() -> dict[str, str]:
    """What each role is called."""
    return {role: str(said) for role, said in forms.ROLE_WORDS.items()}


@door.page("/people/invite", SEE, subject=_some_place, methods=["GET", "POST"])
def invite() -> str | Response:
    """Who, where, what for, in which language."""
    places, form = _places(), forms.Invite()
    form.where.choices = [(value, name) for value, name in places.items()]
    if request.method == "POST" and form.validate():
        faults = _invited(form)
        if not faults:
            return redirect(url_for("accounts_people.people", done="invited"), 303)
    else:
        faults = form.faults()
    return render_template("accounts/invite.html", form=form, faults=faults, bad=dict(faults), roles=_offered())


def _places() -> dict[str, str]:
    """Every place to which this person may invite: "authority:" alone, or with an agency behind it."""
    found: dict[str, str] = {}
    for slug in sorted({grant.authority for grant in g.actor.grants}):
        authority = queries.authority(slug)
        if authority and permits(g.actor, INVITE, Subject("authority", slug, slug)):
            found[f"{slug}:"] = authority.name
        for one in queries.agencies(slug):
            if permits(g.actor, INVITE, Subject("agency", one.uuid, slug, one.uuid)):
                found[f"{slug}:{one.uuid}"] = one.name
    return found


def _fits(role: str, agency: str) -> bool:
    return rules.role_fits(role, agency=bool(agency), practice=keys.serves_practitioners())


def _offered() -> dict[str, str]:
    """Roles that fit some place of theirs."""
    whole = any(place.endswith(":") for place in _places())
    fits = [rules.roles_for(agency=agency, practice=keys.serves_practitioners()) for agency in (True, False)]
    return {role: said for role, said in roles().items() if role in fits[0] or (whole and role in fits[1])}


def _invited(form: forms.Invite) -> list[tuple[str, str]]:
    """Nothing when the letter is on its way, else what is wrong."""
    if form.where.data not in dict(form.where.choices):
        abort(404)
    authority, _colon, agency = form.where.data.partition(":")
    if not _fits(form.role.data, agency):
        return [("role", _("This role does not fit the place. Editors and managers work for an agency."))]
    if too_often("invite", 30):
        return [("email", _("Those were many invitations. Wait 15 minutes."))]
    said = {"email": form.email.data, "name": form.name.data, "language": form.language.data}
    try:
        operations.invite(g.actor, authority, agency, form.role.data, **said)
    except (Refused, LookupError):
        abort(404)
    return []


@door.page("/people/<uuid>", KEEP, subject=about_member, methods=["GET", "POST"])
def member(uuid: str) -> str | Response:
    """One role: changed here, or ended."""
    found, form = membership(uuid), forms.Role()
    if found is None:
        abort(404)
    offered = {role: said for role, said in roles().items() if _fits(role, found.agency)}
    if request.method == "POST" and form.validate() and form.role.data in offered:
        faults = _changed(uuid, form.role.data)
        if not faults:
            return redirect(url_for("accounts_people.people", done="role"), 303)
    else:
        faults = form.faults()
    waiting = signing.fresh_start_of(found.person)
    return render_template(
        "accounts/member.html", member=found, faults=faults, roles=offered, names=roles(), waiting=waiting
    )


def _changed(uuid: str, role: str) -> list[tuple[str, str]]:
    """Nothing when the role is changed, else why it cannot be."""
    try:
        operations.change_role(g.actor, uuid, role)
    except operations.BothSides as both:
        return [("role", str(both))]
    except operations.StrongerNeeded:
        return [("role", _("This work asks for a passkey or an app. They must add one to their account first."))]
    return []


@door.page("/people/<uuid>/end", KEEP, subject=about_member, methods=["GET", "POST"])
def end_member(uuid: str) -> str | Response:
    """Asked once more, then ended."""
    if request.method == "GET":
        return render_template("accounts/end_member.html", member=membership(uuid))
    operations.end(g.actor, uuid)
    return redirect(url_for("accounts_people.people", done="ended"), 303)


@door.page("/people/<uuid>/fresh-start", KEEP, subject=about_member, methods=["GET", "POST"])
def fresh_start(uuid: str) -> str | Response:
    """For somebody who has nothing left to sign in with. It takes a day, and they can stop it."""
    if request.method == "GET":
        return render_template("accounts/fresh_start.html", member=membership(uuid))
    try:
        operations.begin_fresh_start(g.actor, uuid)
    except Refused:
        abort(404)
    return redirect(url_for("accounts_people.people", done="fresh"), 303)


@door.page("/people/invitations/<uuid>/again", INVITE, subject=about_invitation, methods=["POST"])
def invite_again(uuid: str) -> Response:
    """The letter once more, with a new link."""
    try:
        operations.invite_again(g.actor, uuid)
    except LookupError:
        abort(404)
    return redirect(url_for("accounts_people.people", done="invited"), 303)


@door.page("/people/invitations/<uuid>/take-back", INVITE, subject=about_invitation, methods=["POST"])
def take_back(uuid: str) -> Response:
    """The link opens nothing from now on."""
    operations.take_back(g.actor, uuid)
    return redirect(url_for("accounts_people.people", done="back"), 303)
