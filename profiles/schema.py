"""Each choice in which local practice differs, declared once: its type, its default, and why it differs. (pure)

A profile's .toml states only its differences. Rooms ask for a choice by name; they never ask which area this is. Words
that readers see are keys of the vocabulary, so that a local name for a role is translated too.
"""
# ruff: noqa: RUF009  choice() makes a field, as dataclasses.field() does

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

SearchField = Literal["name", "dob", "gender", "postcode", "address", "nhs", "upn"]
CLEARANCES = ("0", "1", "2", "3", "4")  # as keys of a table; a file has no numbers there
THRESHOLDS = {"address": 1, "alias": 2, "family": 2, "known": 2, "need": 2, "sensitive": 3, "concern": 3}


def choice(
    default: Any, why: str, *, least: int | None = None, most: int | None = None, keys: tuple[str, ...] = ()
) -> Any:
    """A choice with its default and a sentence on why areas differ.

    least, most: the numbers that make sense. keys: of a table, all that it may have.
    """
    metadata = {"why": why, "least": least, "most": most, "keys": keys}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def required(why: str) -> Any:
    """A part of a list's item that has no default."""
    return field(metadata={"why": why, "least": None, "most": None, "keys": ()})


@dataclass(frozen=True)
class Level:
    """One level of need, in the order of the list, the lowest first."""

    key: str = required("Areas cut the range of need into three, four or no levels, with names of their own.")
    label: str = required("The name that practitioners know, as a key of the vocabulary: level.universal.")


@dataclass(frozen=True)
class LeadRole:
    """Somebody who holds the work around one child together."""

    key: str = required("Lead professional, key contact, main contact and support co-ordinator are different roles.")
    label: str = required("The local name of the role, as a key of the vocabulary: lead.key-contact.")
    accountable: bool = choice(True, "In some areas the role answers for the plan, in others it only keeps in touch.")
    may_challenge: bool = choice(True, "Most roles may challenge an agency that does not act.")
    monitors: bool = choice(True, "Some roles follow whether actions are done, others do not.")
    may_call_meeting: bool = choice(False, "Only in some areas may the role call a meeting by itself.")
    allow_nonprofessional: bool = choice(False, "One area lets a relative or a volunteer be the main contact.")
    when: Literal["always", "needs_exceed_one_agency"] = choice(
        "always", "One area names a lead only when the needs are more than one agency can meet."
    )
    min_level: str = choice("", "Some roles begin at a level of need; empty means the lowest.")
    max_level: str = choice("", "Some roles end where a stronger one begins; empty means the highest.")
    chosen_by: tuple[Literal["family", "child", "meeting", "first_agency", "chair", "practitioner"], ...] = choice(
        ("family", "meeting"), "The family, a meeting, the first agency or the practitioner may choose."
    )


@dataclass(frozen=True)
class Search:
    """Finding one child, never a list to browse."""

    mode: Literal["min_fields", "any_field"] = choice(
        "min_fields", "Most areas ask for enough to mean one child; some let any field be searched."
    )
    required: tuple[SearchField, ...] = choice(("name", "dob"), "Areas differ in what must be known before looking.")
    required_by_level: dict[str, tuple[SearchField, ...]] = choice(
        dict, "A higher clearance may be asked for less, a lower one for more.", keys=CLEARANCES
    )
    max_results: int = choice(5, "Areas allow from one to a handful of possible matches.", least=1, most=10)
    reason: Literal["required", "optional"] = choice("required", "Most areas ask why before a record opens.")


@dataclass(frozen=True)
class Forms:
    """Which forms are filled in here; empty means none."""

    assessment: str = choice("", "Each area has its own common assessment, or waits for the national one.")
    referral: str = choice("", "Some areas share one referral form.")
    combined: bool = choice(False, "One area uses a single form for both.")
    extra: tuple[str, ...] = choice((), "Needs maps, rating scales and profiling tools are local.")


@dataclass(frozen=True)
class Events:
    """Things that happen in a child's life and are noted without detail."""

    kinds: tuple[Literal["gap", "external", "internal", "practice"], ...] = choice(
        (), "Only some areas keep events, and not all of their kinds."
    )
    gaps: tuple[str, ...] = choice((), "Where gaps count (no school, no doctor), the list of gaps is local.")


@dataclass(frozen=True)
class Alert:
    """So many of something in so many days, and whom to tell, the first who is there."""

    count_of: Literal["event", "concern", "need"] = required("Areas count different things.")
    n: int = choice(4, "How many is many is a local judgement.", least=2)
    days: int = choice(180, "So is the length of time.", least=1)
    route: tuple[Literal["lead", "key_contact", "central_team"], ...] = choice(
        ("lead", "central_team"), "Who hears first differs with the roles."
    )


@dataclass(frozen=True)
class Meetings:
    """The meeting at which practitioners and family plan together."""

    model: Literal["none", "panel", "case", "last_resort"] = choice(
        "none", "Some areas hold a regular panel, some a meeting for one child, some only as a last resort."
    )
    label: str = choice("", "The meeting's local name, as a key of the vocabulary: meeting.family-support.")
    every_days: int = choice(0, "A panel meets at fixed times; 0 means when called.", least=0)
    min_level: str = choice("", "Some areas meet only from a level of need upwards.")
    advice_first: bool = choice(False, "One area asks for advice before a meeting is called.")
    family_presence: Literal["required", "expected", "views_only"] = choice(
        "expected", "In most areas the family is there; in one, at first, only its views were."
    )


