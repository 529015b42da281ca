"""What a review by hand found: each is a thing that somebody typed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import open_page


@pytest.fixture
def reader(sample_site: Flask) -> FlaskClient:
    return sample_site.test_client()


@pytest.mark.parametrize("typed", ["debt TF1 1LX", "tf11lx debt", "debt near TF1 1LX", "debt, tfl 1lx"])
def test_a_postcode_beside_words_leaves_the_words(reader: FlaskClient, typed: str) -> None:
    with_both = open_page(reader, "/en/services?q=debt&near=TF1+1LX").text("h1")
    assert open_page(reader, f"/en/services?q={typed}").text("h1") == with_both


@pytest.mark.parametrize("typed", ["TF1 1LX", "tfl 1lx", "near TF1 1LX"])
def test_a_postcode_alone_is_a_place(reader: FlaskClient, typed: str) -> None:
    alone = open_page(reader, "/en/services?near=TF1+1LX").text("h1")
    assert open_page(reader, f"/en/services?q={typed}").text("h1") == alone


@pytest.mark.parametrize("said", ["{0}-{1}", "{0} {1}", "{0}–{1}", "{0}.{1}"])
@pytest.mark.parametrize(("before", "there"), [("/", "services"), ("/t/", "t")])
def test_a_code_as_it_is_said_stands_in_a_short_address(
    reader: FlaskClient, before: str, there: str, said: str
) -> None:
    answer = reader.get(before + said.format("bcd", "FGH"))
    assert (answer.status_code, answer.location) == (302, f"/en/{there}/BCDFGH")


def test_a_wished_language_in_any_case(reader: FlaskClient) -> None:
    assert reader.get("/", headers={"Accept-Language": "AR-eg, en;q=0.5"}).location == "/ar/"


def test_a_refused_method_names_those_that_are_possible(reader: FlaskClient) -> None:
    assert reader.post("/en/services").headers["Allow"] == "GET, HEAD, OPTIONS"
