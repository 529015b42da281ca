"""Which item of the menu each page belongs to: every page belongs to one, or says why not."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from foundation.words import gettext as _


@dataclass(frozen=True)
class Item:
    """One item of a menu; `words` is asked anew for each reader. `roles`: who is offered it; nobody named means all.

    What a menu offers allows nothing: each page asks the rules again.
    """

    endpoint: str
    words: Callable[[], str]
    pages: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = frozenset()
    prefix: str | tuple[str, ...] = ""  # every page whose endpoint begins so belongs here too


MENU = (
    Item("search.results", lambda: _("Find help"), frozenset({"search.results"})),
    Item("search.needs", lambda: _("Browse by need"), frozenset({"search.needs"})),
    Item("search.types", lambda: _("Types of service"), frozenset({"search.types"})),
    Item("directory.a_to_z", lambda: _("A to Z"), frozenset({"directory.a_to_z", "directory.letter"})),
)

AGENCY = frozenset({"agency-editor", "agency-manager"})
EDITOR = frozenset({"directory-editor"})
VETTING = frozenset({"vetting-officer"})
ADMINISTRATOR = frozenset({"administrator"})
PRACTICE = frozenset(
    {"practitioner", "supervisor", "co-ordinator", "data-manager", "privacy-officer", "auditor"}
)  # as in accounts/rules.py

FINDERS = frozenset({"practitioner", "supervisor", "co-ordinator", "data-manager"})
CENTRAL = frozenset({"co-ordinator", "data-manager"})
OVERSEERS = frozenset({"privacy-officer", "auditor"})
_OF_A_CHILD = (
    "finding.",
    "adding.",
    "record.",
    "editing_record.",
    "involvement.",
    "lead.",
    "consent.",
    "needs.",
    "looked.",
)

# What people see who have signed in. A room's pages are named <room>_<part>.<page>, and belong where their prefix says.
STAFF = (
    Item("caseload.mine", lambda: _("Your list"), roles=FINDERS, prefix="caseload."),
    Item("finding.find", lambda: _("Find a child"), roles=FINDERS, prefix=_OF_A_CHILD),
    Item("steps.mine", lambda: _("Next steps"), roles=FINDERS, prefix="steps."),
    Item("shortlists.mine", lambda: _("Lists of services"), roles=FINDERS, prefix="shortlists."),
    Item("central.questions", lambda: _("Central team"), roles=CENTRAL, prefix="central."),
    Item("data.waiting", lambda: _("Records to check"), roles=frozenset({"data-manager"}), prefix="data."),
    Item("oversight.home", lambda: _("Oversight"), roles=OVERSEERS, prefix="oversight."),
    Item("editing.mine", lambda: _("Your services"), roles=AGENCY, prefix="editing."),
    Item("desk.home", lambda: _("Desk"), roles=EDITOR, prefix="desk."),
    Item(
        "upkeep_desk.today",
        lambda: _("Today"),
        frozenset({"upkeep_desk.today", "upkeep_desk.website_is_right", "upkeep_desk.look_at_website"}),
        roles=EDITOR,
    ),
    Item("ruling.waiting", lambda: _("Changes"), roles=EDITOR, prefix="ruling."),
    Item("feedback_desk.reports", lambda: _("From readers"), roles=EDITOR | AGENCY, prefix="feedback_desk."),
    Item("upkeep_desk.calls", lambda: _("Calls"), roles=EDITOR, prefix="upkeep_desk.call"),
    Item("vetting_desk.agencies", lambda: _("Agencies"), roles=VETTING, prefix="vetting_desk."),
    Item(
        "accounts_people.people",
        lambda: _("People"),
        roles=ADMINISTRATOR | VETTING | frozenset({"agency-manager"}),
        prefix="accounts_people.",
    ),
    Item(
        "clearances.every",
        lambda: _("Clearances"),
        frozenset({"clearances.every", "clearances.one", "clearances.end"}),
        roles=ADMINISTRATOR,
    ),
    Item(
        "clearances.staff",
        lambda: _("Who has access"),
        frozenset({"clearances.staff", "clearances.ask"}),
        roles=ADMINISTRATOR | frozenset({"agency-manager"}),
    ),
    Item(
        "clearances.yours",
        lambda: _("Your access"),
        frozenset({"clearances.yours", "clearances.sign"}),
        roles=PRACTICE,
    ),
    Item(
        "upkeep_desk.work",
        lambda: _("Background work"),
        frozenset({"upkeep_desk.work", "upkeep_desk.try_again", "upkeep_desk.send_again"}),
        roles=EDITOR | ADMINISTRATOR,
    ),
    Item("accounts.account", lambda: _("Your account"), prefix="accounts."),
)

# Pages of no menu item, each with its reason.
OUTSIDE = {
    "desk_files.choose": "reached from the desk",
    "desk_files.upload": "the form of the same page",
    "desk_files.look": "what a file would do, reached by sending it",
    "desk_files.carry_out": "the form of the same page",
    "desk_files.report": "the same as a file",
    "desk_files.export": "reached from the desk",
    "desk_files.take": "a file",
    "desk_words.lists": "reached from the desk",
    "desk_words.terms": "reached from the lists of words",
    "desk_words.term": "reached from its list",
    "desk_words.edit": "the form of the same page",
    "desk_words.new": "reached from its list",
    "desk_words.add": "the form of the same page",
    "desk_words.end": "a form of the term's page",
    "desk_words.history": "reached from its list",
    "desk_words.version": "reached from the history of words",
    "desk_words.restore": "the form of the same page",
    "desk_sayings.needs": "reached from the desk",
    "desk_sayings.need": "reached from the list of needs",
    "desk_sayings.edit": "the form of the same page",
    "desk_sayings.new": "reached from the list of needs",
    "desk_sayings.add": "the form of the same page",
    "desk_sayings.end": "a form of the need's page",
    "desk_sayings.history": "reached from its need",
    "desk_sayings.version": "reached from the history of a need",
    "desk_sayings.restore": "the form of the same page",
    "desk_searched.words": "reached from the desk",
    "found_under.entry": "at the end of every entry",
    "hear.choose": "reached from the accessibility statement",
    "hear.home": "reached from the choice of pages to hear",
    "hear.results": "reached from the choice of pages to hear",
    "hear.entry": "reached from the choice of pages to hear",
    "map.results": "reached from a list of results",
    "map.leaflet": "files",
    "my_access.mine": "reached from results and entries",
    "my_access.keep": "the form of the same page",
    "my_access.forget": "the form of the same page",
    "away.leave": "first of all on pages that may not be seen; leads away",
    "web.safety": "in the footer, and before every page that may not be seen",
    "quiet.begin": "a button of the page about staying safe",
    "quiet.end": "a button of the same page",
    "quiet.ask": "the forms of quiet mode",
    "quiet.ended": "under an address of quiet mode that has ended",
    "directory.what_to_say": "reached from every entry",
    "directory.calendar": "a file",
    "web.languages": "at the foot of every page",
    "web.begin_in_language": "the form of the same page",
    "web.forget_language": "the form of the same page",
    "front_door": "leads on to the home page",
    "healthz": "for machines",
    "static": "files",
    "search.suggest": "words for the box, asked for by its script",
    "search.home": "the brand in the masthead leads here",
    "directory.entry": "reached from every list",
    "directory.entry_by_code": "leads on to the entry",
    "directory.open_code": "leads on to the entry",
    "directory_short.short_entry": "leads on to the entry",
    "directory_short.short_text": "leads on to the page of fewest bytes",
    "keeping.text": "reached from every entry",
    "keeping.step": "reached from every entry",
    "keeping.contact": "a file",
    "keeping.entry_braille": "a file",
    "keeping.list_braille": "a file",
    "keeping.offline": "a file",
    "keeping.mine": "reached from every entry, by putting it on the list",
    "keeping.add": "a form of every entry and of the list",
    "keeping.take_off": "a form of the list",
    "keeping.remember": "a form of the list",
    "keeping.clear": "a form of the list",
    "keeping.printed": "reached from the list",
    "directory.organisation": "reached from its entries",
    "upkeep_confirm.link": "opens from a letter",
    "upkeep_confirm.done": "what was done by a letter's link",
    "upkeep_confirm.poster": "reached from what was done by a letter's link",
    "upkeep_confirm.again": "asks for a fresh letter, and leads back",
    "web.about": "in the footer",
    "feedback.tell_us": "in the footer",
    "feedback.wrong": "at the end of every entry",
    "feedback.send_wrong": "the form of the same page",
    "feedback.missing": "reached from telling us",
    "feedback.send_missing": "the form of the same page",
    "feedback.site": "reached from telling us",
    "feedback.send_site": "the form of the same page",
    "feedback.follow": "leads on to what became of a report",
    "feedback.followed": "reached with a code",
    "feedback.found": "the form of results and entries",
    "feedback.missed": "after that form",
    "feedback.send_missed": "the form of the same page",
    "feedback.months": "reached from telling us",
    "not_recognised.form": "opens from a sheet on paper",
    "not_recognised.send": "the form of the same page",
    "not_recognised.sent": "after that form",
    "vetting.for_agencies": "in the footer",
    "vetting.for_councils": "reached from the page for agencies",
    "vetting.apply": "reached from the page for agencies",
    "vetting.send_application": "the form of the same page",
    "vetting.applied": "reached with a code",
    "vetting.agreement": "reached from an agency's own services and from letters",
    "vetting.accept": "the form of the same page",
    "sample.letters": "sample sites only, beside the things to try",
    "trying.sign_in_as": "sample sites only, a press on the things to try",
    "sample.tasks": "sample sites only, in the sample's own notice",
}


def current(endpoint: str | None) -> str:
    """The menu item that a page belongs to, or "" for one outside the menus."""
    return next((item.endpoint for item in (*MENU, *STAFF) if _belongs(endpoint or "", item)), "")


def _belongs(endpoint: str, item: Item) -> bool:
    return endpoint in item.pages or bool(item.prefix and endpoint.startswith(item.prefix))


def offered(roles: Iterable[str], known: Container[str]) -> list[Item]:
    """The staff menu for somebody with these roles; `known`: the endpoints that this site has."""
    held = frozenset(roles)
    return [item for item in STAFF if item.endpoint in known and (not item.roles or item.roles & held)]
