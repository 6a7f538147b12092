"""What a visitor is offered to read while they write or wait, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from console import db
from console.db import reading, transaction
from console.knowledge import articles, self_service
from console.knowledge.self_service import Sums
from console.worker import APART, Worker
from tests import cast, web

OTHERS = (
    ("hours", "Horarios de las tiendas", "De nueve a nueve, los domingos hasta las tres."),
    ("invoice", "Facturas", "Se descargan desde el pedido, con los datos de la empresa."),
    ("slots", "Franjas de entrega", "Se cambian hasta la noche anterior en Mis pedidos."),
    ("points", "Puntos de la tarjeta", "Un punto por cada euro de compra."),
)


@pytest.fixture
def app(store: str, tmp_path: Path) -> Flask:
    cast.cast()
    made = web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)
    with transaction() as session:
        for language, title, body in (
            ("es", "Vales: cuándo caducan", "Un vale caduca a los 30 días. <script>alert(1)</script>"),
            ("en", "Vouchers and how long they last", "A voucher ends after 30 days."),
        ):  # fmt: skip
            articles.publish(session, key="vouchers", language=language, title=title, body=body, public=True)
        for key, title, body in OTHERS:
            articles.publish(session, key=key, language="es", title=title, body=body, public=True)
        articles.publish(session, key="fraud", language="es", title="Estafas", body="Alguien vende un vale falso.")
    worker = Worker({}, APART)
    worker.work_off()
    worker.stop()
    return made


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


def search(visitor: FlaskClient, q: object, language: str = "es", limit: int = 3) -> Any:
    return visitor.post("/help/searches", json={"q": q, "language": language, "limit": limit})


def ids(app: Flask) -> dict[str, int]:
    with reading() as session:
        return {f"{each.key}.{each.language}": each.id for each in session.query(articles.Article)}


def test_what_is_public_is_found_in_the_visitors_language_only(app: Flask, visitor: FlaskClient) -> None:
    here = ids(app)
    found = search(visitor, "hola, ¿mi vale caduca?").get_json()["hits"]
    assert [each["article"] for each in found] == [here["vouchers.es"]]
    opened = visitor.get(f"/help/articles/{here['vouchers.es']}").get_json()
    assert "30 días" in opened["html"]
    assert "<script" not in opened["html"]
    assert visitor.get(f"/help/articles/{here['fraud.es']}").status_code == 404
    assert visitor.get("/help/articles/999").status_code == 404


@pytest.mark.parametrize("q", ["hola", "", "¿?", "🙂", "mi gato tiene fiebre"])
def test_nothing_is_offered_where_nothing_fits(visitor: FlaskClient, q: str) -> None:
    assert search(visitor, q).get_json()["hits"] == []


STRANGE = (
    "a" * 6_000, "vale " * 1_200, "ñ" * 1_000, "de la que el en y", "¿¡!?…", "AND OR NOT + - \"(\" title:vale*", "🙂🙂",
    "مرحبا بالعالم", "\u202evale\u202c", "' OR 1=1 --", "<script>alert(1)</script>", "1" * 5_000,
)  # fmt: skip


def test_whatever_is_typed_gets_an_honest_answer_at_every_search(app: Flask, visitor: FlaskClient) -> None:
    ada = web.browser(app, "ada")
    for q in STRANGE:
        desk = ada.client.get("/articles", query_string={"q": q})
        assert desk.status_code == 200 and q.startswith(desk.get_json()["typed"])
        page = visitor.get("/help", query_string={"q": q}, headers={"Accept": "text/html"})
        assert page.status_code == 200 and "<script>alert" not in page.get_data(as_text=True)
        widget = search(visitor, q)
        if len(q) > 2_000:
            assert (widget.status_code, widget.get_json()["error"]["field"]) == (400, "q")
        else:
            assert widget.status_code == 200 and isinstance(widget.get_json()["hits"], list)
    assert ada.client.get("/articles", query_string={"q": '"vale" AND (caduca'}).get_json()["hits"]


@pytest.mark.parametrize(
    ("what", "field"), [({"q": 7}, "q"), ({"language": "xx"}, "language"), ({"limit": 0}, "limit")]
)
def test_what_cannot_be_searched_is_refused_and_named(visitor: FlaskClient, what: dict[str, Any], field: str) -> None:
    answer = visitor.post("/help/searches", json={"q": "vale", "language": "es", "limit": 3} | what)
    assert (answer.status_code, answer.get_json()["error"]["field"]) == (400, field)


def test_editors_read_what_came_of_it_and_the_same_told_twice_counts_once(app: Flask, visitor: FlaskClient) -> None:
    here, first, second = ids(app), str(uuid4()), str(uuid4())

    def tell(key: str, came: str, article: str = "vouchers.es", version: int = 1) -> int:
        sent = {"article": here[article], "version": version, "came": came}
        return visitor.put(f"/help/readings/{key}", json=sent).status_code

    assert [tell(first, "opened"), tell(first, "helped"), tell(first, "helped"), tell(first, "opened")] == [204] * 4
    assert [tell(second, "opened"), tell(second, "person")] == [204, 204]
    assert tell(str(uuid4()), "opened", article="fraud.es") == 404  # nobody outside could have read it
    assert tell(str(uuid4()), "opened", version=9) == 404
    assert tell("no uuid", "opened") == 400
    with reading() as session:
        assert self_service.sums(session, here["vouchers.es"]) == Sums(opened=2, helped=1, person=1)
        assert self_service.sums(session, here["fraud.es"]) == Sums()
