"""/help: what visitors may read, without signing in. Only what is public and published now."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import ephemera
from console.agents.signing_in import TooManyTries
from console.contacts import read_before
from console.contacts.messaging import identifier
from console.db import reading, transaction
from console.desk import article_rows
from console.knowledge import attachments, quoted, search, self_service, snippets
from console.knowledge.articles import Article, ArticleState, ArticleVersion
from console.routes import editing, failures, people
from console.routes.chat import mine
from console.routes.languages import KNOWN, language
from console.routes.reading_forms import local
from console.routes.reading_input import NOTHING, body, json

help_centre = Blueprint("help", __name__, url_prefix="/help")
MOST_HITS, MOST_LISTED, RATE = 10, 100, "120/minute"


@help_centre.get("")
def page() -> str:
    asked = request.args.get("q", "")[:200]
    with reading() as session:
        if not asked.strip():
            return render_template("help.html", q=asked, hits=None, building=False, listed=listed(session))
        limited()
        answer = search.search(session, asked, language=language(), limit=MOST_HITS, visitor=True)
        return render_template("help.html", q=asked, hits=shown_as(answer), building=answer.building, listed=None)


def shown_as(answer: search.Found) -> list[dict[str, object]]:
    return [
        {"id": each.version.article_id, "title": each.version.title, "language": each.version.language,
         "snippet": snippets.marked(snippets.best_passage(each.version.body, answer.wanted), answer.wanted)}
        for each in answer.results
    ]  # fmt: skip


def listed(session: Session) -> list[dict[str, object]]:
    """In the visitor's language where there is a choice."""
    query = (
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .where(
            Article.public, Article.state == ArticleState.PUBLISHED, Article.language == language(),
            ArticleVersion.version == Article.version,
        )
        .order_by(ArticleVersion.title)
        .limit(MOST_LISTED)
    )  # fmt: skip
    return [{"id": each.article_id, "title": each.title} for each in session.scalars(query)]


@help_centre.get("/<int:article_id>")
def article(article_id: int) -> str | tuple[str, int]:
    """?v= the version that was sent to whoever asks: they are told when it says something else today."""
    with reading() as session:
        try:
            version = quoted.public(session, article_id)
        except quoted.NoLongerPublic as gone:
            return gone_page(gone), failures.status_of(gone)
        return render_template(
            "help_article.html", version=version, html=editing.shown(version.body),
            files=attachments.of(session, version.article.key), tongue=version.article.language,
            changed=quoted.changed_since(session, version, request.args.get("v", type=int)), at=local(version.at),
        )  # fmt: skip


def gone_page(gone: quoted.NoLongerPublic) -> str:
    """Whoever kept an address, or was sent it, reads that it no longer holds, and where to ask."""
    return render_template("help_gone.html", title=gone.title, since=local(gone.since), tongue=gone.language)


@help_centre.get("/articles/<int:article_id>")
def shown(article_id: int) -> Response:
    """One public article for the chat's widget."""
    with reading() as session:
        return json(article_rows.help_article(session, article_id))


@help_centre.post("/searches")
def suggested() -> Response:
    """What the chat's widget suggests to somebody who writes: {typed, understood, hits}. Not in the address, which
    others log, and nothing of it is kept."""
    limited()
    sent = body()
    tongue, limit = sent.choice("language", KNOWN), sent.number("limit", least=1, most=MOST_HITS)
    with reading() as session:
        return json(article_rows.found_by_visitors(session, sent.text("q", most=2_000), language=tongue, limit=limit))


@help_centre.put("/readings/<client_id>")
def read(client_id: str) -> tuple[str, int]:
    """A visitor opened an article, it helped, or they went on to a person; a retry changes nothing. Told with the
    key of a conversation, whoever answers it knows too."""
    limited()
    sent = body()
    came = self_service.Came(sent.choice("came", tuple(self_service.Came)))
    with transaction() as session:
        told = self_service.tell(
            session, client_id=identifier(client_id), article_id=sent.number("article"),
            version=sent.number("version"), came=came,
        )  # fmt: skip
        if "Authorization" in request.headers:
            read_before.tell(session, mine(session), told)
    return NOTHING


def limited() -> None:
    if not ephemera.allow(f"help@{people.address()}", RATE):
        raise TooManyTries
