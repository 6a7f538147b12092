"""Articles from before there were drafts can be edited afterwards, with the versions they had."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from console import db, migrations
from console.db import reading
from console.knowledge import articles
from console.publishing.publication import publication, version


def test_an_article_of_an_older_database_becomes_a_publication(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    with migrations.connection(url) as database:
        command.upgrade(migrations.settings(database), "0016")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(
            "INSERT INTO article (id, key, language, state, public, version, reviewed_on) "
            "VALUES (1, 'bread', 'es', 'published', 1, 2, '2026-01-02')"
        ))  # fmt: skip
        for number in (1, 2):
            connection.execute(
                text("INSERT INTO article_version (article_id, version, title, body, at) VALUES (1, :n, :t, 'b', :at)"),
                {"n": number, "t": f"Pan {number}", "at": datetime.now(UTC).replace(tzinfo=None).isoformat(" ")},
            )
    engine.dispose()
    migrations.upgrade(url)
    db.connect(url)
    with reading() as session:
        found = publication(session, "article", "bread.es")
        assert (found.newest, found.in_force) == (2, 2)
        assert version(session, found, 2).content["title"] == "Pan 2"
        assert version(session, found, 2).content["public"] is True
        assert [version(session, found, number).state.value for number in (1, 2)] == ["retired", "published"]
        assert articles.read(session, 1).title == "Pan 2"
