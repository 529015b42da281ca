"""Evidence, websites and jobs in words of the reader's language. (pure)"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date

from directory import telling
from feedback import naming
from foundation import clock
from foundation.words import gettext as _
from foundation.words import ngettext
from upkeep.evidence import Fact
from upkeep.rules import websites


def ago(day: date) -> str:
    """today, yesterday, 3 weeks ago."""
    days = max(0, (clock.today() - day).days)
    if days < 2:
        return _("yesterday") if days else _("today")
    if days < 14:
        return ngettext("%(num)d day ago", "%(num)d days ago", days) % {"num": days}
    if days < 60:
        return ngettext("%(num)d week ago", "%(num)d weeks ago", days // 7) % {"num": days // 7}
    if days < 730:
        return ngettext("%(num)d month ago", "%(num)d months ago", days // 30) % {"num": days // 30}
    return ngettext("%(num)d year ago", "%(num)d years ago", days // 365) % {"num": days // 365}


def confirmed(fact: Fact) -> str:
    """Confirmed by the agency 3 weeks ago."""
    if fact.on is None:
        return _("Nobody has ever confirmed it")
    said = {
        "agency": _("Confirmed by the agency %(ago)s"),
        "authority": _("Confirmed by the council %(ago)s"),
    }.get(fact.about, _("Confirmed %(ago)s"))
    return said % {"ago": ago(fact.on)}


def website(fact: Fact) -> str:
    """Its website answered yesterday."""
    if fact.on is None:
        return _("nobody has looked at its website yet")
    return _outcome(fact.about) % {"ago": ago(fact.on)}


def _outcome(outcome: str) -> str:
    return {
        websites.ANSWERED: _("its website answered %(ago)s"),
        websites.MOVED: _("its website led to another site %(ago)s"),
        websites.RETITLED: _("its website bore another name %(ago)s"),
        websites.GONE: _("the page of its website was not there %(ago)s"),
        websites.FAILING: _("its website did not answer %(ago)s"),
        websites.CERTIFICATE: _("its website could not prove whose it is %(ago)s"),
        websites.ROBOTS: _("its website does not let us look (asked %(ago)s)"),
        websites.REFUSED: _("its website leads where we may not look (asked %(ago)s)"),
    }.get(outcome, _("the address of its website cannot be opened (tried %(ago)s)"))


def mail(fact: Fact) -> str:
    """Letters to amal@example.org come back since 3 May 2026."""
    said = {"address": fact.about, "date": telling.day_and_month(fact.on or clock.today())}
    return _("letters to %(address)s come back since %(date)s") % said


def reader(fact: Fact) -> str:
    """A reader said on 3 May 2026: The phone number is wrong."""
    said = {"date": telling.day_and_month(fact.on or clock.today()), "what": naming.what(fact.about)}
    return _("a reader said on %(date)s: %(what)s") % said


def opened(fact: Fact) -> str:
    """Opened 143 times in 90 days."""
    return ngettext("opened %(num)d time in 90 days", "opened %(num)d times in 90 days", fact.number) % {
        "num": fact.number
    }


def line(said: Iterable[str]) -> str:
    """Several pieces of evidence as one line."""
    return functools.reduce(lambda before, after: _("%(before)s; %(after)s") % {"before": before, "after": after}, said)


def trouble(outcome: str) -> str:
    """What is wrong with a website, as the heading of something to do."""
    return {
        websites.MOVED: _("The website leads to another site. Perhaps somebody else has taken it over."),
        websites.RETITLED: _("The website bears another name. Perhaps somebody else has taken it over."),
        websites.GONE: _("The page of the website is not there any more."),
        websites.FAILING: _("The website has not answered for days."),
        websites.CERTIFICATE: _("The website cannot prove whose it is. Browsers warn families of it."),
        websites.REFUSED: _("The website leads where we may not look."),
    }.get(outcome, _("The address of the website cannot be opened."))


def job(name: str) -> str:
    """What a job does."""
    return {
        "accounts.recover": _("Send what lets somebody in again"),
        "accounts.fresh-start": _("Send what lets somebody begin afresh"),
        "accounts.clear-out": _("Forget sign-ins and codes that have ended"),
        "search.drain": _("Bring the search up to date"),
        "search.repair": _("See that the search misses nothing"),
        "search.likeness": _("Learn what services mean, to guess at further ones"),
        "desk.scores": _("See how much each entry tells"),
        "directory.uploads": _("Forget files that somebody sent and did not use"),
        "limits.forget": _("Forget who asked how often"),
        "trail.seal": _("Seal the trail"),
        "post.send": _("Send letters"),
        "post.look": _("Send letters that waited"),
        "post.clear-out": _("Forget old letters"),
        "upkeep.round": _("See which entries are due"),
        "upkeep.remind": _("Write to agencies whose entries are due"),
        "upkeep.hide": _("Hide what nobody confirmed, and tell the desk"),
        "upkeep.look": _("Look at websites, as somebody asked"),
        "upkeep.websites": _("Look at websites"),
        "upkeep.watch": _("See which websites the directory names"),
    }.get(name, "")
