"""Every kind of page that the site has, each with an address under /<language>/. All checks run over this one list."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask

from accounts import queries as accounts
from directory import queries, staleness
from directory.editing.steps import ORDER
from directory.queries import changes
from feedback import queries as feedback
from foundation import clock, post, words
from tests.factories import HOME
from tests.site import MOMENT
from upkeep.queries.links import link_by
from vetting import queries as vetted

FULL = os.environ.get("WAYMARK_TEST_GRID") == "full"
Document = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of page. {stale} and the like in its path are codes of entries, found by FOUND."""

    name: str
    path: str
    status: int = 200
    who: str = ""  # somebody of sample/staff.py who has signed in; "": nobody


FACTS = ("name", "alias", "birth", "gender", "address", "gp", "school", "known")
STEPS = tuple(step.name for step in ORDER)
KINDS = (
    Kind("home", "/"),
    Kind("results", "/services?q=debt&near=TF1+1LX"),
    Kind("results page 2", "/services?type=cc.toddler&page=2"),
    Kind("results with filters", "/services?type=cc.toddler&cost=free&day=tue&day=thu&near=Wellington&within=10"),
    Kind("no results", "/services?q=zzzz+qqqq&cost=free"),
    Kind("nearest beyond", "/services?near=EH1+1YZ&within=5&type=cc.nursery"),
    Kind("place not found", "/services?q=debt&near=Wellingtom"),
    Kind("place guessed", "/services?q=debt+tf42ab&age=old"),
    Kind("results, urgent", "/services?q=my+boyfriend+hurt+me"),
    Kind("results, few", "/services?q=polish+speaking+debt+advice+saturday+under+5s"),
    Kind("types", "/types"),
    Kind("needs", "/needs"),
    Kind("a-to-z", "/a-to-z"),
    Kind("letter", "/a-to-z/B"),
    Kind("entry", "/services/{ordinary}"),
    Kind("stale entry", "/services/{stale}"),
    Kind("entry at a confidential address", "/services/{confidential}"),
    Kind("entry without an address", "/services/{nowhere}"),
    Kind("entry partly in Arabic only", "/services/{arabic}"),
    Kind("entry of several sites", "/services/{several}"),
    Kind("sensitive entry", "/services/{sensitive}"),
    Kind("sensitive results", "/services?type=f.da"),
    Kind("safety", "/safety"),
    Kind("quiet, ended", "/q/an-address-of-quiet-mode-that-somebody-found-later", 410),
    Kind("what to say when you ring", "/ringing/{ordinary}"),
    Kind("how people find a service", "/found-under/{ordinary}"),
    Kind("list", "/list?c={ordinary}.{confidential}"),
    Kind("list, empty", "/list"),
    Kind("list, stale codes", "/list?c={ordinary}.BBBBBB.rubbish"),
    Kind("list on paper", "/list/print?c={ordinary}.{confidential}"),
    Kind("one thing at a time", "/step/{ordinary}/2"),
    Kind("organisation", "/organisations/{organisation}"),
    Kind("code", "/code"),
    Kind("code with an error", "/code?c=aeiou", 404),
    Kind("about", "/about/site"),
    Kind("contact", "/about/contact"),
    Kind("help", "/about/help"),
    Kind("easy to read", "/about/easy"),
    Kind("young people", "/about/young-people"),
    Kind("cookies", "/about/cookies"),
    Kind("what can be heard", "/hear"),
    Kind("results as they are spoken", "/hear/services?q=debt"),
    Kind("map", "/map?q=debt&near=TF1+1LX"),
    Kind("what you need", "/my-access"),
    Kind("languages", "/languages"),
    Kind("accessibility", "/about/accessibility"),
    Kind("privacy", "/about/privacy"),
    Kind("sources", "/about/sources"),
    Kind("things to try", "/try"),
    Kind("tell us", "/tell-us"),
    Kind("tell us what is wrong", "/tell-us/wrong/{ordinary}"),
    Kind("tell us what is missing", "/tell-us/missing"),
    Kind("tell us about the site", "/tell-us/site"),
    Kind("a report", "/tell-us/code/{report_code}"),
    Kind("what was missing", "/found?said=no"),
    Kind("what people said", "/what-people-said"),
    Kind("for agencies", "/for-agencies"),
    Kind("for councils", "/for-councils"),
    Kind("apply", "/apply"),
    Kind("an application", "/apply/{application}"),
    Kind("not found", "/nothing-here", 404),
    Kind("unreadable", "/trouble/400", 400),
    Kind("forbidden", "/trouble/403", 403),
    Kind("wrong method", "/trouble/405", 405),
    Kind("gone", "/trouble/410", 410),
    Kind("too many requests", "/trouble/429", 429),
    Kind("open too long", "/trouble/440", 400),
    Kind("our fault", "/trouble/500", 500),
    Kind("looked after", "/trouble/503", 503),
)

