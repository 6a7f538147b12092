"""An agent's own keys go with them; nobody else's, and never a character somebody types."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from console import db
from console.agents import settings
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def test_adas_keys_are_on_her_next_desk_and_on_nobody_elses(app: Flask, people: Cast) -> None:
    ada, dan = web.browser(app, "ada"), web.browser(app, "dan")
    changed = {"hold": "F7", "transfer": "F6"}
    assert ada.send("PUT", "/me/keys", {"keys": changed}).get_json() == changed
    assert '"keys":{"hold":"F7","transfer":"F6"}' in ada.client.get("/desk").get_data(as_text=True)
    assert '"keys":{}' in dan.client.get("/desk").get_data(as_text=True)


def test_what_is_not_named_has_its_standard_key_again(people: Cast) -> None:
    for keys in ({"hold": "F7"}, {"news": "Alt M"}, {}):
        with transaction() as session:
            settings.remember_keys(session, session.get_one(Agent, people.ada), keys)
        with reading() as session:
            assert settings.keys_of(session, people.ada) == keys


@pytest.mark.parametrize(
    "keys",
    [
        {"hold": "a"}, {"hold": "5"}, {"hold": "Alt"}, {"hold": "F5"}, {"hold": "F13"}, {"hold": "Ctrl A"},
        {"Hold me": "F6"}, {"hold": "F6", "transfer": "F6"}, {f"a{n}": f"Alt {n}" for n in range(41)},
    ],
)  # fmt: skip
def test_a_key_that_somebody_types_or_the_browser_owns_is_refused(people: Cast, keys: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused, transaction() as session:
        settings.remember_keys(session, session.get_one(Agent, people.ada), keys)
    assert refused.value.field == "keys"


def test_nobody_keeps_keys_without_signing_in(app: Flask) -> None:
    stranger = app.test_client()
    token = {"X-CSRFToken": web.token(stranger, "/sign-in")}
    assert stranger.put("/me/keys", json={"keys": {"hold": "F7"}}, headers=token).status_code == 401
