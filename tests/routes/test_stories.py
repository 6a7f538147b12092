"""A page of the demo makes anybody's story ring now; outside of the demo there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console.contacts.contact import Contact, ContactState
from console.db import reading
from console.telephony import provider
from console.telephony.simulator.simulator import Caller, Simulator
from tests import cast, web


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = web.app_for(store_url, tmp_path, demo=True)
    cast.cast()
    told = Caller(cast.CARMEN, cast.LINE, ("Orders",), "Carmen Ruiz", "Servicio primero", "Service first")
    before = provider.known("simulator")
    provider.use(Simulator([told], [], pace=0))
    yield made
    if before is not None:
        provider.use(before)


def test_whoever_is_chosen_calls_at_once(app: Flask) -> None:
    ada = web.browser(app, "ada")
    page = ada.client.get("/stories").get_data(as_text=True)
    assert "Carmen Ruiz" in page and "Service first" in page
    sent = {"csrf_token": ada.csrf}
    assert ada.client.post("/stories/0/call", data=sent).status_code == 302
    assert ada.client.post("/stories/7/call", data=sent).status_code == 404
    with reading() as session:
        contact = session.scalars(select(Contact)).one()
        assert (contact.caller, contact.line, contact.state) == (cast.CARMEN, cast.LINE, ContactState.WAITING)


def test_nobody_makes_them_call_who_has_not_signed_in_and_only_the_demo_has_it(
    app: Flask, store_url: str, tmp_path: Path
) -> None:
    assert app.test_client().get("/stories").status_code == 401
    assert app.test_client().post("/stories/0/call").status_code in (400, 401, 403)
    plain = web.app_for(store_url, tmp_path)
    assert web.browser(plain, "ada").client.get("/stories").status_code == 404
