"""Every hour: who is due is written to, what nobody confirmed is hidden. All the time: some websites are looked at.

Each piece may be done twice, or after a crash.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from accounts.queries import authorities
from directory.operations import hide, show_again
from foundation import clock, happenings, jobs
from foundation.acts import system
from foundation.db import changing
from foundation.settings import Settings
from upkeep import operations, queries
from upkeep.checking import Manners, Visitor
from vetting.happenings import Agreed

EVERY = timedelta(hours=1)
ROUND, SOME, HIDING, SHOWING = "upkeep.round", "upkeep.remind", "upkeep.hide", "upkeep.show"
AGENCIES_A_CHANGE, ENTRIES_A_JOB = 25, 400
WEBSITES, WATCH = "upkeep.websites", "upkeep.watch"
WEBSITES_EVERY = timedelta(minutes=5)  # 40 each time are more than ten thousand a week
LOOKS_A_JOB, SECONDS_A_JOB, WEBSITES_A_CHANGE = 40, 60.0, 500


def keep_up(settings: Settings) -> None:
    """Say that this process may do these jobs. A sample without a mail server writes to nobody; a sample hides nothing
    unless its clock runs ahead, so that one which was left alone for a year is still pleasant to look at."""
    resting = settings.sample and settings.mail_url.startswith("console:")

    def go_round(_payload: dict[str, Any]) -> None:
        if not resting:
            _go_round()

    jobs.repeats(ROUND, every=EVERY)(go_round)
    jobs.handles(SOME)(_remind)
    hides = not settings.sample or settings.clock_days > 0
    jobs.handles(HIDING)(lambda payload: _finish_round(str(payload["authority"]), hides=hides))
    jobs.handles(SHOWING)(lambda payload: _show(str(payload["authority"])))
    happenings.on(Agreed, "upkeep", _ask_to_show)
    _look_at_websites(settings)


def _look_at_websites(settings: Settings) -> None:
    """Where it is off the jobs are known all the same, since their rows may be left from when it was on."""
    manners = Manners(settings.base_url, settings.private_hosts)

    def look(_payload: dict[str, Any]) -> int:
        return look_at_some(manners) if settings.link_checks else 0

    def watch(_payload: dict[str, Any]) -> int:
        return watch_named(settings.private_hosts) if settings.link_checks else 0

    jobs.repeats(WATCH, every=EVERY)(watch)
    jobs.repeats(WEBSITES, every=WEBSITES_EVERY)(look)
    jobs.handles(operations.LOOK)(look)


def look_at_some(manners: Manners, most: int = LOOKS_A_JOB) -> int:
    """One after another, until enough are done or the time is over; how many."""
    visitor, end = Visitor(manners), time.monotonic() + SECONDS_A_JOB
    done = 0
    while done < most and time.monotonic() < end and (turn := operations.next_turn()):
        operations.keep_finding(turn, visitor.visit(turn.url), manners.gap)
        done += 1
    return done


def watch_named(private: frozenset[str]) -> int:
    """Begin with websites that are new in the directory, end with those that are gone; how many are new."""
    found, actor = 0, system("websites")
    for one in authorities():
        while urls := queries.unwatched(one.slug, WEBSITES_A_CHANGE):
            operations.watch_websites(actor, one.slug, urls, private)
            found += len(urls)
        if queries.no_longer_named(one.slug):
            operations.forget_websites(actor, one.slug)
    return found


def _go_round() -> None:
    with changing() as session:
        for one in authorities():
            jobs.later(session, SOME, {"authority": one.slug, "after": 0})


def _remind(payload: dict[str, Any]) -> None:
    """Some agencies, in order; then the next; at the end the desk."""
    slug, after = str(payload["authority"]), int(payload["after"])
    some, last = queries.agencies_to_tell(slug, after, ENTRIES_A_JOB)
    for first in range(0, len(some), AGENCIES_A_CHANGE):
        operations.remind_agencies(system("reminders"), slug, some[first : first + AGENCIES_A_CHANGE])
    with changing() as session:
        if last is not None:
            jobs.later(session, SOME, {"authority": slug, "after": last})
        else:
            jobs.later(session, HIDING, {"authority": slug})


def _finish_round(slug: str, *, hides: bool) -> None:
    """What its agency was told of is hidden; agreements; and the desk is told."""
    actor = system("reminders")
    if queries.desk_is_to_be_told(slug):
        operations.remind_desk(actor, slug)
    for code in queries.to_hide(slug) if hides else ():
        hide(actor, code, "stale")
    for agency_id in queries.agreements_to_tell(slug, clock.today()):
        operations.tell_of_agreement(actor, slug, agency_id)
    for code in queries.without_agreement(slug, clock.today()) if hides else ():
        hide(actor, code, "agreement")
    _show(slug)


def _show(slug: str) -> None:
    """What was hidden until its agency agreed again is shown. Asked for when one agrees, and every hour all the same."""
    for code in queries.agreed_again(slug, clock.today()):
        show_again(system("reminders"), code)


def _ask_to_show(session: Session, fact: Agreed) -> None:
    jobs.later(session, SHOWING, {"authority": fact.authority})
