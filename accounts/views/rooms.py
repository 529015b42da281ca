"""The blueprints and their doors."""

from __future__ import annotations

from flask import Blueprint

from accounts import telling
from web.door import Door

blueprint = Blueprint("accounts", __name__)
away = Blueprint("away", __name__)  # leaving quickly, from pages of every room
people = Blueprint("accounts_people", __name__)
clearances = Blueprint("clearances", __name__)  # where the practitioner side is served
door = Door(blueprint, readers="agencies")
away_door = Door(away)
people_door = Door(people, readers="agencies")
clearance_door = Door(clearances, readers="staff")

blueprint.add_app_template_filter(telling.day, "day_of")
blueprint.add_app_template_filter(telling.moment, "moment_of")
blueprint.add_app_template_filter(telling.date_words, "date_words")
