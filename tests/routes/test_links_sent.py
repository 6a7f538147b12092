"""A link to an article that a customer was sent: it keeps opening, or says kindly that it no longer holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from console import db
from console.db import transaction
from console.knowledge import articles
from console.knowledge.articles import Article
from tests import cast, web


@pytest.fixture
def app(store: str, tmp_path: Path) -> Flask:
    cast.cast()
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def say(body: str, *, public: bool = False) -> int:
    with transaction() as session:
        return articles.publish(
            session, key="vouchers", language="es", title="Vales", body=body, public=public
        ).id  # fmt: skip


def retire(article_id: int) -> None:
    with transaction() as session:
        articles.retire(session, session.get_one(Article, article_id))


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Esta página ya no es válida"), ("en", "This page no longer holds")]
)
def test_what_customers_were_sent_says_kindly_that_it_no_longer_holds(app: Flask, language: str, words: str) -> None:
    visitor, here = app.test_client(), say("Caducan a los 30 días.", public=True)
    said = {"Accept": "text/html", "Accept-Language": language}
    retire(here)
    answer = visitor.get(f"/help/{here}?v=1", headers=said)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 410 and words in page and "Vales" in page
    assert "30 días" not in page  # whoever took it back had a reason
    told = visitor.get(f"/help/articles/{here}", headers={"Accept-Language": language})
    assert (told.status_code, told.get_json()["error"]["code"]) == (410, "no_longer_public")


def test_what_was_only_for_us_since_is_gone_and_what_never_was_public_is_not_there(app: Flask) -> None:
    visitor, here = app.test_client(), say("Caducan.", public=True)
    say("Caducan, salvo que insista.")
    page = visitor.get(f"/help/{here}", headers={"Accept": "text/html"})
    assert page.status_code == 410 and "insista" not in page.get_data(as_text=True)
    with transaction() as session:
        inside = articles.publish(session, key="fraud", language="es", title="Estafas", body="Cuelgue.").id
    retire(inside)
    assert visitor.get(f"/help/{inside}", headers={"Accept": "text/html"}).status_code == 404


def test_a_link_keeps_opening_and_says_when_the_text_has_changed_since(app: Flask) -> None:
    visitor, here = app.test_client(), say("Caducan a los 30 días.", public=True)
    changed = "It has changed since it was sent to you."
    said = {"Accept": "text/html", "Accept-Language": "en"}

    def page(query: str) -> str:
        answer = visitor.get(f"/help/{here}{query}", headers=said)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    assert changed not in page("?v=1")
    say("Caducan a los 30 días.", public=True)  # looked at again, and it still holds
    assert changed not in page("?v=1")
    say("Caducan a los 60 días.", public=True)
    assert changed in page("?v=1") and "60 días" in page("?v=1")
    assert not any(changed in page(each) for each in ("", "?v=3", "?v=99", "?v=0", "?v=x"))
