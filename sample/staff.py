"""People of the sample, and what waits for them: so that a visitor can be an agency, the desk, the vetting officer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from accounts import operations as accounts
from accounts import queries as people
from directory import operations as directory
from directory.queries import changes
from directory.shapes import Capacity, Phone, Text
from directory.work import NOTHING, Patch
from feedback import operations as feedback
from foundation import clock
from foundation.acts import Actor, reader, system
from vetting import operations as vetting
from vetting import queries as vetting_queries

HOME = "telford-and-wrekin"


@dataclass(frozen=True)
class Somebody:
    """One person to try the site as. what: the key of a sentence in sample/views.py."""

    email: str
    name: str
    role: str
    agency: bool = False
    language: str = "en"


PEOPLE = (
    Somebody("editor@larkfield.example.org", "Sam Reed", "agency-editor", agency=True),
    Somebody("manager@larkfield.example.org", "Ania Nowak", "agency-manager", agency=True, language="pl"),
    Somebody("desk@council.example.org", "Dilys Marsh", "directory-editor"),
    Somebody("vetting@council.example.org", "Vik Anand", "vetting-officer"),
    Somebody("administrator@council.example.org", "Ade Cole", "administrator"),
)


def load() -> None:
    """Everybody, and a day's work for each."""
    agency = _busiest()
    actors = {one.email: _added(one, agency) for one in PEOPLE}
    editor, manager, desk, vetter, _administrator = actors.values()
    _vetted(vetter, manager, agency)
    _work(editor, desk, agency)
    _from_readers(agency)
    _asking_to_be_listed()


def _busiest() -> str:
    """The agency of the home authority with the most services."""
    rows = changes.entries_of_authority(HOME)
    counts = Counter((row.agency_name, row.agency) for row in rows)
    return max(sorted(counts), key=lambda agency: (2 < counts[agency] < 9, counts[agency]))[1]


def _added(one: Somebody, agency: str) -> Actor:
    new = accounts.NewMember(HOME, agency if one.agency else "", one.role, one.email, one.name, one.language)
    actor = people.actor_of(accounts.add_member(system("sample"), new))
    if actor is None:
        raise LookupError(one.email)
    return actor


def _vetted(vetter: Actor, manager: Actor, agency: str) -> None:
    """The busiest agency was checked and agreed; the others are here as an authority's old list would be: unvetted."""
    case = vetting.begin(vetter, agency)
    vetting.check(vetter, case, {item.code: ("yes", "") for item in vetting_queries.checklist(HOME)})
    vetting.decide(vetter, case, "accepted", "Everything was seen on a visit.")
    vetting.accept(manager, agency, vetting_queries.agreement(HOME).version)


def _work(editor: Actor, desk: Actor, agency: str) -> None:
    """One change waits, one was asked about, one is being written, one was published."""
    rows = changes.entries_of_agency(agency)
    first, second, third = (row.code for row in (*rows, *rows, *rows)[:3])
    phones = (Phone("01632 960155"),)
    waits = _begun(
        editor,
        first,
        Patch(entry={"phones": phones}, texts={"cost_words": {"en": Text("Ask about help with the cost.")}}),
    )
    directory.send(editor, waits)
    asked = _begun(editor, second, Patch(texts={"waiting_words": {"en": Text("There is a short waiting list.")}}))
    directory.send(editor, asked)
    fields = frozenset({"texts.waiting_words.en"})
    directory.rule(desk, asked, frozenset(), ask=fields, words="How many weeks is it about?")
    _begun(editor, third, Patch(texts={"alert": {"en": Text("Closed for repairs in the first week of December.")}}))
    today = clock.today()
    directory.set_capacity(editor, third, Capacity("waiting-list", today, today + timedelta(days=60), 4))


def _begun(editor: Actor, code: str, patch: Patch) -> str:
    uuid = directory.begin(editor, code)
    directory.save_step(editor, uuid, "sample", patch)
    return uuid


def _from_readers(agency: str) -> None:
    """What two readers told, and how many found what they needed."""
    row = changes.entries_of_agency(agency)[-1]
    change = directory.propose(
        reader(), row.code, NOTHING, words="The door was locked and nobody answered.", kind="retire"
    )
    report = feedback.NewReport(
        HOME, "closed", "The door was locked and nobody answered.", "en", entry=row.code, change=change
    )
    feedback.tell(reader(), report)
    feedback.tell(reader(), replace(report, what="missing", words="Sunday football for girls", entry="", change=""))
    for said, times in (("yes", 14), ("partly", 6), ("no", 3)):
        for _time in range(times):
            feedback.found(reader(), HOME, "", said)
    feedback.missed(reader(), HOME, "", "a dentist who speaks Arabic", "en")


def _asking_to_be_listed() -> None:
    vetting.apply(
        reader(),
        vetting.Applied(
            HOME, "Wrekin Night Owls", "voluntary", "A club on Friday nights for young carers.", "The club leader",
            "Olu Bright", "olu@nightowls.example.org", "en", website="https://nightowls.example.org",
        ),
    )  # fmt: skip
