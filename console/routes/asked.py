"""/knowledge/asked: how people ask for articles, for an editor to keep or throw out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.db import reading, transaction
from console.errors import Missing, Refusal
from console.knowledge import articles, learning, likeness
from console.knowledge.articles import Article
from console.knowledge.learning import Asked, AskedState, Source
from console.routes import editing, sending
from console.routes.languages import language
from console.routes.reading_forms import form, local
from console.routes.sending import Answer

asked = Blueprint("asked", __name__, url_prefix="/knowledge/asked")
asked.context_processor(editing.about_me)
MOST_SHOWN = 200


@asked.get("")
def page() -> str:
    """?article= one article's only, ?q= words of the phrasing, ?source= where it is from; the newest first."""
    return shown(None)


def shown(refusal: Refusal | None) -> str:
    chosen = filters()
    with reading() as session:
        editing.editor(session)
        found = list(session.scalars(fitting(chosen).limit(MOST_SHOWN + 1)))
        lines = [line(session, each) for each in found[:MOST_SHOWN]]
        title = articles.title_of(session, chosen["article"]) if chosen["article"] else None
    return render_template(
        "knowledge_asked.html", asked=lines, more=len(found) > MOST_SHOWN, most_shown=MOST_SHOWN, title=title,
        sources=list(Source), half_life=learning.HALF_LIFE.days, most=learning.MOST_PER_ARTICLE,
        here=request.query_string.decode(), **chosen, **editing.said(refusal),
    )  # fmt: skip


def filters() -> dict[str, Any]:
    source = request.args.get("source")
    return {
        "article": request.args.get("article", type=int), "q": request.args.get("q", "")[:100].strip(),
        "source": Source(source) if source in set(Source) else None,
    }  # fmt: skip


def fitting(chosen: dict[str, Any]) -> Select[Asked]:
    query = select(Asked).order_by(Asked.last_at.desc(), Asked.id.desc())
    if chosen["article"] is not None:
        query = query.where(Asked.article_id == chosen["article"])
    if chosen["q"]:
        query = query.where(Asked.folded.contains(likeness.folded(chosen["q"]), autoescape=True))
    if chosen["source"] is not None:
        query = query.where(Asked.source == chosen["source"])
    return query


def line(session: Session, each: Asked) -> dict[str, Any]:
    weight = each.weighs(clock.now())
    live = each.state is AskedState.LIVE
    return {
        "id": each.id, "phrase": each.phrase, "article": each.article_id,
        "title": articles.title_of(session, each.article_id), "source": each.source.value, "times": each.times,
        "weight": said(weight) if live and weight >= learning.FORGOTTEN else None, "last": local(each.last_at),
        "live": live,
    }  # fmt: skip


def said(number: float) -> str:
    return f"{number:.1f}" if language() == "en" else f"{number:.1f}".replace(".", ",")


@asked.post("")
def write() -> Answer:
    """An editor knows how people ask."""
    sent = form()

    def deed() -> str:
        with transaction() as session:
            editing.editor(session)
            article = session.get(Article, sent.number("article"))
            if article is None:
                raise Missing
            learning.write(session, article.id, sent.text("phrase", most=500))
        return url_for("asked.page", article=sent.number("article"))

    return sending.done(deed, again=shown)


@asked.post("/<int:asked_id>/keep")
def keep(asked_id: int) -> Response:
    return judged(asked_id, learning.keep)


@asked.post("/<int:asked_id>/reject")
def reject(asked_id: int) -> Response:
    return judged(asked_id, learning.reject)


@asked.post("/<int:asked_id>/restore")
def restore(asked_id: int) -> Response:
    return judged(asked_id, learning.restore)


def judged(asked_id: int, verb: Callable[[Session, Asked], None]) -> Response:
    """Back to where one was: the same article, the same words."""
    with transaction() as session:
        editing.editor(session)
        found = session.get(Asked, asked_id)
        if found is None:
            raise Missing
        verb(session, found)
    return redirect(url_for("asked.page", **{name: value for name, value in filters().items() if value}))
