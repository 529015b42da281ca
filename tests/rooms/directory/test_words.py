"""Words changed by a person: one new version each, nothing lost, nothing overwritten, and what bears them told again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from directory import operations, queries, rules, vocabulary_files
from directory.models import CurrentVersion
from directory.operations import Worded, WordsRefused
from directory.queries import words
from directory.shapes import Eligibility, LanguageOffered, Phone
from directory.wording import Wrong
from foundation import clock, db, jobs
from foundation.acts import Actor, Refused, system
from tests import factories
from tests.factories import NEXT_DOOR
from tests.people import person
from tests.site import MOMENT

TODDLER = "cc.toddler"
ALONE = {"eligibility": Eligibility(circumstances=("lone-parent",))}
POLISH = {"languages": (LanguageOffered("pl"),), "phones": (Phone("1", languages=("pl", "ar")),)}


class Case:
    """A directory editor at work, and one entry."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.editor = person(app, "directory-editor")
        self.code = factories.save(factories.entry())["singing"]
        self.anew()

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def number(self, name: str = "service-types") -> int:
        self.anew()
        return queries.vocabulary(name).number

    def worded(self, name: str = TODDLER, vocabulary: str = "service-types") -> Worded:
        """What a term says now."""
        term = queries.vocabulary(vocabulary).terms[name]
        said = {field: {tag: t["words"] for tag, t in by.items()} for field, by in term.texts.items()}
        return Worded(said, term.parent, tuple(term.facts.get("dimensions", ())))

    def edit(
        self, to: Worded, code: str = TODDLER, vocabulary: str = "service-types", who: Actor | None = None
    ) -> None:
        operations.edit_term(who or self.editor, vocabulary, code, to, seen=self.number(vocabulary))
        self.anew()

    def end(self, code: str, instead: str, vocabulary: str = "service-types") -> None:
        operations.end_term(self.editor, vocabulary, code, instead, seen=self.number(vocabulary))
        self.anew()

    def work(self) -> None:
        jobs.run(self.app.extensions["waymark.database"], once=True)
        self.anew()

    def shown(self) -> dict[str, object]:
        self.anew()
        page = queries.entry_page(self.code)
        assert page is not None
        return dict(page.entry)

    def named(self, name: str) -> Worded:
        now = self.worded()
        return Worded({"name": {**now.words["name"], "en": name}}, now.parent, now.dimensions)


@pytest.fixture
def case(small_site: Flask) -> Iterator[Case]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Case(small_site)
        db.close_scope()  # the last one that a test opened anew


def test_a_word_is_changed_in_one_new_version_and_translations_know_it(case: Case) -> None:
    before, english = case.number(), queries.vocabulary("service-types").words(TODDLER)
    case.edit(case.named("Playgroups"))
    now = queries.vocabulary("service-types")
    assert (now.number, now.words(TODDLER), now.by_hand) == (before + 1, "Playgroups", {TODDLER})
    polish = now.terms[TODDLER].texts["name"]["pl"]
    assert polish["maker"] == "machine", "nobody wrote the translation anew"
    assert polish["source"] == rules.source_of(english), "it is of the words before"


def test_a_load_from_files_keeps_what_a_person_wrote_added_and_ended(case: Case) -> None:
    case.edit(case.named("Playgroups"))
    operations.add_term(
        case.editor,
        "service-types",
        "cc.forest",
        Worded({"name": {"en": "Forest school"}}, "g.childcare"),
        seen=case.number(),
    )
    case.anew()
    case.end("cc.childminder", "")
    file = vocabulary_files.read("service-types")
    assert operations.load_vocabulary(system("test"), factories.HOME, "service-types", file) in (0, 1)
    case.anew()
    now = queries.vocabulary("service-types")
    assert now.words(TODDLER) == "Playgroups"
    assert now.words("cc.forest") == "Forest school"
    assert "cc.childminder" not in now.terms


def test_changed_dimensions_are_told_again_by_a_job(case: Case) -> None:
    now = case.worded()
    assert "fef.housing" not in case.shown()["needs"]  # type: ignore[operator]
    case.edit(Worded(now.words, now.parent, ("fef.housing",)))
    case.work()
    assert case.shown()["needs"] == ["fef.housing"]