EDITOR, MANAGER = "editor@larkfield.example.org", "manager@larkfield.example.org"
DESK, VETTING, ADMINISTRATOR = (
    "desk@council.example.org",
    "vetting@council.example.org",
    "administrator@council.example.org",
)

# Pages that carry a session: for people who sign in, or by a letter's link. They have checks of their own.
STAFF = (
    Kind("sign in", "/sign-in"),
    Kind("lost access", "/lost-access"),
    Kind("signed out", "/signed-out"),
    Kind("confirm by a letter", "/confirm/{token}"),
    Kind("poster", "/confirm/{token}/poster/{of_link}"),
    Kind("account", "/account", who=EDITOR),
    Kind("account name", "/account/name", who=EDITOR),
    Kind("prove who one is", "/prove", who=EDITOR),
    Kind("sign out", "/sign-out", who=EDITOR),
    Kind("your services", "/your-services", who=EDITOR),
    Kind("add a service", "/your-services/add", who=EDITOR),
    Kind("end a service", "/your-services/services/{own}/end", who=EDITOR),
    Kind("task list", "/your-services/changes/{draft}", who=EDITOR),
    *(Kind(f"step {step}", f"/your-services/changes/{{draft}}/{step}", who=EDITOR) for step in STEPS),
    Kind("check your answers", "/your-services/changes/{draft}/check", who=EDITOR),
    Kind("preview", "/your-services/changes/{draft}/preview", who=EDITOR),
    Kind("preview as spoken", "/your-services/changes/{draft}/preview?as=spoken", who=EDITOR),
    Kind("sent", "/your-services/changes/{change}/sent", who=EDITOR),
    Kind("a question from the desk", "/your-services/changes/{asked}", who=EDITOR),
    Kind("agreement", "/agreement", who=MANAGER),
    Kind("people", "/people", who=MANAGER),
    Kind("invite", "/people/invite", who=MANAGER),
    Kind("the desk", "/desk", who=DESK),
    Kind("entries", "/desk/entries?sort=quality", who=DESK),
    Kind("an entry", "/desk/entries/{own}", who=DESK),
    Kind("together", "/desk/together?code={own}", who=DESK),
    Kind("changes", "/desk/changes", who=DESK),
    Kind("a change", "/desk/changes/{change}", who=DESK),
    Kind("a change to take off", "/desk/changes/{retire}", who=DESK),
    Kind("history", "/desk/entries/{own}/history", who=DESK),
    Kind("from readers", "/readers", who=DESK),
    Kind("answer a reader", "/readers/{report}", who=DESK),
    Kind("what people did not find", "/readers/missed", who=DESK),
    Kind("calls", "/upkeep/calls", who=DESK),
    Kind("a call", "/upkeep/calls/{own}", who=DESK),
    Kind("today", "/upkeep/today", who=DESK),
    Kind("work by itself", "/desk/jobs", who=DESK),
    Kind("words", "/desk/words", who=DESK),
    Kind("a list of words", "/desk/words/needs", who=DESK),
    Kind("a term", "/desk/words/service-types/cc.toddler", who=DESK),
    Kind("add a term", "/desk/words-add/service-types", who=DESK),
    Kind("history of words", "/desk/words-history/needs", who=DESK),
    Kind("what people say", "/desk/sayings", who=DESK),
    Kind("what is said for a need", "/desk/sayings/childcare.childminder", who=DESK),
    Kind("add what people say", "/desk/sayings-add?said=minder&language=pl", who=DESK),
    Kind("history of a need", "/desk/sayings/childcare.childminder/history", who=DESK),
    Kind("a version of a need", "/desk/sayings/childcare.childminder/history/1", who=DESK),
    Kind("what people searched for", "/desk/searched", who=DESK),
    Kind("bring in a file", "/desk/import", who=DESK),
    Kind("take the directory away", "/desk/export", who=DESK),
    Kind("agencies", "/agencies", who=VETTING),
    Kind("an agency", "/agencies/{agency}", who=VETTING),
    Kind("a case", "/vetting/{case}", who=VETTING),
    Kind("agreement and checklist", "/vetting/agreement", who=VETTING),
    Kind("the authority's people", "/people", who=ADMINISTRATOR),
)

