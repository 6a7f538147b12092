from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tantivy
from sqlalchemy import func, select

from console import db, due
from console.desk import article_rows
from console.errors import Invalid, Missing
from console.knowledge import articles, index, indexing
from console.worker import keep_index
from tests.knowledge.conftest import Publish, ask, catch_up, titles

WRITER = """
import sys
from pathlib import Path
from console import db
from console.knowledge import articles, index, indexing
url, folder, many = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
db.connect(url)
index.open_at(folder)
for number in range(many):
    with db.transaction() as session:
        key = f"writer {number}"
        article = articles.publish(session, key=key, language="es", title="Zumaque", body=f"Zumaque n{number}.")
    with db.reading() as session:
        indexing.index_articles(session, [article.id])
"""


def test_a_retired_article_disappears_at_once_however_old_the_index(publish: Publish) -> None:
    article_id = publish("Vales", "El vale se añade antes de pagar.")
    assert titles(ask("vales")) == ["Vales"]
    with db.transaction() as session:
        articles.retire(session, session.get_one(articles.Article, article_id))
    assert ask("vales").hits == []
    with db.reading() as session, pytest.raises(Missing):
        article_rows.article_page(session, article_id)
    catch_up()
    assert index.look()[0].num_docs == 0


def test_the_words_of_a_retired_article_are_not_proposed(publish: Publish) -> None:
    article_id = publish("Fusión", "El proyecto se llama zumaque.")
    publish("Vales", "El vale se añade antes de pagar.")
    assert ask("zumaqe").understood == "zumaque"
    with db.transaction() as session:
        articles.retire(session, session.get_one(articles.Article, article_id))
    catch_up()
    assert ask("zumaqe").understood is None


def test_a_new_version_replaces_the_one_before(publish: Publish) -> None:
    first = publish("Vales", "Duran 30 días.", key="vales")
    assert publish("Vales", "Duran 60 días.", key="vales") == first
    (hit,) = ask("vales").hits
    assert (hit.article, hit.version) == (first, 2)
    with db.reading() as session:
        assert article_rows.article_page(session, first).text == "Duran 60 días."
        assert session.scalar(select(func.count(articles.ArticleVersion.id))) == 2


def test_a_version_never_changes(publish: Publish) -> None:
    article_id = publish("Vales", "Duran 30 días.")
    with pytest.raises(RuntimeError, match="never changes"), db.transaction() as session:
        articles.read(session, article_id).body = "Duran un año."


@pytest.mark.parametrize(("title", "body", "field"), [(" ", "x", "title"), ("x", "\n", "body")])
def test_an_article_has_a_title_and_a_text(shelf: Path, title: str, body: str, field: str) -> None:
    with pytest.raises(Invalid) as refused, db.transaction() as session:
        articles.publish(session, key="x", language="es", title=title, body=body)
    assert refused.value.field == field


def test_publishing_is_said_after_the_commit(shelf: Path, published: list[object]) -> None:
    with db.transaction() as session:
        article = articles.publish(session, key="x", language="es", title="Vales", body="Duran.")
        assert published == []
    assert articles.ArticlePublished(article.id, 1) in published


def test_many_articles_go_in_together(shelf: Path) -> None:
    with db.transaction() as session:
        for number in range(5):
            articles.publish(session, key=str(number), language="es", title=f"Vale {number}", body="Zumaque.")
    catch_up()
    assert len(ask("zumaque").hits) == 5
    with db.reading() as session:
        assert session.scalar(select(func.count(due.Due.id))) == 0


def test_the_folder_is_deleted_and_sql_gives_everything_back(publish: Publish, shelf: Path) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    publish("Puntos", "Un punto por cada euro.")
    shutil.rmtree(shelf)
    assert titles(ask("vales")) == ["Vales"]  # in a process that has it open
    index.open_at(shelf)
    found = ask("vales")
    assert found.building and not found.hits  # whoever searches makes no index, and says why nothing is found
    keep_index()
    keep_index()
    catch_up()
    assert titles(ask("vales")) == ["Vales"] and not ask("vales").building
    assert titles(ask("puntos")) == ["Puntos"]
    keep_index()
    with db.reading() as session:
        assert not due.waits(session, indexing.DUE)


def test_a_folder_half_deleted_is_read_by_nobody(publish: Publish, shelf: Path) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    assert titles(ask("vales")) == ["Vales"]
    publish("Puntos", "Un punto por cada euro.")
    half_delete(shelf)
    assert titles(ask("vales")) == ["Vales"]  # from what was read of it before
    keep_index()
    catch_up()
    assert titles(ask("vales")) == ["Vales"] and titles(ask("puntos")) == ["Puntos"]
    half_delete(shelf)
    index.open_at(shelf)
    assert ask("vales").building
    keep_index()
    catch_up()
    assert titles(ask("vales")) == ["Vales"]


