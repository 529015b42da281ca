"""The invented directory reads like a real one, and nothing in it can reach a real person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from directory.shapes import Entry, Privacy
from directory.vocabulary_files import read
from sample.authorities import SampleAuthority, authorities, authority
from sample.generate import SampleDirectory, generate
from sample.ground import POSTCODES

TODAY = date(2026, 11, 22)
SLUGS = [each.slug for each in authorities()]
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}|08081 570\d{3}|03069 990\d{3}|020 7946 0\d{3}|0151 496 0\d{3}")
NUMBER_LIKE = re.compile(r"(?<!\d)0\d[\d ]{8,}")


@cache
def made(slug: str, today: date = TODAY) -> SampleDirectory:
    return generate(slug, today)


def everything(thing: object) -> Iterator[str]:
    """Every string anywhere inside a shape."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from everything(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from everything(value)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from everything(getattr(thing, field.name))


def strings(slug: str) -> Iterator[str]:
    directory = made(slug)
    yield from everything((directory.organisations, directory.sites, directory.entries))


def codes(name: str) -> set[str]:
    """The codes of a vocabulary, without its groups and domains."""
    grouped = name in {"service-types", "needs"}
    return {term.code for term in read(name) if term.parent or not grouped}


def test_the_home_authority_comes_first() -> None:
    assert [each.gss for each in authorities()] == ["E06000020", "E08000011", "E09000023"]
    with pytest.raises(KeyError):
        authority("atlantis")


@pytest.mark.parametrize(
    ("slug", "entries", "agencies"), [(SLUGS[0], 1200, 300), (SLUGS[1], 120, 40), (SLUGS[2], 120, 40)]
)
def test_there_are_enough_of_them(slug: str, entries: int, agencies: int) -> None:
    assert len(made(slug).entries) >= entries
    assert len(made(slug).organisations) >= agencies
    assert {each.kind for each in made(slug).organisations} == {"statutory", "voluntary"}


def test_the_same_day_gives_the_same_directory() -> None:
    assert generate(SLUGS[1], TODAY) == generate(SLUGS[1], TODAY)
    assert generate(SLUGS[1], TODAY) != generate(SLUGS[1], TODAY + timedelta(days=1))


def test_keys_outlive_the_day() -> None:
    later = generate(SLUGS[1], TODAY + timedelta(days=400))
    assert [each.key for each in later.entries] == [each.key for each in made(SLUGS[1]).entries]


@pytest.mark.parametrize("slug", SLUGS)
def test_keys_name_one_thing_and_point_to_one_that_exists(slug: str) -> None:
    directory = made(slug)
    for shapes in (directory.organisations, directory.sites, directory.entries):
        keys = [each.key for each in shapes]
        assert len(set(keys)) == len(keys)
    organisations = {each.key for each in directory.organisations}
    sites = {each.key: each.organisation for each in directory.sites}
    assert {each.organisation for each in directory.entries} == organisations
    assert all(sites[use.site] == entry.organisation for entry in directory.entries for use in entry.sites)
    assert {use.site for entry in directory.entries for use in entry.sites} == set(sites)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_services_share_a_name_and_an_agency(slug: str) -> None:
    names = Counter((each.organisation, each.texts["name"]["en"].words) for each in made(slug).entries)
    assert names.most_common(1)[0][1] == 1


def test_every_type_and_every_dimension_is_there() -> None:
    entries = made(SLUGS[0]).entries
    counts = Counter(code for entry in entries for code in entry.types)
    assert set(counts) == codes("service-types")
    assert min(counts.values()) >= 5
    answered = {term.code: set(term.facts["dimensions"]) for term in read("service-types") if term.parent}
    assert {need for entry in entries for code in entry.types for need in answered[code]} == codes("needs")
    assert codes("needs") == {need for entry in entries for need in (*entry.needs, *answered[entry.types[0]])}


@pytest.mark.parametrize("code", ["cc.toddler", "cc.nursery", "cc.childminder", "y.club", "y.sport"])
def test_common_types_are_common(code: str) -> None:
    assert sum(code in entry.types for entry in made(SLUGS[0]).entries) >= 20


@pytest.mark.parametrize("slug", SLUGS)
def test_every_code_is_in_its_vocabulary(slug: str) -> None:
    known = {name: codes(name) for name in ("service-types", "needs", "access", "circumstances", "languages")}
    for entry in made(slug).entries:
        assert set(entry.types) <= known["service-types"]
        assert set(entry.needs) <= known["needs"]
        assert set(entry.access) <= known["access"]
        assert set(entry.eligibility.circumstances) <= known["circumstances"]
        assert {each.language for each in entry.languages} <= known["languages"]
        assert set(entry.levels) <= {1, 2, 3, 4}
        assert set(entry.levels)
        assert set(entry.audience) <= {"child", "young-person", "parent", "carer"}
        assert set(entry.delivery) <= {"in-person", "phone", "online", "home"}
        assert entry.delivery
    assert all(set(site.access) <= known["access"] for site in made(slug).sites)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_telephone_can_ring(slug: str) -> None:
    for words in strings(slug):
        for number in NUMBER_LIKE.findall(words):
            assert DRAMA.fullmatch(number.strip()), words
    for entry in made(slug).entries:
        numbers = [each.number for each in entry.phones] + [
            each.direct_line for each in entry.contacts if each.direct_line
        ]
        assert all(DRAMA.fullmatch(number) for number in numbers)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_letter_and_no_link_can_arrive(slug: str) -> None:
    for words in strings(slug):
        assert all(host.endswith(".example.org") for host in re.findall(r"https?://([^/\s]+)", words)), words
        assert all(
            host == "example.org" or host.endswith(".example.org") for host in re.findall(r"@([\w.-]+\w)", words)
        ), words


