"""A copy of everything about one person has all of theirs, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console import db
from console.agents.agent import Agent, Role
from console.customers.reads import ProfileRead
from console.customers.source_records import Customer
from console.db import reading, transaction
from console.privacy import exporting
from console.privacy.erasing import Erasure
from tests import web
from tests.privacy.conftest import DOCUMENT, NAME, PHOTO, SECRET, Known, sent_photos, work_off


@pytest.fixture
def app(known: Known, tmp_path: Path) -> Flask:
    with transaction() as session:
        session.get_one(Agent, known.cast.cleo).role = Role.ADMIN
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def everything(customer_id: int) -> dict[str, list[dict[str, object]]]:
    with reading() as session:
        return exporting.everything(session, session.get_one(Customer, customer_id))


def test_it_has_what_each_system_said_and_what_happened_since(known: Known) -> None:
    found = everything(known.carmen)
    assert {"source_record", "source_record_version", "identifier", "customer_order", "purchase", "consent_act",
            "contact", "contact_event", "note", "timeline_entry"} <= set(found)  # fmt: skip
    assert [each["text"] for each in found["note"]] == [SECRET]
    assert DOCUMENT in json.dumps(found, default=str)
    assert not {"token_hash", "digest"} & {name for rows in found.values() for each in rows for name in each}


def test_it_has_nothing_of_anybody_else(known: Known) -> None:
    text = json.dumps(everything(known.dan), default=str)
    assert "Stranger" in text
    assert not {each for each in (NAME, "Zurriaga", SECRET, DOCUMENT) if each in text}


def test_an_administrator_downloads_it_and_that_is_written_down(app: Flask, known: Known) -> None:
    cleo = web.browser(app, "cleo")
    answer = cleo.client.post(
        f"/admin/privacy/{known.carmen}/copy", data={"language": "es", "csrf_token": cleo.csrf}
    )  # fmt: skip
    with answer, zipfile.ZipFile(io.BytesIO(answer.get_data())) as bundle:
        assert NAME in bundle.read("data.json").decode()
        assert "data.json" in bundle.read("README.txt").decode()
    with reading() as session:
        made = select(ProfileRead.agent_id).where(ProfileRead.purpose == exporting.EXPORT)
        assert session.scalars(made).all() == [known.cast.cleo]


def test_a_photo_they_sent_is_given_as_a_photo(known: Known) -> None:
    (written,) = sent_photos(known, PHOTO)
    with reading() as session:
        made = io.BytesIO()
        exporting.bundle(session, session.get_one(Customer, known.carmen), made, company="La Tahona", language="es")
    with zipfile.ZipFile(made) as bundle:
        assert bundle.read(f"files/{written}-voucher.jpg") == PHOTO
        assert PHOTO.hex() not in bundle.read("data.json").decode()


def test_they_are_found_by_an_exact_key_and_forgotten_on_the_page(app: Flask, known: Known) -> None:
    cleo = web.browser(app, "cleo")
    assert f"/admin/privacy/{known.carmen}" in cleo.client.get("/admin/privacy?q=611222333").get_data(as_text=True)
    assert f"/admin/privacy/{known.carmen}" not in cleo.client.get("/admin/privacy?q=611222334").get_data(as_text=True)
    page = cleo.client.get(f"/admin/privacy/{known.carmen}").get_data(as_text=True)
    assert NAME in page and ">orders</dt>" in page and "customer_order" not in page
    assert re.search(r">Ada Lovelace</th><td>a contact with them<", page)  # she had Carmen on the line
    address, sent = f"/admin/privacy/{known.carmen}/erasure", {"why": "asked", "csrf_token": cleo.csrf}
    unsure = cleo.client.post(address, data=sent)
    assert (unsure.status_code, "e-sure" in unsure.get_data(as_text=True)) == (400, True)
    assert cleo.client.post(address, data={**sent, "sure": "1"}).status_code == 302
    assert cleo.client.get(f"/admin/privacy/{known.carmen}").status_code == 404
    with reading() as session:
        number = session.scalars(select(Erasure.id)).one()
    opening = f"/admin/privacy/erasures/{number}/archive"
    assert cleo.client.post(opening, data={"why": "", "csrf_token": cleo.csrf}).status_code == 400
    early = cleo.client.post(opening, data={"why": "Court 3", "csrf_token": cleo.csrf})
    assert early.status_code == 409  # half an archive would be taken for all of it
    work_off()
    assert SECRET in cleo.client.post(
        opening, data={"why": "Court 3", "csrf_token": cleo.csrf}
    ).get_data(as_text=True)  # fmt: skip


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_to_anybody_but_an_administrator_nothing_of_it_is_there(app: Flask, known: Known, who: str) -> None:
    browser = web.browser(app, who)
    for path in ("/admin/privacy", f"/admin/privacy/{known.carmen}"):
        assert browser.client.get(path).status_code == 404
    for path in (f"/admin/privacy/{known.carmen}/copy", f"/admin/privacy/{known.carmen}/erasure",
                 "/admin/privacy/erasures/1/archive"):  # fmt: skip
        sent = {"csrf_token": browser.csrf, "why": "asked", "sure": "1", "language": "es"}
        assert browser.client.post(path, data=sent).status_code == 404
    assert app.test_client().get("/admin/privacy").status_code in (302, 401)
