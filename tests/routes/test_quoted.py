"""What was quoted stays readable as it was, says what became of it, and stays closed to whom it is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from console import db
from console.agents.agent import Agent
from console.db import reading, transaction
from console.knowledge import articles, quoted, writing
from console.knowledge.articles import Article, ArticleVersion
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    found = cast.cast()
    with transaction() as session:
        writing.categorise(
            session, key="inside", name_es="Interno", name_en="Inside", two_people=False, roles=["supervisor"]
        )  # fmt: skip
    return found


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def say(body: str, *, public: bool = False, category: str | None = None) -> int:
    with transaction() as session:
        return articles.publish(
            session, key="vouchers", language="es", title="Vales", body=body, public=public, category=category
        ).id  # fmt: skip


def retire(article_id: int) -> None:
    with transaction() as session:
        articles.retire(session, session.get_one(Article, article_id))


def speaks(agent_id: int, language: str) -> None:
    with transaction() as session:
        session.get_one(Agent, agent_id).language = language


CHANGED = {
    "es": "Esta es la versión 1. El artículo dice otra cosa desde el",
    "en": "This is version 1. The article says something else since",
}
RETIRED = {"es": "El artículo se retiró el", "en": "The article was retired on"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_who_works_here_reads_what_was_quoted_and_what_became_of_it(people: Cast, app: Flask, language: str) -> None:
    speaks(people.dan, language)
    here = say("Caducan a los **30** días.")
    dan, at = web.browser(app, "dan"), f"/knowledge/{here}/versions/1"
    assert not any(each in dan.client.get(at).get_data(as_text=True) for each in (CHANGED[language], RETIRED[language]))
    assert dan.send("GET", f"/articles/{here}/versions/1").get_json()["was"] is None

    say("Caducan a los **30** días.")  # for its dates alone: it says the same
    told = dan.client.get(f"/articles/{here}/versions/1").get_json()
    assert (told["was"], told["version"]) == (None, 2)
    assert CHANGED[language] not in dan.client.get(at).get_data(as_text=True)

    say("Caducan a los 60 días.")
    page = dan.client.get(at).get_data(as_text=True)
    assert CHANGED[language] in page and "<strong>30</strong>" in page and f"/knowledge/{here}/versions/3" in page
    told = dan.client.get(f"/articles/{here}/versions/1").get_json()
    assert (told["was"]["now"], told["version"], told["address"]) == (3, 1, None)

    retire(here)
    page = dan.client.get(f"/knowledge/{here}/versions/3").get_data(as_text=True)
    assert RETIRED[language] in page and "60 días" in page and "/knowledge/articles/" not in page
    assert dan.client.get(f"/articles/{here}/versions/3").get_json()["was"]["now"] is None


def test_a_stranger_reads_nothing_and_what_was_never_out_is_not_there(app: Flask) -> None:
    here = say("Caducan.")
    for at in (f"/knowledge/{here}/versions/1", f"/articles/{here}/versions/1"):
        assert app.test_client().get(at).status_code == 401
        assert web.browser(app, "dan").client.get(at.replace("versions/1", "versions/2")).status_code == 404


@pytest.mark.parametrize(("first", "then"), [("inside", None), (None, "inside")])
def test_a_version_is_closed_to_whom_it_was_closed_then_or_is_now(
    app: Flask, first: str | None, then: str | None
) -> None:
    say("Caducan.", category=first)
    here = say("No caducan.", category=then)
    for at in (f"/knowledge/{here}/versions/1", f"/articles/{here}/versions/1"):
        assert web.browser(app, "ada").client.get(at).status_code == 404
        assert web.browser(app, "cleo").client.get(at).status_code == 200


def test_a_line_of_the_timeline_keeps_to_itself_the_title_of_what_is_for_some(app: Flask) -> None:
    here = say("Caducan.", category="inside")
    with reading() as session:
        version = session.query(ArticleVersion).where(ArticleVersion.article_id == here).one()
        assert quoted.cited(session, version) == {"article": here, "version": 1, "title": ""}