@cache
def real_postcodes(where: SampleAuthority) -> set[str]:
    path = POSTCODES / f"postcodes_{where.slug.replace('-', '_')}_{where.gss}.csv"
    return {line.split(",", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}


@pytest.mark.parametrize("slug", SLUGS)
def test_postcodes_are_real_and_addresses_are_not_shared(slug: str) -> None:
    addresses = [site.address for site in made(slug).sites]
    assert all(address is not None and address.postcode in real_postcodes(authority(slug)) for address in addresses)
    assert len({address.lines for address in addresses if address}) == len(addresses)
    assert len({address.postcode for address in addresses if address}) > len(addresses) * 0.6


def test_confidential_places_are_never_named_in_words() -> None:
    hidden = [site for slug in SLUGS for site in made(slug).sites if site.privacy is not Privacy.PUBLIC]
    assert len(hidden) >= 12
    assert {site.privacy for site in hidden} == {Privacy.NEVER, Privacy.AFTER_REFERRAL}
    said = "\n".join(
        words
        for slug in SLUGS
        for words in everything(
            (tuple(each.texts for each in made(slug).sites), tuple(each.texts for each in made(slug).entries))
        )
    )
    for site in hidden:
        assert site.address is not None
        assert site.texts["address_words"]["en"].words
        assert site.address.postcode not in said
        assert site.address.lines[0] not in said


def test_refuges_hide_their_address() -> None:
    directory = made(SLUGS[0])
    privacy = {site.key: site.privacy for site in directory.sites}
    refuges = [
        entry
        for entry in directory.entries
        if "refuge" in entry.texts["name"]["en"].words.casefold() and "f.da" in entry.types
    ]
    assert len(refuges) >= 3
    assert all(privacy[use.site] is Privacy.NEVER for entry in refuges for use in entry.sites if "24" not in entry.key)


def share(entries: tuple[Entry, ...], held: Iterator[bool]) -> float:
    return sum(held) / len(entries)


@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 28), date(2031, 12, 26)])
def test_dates_are_counted_from_the_day_of_loading(today: date) -> None:
    entries = made(SLUGS[0], today).entries
    ages = [(today - entry.assurance.on).days for entry in entries if entry.assurance]
    assert len(ages) == len(entries)
    assert min(ages) >= 0
    assert sum(age <= 183 for age in ages) / len(ages) > 0.75
    assert 0.03 < sum(age > 365 for age in ages) / len(ages) < 0.1
    stated = [entry.capacity for entry in entries if entry.capacity]
    assert all(each.stated_on <= today for each in stated)
    expired = sum(each.good_until < today for each in stated)
    assert 0 < expired < len(stated) * 0.25
    checked = [
        text.checked_on
        for entry in entries
        for field in entry.texts.values()
        for text in field.values()
        if text.checked_on
    ]
    assert checked
    assert all(each < today for each in checked)
    closed = [each for entry in entries for each in entry.schedules if each.closed]
    assert closed
    assert all(
        each.valid_from and each.valid_to and each.valid_from <= each.valid_to >= today - timedelta(days=9)
        for each in closed
    )


def test_it_is_as_uneven_as_a_real_one() -> None:
    entries = made(SLUGS[0]).entries
    assert 0.03 < share(entries, (not entry.sites for entry in entries)) < 0.1
    assert 0.03 < share(entries, (len(entry.sites) > 1 for entry in entries)) < 0.12
    assert 0.7 < share(entries, ("when_you_ring" in entry.texts for entry in entries)) < 0.95
    assert 0 < share(entries, (not entry.schedules for entry in entries)) < 0.06
    assert any(each.every == 2 for entry in entries for each in entry.schedules)
    assert {"any", "term", "holidays"} <= {each.weeks for entry in entries for each in entry.schedules}
    assert any(area.code == "E06000051" for entry in entries for area in entry.areas)
    assert {"district", "ward", "outcode", "country", "town"} <= {
        area.kind for entry in entries for area in entry.areas
    }
    assert any(fact is None for site in made(SLUGS[0]).sites for fact in site.access.values())
    assert any(entry.practitioner_notes for entry in entries)


def test_cost_and_referral_follow_the_type() -> None:
    entries = made(SLUGS[0]).entries
    for entry in entries:
        if entry.types[0] in {"m.debt", "p.social", "h.visitor"} and entry.costs:
            assert {each.amount for each in entry.costs} <= {0} or "loan" in entry.texts["name"]["en"].words.casefold()
        if entry.types[0] in {"cc.childminder"}:
            assert all(each.amount for each in entry.costs)
    camhs = [entry.referral.self_referral for entry in entries if entry.types[0] == "h.camhs"]
    assert camhs.count(False) > camhs.count(True)
