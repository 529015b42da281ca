"""A profile says only its differences, and nothing it may not."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import vocabulary_files
from profiles import BadProfile, Profile, load, names
from profiles.loading import FOLDER
from profiles.schema import Alert, LeadRole, Level

FOR_TESTS = Path(__file__).parents[2] / "profiles_for_tests"


def written(folder: Path, text: str) -> Profile:
    (folder / "local.toml").write_text(text, encoding="utf-8")
    return load("local", folder)


@pytest.mark.parametrize("name", names())
def test_every_profile_that_exists_loads(name: str) -> None:
    assert isinstance(load(name), Profile)


def test_the_plain_profile_is_the_smallest_index() -> None:
    plain = load("plain")
    assert plain == Profile()
    assert (plain.needs, plain.concerns, plain.strengths, plain.messaging) == (False, False, False, False)
    assert plain.events.kinds == plain.alerts == plain.lead_roles == plain.levels == ()
    assert plain.meetings.model == "none"
    assert plain.forms.assessment == plain.forms.referral == ""


def test_differences_are_taken_and_the_rest_is_as_declared(tmp_path: Path) -> None:
    profile = written(
        tmp_path,
        """
        levels = [{key = "level_1", label = "level.one"}, {key = "level_3", label = "level.three"}]
        messaging = true
        [search]
        max_results = 1
        required_by_level = {"4" = ["name"]}
        [[lead_roles]]
        key = "key_contact"
        label = "role.key-contact"
        max_level = "level_1"
        chosen_by = ["practitioner"]
        [events]
        kinds = ["practice"]
        [[alerts]]
        count_of = "event"
        n = 3
        """,
    )
    assert profile.levels == (Level("level_1", "level.one"), Level("level_3", "level.three"))
    assert profile.lead_roles == (
        LeadRole("key_contact", "role.key-contact", max_level="level_1", chosen_by=("practitioner",)),
    )
    assert profile.alerts == (Alert("event", n=3, days=180),)
    assert profile.search.required_by_level == {"4": ("name",)}
    assert (profile.search.max_results, profile.search.reason, profile.messaging) == (1, "required", True)


UPSIDE_DOWN = """
levels = [{key = "a", label = "a"}, {key = "b", label = "b"}]
[[lead_roles]]
key = "x"
label = "x"
min_level = "b"
max_level = "a"
"""
REFUSED = [
    ("colour = 1", "colour is not a choice"),
    ("[search]\ncolour = 1", "search.colour is not a choice. The choices here are: max_results, mode"),
    ("search = 1", "search must be a table"),
    ("needs = 1", "needs must be true or false, not 1"),
    ("need_review_months = true", "need_review_months must be a whole number, not True"),
    ("need_review_months = 0", "need_review_months must be 1 or more, not 0"),
    ("[search]\nmax_results = 'five'", "search.max_results must be a whole number, not 'five'"),
    ("population = 'some'", "population must be one of all, referred_only, federated, none, not 'some'"),
    ("population = ['all']", "population must be one of"),
    ("involvement_kinds = 'action'", "involvement_kinds must be a list"),
    (
        "involvement_kinds = ['action', 2]",
        r"involvement_kinds\[2\] must be one of involvement, action, referral, not 2",
    ),
    ("authorities = ['telford-and-wrekin', 2]", r"authorities\[2\] must be words in quotes"),
    ("involvement_kinds = []", "involvement_kinds is empty"),
    (
        "[search]\nrequired = ['name', 'shoes']",
        r"search.required\[2\] must be one of name, dob, gender, postcode, address",
    ),
    ("[search]\nrequired = []", "search.required asks for nothing"),
    ("[search]\nrequired_by_level = {'4' = []}", "search.required_by_level.4 asks for nothing"),
    ("[search]\nrequired_by_level = {'5' = ['name']}", "search.required_by_level.5 is not a choice.* 0, 1, 2, 3, 4"),
    ("[search]\nrequired_by_level = {'1' = ['shoes']}", r"search.required_by_level.1\[1\] must be one of name"),
    ("[search]\nmax_results = 11", "search.max_results must be 10 or less, not 11"),
    ("[access]\nthresholds = {need = 5}", "access.thresholds.need must be 4 or less, not 5"),
    ("[access]\nthresholds = {need = -1}", "access.thresholds.need must be 0 or more, not -1"),
    ("[access]\nthresholds = {shoes = 1}", "access.thresholds.shoes is not a choice. The choices here are: address"),
    ("[consent]\nask_again_months = 0", "consent.ask_again_months must be 1 or more"),
    ("need_review_months = 6\nneed_expiry_months = 5", "need_expiry_months ends a need before"),
    ("needs_framework = 'our own'", "needs_framework must be one of needs"),
    ("directory_link = 'needs'", "directory_link opens from needs"),
    ("directory_link = 'assessment'", "directory_link opens from an assessment"),
    ("[[alerts]]\ncount_of = 'concern'", "alerts counts each concern, and this profile keeps none"),
    ("[[lead_roles]]\nkey='x'\nlabel='x'\nchosen_by=['fate']", r"lead_roles\[1\].chosen_by\[1\] must be one of family"),
    ("[[lead_roles]]\nkey='x'\nlabel='x'\nchosen_by=[]", "lead_roles.x can be chosen by nobody"),
    (
        UPSIDE_DOWN,
        "lead_roles.x begins at a level above",
    ),
    ("[access]\nthresholds = {need = 'two'}", "access.thresholds.need must be a whole number"),
    ("[access]\nthresholds = 2", "access.thresholds must be a table"),
    ("[[levels]]\nkey = 'one'", r"levels\[1\].label must be stated"),
    ("levels = [1]", r"levels\[1\] must be a table"),
    ("levels = [{key='a', label='a'}, {key='a', label='b'}]", "one level twice"),
    ("[[lead_roles]]\nkey = 'x'\nlabel = 'x'\nmin_level = 'high'", "lead_roles.x speaks of the level 'high'"),
    ("[[lead_roles]]\nkey='x'\nlabel='x'\n[[lead_roles]]\nkey='x'\nlabel='y'", "one role twice"),
    ("[meetings]\nmin_level = 'high'", "meetings speaks of the level 'high'"),
    ("store_level = true", "store_level needs levels"),
    ("[events]\ngaps = ['no_school']", "events.gaps needs gap"),
    ("this is not toml", "cannot be read"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_a_profile_may_not_say_is_refused_with_the_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadProfile, match=f"^local.toml.*{sentence}"):
        written(tmp_path, text)


@pytest.mark.parametrize("name", ["atlantis", "", "../plain", "plain.toml", "Plain"])
def test_an_unknown_profile_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(BadProfile, match=r"The profiles are: .*plain"):
        load(name)


def test_a_threshold_that_is_not_named_stays_as_declared(tmp_path: Path) -> None:
    moved = written(tmp_path, "[access]\nthresholds = {need = 4, address = 0}").access.thresholds
    assert moved == {**Profile().access.thresholds, "need": 4, "address": 0}
    assert moved.keys() == {"address", "alias", "family", "known", "need", "sensitive", "concern"}
    assert load("plain").access.thresholds["need"] == 2, "one profile's table is not another's"


def said(profile: Profile) -> set[str]:
    """Every word of the vocabulary that a profile speaks with."""
    labels = {one.label for one in (*profile.lead_roles, *profile.levels)} | {profile.meetings.label} - {""}
    chosen = {f"chosen.{who}" for role in profile.lead_roles for who in role.chosen_by}
    kinds = {f"involvement.{kind}" for kind in profile.involvement_kinds}
    return labels | kinds | {one.replace("_", "-") for one in chosen} | {f"source.{one.key}" for one in profile.sources}


SHIPPED = [(name, FOLDER) for name in names()] + [("last-agency", FOR_TESTS)]


@pytest.mark.parametrize(("name", "folder"), SHIPPED, ids=[name for name, _folder in SHIPPED])
def test_a_profile_speaks_only_with_words_that_there_are(name: str, folder: Path) -> None:
    assert said(load(name, folder)) - {term.code for term in vocabulary_files.read("practice")} == set()


def test_the_profiles_of_the_report_are_there_and_differ() -> None:
    leicestershire, camden, lewisham = (load(one) for one in ("leicestershire-leicester-rutland", "camden", "lewisham"))
    assert (leicestershire.needs, camden.needs, lewisham.needs) == (True, False, False)
    assert (leicestershire.concerns, camden.concerns, lewisham.concerns) == (False, False, True)
    assert [role.when for role in leicestershire.lead_roles] == ["needs_exceed_one_agency"]
    assert [(role.key, role.min_level, role.max_level, role.accountable) for role in camden.lead_roles] == [
        ("lead_professional", "level_3", "", True),
        ("key_contact", "", "level_2", False),
    ]
    assert (len(camden.levels), len(lewisham.levels), len(leicestershire.levels)) == (3, 4, 0)
    assert load("last-agency", FOR_TESTS).last_agency_check
    assert not any(load(name).last_agency_check for name in names())


def test_every_choice_stands_in_a_file_that_says_where_it_comes_from() -> None:
    """A reader of a local profile sees at each choice the report's line, or that it is assumed."""
    for name in set(names()) - {"plain"}:
        told = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        assert "# Assumed, since the report does not say" in told
        assert len(re.findall(r"# [^\n]*(?:\d{4}|assumed|as declared)", told)) >= 6, name


def schema(kind: Any = Profile) -> dict[str, Any]:
    """Every declared choice by its place, through every part of the schema."""
    found = {}
    for one in fields(kind):
        found[f"{kind.__name__}.{one.name}"] = one
        for part in (get_type_hints(kind)[one.name], *get_args(get_type_hints(kind)[one.name])):
            if is_dataclass(part):
                found |= schema(part)
    return found


def test_every_choice_says_why_it_differs() -> None:
    assert len(schema()) > 50
    silent = [place for place, one in schema().items() if not one.metadata["why"].endswith(".")]
    assert silent == []


JSON = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "mode", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([one.name for one in fields(Profile)]), JSON, max_size=3))
def test_whatever_a_file_holds_the_answer_is_a_profile_or_a_sentence(table: dict[str, Any]) -> None:
    from profiles.loading import _made

    try:
        answer = _made(Profile, table, "")
    except BadProfile as error:
        answer = error
    assert isinstance(answer, Profile) or str(answer).endswith(".")
