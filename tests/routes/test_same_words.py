"""Words that mean the same, kept by editors on their page and known to the next search on every desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from console import db
from console.agents.agent import Agent, AgentSkill
from console.db import reading, transaction
from console.knowledge import articles, synonyms
from console.worker import APART, Worker
from tests import cast, web
from tests.cast import Cast

PAGE = "/knowledge/synonyms"


@pytest.fixture
def app(store: str, tmp_path: Path) -> Iterator[Flask]:
    """Ada looks after articles; Dan only reads them."""
    people: Cast = cast.cast()
    with transaction() as session:
        ada = session.get_one(Agent, people.ada)
        ada.skills.append(AgentSkill(skill="editor", level=1))
        articles.publish(session, key="card", language="es", title="Tarjeta Espiga", body="Un punto por cada euro.")
        articles.publish(session, key="hours", language="es", title="Horarios", body="De nueve a nueve.")
    app = web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)
    worker = Worker({}, APART)
    worker.work_off()
    worker.stop()
    synonyms.forget()
    yield app
    synonyms.forget()


@pytest.fixture
def ada(app: Flask) -> web.Browser:
    return web.browser(app, "ada")


def post(who: web.Browser, path: str, **fields: str) -> tuple[int, str]:
    answer = who.client.post(path, data={"csrf_token": who.csrf} | fields)
    return answer.status_code, answer.get_data(as_text=True)


def found(who: web.Browser, query: str) -> list[str]:
    hits = who.client.get("/articles", query_string={"q": query}).get_json()["hits"]
    return ["".join(text for text, _ in each["title"]) for each in hits]


def kept() -> list[tuple[int, str]]:
    with reading() as session:
        return [(each.id, each.line) for each in synonyms.groups(session)]


def test_each_line_says_whose_it_is_and_there_is_a_last_one(
    app: Flask, ada: web.Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synonyms, "MOST_LINES", 1)
    assert post(ada, PAGE, line="zumaquera espiga")[0] == 302
    assert "<td>Ada" in ada.client.get(PAGE).get_data(as_text=True)
    status, page = post(ada, PAGE, line="otra cosa")
    assert status == 400
    assert "1 líneas" in page or "1 lines" in page


def test_the_very_next_search_knows_what_was_added_and_what_was_removed(app: Flask, ada: web.Browser) -> None:
    dan = web.browser(app, "dan")
    assert found(dan, "zumaquera ") == []
    assert post(ada, PAGE, line="  zumaquera   espiga ")[0] == 302
    assert found(dan, "zumaquera ") == ["Tarjeta Espiga"]
    ((group, line),) = kept()
    assert line == "zumaquera espiga"
    assert post(ada, f"{PAGE}/{group}/remove")[0] == 302
    assert found(dan, "zumaquera ") == []


def test_the_page_shows_which_way_each_line_goes_and_escapes_it(ada: web.Browser) -> None:
    post(ada, PAGE, line="tj > tarjeta")
    post(ada, PAGE, line="<puntos espigas")
    page = ada.client.get(PAGE).get_data(as_text=True)
    assert page.index("&lt;puntos espigas") < page.index("tj &gt; tarjeta")  # the newest first
    assert "one way" in page and "every way" in page and "<puntos" not in page


def test_what_is_no_group_is_refused_beside_its_field_and_stays_in_it(ada: web.Browser) -> None:
    status, page = post(ada, PAGE, line="sola")
    assert status == 400
    assert 'value="sola"' in page and 'role="alert"' in page and "two to twelve words" in page
    assert post(ada, PAGE, line="a" * 2_001)[0] == 400
    assert kept() == []


def test_the_same_words_again_are_refused(ada: web.Browser) -> None:
    post(ada, PAGE, line="zumaquera espiga")
    status, page = post(ada, PAGE, line="Espiga, ZUMAQUERA")
    assert status == 400 and "There already" in page
    assert post(ada, PAGE, line="zumaquera > espiga")[0] == 302  # says something else: one way
    assert len(kept()) == 2


def test_what_is_gone_cannot_be_removed_again(ada: web.Browser) -> None:
    assert post(ada, f"{PAGE}/77/remove")[0] == 404


def test_a_stranger_neither_reads_nor_changes_them(app: Flask, ada: web.Browser) -> None:
    post(ada, PAGE, line="zumaquera espiga")
    ((group, _),) = kept()
    dan = web.browser(app, "dan")
    assert dan.client.get(PAGE).status_code == 404
    assert post(dan, PAGE, line="robo espiga")[0] == 404
    assert post(dan, f"{PAGE}/{group}/remove")[0] == 404
    assert app.test_client().get(PAGE).status_code == 401
    assert app.test_client().post(PAGE, data={"line": "robo espiga"}).status_code in (400, 401, 403)
    assert kept() == [(group, "zumaquera espiga")]