# Pages of a site that serves practitioners; `who` is a role here. {asked}, {granted}, {ended}: clearances; {somebody}.
PRACTICE = (
    Kind("your access", "/your-access", who="practitioner"),
    Kind("your access, shut", "/your-access", who="shut"),
    Kind("prove by an app", "/prove", who="practitioner"),
    Kind("who has access", "/people/access", who="agency-manager"),
    Kind("ask for access", "/people/access/{somebody}", who="agency-manager"),
    Kind("clearances", "/clearances", who="administrator"),
    Kind("a clearance to decide on", "/clearances/{asked}", who="administrator"),
    Kind("a clearance that stands", "/clearances/{granted}", who="administrator"),
    Kind("a clearance that ended", "/clearances/{ended}", who="administrator"),
    Kind("end a clearance", "/clearances/{granted}/end", who="administrator"),
)

# From a question to a record, and what the family agreed to; {child} and the others are made by tests/scenes.
FINDING = (
    Kind("find a child", "/find", who="practitioner"),
    Kind("find a child first", "/find?done=first", who="practitioner"),
    Kind("is it one of these", "/find/{twins}", who="practitioner"),
    Kind("no one child is shown", "/find/{nobody}", who="practitioner"),
    Kind("why a record opens", "/find/{twins}/open/{child}", who="practitioner"),
    Kind("in an emergency", "/find/{nobody}/emergency", who="practitioner"),
    Kind("nobody, in an emergency", "/find/{nobody}/nobody", who="practitioner"),
    Kind("ask the central team", "/find/{nobody}/central", who="practitioner"),
    Kind("add a child", "/find/{nobody}/add", who="practitioner"),
    Kind("a record", "/children/{child}", who="practitioner"),
    Kind("a record of a protected child", "/children/{shielded}", who="practitioner"),
    Kind("a record that is not found", "/children/{hidden}", who="practitioner"),
    Kind("your list", "/caseload", who="practitioner"),
    Kind("why a record of your list opens", "/caseload/{child}/open", who="practitioner"),
    Kind("what you asked the central team", "/central/mine", who="practitioner"),
    Kind("what the family agreed to", "/children/{child}/consent", who="practitioner"),
    Kind("who may see what", "/children/{child}/consent/record", who="practitioner"),
    Kind("what to agree to, on paper", "/children/{child}/consent/print", who="practitioner"),
    Kind("share without consent", "/children/{child}/consent/ground", who="practitioner"),
    Kind("one answer of the family", "/children/{child}/consent/{consent}", who="practitioner"),
    Kind("practitioners to be", "/try"),
)
# What is kept in a record, and who looks after records; {child} and the others are made by the tests of the index.
INDEX = (
    Kind("what is kept about a child", "/children/{child}/facts", who="data-manager"),
    *(Kind(f"add a fact: {one}", f"/children/{{child}}/facts/add/{one}", who="practitioner") for one in FACTS),
    Kind("correct a fact", "/children/{child}/facts/{fact}/correct", who="practitioner"),
    Kind("until when a fact was true", "/children/{child}/facts/{fact}/until", who="practitioner"),
    Kind("which fact is right", "/children/{child}/facts/{disputed}/right", who="data-manager"),
    Kind("a number", "/children/{child}/numbers", who="practitioner"),
    Kind("somebody of the family", "/children/{child}/family", who="practitioner"),
    Kind("how the family was told", "/children/{child}/notice", who="practitioner"),
    Kind("hide a record", "/children/{child}/hide", who="co-ordinator"),
    Kind("protect a child", "/children/{child}/shield", who="data-manager"),
    Kind("put a record away", "/children/{child}/put-away", who="data-manager"),
    Kind("for which agency", "/children/{child}/involvement/add", who="co-ordinator"),
    Kind("who works with the child", "/children/{child}/involvement/add", who="practitioner"),
    Kind("end an involvement", "/children/{child}/involvement/{involvement}/end", who="practitioner"),
    Kind("who leads", "/children/{child}/lead", who="practitioner"),
    Kind("ask somebody to lead", "/children/{child}/lead/key_contact/ask", who="practitioner"),
    Kind("answer to lead or not", "/children/{child}/lead/{offer}/answer", who="co-ordinator"),
    Kind("who stands in", "/children/{child}/lead/{lead}/cover", who="practitioner"),
    Kind("nobody need lead", "/children/{child}/lead/{lead}/end", who="practitioner"),
    Kind("records to check", "/data", who="data-manager"),
    Kind("why a listed record opens", "/data/{waits}/open", who="data-manager"),
    Kind("what becomes of a record", "/children/{waits}/waiting", who="data-manager"),
    Kind("which record is the same child", "/children/{child}/merge", who="data-manager"),
    Kind("two records side by side", "/children/{child}/merge?with={waits}", who="data-manager"),
    Kind("take records apart", "/children/{child}/merges/{merge}/undo", who="data-manager"),
    Kind("central team", "/central", who="co-ordinator"),
    Kind("answer a practitioner", "/central/{question}/answer", who="co-ordinator"),
    Kind("show a record again", "/find/{finding}/show-again", who="co-ordinator"),
)
# Needs, next steps and lists of services; {child}, {need}, {step}, {list} and {code} are made by the tests of casework.
CASEWORK = (
    Kind("a record with needs", "/children/{child}", who="practitioner"),
    Kind("note a need", "/children/{child}/needs/add/need", who="practitioner"),
    Kind("note a concern", "/children/{child}/needs/add/concern", who="practitioner"),
    Kind("note a strength", "/children/{child}/needs/add/strength", who="practitioner"),
    Kind("look at it again", "/children/{child}/needs/{need}", who="practitioner"),
    Kind("services that may help", "/children/{child}/needs/services", who="practitioner"),
    Kind("next steps", "/steps", who="practitioner"),
    Kind("a step", "/children/{child}/steps/{step}", who="practitioner"),
    Kind("what colleagues are late with", "/steps/staff", who="supervisor"),
    Kind("lists of services", "/shortlists", who="practitioner"),
    Kind("a list of services", "/shortlists/{list}", who="practitioner"),
    Kind("throw a list away", "/shortlists/{list}/throw-away", who="practitioner"),
    Kind("a list on paper", "/shortlists/{list}/print?lang=ar", who="practitioner"),
    Kind("for practitioners only", "/referring/{code}", who="practitioner"),
)
# Who looked at whom; {child}, {person}, {agency}, {look}, {sheet} and the others are made by the tests of oversight.
OVERSIGHT = (
    Kind("oversight", "/oversight", who="auditor"),
    Kind("oversight, with names", "/oversight", who="privacy-officer"),
    Kind("the trail", "/oversight/trail", who="auditor"),
    Kind("the trail, with names", "/oversight/trail", who="privacy-officer"),
    Kind("the trail of nobody", "/oversight/trail?child=00000000", who="auditor"),
    Kind("what is worth a question", "/oversight/unusual", who="privacy-officer"),
    Kind("one person's trail", "/oversight/person/{person}", who="privacy-officer"),
    Kind("one agency's trail", "/oversight/agency/{agency}", who="auditor"),
    Kind("one child's trail", "/oversight/child/{child}", who="privacy-officer"),
    Kind("one child's trail, by reference", "/oversight/child/{child}", who="auditor"),
    Kind("emergencies", "/oversight/emergencies", who="privacy-officer"),
    Kind("an emergency", "/oversight/emergencies/{emergency}", who="privacy-officer"),
    Kind("lawful grounds", "/oversight/grounds", who="privacy-officer"),
    Kind("a lawful ground", "/oversight/grounds/{ground}", who="privacy-officer"),
    Kind("questions from families", "/oversight/questions", who="privacy-officer"),
    Kind("a question from a family", "/oversight/questions/{asked}", who="privacy-officer"),
    Kind("who looked, for the privacy officer", "/oversight/looked/{child}", who="privacy-officer"),
    Kind("who looked", "/children/{child}/who-looked", who="practitioner"),
    Kind("a look that is not recognised", "/children/{child}/who-looked/{look}/ask", who="practitioner"),
    Kind("who looked, on paper", "/children/{child}/who-looked/sheet/{sheet}", who="practitioner"),
    Kind("not recognised, from home", "/not-recognised", who="practitioner"),
    Kind("not recognised, sent", "/not-recognised/sent", who="practitioner"),
)
BY_NAME = {kind.name: kind for kind in (*KINDS, *STAFF)}

