"""An administrator takes in a file: rehearsed first, and told in place when it can't be read."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from console import db
from console.agents.agent import Role
from console.customers import import_jobs
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.worker import APART, Worker
from tests import cast, web
from tests.web import Browser

PEOPLE = b"key,name,phones\nu1,Ada Lovelace,+34611222333\nu2,<b>Bob</b>,nonsense\n"
BAD_DATE = b"key,name,birth_date\nu1,Ada Lovelace,31/02/1987\n"
TOKEN = "import-token-import-token"
PROGRAM = {"Authorization": f"Bearer {TOKEN}"}
A_BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"}


@pytest.fixture
def app(store: str, tmp_path: Path) -> Flask:
    cast.cast()
    with transaction() as session:
        cast.agent(session, "admin", "Ana Admin", None, role=Role.ADMIN)
    url = db.engine().url.render_as_string(hide_password=False)
    return web.app_for(url, tmp_path, import_token=TOKEN)


@pytest.fixture
def ana(app: Flask) -> Browser:
    client = app.test_client()
    sent = {"username": "admin", "password": cast.PASSWORD, "csrf_token": web.token(client, "/sign-in")}
    client.post("/sign-in", data=sent)
    return Browser(app, client, web.token(client, "/admin/imports"))


def upload(browser: Browser, data: bytes | None = PEOPLE, **fields: str) -> Any:
    sent: dict[str, Any] = {"csrf_token": browser.csrf, "source": "crm", "kind": "people"} | fields
    if data is not None:
        sent["file"] = (io.BytesIO(data), "people.csv")
    return browser.client.post("/admin/imports", data=sent, headers=A_BROWSER)


def records() -> int:
    with reading() as session:
        return session.query(SourceRecord).count()


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(ana: Browser) -> None:
    answer = upload(ana)
    assert answer.status_code == 200
    assert records() == 0
    assert upload(ana, go="1").status_code == 200
    assert records() >= 1
    assert "<b>Bob</b>" not in answer.get_data(as_text=True)


def kept(page: str) -> dict[str, str]:
    """What the form of a rehearsal sends back."""
    return {name: unescape(value) for name, value in re.findall(r'name="(name|kept)" value="([^"]*)"', page)}


def test_what_was_rehearsed_is_taken_in_by_one_more_key_byte_for_byte(ana: Browser) -> None:
    data = PEOPLE.replace(b"\n", b"\r\n") + '"u3","Ramón\nÍñiguez",""\r\n'.encode("cp1252")
    rehearsed = upload(ana, data).get_data(as_text=True)
    assert "Windows-1252" in rehearsed  # a guess is told
    assert upload(ana, None, go="1", **kept(rehearsed)).status_code == 200
    assert records() == 3
    assert ">3</dd></div>" in upload(ana, data, go="1").get_data(as_text=True)  # the same as before, all three
    assert upload(ana, None, go="1", name="x", kept="no file").status_code == 400


def test_a_large_file_that_was_rehearsed_is_taken_in_by_one_more_key_while_it_is_kept(app: Flask, ana: Browser) -> None:
    sent = {"csrf_token": ana.csrf, "source": "crm", "kind": "people"}
    file = {"file": (io.BytesIO(BAD_DATE), "people.csv")}
    place = ana.client.post("/admin/imports?later=1", data=sent | file, headers=A_BROWSER).headers["Location"]
    work()
    assert "Take it in" in ana.client.get(place, headers=A_BROWSER).get_data(as_text=True)
    assert records() == 0
    going, token = f"{place}/taken", {"csrf_token": ana.csrf}
    assert web.browser(app, "cleo").client.post(going, data=token).status_code in (400, 403, 404)
    taken = ana.client.post(going, data=token, headers=A_BROWSER)
    work()
    assert "Finished" in ana.client.get(taken.headers["Location"], headers=A_BROWSER).get_data(as_text=True)
    assert records() == 1
    assert ana.client.post(going, data=token, headers=A_BROWSER).status_code == 409  # its text has gone with the job


def test_what_was_chosen_stays_chosen_when_the_file_is_refused(ana: Browser) -> None:
    page = upload(ana, None, source="loyalty", kind="orders", go="1").get_data(as_text=True)
    assert re.search(r'<option value="orders" selected>', page)
    assert page.index('value="loyalty"') < page.index('value="crm"')
    assert re.search(r'name="go" value="1" checked', page)


@pytest.mark.parametrize(
    ("data", "fields", "said"),
    [
        (None, {}, "Choose a file."), (b"key,name\n1,\x81\x8d\n", {}, "neither UTF-8"),
        (PEOPLE, {"kind": "ghosts"}, "ghosts"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_beside_its_field(
    ana: Browser, data: bytes | None, fields: dict[str, str], said: str
) -> None:
    answer = upload(ana, data, **fields)
    page = answer.get_data(as_text=True)
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "text/html"
    assert said in page and 'role="alert"' in page and 'name="file"' in page
    assert records() == 0


def test_a_form_that_comes_from_elsewhere_changes_nothing_and_is_told_as_a_page(ana: Browser) -> None:
    answer = upload(ana, csrf_token="forged", go="1")
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert records() == 0


def test_to_anybody_else_the_page_is_not_there(app: Flask) -> None:
    for stranger in ("ada", "cleo", "dan"):
        browser = web.browser(app, stranger)
        assert browser.client.get("/admin/imports").status_code == 404
        assert upload(browser, go="1").status_code == 404
    assert records() == 0


def work() -> None:
    worker = Worker({}, {import_jobs.KIND: APART[import_jobs.KIND]})
    worker.work_off()
    worker.stop()


def test_a_large_file_is_left_to_the_worker_and_its_page_says_how_far_it_is(ana: Browser) -> None:
    large = b"key,name,birth_date\n" + b"".join(b"u%d,Ada Lovelace,10/12/1975\n" % n for n in range(40)) + BAD_DATE[20:]
    padded = large + b"\n" * (256 * 1024)
    answer = upload(ana, padded, go="1")
    assert (answer.status_code, records()) == (303, 0)
    place = answer.headers["Location"]
    before = ana.client.get(place, headers=A_BROWSER).get_data(as_text=True)
    assert "Waiting its turn" in before and "Look again" in before
    work()
    after = ana.client.get(place, headers=A_BROWSER).get_data(as_text=True)
    assert "Finished" in after and "41 of 41 rows" in after and "birth_date" in after
    assert "Look again" not in after
    assert "people.csv" in ana.client.get("/admin/imports").get_data(as_text=True)


def test_the_report_is_in_the_readers_language(ana: Browser) -> None:
    place = upload_later(ana)
    work()
    page = ana.client.get(f"{place}?language=es", headers=A_BROWSER).get_data(as_text=True)
    assert "Terminado" in page and "birth_date" in page
    assert "Only this field" not in page and "Finished" not in page


def upload_later(browser: Browser) -> str:
    sent = {"csrf_token": browser.csrf, "source": "crm", "kind": "people", "go": "1"}
    file = {"file": (io.BytesIO(BAD_DATE), "people.csv")}
    answer = browser.client.post("/admin/imports?later=1", data=sent | file, headers=A_BROWSER)
    return str(answer.headers["Location"])


def test_a_large_file_without_its_columns_is_refused_at_once(ana: Browser) -> None:
    answer = upload(ana, b"name\n" + b"Ada\n" * 100_000, go="1")
    assert answer.status_code == 400
    assert "no column key" in answer.get_data(as_text=True)


def test_a_program_leaves_a_file_and_asks_what_became_of_it(app: Flask) -> None:
    client = app.test_client()
    left = client.post("/api/imports/crm?later=1&name=a.csv", data=BAD_DATE, headers=PROGRAM)
    assert left.status_code == 202
    waiting = client.get(left.headers["Location"], headers=PROGRAM).get_json()
    assert (waiting["state"], waiting["done"], waiting["total"]) == ("waiting", 0, None)
    work()
    told = client.get(left.headers["Location"], headers=PROGRAM).get_json()
    assert (told["state"], told["file"], told["done"], told["new"], told["left_out"]) == ("done", "a.csv", 1, 1, 1)
    assert [(each["line"], each["field"], each["whole"]) for each in told["problems"]] == [(2, "birth_date", False)]
    at_once = client.post("/api/imports/crm", data=BAD_DATE, headers=PROGRAM)
    assert (at_once.status_code, at_once.get_json()["same"]) == (200, 1)


def test_to_a_stranger_no_job_is_there(app: Flask, ana: Browser) -> None:
    place = upload_later(ana)
    number = place.rsplit("/", 1)[1]
    for stranger in ("ada", "cleo", "dan"):
        browser = web.browser(app, stranger)
        assert browser.client.get(place).status_code == 404
        assert browser.client.get(f"/api/imports/{number}").status_code == 404
    nobody = app.test_client()
    assert nobody.get(place).status_code in (302, 401)
    assert nobody.get(f"/api/imports/{number}").status_code == 404
    wrong = {"Authorization": "Bearer something-else-entirely"}
    assert nobody.get(f"/api/imports/{number}", headers=wrong).status_code == 404
    assert nobody.post("/api/imports/crm?later=1", data=BAD_DATE, headers=wrong).status_code == 404
    assert ana.client.get("/admin/imports/999999").status_code == 404
    assert nobody.get("/api/imports/999999", headers=PROGRAM).status_code == 404


CLIENTS = "id_cliente;Nombre;Apellidos;Móvil;Nacimiento;Talla\nC1;Ana;Sol Gil;611 222 333;14/03/1968;M\n".encode()


def columns_of(browser: Browser, source: str, kind: str, data: bytes) -> str:
    sent = {"csrf_token": browser.csrf, "file": (io.BytesIO(data), "x.csv"), "name": "Clínica"}
    answer = browser.client.post(f"/admin/imports/sources/{source}/{kind}/columns", data=sent, headers=A_BROWSER)
    return answer.get_data(as_text=True)


def keep(browser: Browser, source: str, kind: str, **fields: Any) -> Any:
    sent = {"csrf_token": browser.csrf, "name": "Clínica"} | fields
    return browser.client.post(f"/admin/imports/sources/{source}/{kind}", data=sent, headers=A_BROWSER)


def test_a_source_of_ones_own_says_on_a_page_what_its_columns_mean(ana: Browser) -> None:
    begun = ana.client.post("/admin/imports/sources", data={"csrf_token": ana.csrf, "key": "clinic", "name": "Clínica"})
    assert begun.status_code == 303
    page = columns_of(ana, "clinic", "people", CLIENTS)
    assert "611 222 333" in page
    guessed = re.findall(r'name="column" value="([^"]+)".*?<option value="([a-z_]+)" selected', page, re.S)
    assert dict(guessed)["Móvil"] == "phones" and dict(guessed)["Nacimiento"] == "birth_date"
    assert '<option selected>id_cliente' in page
    columns = {"Nombre": "given_name", "Apellidos": "surnames", "Móvil": "phones", "Nacimiento": "birth_date"}
    kept = keep(ana, "clinic", "people", key="id_cliente", column=list(columns), field=list(columns.values()))
    assert kept.status_code == 303
    assert "Clínica" in ana.client.get("/admin/imports", headers=A_BROWSER).get_data(as_text=True)
    upload(ana, CLIENTS, source="clinic", go="1")
    with reading() as session:
        (record,) = session.query(SourceRecord).all()
        assert (record.key, record.fields["phones"]) == ("C1", ["+34611222333"])
        assert (record.fields["name"], record.fields["birth_date"]) == ("Ana Sol Gil", "1968-03-14")
    visits = b"n;id_cliente;fecha;texto\n1;C1;2026-11-20 10:00;Pide cita\n"
    columns = {"fecha": "at", "texto": "text"}
    keep(ana, "clinic", "contacts", key="n", person="id_cliente", column=list(columns), field=list(columns.values()))
    assert ">1<" in upload(ana, visits, source="clinic", kind="contacts", go="1").get_data(as_text=True)


@pytest.mark.parametrize(("fields", "status"), [
    ({"key": "", "column": ["a"], "field": ["name"]}, 400), ({"key": "id", "column": ["a"], "field": [""]}, 400),
    ({"key": "id", "column": ["a"], "field": ["colour"]}, 400),
    ({"key": "id", "column": ["a", "b"], "field": ["name"]}, 400),
])  # fmt: skip
def test_a_mapping_that_says_nothing_is_refused(ana: Browser, fields: dict[str, Any], status: int) -> None:
    assert keep(ana, "clinic", "people", **fields).status_code == status


def test_nobody_but_an_admin_says_what_columns_mean(app: Flask) -> None:
    cleo = web.browser(app, "cleo")
    assert cleo.client.get("/admin/imports/sources/crm/people").status_code == 404
    assert keep(cleo, "crm", "people", key="id", column=["a"], field=["name"]).status_code == 404
