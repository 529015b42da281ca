"""The rooms of the practitioner side, opened only where it is served: elsewhere nothing of them is imported or mapped."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask
from flask.cli import AppGroup

from access import facts
from access import rules as access_rules
from access.operations import end_sessions
from accounts import views as accounts_views
from accounts.happenings import PersonLeft
from casework import jobs as casework_jobs
from casework import panel as casework_panel
from casework import rules as casework_rules
from casework import views as casework_views
from childindex import commands as childindex_commands
from childindex import jobs as childindex_jobs
from childindex import keys, local_store, panels, places_to_look
from childindex import rules as childindex_rules
from childindex import views as childindex_views
from childindex.operations.lead_reviews import tell_of_leader
from childindex.queries.lines import lines
from childindex.queries.ties import ties
from consent import preview
from consent import rules as consent_rules
from consent import views as consent_views
from consent.queries import scopes
from foundation import acts, db, happenings
from foundation.settings import Settings
from oversight import commands as oversight_commands
from oversight import jobs as oversight_jobs
from oversight import rules as oversight_rules
from oversight import views as oversight_views
from sample import commands as sample_commands
from sample.borough import load as borough

POLICIES: Sequence[acts.Policy] = (
    access_rules.POLICY,
    consent_rules.POLICY,
    childindex_rules.POLICY,
    casework_rules.POLICY,
    oversight_rules.POLICY,
)
BLUEPRINTS: Sequence[Blueprint] = (
    accounts_views.clearances,
    *childindex_views.BLUEPRINTS,
    *consent_views.BLUEPRINTS,
    *casework_views.BLUEPRINTS,
    *oversight_views.BLUEPRINTS,
)
GROUPS: Sequence[AppGroup] = (oversight_commands.oversight_group, *childindex_commands.GROUPS)


def open_rooms(settings: Settings, _database: db.Database) -> None:
    """The rules of these rooms, and who listens to whom."""
    for policy in POLICIES:
        acts.set_policy(policy)
    keys.keep(settings)
    happenings.on(PersonLeft, "access", end_sessions)
    happenings.on(PersonLeft, "childindex", tell_of_leader)
    facts.offer_ties("childindex", ties)
    facts.offer_scopes("consent", scopes)
    places_to_look.offer(places_to_look.LOCAL, local_store.look)
    panels.offer(panels.Panel("consent", 40, "consent/panel.html", consent_views.panel))
    panels.offer(panels.Panel("looked", 90, "oversight/panel.html", oversight_views.panel))
    preview.offer_lines("childindex", lines)
    panels.offer(casework_panel.PANEL)
    preview.offer_lines("casework", casework_panel.lines)
    childindex_jobs.serve()
    oversight_jobs.serve(settings)
    casework_jobs.serve()
    if settings.sample:
        sample_commands.MORE.append(borough.load)


def add_pages(app: Flask) -> None:
    """Every page and command of these rooms."""
    for one in BLUEPRINTS:
        app.register_blueprint(one, url_prefix="/<lang:lang>")
    for group in GROUPS:
        app.cli.add_command(group)
