"""Every page of editing opens, is whole, and says what it should."""

from __future__ import annotations

import pytest
from flask import Flask

from directory.editing import steps
from tests.pages import open_page
from tests.rooms.directory.editing_help import desk


@pytest.mark.parametrize("language", ["en", "ar-XB"])
def test_every_page_opens_in_every_direction(small_site: Flask, language: str) -> None:
    there = desk(small_site)
    own = f"/{language}/your-services"
    for page in ("", "?sort=name", "/add", f"/services/{there.code}/end"):
        open_page(there.client, own + page)
    change = f"{own}/changes/{there.begin()}"
    ends = ["", "/check", "/preview", "/preview?as=phone", "/preview?as=spoken", "/withdraw", "/translations/pl"]
    ends += [f"/{step.name}" for step in steps.ORDER]
    ends += [f"/{step.name}/add" for step in steps.ORDER if isinstance(step, steps.ListStep)]
    ends += ["/hours/1", "/cost/1", "/phones/1", "/areas/1", "/places/add", "/places/new"]
    ends += [f"/places/1/{name}" for name in ("address", "finding", "place-access", "hours", "closed", "phones")]
    ends += ["/places/1/hours/add", "/places/1/phones/add"]
    for end in ends:
        open_page(there.client, change + end)