def half_delete(shelf: Path) -> None:
    """As when whoever deletes it isn't done: tantivy misses these files only once somebody searches."""
    for piece in shelf.glob("*.pos"):
        piece.unlink()


def test_without_articles_nothing_is_being_built(shelf: Path) -> None:
    keep_index()
    catch_up()
    assert not ask("vales").building


def test_a_copy_put_back_is_indexed_anew(publish: Publish) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    with db.transaction() as session:  # as if it came from the copy: no wish of its own is there
        articles.publish(session, key="x", language="es", title="Puntos", body="Un punto por cada euro.")
        due.cancel(session, indexing.DUE, "2")
        indexing.again(session)
    assert not ask("puntos").hits
    catch_up()
    assert titles(ask("puntos")) == ["Puntos"]


def test_the_next_article_brings_the_lost_ones_back(publish: Publish, shelf: Path) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    shutil.rmtree(shelf)
    publish("Puntos", "Un punto por cada euro.")
    assert titles(ask("vales")) == ["Vales"]


def test_an_index_of_another_version_of_us_is_made_again(publish: Publish, shelf: Path) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    shutil.rmtree(shelf)
    shelf.mkdir()
    tantivy.Index(tantivy.SchemaBuilder().build(), path=str(shelf))
    index.open_at(shelf)
    keep_index()
    catch_up()
    assert titles(ask("vales")) == ["Vales"]


def test_a_failed_write_leaves_the_index_as_it_was(publish: Publish) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    with pytest.raises(ZeroDivisionError), index.writing() as writer:
        writer.delete_all_documents()
        raise ZeroDivisionError
    assert titles(ask("vales")) == ["Vales"]
    publish("Puntos", "Un punto por cada euro.")
    assert titles(ask("puntos")) == ["Puntos"]


def test_one_process_writes_while_another_reads(publish: Publish, shelf: Path, store_url: str) -> None:
    publish("Vales", "El vale se añade antes de pagar.")
    many = 8
    command = [sys.executable, "-c", WRITER, store_url, str(shelf), str(many)]
    with subprocess.Popen(command) as writer:
        seen = [0]
        while writer.poll() is None:
            seen.append(len(ask("zumaque", limit=50).hits))
            assert titles(ask("vales")) == ["Vales"]
            time.sleep(0.005)  # a reader at its own pace
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert len(ask("zumaque", limit=50).hits) == many
    publish("Zumaque", "Zumaque otra vez.")  # and now the other way round
    assert len(ask("zumaque", limit=50).hits) == many + 1


def test_two_processes_write_and_nothing_is_lost(shelf: Path, store_url: str) -> None:
    command = [sys.executable, "-c", WRITER.replace("writer {", "{sys.argv[4]} {"), store_url, str(shelf), "4"]
    writers = [subprocess.Popen([*command, name]) for name in ("Ada", "Bob")]
    assert [each.wait() for each in writers] == [0, 0]
    assert len(ask("zumaque", limit=50).hits) == 8


@pytest.mark.slow
def test_an_operator_makes_it_again_and_sees_how_far_it_is(sqlite_url: str, tmp_path: Path) -> None:
    db.connect(sqlite_url)
    with db.transaction() as session:
        for number in range(3):
            articles.publish(session, key=str(number), language="es", title=f"Vale {number}", body="Zumaque.")
    environment = os.environ | {"CONSOLE_DATA": str(tmp_path), "DATABASE_URL": sqlite_url}
    command = [sys.executable, "-W", "ignore", "-m", "console.cli", "index"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert "3 of 3" in said and "3 articles can be found." in said
    index.open_at(tmp_path / "index")
    try:
        assert len(ask("zumaque").hits) == 3
    finally:
        db.disconnect()


def test_an_index_of_an_older_version_is_read_and_kept_better_once_written_again(publish: Publish, shelf: Path) -> None:
    shutil.rmtree(shelf)
    shelf.mkdir()
    tantivy.Index(index.schema(), path=str(shelf))  # with the library's own settings, as we had it before
    index.open_at(shelf)
    publish("Vales", "El vale se añade antes de pagar.")
    publish("Puntos", "Un punto por cada euro.")
    with db.reading() as session:
        indexing.rebuild(session)
    assert titles(ask("vales")) == ["Vales"] and titles(ask("puntos")) == ["Puntos"]
    assert json.loads((shelf / "meta.json").read_text())["index_settings"]["docstore_compression"] == "none"
