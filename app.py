"""Waymark. create_app() opens the rooms of the sides that are served; it refuses to start on a page that anyone forgot to guard."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

from flask import Flask, appcontext_pushed, request
from werkzeug.middleware.proxy_fix import ProxyFix

import launch
import profiles
from accounts import commands as accounts_commands
from accounts import jobs as accounts_jobs
from accounts import keys as accounts_keys
from accounts import queries as accounts
from accounts import rules as accounts_rules
from accounts import views as accounts_views
from desk import jobs as desk_jobs
from desk import rules as desk_rules
from desk import views as desk_views
from directory import commands as directory_commands
from directory import editing as directory_editing
from directory import jobs as directory_jobs
from directory import my_access
from directory import rules as directory_rules
from directory import views as directory_views
from feedback import jobs as feedback_jobs
from feedback import rules as feedback_rules
from feedback import views as feedback_views
from foundation import acts, clock, db, post, whereabouts
from foundation.keys import kept_key
from foundation.permissions import PRACTITIONER
from foundation.settings import BadSetting, Settings
from keeping import views as keeping_views
from places import commands as places_commands
from places import rules as places_rules
from sample import commands as sample_commands
from sample import views as sample_views
from search import commands as search_commands
from search import finding_words, hear, indexing, map_pages, noticing
from search import jobs as search_jobs
from search import rules as search_rules
from search import views as search_views
from search.likeness import following
from upkeep import jobs as upkeep_jobs
from upkeep import rules as upkeep_rules
from upkeep import views as upkeep_views
from vetting import rules as vetting_rules
from vetting import views as vetting_views
from web import assets, door, errors, forms, frame, headers, health, languages, limits, quiet, quiet_pages
from web import commands as web_commands
from web import views as web_views

POLICIES = (
    accounts_rules.POLICY,
    vetting_rules.POLICY,
    places_rules.POLICY,
    directory_rules.POLICY,
    search_rules.POLICY,
    feedback_rules.POLICY,
    upkeep_rules.POLICY,
    desk_rules.POLICY,
    web_commands.POLICY,
)


def open_rooms(settings: Settings, database: db.Database) -> None:
    """What every process needs, pages, commands and the job loop alike: the rules, and who listens to whom."""
    for policy in POLICIES:
        acts.set_policy(policy)
    profiles.use(profiles.load(settings.profile))
    sample_commands.MORE.clear()
    if _serves_practitioners(settings):
        _practice().open_rooms(settings, database)
    acts.check_policy(settings.sides)
    accounts_keys.keep(database, settings)
    post.deliver_by(settings.mail_url, settings.mail_from)
    upkeep_jobs.keep_up(settings)
    desk_jobs.serve()
    directory_jobs.serve(settings.data)
    whereabouts.stand_at(settings.base_url)
    clock.run_ahead(settings.clock_days)
    limits.forget_daily()
    accounts_jobs.serve()
    indexing.listen()
    indexing.serve(settings, database)
    search_jobs.serve()
    feedback_jobs.serve()
    following.serve(settings)
    web_commands.watch_trail(settings, database)


def _practice() -> ModuleType:
    """Imported late: where the practitioner side is not served, none of its rooms is imported or mapped."""
    return importlib.import_module("practice")


def _serves_practitioners(settings: Settings) -> bool:
    return PRACTITIONER in settings.sides


def create_app(settings: Settings | None = None) -> Flask:
    """The site. Raises NoPolicy or Undeclared rather than start in a state that is not safe."""
    settings = settings or _from_environment()
    database = db.Database.from_settings(settings)
    app = quiet.Site(__name__)
    app.config.update(
        SECRET_KEY=kept_key(settings.data, "secret", settings.secret_key),
        WAYMARK=settings,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
    )
    app.extensions["waymark.database"] = database
    if settings.proxies:  # only as many as we were told of: whoever else adds a header is not believed
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    open_rooms(settings, database)
    _open_scopes(app, database)
    _dress(app, settings)
    _add_pages(app, settings)
    _add_commands(app)
    feedback_views.count(app)
    noticing.count(app)
    frame.owner_from(app, lambda: accounts.authority(settings.authority))
    door.guard(app, _guard())
    door.check_doors(app)
    return app


def _guard() -> door.Guard:
    """Who is asking, and what becomes of whoever may not open a page now."""
    return door.Guard(
        accounts_views.identify,
        accounts_views.sign_in_address,
        accounts_views.hold,
        accounts_views.prove_address,
        accounts_views.shut_address,
    )


def _add_pages(app: Flask, settings: Settings) -> None:
    """Every room's pages; those of a sample only where the site is one."""
    pages = [
        *(room.blueprint for room in (web_views, directory_views, search_views, accounts_views, directory_editing)),
        accounts_views.people,
        accounts_views.away,
        quiet_pages.blueprint,
        finding_words.blueprint,
        hear.blueprint,
        map_pages.blueprint,
        my_access.blueprint,
        *(
            one
            for room in (vetting_views, keeping_views, feedback_views, upkeep_views, desk_views)
            for one in room.BLUEPRINTS
        ),
    ]
    if settings.sample:
        pages += [sample_views.blueprint, accounts_views.trying]
    for one in pages:
        app.register_blueprint(one, url_prefix="/<lang:lang>")
    app.register_blueprint(directory_views.short, url_prefix="")
    if _serves_practitioners(settings):
        _practice().add_pages(app)


def _add_commands(app: Flask) -> None:
    """Every room's commands, after ./run flask."""
    for room in (
        web_commands,
        accounts_commands,
        places_commands,
        directory_commands,
        search_commands,
        sample_commands,
    ):
        for group in room.GROUPS:
            app.cli.add_command(group)
    app.cli.add_command(launch.serve)


def _from_environment() -> Settings:
    """A bad setting ends the program with its sentence, not with a traceback."""
    try:
        settings = Settings.from_environment(os.environ)
        profiles.load(settings.profile)
    except (BadSetting, profiles.BadProfile) as error:
        raise SystemExit(str(error)) from None
    return settings


def _dress(app: Flask, settings: Settings) -> None:
    """What every page shares."""
    languages.speak_from_path(app, settings)
    quiet.serve(app)
    assets.serve(app)
    headers.send_headers(app)
    door.nothing_is_called_nul(app)
    forms.protect_forms(app)
    errors.answer_errors(app)
    frame.draw(app, settings)
    health.answer(app)
    health.watch(app, "index", indexing.is_built)


def _open_scopes(app: Flask, database: db.Database) -> None:
    """One scope a request or command: its reads share a snapshot, and are over when it is."""

    def begin(_app: Flask, **_more: object) -> None:
        db.open_scope(database)

    @app.before_request
    def note_from_where() -> None:
        acts.come_from(request.remote_addr or "")

    appcontext_pushed.connect(begin, app, weak=False)

    @app.teardown_appcontext
    def end(_error: BaseException | None) -> None:
        db.close_scope()
