"""Rows that an export gave out and that come back: what somebody changed in them, and nothing else, is changed. (pure)

Each row is compared with what an export would write today. So nothing that a column tells only in part (a second
telephone, hours in term, a translation) is lost by coming back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from directory.exporting.cells import Told, cells, hours_are_simple
from directory.exporting.guarding import unmarked
from directory.importing.mapping import TEXTS, Mapping
from directory.importing.problems import Remark, Weight, Why
from directory.importing.rows import Reader, Said
from directory.importing.sheet import cleaned
from directory.importing.table import Row
from directory.shapes import AddressLines, Cost, Entry, LanguageOffered, Phone, Privacy, Site, SiteUse, Text, Texts

_WHOLE = ("types", "needs", "audience", "delivery", "url", "email")


@dataclass(frozen=True)
class Today:
    """An entry as it is: shared is whether another entry is at its first place as well; site_key names a new one."""

    told: Told
    shared: bool
    site_key: str


@dataclass
class Returned:
    """What becomes of one row. entry and site: None when nothing of them changed."""

    entry: Entry | None = None
    site: Site | None = None
    remarks: list[Remark] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)  # as an export would write them today

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.entry is not None or self.site is not None


def returned(said: Said, mapping: Mapping, today: Today) -> Returned:
    """What this row changes. Raises nothing: what cannot be changed by a file is told, and stays."""
    written = {heading: unmarked(cleaned(cell)) for heading, cell in cells(today.told).items()}
    before, _ = Reader(mapping).read(Row(said.line, written, written))
    out = _Comparing(said, before or replace(said, code=""), today).done()
    out.cells = written
    return out


class _Comparing:
    def __init__(self, said: Said, before: Said, today: Today) -> None:
        self.said, self.before, self.today = said, before, today
        self.entry, self.site = today.told.entry, today.told.sites[0] if today.told.sites else None
        self.remarks: list[Remark] = []

    def done(self) -> Returned:
        """The entry and its place with every change that a file can make."""
        if not self._differs():
            return Returned()
        if self.today.told.status != "active":
            self._tell(Why.NOT_SHOWN, self.said.name)
            return Returned(remarks=self.remarks)
        entry, site = self.entry, self.site
        for change in (self._texts, self._whole, self._phone, self._cost, self._languages, self._ages, self._hours):
            change()
        self._place()
        if self.said.organisation != self.before.organisation:
            self._tell(Why.NOT_HERE, self.said.organisation)
        return Returned(
            self.entry if self.entry != entry else None, self.site if self.site != site else None, self.remarks
        )

    def _differs(self) -> bool:
        return replace(self.said, line=0, point=None, key="") != replace(self.before, line=0, point=None, key="")

    def _tell(self, why: Why, value: str) -> None:
        self.remarks.append(Remark(self.said.line, why, Weight.REMARK, value=value))

    def _changed(self, name: str) -> bool:
        return bool(getattr(self.said, name) != getattr(self.before, name))

    def _texts(self) -> None:
        texts: Texts = self.entry.texts
        if self._changed("name"):
            texts = _with(texts, "name", self.said.name)
        for name in TEXTS:
            now = self.said.texts.get(name, "")
            if now != self.before.texts.get(name, ""):
                texts = _with(texts, name, now)
        self.entry = replace(self.entry, texts=texts)

    def _whole(self) -> None:
        for name in _WHOLE:
            if self._changed(name):
                self.entry = replace(self.entry, **{name: getattr(self.said, name)})

    def _phone(self) -> None:
        if not self._changed("phones"):
            return
        first, rest = self.entry.phones[:1], self.entry.phones[1:]
        number = self.said.phones[0].number if self.said.phones else ""
        kept = (replace(first[0], number=number) if first else Phone(number),) if number else ()
        self.entry = replace(self.entry, phones=(*kept, *rest))

    def _cost(self) -> None:
        if not self._changed("costs"):
            return
        if len(self.entry.costs) > 1:
            self._tell(Why.NOT_HERE, f"{self.said.costs[0].amount}" if self.said.costs else "")
            return
        amount = self.said.costs[0].amount if self.said.costs else None
        had = self.entry.costs[0] if self.entry.costs else Cost()
        self.entry = replace(self.entry, costs=() if amount is None else (replace(had, amount=amount),))

    def _languages(self) -> None:
        if not self._changed("languages"):
            return
        wanted = [one.language for one in self.said.languages]
        had = {one.language for one in self.entry.languages}
        kept = tuple(one for one in self.entry.languages if one.language in wanted)
        new = tuple(LanguageOffered(code) for code in wanted if code not in had)
        self.entry = replace(self.entry, languages=(*kept, *new))

    def _ages(self) -> None:
        if self._changed("ages"):
            low, high = self.said.ages
            self.entry = replace(self.entry, eligibility=replace(self.entry.eligibility, min_age=low, max_age=high))

    def _hours(self) -> None:
        if not self._changed("schedules"):
            return
        if hours_are_simple(self.entry.schedules):
            self.entry = replace(self.entry, schedules=self.said.schedules)
        else:
            self._tell(Why.NOT_HERE, self.today.told.code)

    def _place(self) -> None:
        if not (self._changed("address") or self._changed("postcode")):
            return
        where = AddressLines(self.said.address, self.said.postcode, *(self.said.point or (None, None)))
        if self.site is None:
            self.site = Site(self.today.site_key, self.entry.organisation, {"name": _english(self.said.name)}, where)
            self.entry = replace(self.entry, sites=(SiteUse(self.today.site_key),))
        elif self.site.privacy is not Privacy.PUBLIC:
            self._tell(Why.ADDRESS_SEALED, "")
        elif self.today.shared or not (self.said.address or self.said.postcode):
            self._tell(Why.NOT_HERE, self.said.postcode)
        else:
            self.site = replace(self.site, address=where)


def _english(words: str) -> dict[str, Text]:
    return {"en": Text(words)}


def _with(texts: Texts, name: str, words: str) -> Texts:
    """The same texts with these English words. Translations stay: each knows of which English it was made, and is marked."""
    if not words:
        return {field: said for field, said in texts.items() if field != name}
    return {**texts, name: {**texts.get(name, {}), **_english(words)}}


def unchanged(remark: Remark, written: Callable[[int], dict[str, str]]) -> bool:
    """Whether a remark is about a cell that nobody touched: it is as the export wrote it."""
    return remark.weight is Weight.REMARK and bool(remark.value) and remark.value in written(remark.line).values()