def test_a_hidden_entry_is_not_shown_again_by_a_change_of_words(case: Case) -> None:
    operations.hide(system("test"), case.code, "desk")
    case.anew()
    now = case.worded()
    case.edit(Worded(now.words, now.parent, ("fef.housing",)))
    case.work()
    assert db.reading().scalar(select(CurrentVersion.number).where(CurrentVersion.of == case.code)) is None


def test_what_is_borne_does_not_end_but_moves(case: Case) -> None:
    with pytest.raises(WordsRefused) as refused:
        case.end(TODDLER, "")
    assert refused.value.faults == {"instead": Wrong.BORNE}
    case.end(TODDLER, "c.library")
    assert queries.vocabulary("service-types").words(TODDLER) == queries.vocabulary("service-types").words("c.library")
    case.work()
    assert case.shown()["types"] == ["c.library"]


@pytest.mark.parametrize(
    ("vocabulary", "code", "instead", "more", "where"),
    [
        ("circumstances", "lone-parent", "teen-parent", ALONE, "eligibility"),
        ("access", "toilet", "step-free", {"access": {"toilet": True}}, "access"),
        ("languages", "pl", "ar", POLISH, "languages"),
        ("needs", "fef.housing", "fef.income", {"needs": ("fef.housing",)}, "needs"),
    ],
)  # fmt: skip
def test_every_kind_of_word_moves_what_bears_it(  # noqa: PLR0917
    case: Case, vocabulary: str, code: str, instead: str, more: dict[str, object], where: str
) -> None:
    case.code = factories.save(factories.entry("other", "Other", **more))["other"]
    case.anew()
    assert words.counts(vocabulary)[code] >= 1
    case.end(code, instead, vocabulary)
    case.work()
    said = str(case.shown()[where])
    assert f"'{code}'" not in said
    assert f"'{instead}'" in said
    assert code not in words.counts(vocabulary)


@pytest.mark.parametrize(
    ("code", "name", "parent", "fault"),
    [
        ("Cc Toys", "Toys", "g.childcare", {"code": Wrong.CODE}),
        (TODDLER, "Toys", "g.childcare", {"code": Wrong.TAKEN}),
        ("cc.toys", "", "g.childcare", {"name.en": Wrong.NAME}),
        ("cc.toys", "x" * 101, "g.childcare", {"name.en": Wrong.LONG}),
        ("cc.toys", "Toys", TODDLER, {"parent": Wrong.PARENT}),
        ("cc.toys", "Toys", "", {"parent": Wrong.PARENT}),
    ],
)
def test_a_new_term_that_cannot_stand_is_refused(
    case: Case, code: str, name: str, parent: str, fault: dict[str, Wrong]
) -> None:
    with pytest.raises(WordsRefused) as refused:
        operations.add_term(
            case.editor, "service-types", code, Worded({"name": {"en": name}}, parent), seen=case.number()
        )
    assert refused.value.faults == fault


def test_a_change_written_against_an_older_version_is_refused(case: Case) -> None:
    seen = case.number()
    case.edit(case.named("Playgroups"))
    with pytest.raises(operations.Newer):
        operations.edit_term(case.editor, "service-types", TODDLER, case.named("Others"), seen=seen)


def test_a_former_version_comes_back_and_what_was_added_since_stays(case: Case) -> None:
    first, name = case.number(), queries.vocabulary("service-types").words(TODDLER)
    case.edit(case.named("Playgroups"))
    operations.add_term(
        case.editor,
        "service-types",
        "cc.forest",
        Worded({"name": {"en": "Forest school"}}, "g.childcare"),
        seen=case.number(),
    )
    operations.restore_words(case.editor, "service-types", first, seen=case.number())
    case.anew()
    now = queries.vocabulary("service-types")
    assert (now.words(TODDLER), now.words("cc.forest")) == (name, "Forest school")
    assert [one.number for one in words.versions("service-types")] == [4, 3, 2, 1]


def test_another_authority_changes_nothing(case: Case) -> None:
    stranger = person(case.app, "directory-editor", authority=NEXT_DOOR)
    with pytest.raises(Refused):
        case.edit(case.named("Ours now"), who=stranger)
    assert queries.vocabulary("service-types").words(TODDLER) != "Ours now"