# Pages that share one template with another of the list; for slow checks one of each will do.
SAME_TEMPLATE = {
    "place guessed",
    "privacy",
    "forbidden",
    "wrong method",
    "gone",
    "unreadable",
    "too many requests",
    "open too long",
    "looked after",
}
ONE_OF_EACH = tuple(kind for kind in KINDS if kind.name not in SAME_TEMPLATE)

EVERY_LANGUAGE = tuple(one.tag for one in words.languages())
SPOKEN = tuple(one.tag for one in words.languages() if not one.pseudo)
# Pages that only staff read are in fewer languages; and what a browser has to open is opened in three, but in the full grid.
OF_STAFF = tuple(one.tag for one in words.languages() if one.speaks_to("staff"))
SPOKEN_BY_STAFF = tuple(tag for tag in OF_STAFF if tag in SPOKEN)
LOOKED_AT = ("en", "ar", "pl")
LANGUAGES = EVERY_LANGUAGE if FULL else LOOKED_AT
OTHERS = tuple(tag for tag in SPOKEN if tag not in LOOKED_AT)


def _stale(whole: Document) -> bool:
    sure = whole["entry"]["assurance"]
    return bool(sure) and staleness.standing(date.fromisoformat(sure["on"]), MOMENT.date(), staleness.USUAL).at_least(
        staleness.Stage.MARKED
    )