@dataclass(frozen=True)
class Access:
    """Who sees what."""

    model: Literal["flat", "levels", "category_protocol", "agency_ordinary"] = choice(
        "levels", "Access goes by clearance level, by agreed protocol, or by what one's own agency ordinarily sees."
    )
    thresholds: dict[str, int] = choice(
        lambda: dict(THRESHOLDS),
        "The clearance each kind of information needs is set locally; a file names only those it moves.",
        least=0,
        most=4,
        keys=tuple(THRESHOLDS),
    )
    sensitive_display: Literal["number_only", "hidden"] = choice(
        "number_only", "A sensitive service shows as a telephone number to call, or not at all."
    )
    vetting: Literal["required", "agency_asserts", "none"] = choice(
        "agency_asserts", "Some areas check each person, most take the agency's word."
    )


@dataclass(frozen=True)
class Consent:
    """What is asked of the family, and when."""

    basic: Literal["no_opt_out", "opt_out", "hide_on_request", "consent_first"] = choice(
        "hide_on_request", "Areas read the law on basic details differently."
    )
    hidden_still_counts: bool = choice(
        True, "Where families may hide a record, the central team may still be told how often it is asked for, or not."
    )
    contact: Literal["yes", "inform", "no"] = choice(
        "inform", "Before practitioners contact one another, areas ask the family, tell it, or neither."
    )
    add_without: Literal["lawful_ground", "never"] = choice(
        "lawful_ground", "Most areas let a lawful ground stand in for consent; some never do."
    )
    ask_again_months: int = choice(
        12, "How long an answer holds before the family is asked again is set locally.", least=1, most=60
    )


@dataclass(frozen=True)
class Source:
    """One place that details come from."""

    key: str = required("Each area joins its own sources, named as in the vocabulary without its source.")
    cadence: Literal["realtime", "daily", "weekly", "manual"] = choice(
        "weekly", "Some sources are live, some typed in."
    )
    lawful_basis: str = choice("", "What allows this source to share, in the words of the local agreement.")
    enabled: bool = choice(True, "A source may be built and switched off until the lawyers agree.")


@dataclass(frozen=True)
class Profile:
    """Every choice. The defaults are the smallest index: basic details and involvements."""

    authorities: tuple[str, ...] = choice(
        (), "One installation may serve several authorities; empty means the home one."
    )
    population: Literal["all", "referred_only", "federated", "none"] = choice(
        "all", "Most indexes hold every child; one only those referred; one holds nobody and asks the sources."
    )
    search: Search = choice(Search, "Looking differs in what is asked and how much is shown.")
    consent: Consent = choice(Consent, "What the family is asked differs.")
    access: Access = choice(Access, "Who may see what differs.")
    sources: tuple[Source, ...] = choice((), "Where details come from differs.")
    involvement_kinds: tuple[Literal["involvement", "action", "referral"], ...] = choice(
        ("involvement",), "One area also keeps actions and referrals apart."
    )
    notify_on_new_involvement: bool = choice(True, "Whether those involved hear of somebody new.")
    last_agency_check: bool = choice(False, "In one area the last agency may not leave unless it is judged safe.")
    lead_roles: tuple[LeadRole, ...] = choice((), "Every area names and defines these roles in its own way.")
    levels: tuple[Level, ...] = choice((), "Levels of need differ in number and name; some areas have none.")
    store_level: bool = choice(False, "Only one area stores a child's level.")
    needs: bool = choice(False, "Whether needs are noted.")
    needs_framework: Literal["needs"] = choice(
        "needs",
        "The vocabulary of dimensions that needs, concerns and strengths are noted on; areas may write their own.",
    )
    concerns: bool = choice(False, "Whether concerns are stored, which one area does and others avoid.")
    strengths: bool = choice(False, "Whether strengths are noted beside difficulties.")
    need_review_months: int = choice(6, "After how long a need is looked at again.", least=1)
    need_expiry_months: int = choice(12, "After how long a need that nobody renews is no longer shown.", least=1)
    forms: Forms = choice(Forms, "Each area has its own forms.")
    assessment_visibility: Literal["author_until_allocated", "team", "agency", "all"] = choice(
        "team", "In one area only the author sees an assessment until somebody is allocated."
    )
    events: Events = choice(Events, "Only some areas keep events.")
    alerts: tuple[Alert, ...] = choice((), "One area alerts automatically; one has advisers read instead.")
    monitoring: Literal["none", "reports", "professional_advisers"] = choice(
        "none", "Who keeps an eye on the whole picture differs."
    )
    meetings: Meetings = choice(Meetings, "How people meet differs.")
    directory_link: Literal["needs", "assessment", "menu", "none"] = choice(
        "menu", "The directory may open from a need, from an assessment, or only from the menu."
    )
    guidance: str = choice("", "One area shows its questioning framework, as a key of the vocabulary.")
    messaging: bool = choice(False, "Only one area sends messages inside the system.")
    delivery: Literal["electronic", "print_hand"] = choice(
        "electronic", "In one area forms are printed and handed over."
    )
