"""Articles from the editor's page to every desk: drafts, approval, versions, translations, files, strangers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from console import clock, db
from console.agents.agent import Agent, AgentSkill, Role
from console.db import reading, transaction
from console.errors import Invalid
from console.knowledge import articles, attachments, gaps, learning, writing
from console.knowledge.articles import Article
from console.knowledge.attachments import File
from console.knowledge.gaps import Failure, Gap, GapState
from console.knowledge.learning import Asked, AskedState, Source
from console.publishing.publication import publication
from console.worker import APART, HEAVY, LIGHT, Worker
from tests import cast, web
from tests.cast import Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
AT = "/knowledge/articles/bread.es"


@pytest.fixture
def people(store: str) -> Cast:
    """Ada edits; Cleo oversees, so she approves; Bob and Dan only read."""
    found = cast.cast()
    with transaction() as session:
        ada = session.get_one(Agent, found.ada)
        ada.skills.append(AgentSkill(skill="editor", level=1))
        writing.categorise(session, key="shop", name_es="Tienda", name_en="Shop", two_people=False, roles=[])
        writing.categorise(session, key="claims", name_es="Partes", name_en="Claims", two_people=True, roles=[])
        writing.categorise(
            session, key="secret", name_es="Interno", name_en="Inside", two_people=False, roles=["supervisor"]
        )  # fmt: skip
    return found


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.fixture
def ada(app: Flask) -> web.Browser:
    return web.browser(app, "ada")


@pytest.fixture
def cleo(app: Flask) -> web.Browser:
    return web.browser(app, "cleo")


def work() -> None:
    for kinds in (LIGHT, HEAVY):
        worker = Worker(kinds, APART)
        worker.work_off()
        worker.stop()


def post(browser: web.Browser, path: str, **fields: Any) -> Any:
    return browser.client.post(path, data={"csrf_token": browser.csrf} | fields)


def write(browser: web.Browser, do: str = "publish", **fields: Any) -> Any:
    told = {"key": "bread", "language": "es", "title": "Pan más hecho", "body": "Se guarda hasta las **ocho**.",
            "after": "0", "do": do}  # fmt: skip
    return post(browser, "/knowledge/new", **(told | fields))


def found(browser: web.Browser, words: str) -> list[str]:
    work()
    hits = browser.client.get(f"/articles?q={words}").get_json()["hits"]
    return ["".join(text for text, _ in each["title"]) for each in hits]


def error(answer: Any) -> str:
    page = answer.get_data(as_text=True)
    return page.partition('role="alert">')[2].partition("</p>")[0]


def test_what_is_published_is_on_every_desk_and_a_draft_on_none(app: Flask, ada: web.Browser) -> None:
    assert write(ada, "save").status_code == 302
    assert found(ada, "pan") == []
    assert post(ada, AT + "/review", do="publish").status_code == 302
    assert found(web.browser(app, "dan"), "pan") == ["Pan más hecho"]


def test_the_preview_keeps_nothing_and_runs_nothing(app: Flask, ada: web.Browser) -> None:
    evil = "Hola <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://spy.example/a.png)"
    page = write(ada, "preview", body=evil).get_data(as_text=True)
    shown = page.partition('id="seen"')[2].partition("</article>")[0]
    assert "<script" not in shown
    assert "javascript:" not in shown.replace("[x](javascript:alert(1))", "")
    assert "spy.example" not in shown
    live = ada.send("POST", "/knowledge/preview", {"body": "**a**"})
    assert live.get_json() == {"html": "<p><strong>a</strong></p>\n"}
    long = ada.send("POST", "/knowledge/preview", {"body": "a" * 400_001})
    assert (long.status_code, "400000" in long.get_json()["error"]["message"]) == (400, True)
    assert ada.client.get(AT).status_code == 404


def test_where_a_category_asks_it_somebody_else_approves(app: Flask, ada: web.Browser, cleo: web.Browser) -> None:
    refused = write(ada, category="claims")
    assert refused.status_code == 422
    assert "Somebody other than its author" in error(refused)
    write(ada, "submit", category="claims")
    assert post(ada, AT + "/review", do="approve").status_code == 404  # she writes, and may not approve
    assert post(ada, AT + "/review", do="publish").status_code == 422
    assert post(cleo, AT + "/review", do="approve", said="Bien").status_code == 302
    assert post(ada, AT + "/review", do="publish").status_code == 302
    assert found(ada, "pan") == ["Pan más hecho"]


def test_nobody_approves_their_own(app: Flask, cleo: web.Browser) -> None:
    write(cleo, "submit", category="claims")
    assert post(cleo, AT + "/review", do="approve").status_code == 422


def test_what_is_sent_back_says_why_and_is_a_draft_again(ada: web.Browser, cleo: web.Browser) -> None:
    write(ada, "submit", category="claims")
    assert post(cleo, AT + "/review", do="send_back").status_code == 400
    post(cleo, AT + "/review", do="send_back", said="¿Vale también en tienda?")
    page = ada.client.get(AT).get_data(as_text=True)
    assert "¿Vale también en tienda?" in page


def test_a_remark_points_at_a_passage_and_says_once_it_has_changed(ada: web.Browser, cleo: web.Browser) -> None:
    write(ada, "submit", category="claims")
    wrong = post(cleo, AT + "/review", do="send_back", said="¿Seguro?", passage="hasta las diez")
    assert wrong.status_code == 400
    assert "¿Seguro?" in wrong.get_data(as_text=True)  # nothing typed is lost
    post(cleo, AT + "/review", do="send_back", said="¿Seguro?", passage="guarda hasta las ocho")  # without its **
    page = ada.client.get(AT + "?language=en").get_data(as_text=True)
    assert "<q data-passage>guarda hasta las ocho</q>" in page
    assert "changed since" not in page
    post(ada, AT, title="Pan más hecho", body="Se guarda hasta las nueve.", category="claims", after="1", do="save")
    assert "changed since" in ada.client.get(AT + "?language=en").get_data(as_text=True)


def test_it_goes_out_at_its_time(app: Flask, ada: web.Browser) -> None:
    at = (clock.now() + timedelta(hours=48)).strftime("%Y-%m-%dT%H:%M")
    write(ada, "save")
    post(ada, AT + "/review", do="schedule", at=at)
    assert found(ada, "pan") == []
    assert at in ada.client.get(AT).get_data(as_text=True)
    assert "It goes out on" in ada.client.get("/knowledge?language=en").get_data(as_text=True)
    clock.advance(timedelta(hours=49))
    ada.client.get("/desk/snapshot")
    work()
    with reading() as session:
        assert publication(session, "article", "bread.es").in_force == 1
    assert "By itself" in web.browser(app, "ada").client.get(AT).get_data(as_text=True)


@pytest.mark.parametrize(
    ("at", "why"),
    [("202611-26T17:11", "expected a day and a time"), ("", "expected a day and a time"),
     ("2020-01-01T10:00", "Choose a time to come.")],
)  # fmt: skip
def test_a_time_that_is_none_is_refused_beside_its_field_and_nothing_goes_out(
    ada: web.Browser, cleo: web.Browser, at: str, why: str
) -> None:
    write(ada, "save")
    answer = post(ada, AT + "/review", do="schedule", at=at)
    assert (answer.status_code, why in error(answer)) == (400, True)
    assert found(ada, "pan") == []
    post(ada, AT + "/review", do="publish")
    if at:
        answer = post(cleo, AT + "/review", do="retire", retire_at=at)
        assert (answer.status_code, why in error(answer)) == (400, True)
    assert found(ada, "pan") == ["Pan más hecho"]


def test_an_article_is_taken_back_at_its_time(ada: web.Browser, cleo: web.Browser) -> None:
    write(ada)
    at = (clock.now() + timedelta(hours=48)).strftime("%Y-%m-%dT%H:%M")
    post(cleo, AT + "/review", do="retire", retire_at=at)
    assert found(ada, "pan") == ["Pan más hecho"]
    assert "It is retired on" in cleo.client.get(AT).get_data(as_text=True)
    clock.advance(timedelta(hours=49))
    work()
    with reading() as session:
        assert publication(session, "article", "bread.es").in_force is None


def test_the_same_again_keeps_its_approval_and_is_no_new_version(
    app: Flask, ada: web.Browser, cleo: web.Browser
) -> None:
    write(ada, "submit", category="claims")
    post(cleo, AT + "/review", do="approve")
    same = {"title": "Pan más hecho", "body": "Se guarda hasta las **ocho**.", "category": "claims"}
    assert post(ada, AT, **same, after="1", do="save").status_code == 302
    assert "since version 1" in error(post(ada, AT, **same, after="1", do="submit"))
    assert post(ada, AT, **same, after="1", do="publish").status_code == 302
    assert found(ada, "pan") == ["Pan más hecho"]
    assert "since version 1" in error(post(ada, AT, **same, after="1", do="publish"))
    with reading() as session:
        assert publication(session, "article", "bread.es").newest == 1


def test_a_category_that_asks_for_approval_offers_the_way_to_it(ada: web.Browser) -> None:
    refused = write(ada, category="claims").get_data(as_text=True)
    assert "Somebody other than its author" in refused
    assert 'name="do" value="publish"' not in refused and 'value="submit" autofocus' in refused


def test_many_articles_are_listed_page_by_page_and_found_whatever_their_accents(ada: web.Browser) -> None:
    with transaction() as session:
        for number in range(130):
            articles.publish(session, key=f"a{number:03}", language="es", title=f"Título {number}", body="Texto.")
    work()

    def titles(query: str) -> list[str]:
        page = ada.client.get(f"/knowledge?language=en{query}").get_data(as_text=True)
        return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)

    assert titles("") == [f"Título {number}" for number in range(100)]
    assert titles("&page=2") == [f"Título {number}" for number in range(100, 130)]
    assert titles("&page=99") == titles("&page=2") and titles("&page=x") == titles("")
    assert titles("&q=titulo+12") == [f"Título {number}" for number in (12, *range(120, 130))]
    assert titles("&state=retired") == [] and len(titles("&state=untranslated")) == 100
    assert 'rel="next"' in ada.client.get("/knowledge").get_data(as_text=True)


def test_a_translation_somebody_has_begun_already_is_gone_on_with(ada: web.Browser) -> None:
    write(ada)
    begin = "/knowledge/new?of=bread.es&into=en"
    assert ada.client.get(begin).status_code == 200
    write(ada, key="bread", language="en", title="Bread", body="Until eight.", translated_from="bread.es")
    assert ada.client.get(begin).headers["Location"] == "/knowledge/articles/bread.en"


def test_a_version_is_compared_and_brought_back_as_a_new_one(ada: web.Browser) -> None:
    write(ada)
    post(ada, AT, title="Pan más hecho", body="Se guarda hasta las **nueve**.", after="1", do="publish")
    page = ada.client.get(AT + "/compared?old=1&new=2").get_data(as_text=True)
    assert "Se guarda hasta las **" in page and "<del>ocho</del>" in page and "<ins>nueve</ins>" in page
    post(ada, AT + "/restored", number="1")
    with reading() as session:
        here = publication(session, "article", "bread.es")
        assert (here.newest, here.in_force) == (3, 3)
        assert articles.read(session, session.query(Article).one().id).body == "Se guarda hasta las **ocho**."


def test_a_new_article_needs_no_key_and_takes_nobody_elses(ada: web.Browser) -> None:
    for expected in ("pan-mas-hecho", "pan-mas-hecho-2"):
        assert write(ada, "save", key="").headers["Location"] == f"/knowledge/articles/{expected}.es"
    taken = write(ada, key="pan-mas-hecho")
    assert (taken.status_code, "this key already" in error(taken)) == (409, True)
    assert write(ada, key="", title="¡¿?!").status_code == 400


def test_two_editors_at_once_do_not_overwrite_each_other(ada: web.Browser, cleo: web.Browser) -> None:
    write(ada)
    post(ada, AT, title="Pan", body="Uno.", after="1", do="save")
    late = post(cleo, AT, title="Pan", body="Otro.", after="1", do="save")
    assert late.status_code == 409
    assert "Otro." in late.get_data(as_text=True)  # nothing typed is lost


def test_a_translation_knows_when_its_original_has_moved_on(ada: web.Browser) -> None:
    write(ada)
    page = ada.client.get("/knowledge/new?of=bread.es&into=en").get_data(as_text=True)
    assert page.count("<strong>ocho</strong>") == 2  # beside itself, and not only under what is written over it
    answer = write(ada, key="bread", language="en", title="Darker bread", body="Kept until eight.",
                   translated_from="bread.es")  # fmt: skip
    assert answer.status_code == 302
    assert "behind" not in ada.client.get("/knowledge/articles/bread.en").get_data(as_text=True)
    post(ada, AT, title="Pan más hecho", body="Se guarda hasta las **nueve**.", after="1", do="publish")
    page = ada.client.get("/knowledge/articles/bread.en").get_data(as_text=True)
    assert "It translates version 1." in page
    assert "<del>ocho</del>" in page and "<ins>nueve</ins>" in page
    assert "behind" in ada.client.get("/knowledge?state=untranslated").get_data(as_text=True)
    post(ada, "/knowledge/articles/bread.en/review", do="still_valid")
    assert "It translates version" not in ada.client.get("/knowledge/articles/bread.en").get_data(as_text=True)
    with reading() as session:
        assert publication(session, "article", "bread.en").in_force == 2


def test_a_translation_is_not_behind_when_no_word_has_changed(ada: web.Browser) -> None:
    write(ada)
    english = {"language": "en", "title": "Well-done bread", "translated_from": "bread.es"}
    write(ada, body="Kept until **eight**.", **english)
    post(ada, AT, title="Pan más hecho", body="Se guarda hasta las **ocho**.", category="shop", after="1", do="publish")
    assert "behind" not in ada.client.get("/knowledge").get_data(as_text=True).partition("<tbody>")[2]
    post(ada, AT, title="Pan más hecho", body="Se guarda hasta las **nueve**.", after="2", do="publish")
    assert "behind" in ada.client.get("/knowledge").get_data(as_text=True).partition("<tbody>")[2]


def test_a_translation_of_nothing_is_refused(ada: web.Browser) -> None:
    answer = write(ada, language="en", translated_from="nothing.es")
    assert answer.status_code == 404
    assert ada.client.get("/knowledge/new?of=nothing.es&into=en").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " ", "A title has"), ("body", " \n", "An article has a text"), ("key", "Pan Rico", "small letters"),
        ("language", "xx", "no language"), ("body", "x" * 1_000_000, "characters at most"),
        ("owner", "abc", "whole number"), ("review_by", "mañana", "a day"), ("category", "none", "no category"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_beside_its_field(ada: web.Browser, field: str, value: str, says: str) -> None:
    answer = write(ada, **{field: value})
    assert answer.status_code == 400
    assert says in error(answer)


def test_an_internal_category_is_read_by_its_roles_only(app: Flask, ada: web.Browser, cleo: web.Browser) -> None:
    write(cleo, category="secret")
    assert found(cleo, "pan") == ["Pan más hecho"]
    assert found(ada, "pan") == ["Pan más hecho"]  # editors read what they look after
    bob = web.browser(app, "bob")
    assert found(bob, "pan") == []
    with reading() as session:
        article_id = session.query(Article).one().id
    assert bob.client.get(f"/articles/{article_id}").status_code == 404
    assert cleo.client.get(f"/articles/{article_id}").status_code == 200


def test_visitors_read_what_is_public_and_nothing_else(app: Flask, ada: web.Browser) -> None:
    write(ada)
    write(ada, key="vouchers", title="Vales", body="Un vale por compra de pan.", public="1")
    work()
    with reading() as session:
        ids = {each.key: each.id for each in session.query(Article)}
    visitor = app.test_client()
    assert visitor.get(f"/help/{ids['vouchers']}").status_code == 200
    assert visitor.get(f"/help/{ids['bread']}").status_code == 404
    assert visitor.get("/help/999").status_code == 404
    page = visitor.get("/help?q=pan&language=es").get_data(as_text=True)
    assert "Vales" in page
    assert "Pan más hecho" not in page
    assert "Vales" in visitor.get("/help?language=es").get_data(as_text=True)
    post(ada, "/knowledge/articles/vouchers.es", title="Vales", body="x", after="1", do="publish")  # no longer public
    assert visitor.get(f"/help/{ids['vouchers']}").status_code == 410


def attach(browser: web.Browser, name: str, data: bytes) -> Any:
    return post(browser, AT + "/files", file=(io.BytesIO(data), name))


def file_of(browser: web.Browser) -> str:
    page = browser.client.get(AT).get_data(as_text=True)
    return "/attachments/" + page.partition('href="/attachments/')[2].partition('"')[0]


def test_a_file_is_served_so_that_it_cannot_run(app: Flask, ada: web.Browser) -> None:
    write(ada, public="1")
    assert attach(ada, "../../Plano del horno.png", PNG).status_code == 302
    answer = app.test_client().get(file_of(ada))
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert 'filename="Plano del horno.png"' in answer.headers["Content-Disposition"]


def test_whoever_reads_an_article_finds_the_files_beside_it(app: Flask, ada: web.Browser) -> None:
    write(ada, public="1")
    attach(ada, "horno.png", PNG)
    attach(ada, "norma.txt", b"Hasta las ocho.")
    shown = file_of(ada)
    post(ada, AT, title="Pan", body=f"Mire: ![horno]({shown})", after="1", do="publish", public="1")
    with reading() as session:
        article_id = session.query(Article).one().id
    for client, path in ((ada.client, f"/articles/{article_id}"), (app.test_client(), f"/help/articles/{article_id}")):
        page = client.get(path).get_json()
        assert shown in page["html"]
        (norm,) = page["files"]  # and not the photo once more
        assert (norm["name"], norm["size"]) == ("norma.txt", 15)
        assert client.get(norm["address"]).data == b"Hasta las ocho."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.html", b"<script>", "Expected one of"), ("a.svg", b"<svg>", "Expected one of"), 
        ("a.png", b"<html>", "not what"),
        ("a.pdf", b"MZ\x90", "not what"), ("a.txt", b"\xff\xfe\x00", "not UTF-8"), ("a.png", b"", "not empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused(ada: web.Browser, name: str, data: bytes, says: str) -> None:
    write(ada)
    answer = attach(ada, name, data)
    assert answer.status_code == 400
    assert says in error(answer)


def test_a_file_too_large_is_refused(people: Cast) -> None:
    with transaction() as session, pytest.raises(Invalid) as refused:
        attachments.attach(session, "bread", File("a.pdf", b"%PDF-" + b"0" * attachments.LARGEST), by=None)
    assert refused.value.field == "file"


def test_the_files_of_an_internal_article_are_no_visitors(app: Flask, ada: web.Browser) -> None:
    write(ada)
    attach(ada, "plano.png", PNG)
    assert app.test_client().get(file_of(ada)).status_code == 404
    assert web.browser(app, "dan").client.get(file_of(ada)).status_code == 200


def test_an_article_written_for_a_gap_answers_it(app: Flask, ada: web.Browser, people: Cast) -> None:
    with transaction() as session:
        gap = gaps.feed(session, "candado bicicleta", language="es", failure=Failure.NOTHING)
        session.flush()
        gap_id = gap.id if gap else 0
    assert "Candado bicicleta" in ada.client.get(f"/knowledge/new?gap={gap_id}").get_data(as_text=True)
    write(ada, gap=str(gap_id), title="Anillas", body="Junto a la entrada.")
    with reading() as session:
        assert session.get_one(Gap, gap_id).state is GapState.ANSWERED
    assert found(ada, "candado bicicleta") == ["Anillas"]
    assert "candado bicicleta" in ada.client.get("/knowledge/asked").get_data(as_text=True)
    assert "found now" in ada.client.get("/knowledge/gaps").get_data(as_text=True)


def test_an_article_begun_for_a_gap_answers_it_whenever_it_goes_out(
    app: Flask, ada: web.Browser, cleo: web.Browser
) -> None:
    with transaction() as session:
        gap = gaps.feed(session, "candado bicicleta", language="es", failure=Failure.NOTHING)
        session.flush()
        gap_id = gap.id if gap else 0
    write(ada, "submit", gap=str(gap_id), title="Anillas", body="Junto a la entrada.", category="claims")
    page = cleo.client.get("/knowledge/gaps").get_data(as_text=True)
    assert "Being written:" in page and AT in page and "Ada Lovelace" in page
    post(cleo, AT + "/review", do="approve")
    post(cleo, AT + "/review", do="publish")
    assert found(ada, "candado bicicleta") == ["Anillas"]
    assert "No gap is open" in cleo.client.get("/knowledge/gaps").get_data(as_text=True)


def test_after_one_gap_the_next_has_the_focus_and_a_wrong_one_says_so_in_its_place(ada: web.Browser) -> None:
    with transaction() as session:
        for words in ("candado bicicleta", "sauna infrarroja"):
            gaps.feed(session, words, language="es", failure=Failure.NOTHING)
    write(ada, title="Anillas", body="Junto a la entrada.")
    wrong = post(ada, "/knowledge/gaps/2/answer").get_data(as_text=True)
    assert "autofocus" not in wrong.partition('id="gap-2"')[0]
    assert 'aria-describedby="e2"' in wrong and "Choose the article" in wrong.partition('id="gap-2"')[2]
    done = post(ada, "/knowledge/gaps/1/answer", article="1", next="2")
    assert done.headers["Location"] == "/knowledge/gaps?done=1&gap=2"
    page = ada.client.get(done.headers["Location"]).get_data(as_text=True)
    assert "Answered: “candado bicicleta”, with “Anillas”." in page and "autofocus>sauna infrarroja" in page
    assert "after 1 minute" in page and "found in a moment" in page
    last = post(ada, "/knowledge/gaps/2/dismiss")
    assert "Put aside: “sauna infrarroja”." in ada.client.get(last.headers["Location"]).get_data(as_text=True)


def test_a_gap_answered_by_mistake_is_open_again_and_its_article_forgets_what_it_was_taught(ada: web.Browser) -> None:
    with transaction() as session:
        gaps.feed(session, "candado bicicleta", language="es", failure=Failure.NOTHING)
    write(ada, title="Anillas", body="Junto a la entrada.")
    post(ada, "/knowledge/gaps/1/answer", article="1")
    assert found(ada, "candado bicicleta") == ["Anillas"]
    assert post(ada, "/knowledge/gaps/1/reopening").headers["Location"] == "/knowledge/gaps?gap=1"
    assert found(ada, "candado bicicleta") == []
    page = ada.client.get("/knowledge/gaps?gap=1").get_data(as_text=True)
    assert "autofocus>candado bicicleta" in page and "None yet." in page
    assert post(ada, "/knowledge/gaps/1/reopening").status_code == 409
    post(ada, "/knowledge/gaps/1/dismiss")
    assert 'action="/knowledge/gaps/1/reopening"' in ada.client.get("/knowledge/gaps?done=1").get_data(as_text=True)


def test_any_article_may_be_looked_for_to_answer_a_gap(app: Flask, ada: web.Browser, people: Cast) -> None:
    with transaction() as session:
        gap = gaps.feed(session, "candado bicicleta", language="es", failure=Failure.NOTHING)
        session.flush()
        gap_id = gap.id if gap else 0
    write(ada, title="Anillas", body="Junto a la entrada.")
    work()
    option = ">Anillas</option>"
    assert option not in ada.client.get("/knowledge/gaps").get_data(as_text=True)
    page = ada.client.get(f"/knowledge/gaps?gap={gap_id}&q=junto+entrada").get_data(as_text=True)
    assert option in page
    article = page.partition(option)[0].rpartition('value="')[2].strip('"')
    post(ada, f"/knowledge/gaps/{gap_id}/answer", article=article, q="junto entrada")
    assert found(ada, "candado bicicleta") == ["Anillas"]


def test_an_editor_keeps_or_throws_out_how_people_ask(app: Flask, ada: web.Browser) -> None:
    write(ada)
    with transaction() as session:
        both = [learning.teach(session, 1, each, source=Source.SOLVED) for each in ("hogaza tostada", "barra quemada")]
        kept, thrown = [each.id for each in both if each]
    here = "/knowledge/asked?q=quemada&source=solved"
    page = ada.client.get(here).get_data(as_text=True)
    assert "barra quemada" in page and "hogaza tostada" not in page
    answer = post(ada, f"/knowledge/asked/{thrown}/reject?source=solved&q=quemada")
    assert answer.location == here  # where one was
    post(ada, f"/knowledge/asked/{kept}/keep")
    with reading() as session:
        assert session.get_one(Asked, thrown).state is AskedState.REJECTED
        assert session.get_one(Asked, kept).source is Source.EDITOR


READS = [
    "/knowledge", "/knowledge/new", AT, AT + "/compared", "/knowledge/gaps", "/knowledge/asked", "/knowledge/1",
    "/knowledge/import", "/knowledge/export", "/knowledge/synonyms",
]  # fmt: skip
WRITES = [
    "/knowledge/new", AT, AT + "/review", AT + "/restored", AT + "/files", "/knowledge/preview",
    "/knowledge/gaps/1/answer", "/knowledge/gaps/1/dismiss", "/knowledge/gaps/1/join",
    "/knowledge/gaps/1/reopening", "/knowledge/asked",
    "/knowledge/asked/1/reject", "/knowledge/asked/1/restore", "/knowledge/asked/1/keep", "/knowledge/categories",
    "/knowledge/import", "/knowledge/synonyms", "/knowledge/synonyms/1/remove",
]  # fmt: skip


@pytest.mark.parametrize("path", [*READS, "/knowledge/categories"])
def test_a_stranger_finds_no_editors_page(app: Flask, ada: web.Browser, path: str) -> None:
    write(ada)
    dan = web.browser(app, "dan")
    assert dan.client.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 401


@pytest.mark.parametrize("path", WRITES)
def test_a_stranger_changes_nothing(app: Flask, ada: web.Browser, path: str) -> None:
    write(ada)
    fields = {"do": "publish", "title": "Robado", "body": "x", "after": "1", "key": "y", "language": "es"}
    assert post(web.browser(app, "dan"), path, **fields).status_code in (400, 404)
    assert app.test_client().post(path, data=fields).status_code in (400, 401, 403)
    with reading() as session:
        assert publication(session, "article", "bread.es").newest == 1


def test_an_editor_whose_training_has_lapsed_is_a_stranger(app: Flask, people: Cast) -> None:
    with transaction() as session:
        skill = next(each for each in session.get_one(Agent, people.ada).skills if each.skill == "editor")
        skill.trained_until = clock.now().date() - timedelta(days=1)
    assert web.browser(app, "ada").client.get("/knowledge").status_code == 404


def test_admins_may_everything_here(app: Flask, people: Cast) -> None:
    with transaction() as session:
        session.get_one(Agent, people.dan).role = Role.ADMIN
    client: FlaskClient = web.browser(app, "dan").client
    assert client.get("/knowledge").status_code == 200
    assert client.get("/knowledge/categories").status_code == 200


def test_a_zip_is_rehearsed_first_then_taken_in_and_comes_out_again(ada: web.Browser) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bread.es.md", "# Pan más hecho\n\nHasta las ocho.")
        archive.writestr("empty.es.md", "# Nada\n")
    for go, known in (("rehearse", False), ("publish", True)):
        sent = {"file": (io.BytesIO(packed.getvalue()), "a.zip"), "go": go, "language": "es", "category": "shop"}
        page = post(ada, "/knowledge/import", **sent).get_data(as_text=True)
        assert "empty.es.md" in page
        assert "An article has a text" in page
        assert '<option value="shop" selected>' in page  # what was rehearsed is what is then done
        assert (ada.client.get(AT).status_code == 200) is known
    assert found(ada, "pan") == ["Pan más hecho"]
    out = ada.client.get("/knowledge/export")
    with zipfile.ZipFile(io.BytesIO(out.data)) as archive:
        assert archive.namelist() == ["bread.es.md", "manifest.json"]


def test_an_import_that_cannot_be_read_says_so_in_its_place(ada: web.Browser) -> None:
    answer = post(ada, "/knowledge/import", file=(io.BytesIO(b"x"), "a.zip"), go="rehearse", language="es")
    assert answer.status_code == 400
    assert "no zip" in error(answer)