def _only_in_arabic(whole: Document) -> bool:
    return any("ar" in text and "en" not in text for text in whole["entry"]["texts"].values())


def _at_one_public_site(whole: Document) -> bool:
    return [site["privacy"] for site in whole["sites"]] == ["public"]


FOUND: dict[str, Callable[[Document], bool]] = {
    "ordinary": lambda whole: (
        "cc.toddler" in whole["entry"]["types"]
        and _at_one_public_site(whole)
        and not _stale(whole)
        and bool(whole["entry"]["schedules"])  # some of the sample's tell no hours
    ),
    "stale": _stale,
    "confidential": lambda whole: any(site["privacy"] != "public" for site in whole["sites"]),
    "nowhere": lambda whole: not whole["sites"],
    "arabic": _only_in_arabic,
    "sensitive": lambda whole: "f.da" in whole["entry"]["types"] and bool(whole["entry"]["schedules"]),
    "several": lambda whole: len(whole["sites"]) > 1,
}


def codes(app: Flask) -> dict[str, str]:
    """For each name in FOUND the code of the first such entry; for `organisation` one that has several entries."""
    with app.app_context(), clock.freeze(MOMENT):
        return {**_codes(list(queries.published())), **_of_staff()}


def _of_staff() -> dict[str, str]:
    """What waits for the people of the sample, by the names that the addresses of STAFF use."""
    agency = next(one for one in accounts.agencies(HOME) if one.trust == "waits" and one.agreed_until).uuid
    work = {row.state: row.uuid for row in changes.of_agency(agency) if row.kind == "edit"}
    reports = vetted.open_cases(HOME), feedback.open_reports([HOME], [])
    letter = next(one for one in post.latest(1000) if one.to == EDITOR and "/confirm/" in one.text)
    token = re.search(r"/confirm/([\w-]+)", letter.text).group(1)  # type: ignore[union-attr]
    return {
        "agency": agency,
        "own": changes.entries_of_agency(agency)[0].code,
        "draft": work["draft"],
        "asked": work["asked"],
        "change": work["waiting"],
        "retire": next(row.uuid for row in changes.waiting(HOME) if row.kind == "retire"),
        "case": reports[0][0].uuid,
        "application": reports[0][0].code,
        "report": reports[1][0].uuid,
        "report_code": reports[1][0].code,
        "token": token,
        "of_link": link_by(token).codes[0],  # type: ignore[union-attr]
    }


def _codes(everything: Iterable[Document]) -> dict[str, str]:
    """The same entries each time, though codes are drawn by lot, and no two of one name: their titles are to differ."""
    home = [whole for whole in everything if whole["authority"] == "telford-and-wrekin"]
    home.sort(key=lambda whole: str(whole["entry"]["texts"]))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name, fits in FOUND.items():
        first = next(
            whole["entry"] for whole in home if fits(whole) and str(whole["entry"]["texts"]["name"]) not in taken
        )
        found[name] = first["code"]
        taken.add(str(first["texts"]["name"]))
    owners = [whole["organisation"]["uuid"] for whole in home]
    return {**found, "organisation": next(one for one in owners if owners.count(one) > 2)}
