"""A profile says only its differences, and nothing it may not."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles import BadProfile, Profile, load, names
from profiles.schema import Alert, LeadRole, Level


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
    ("involvement_kinds = ['action', 2]", r"involvement_kinds\[2\] must be words in quotes"),
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
