"""/knowledge/gaps and /knowledge/asked: what was not found, and how people ask."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.knowledge import articles, learning, search
from console.knowledge import gaps as gap_book
from console.knowledge.articles import Article
from console.knowledge.gaps import Gap
from console.knowledge.learning import Asked, AskedState
from console.routes import editing, sending
from console.routes.languages import language
from console.routes.reading_forms import form, local
from console.routes.sending import Answer

gaps = Blueprint("gaps", __name__, url_prefix="/knowledge")
gaps.context_processor(editing.about_me)
CHOICES, PER_PAGE = 5, 50


@gaps.get("/gaps")
def page() -> str:
    return shown(None, None)


def shown(about: int | None, refusal: Refusal | None) -> str:
    with reading() as session:
        editing.editor(session)
        found = gap_book.open_gaps(session, limit=PER_PAGE)
        lines = [line(session, each) for each in found]
        life = gap_book.half_life(session)
        lately = answered_lately(session)
    return render_template(
        "knowledge_gaps.html", gaps=lines, life=life, half=None if life.days is None else days(life.days),
        lately=lately, about=about, **editing.said(refusal),
    )  # fmt: skip


def line(session: Session, gap: Gap) -> dict[str, object]:
    """With the articles that come nearest, for linking one by a click."""
    words = gap.phrases[0].phrase if gap.phrases else ""
    near = search.search(session, words, language=gap.language, limit=CHOICES)
    return {
        "id": gap.id, "gap": gap, "phrases": [(each.phrase, each.times) for each in gap.phrases],
        "since": local(gap.opened_at), "last": local(gap.last_at),
        "near": [(each.version.article_id, each.version.title) for each in near.results],
    }  # fmt: skip


def answered_lately(session: Session) -> list[dict[str, object]]:
    """Whether the words of each are now answered by its article: the proof of the answer."""
    query = (
        select(Gap)
        .where(Gap.state == gap_book.GapState.ANSWERED, Gap.article_id.is_not(None))
        .order_by(Gap.closed_at.desc())
        .limit(10)
    )
    found: list[dict[str, object]] = []
    for gap in session.scalars(query):
        phrase = gap.phrases[0].phrase if gap.phrases else ""
        hits = search.search(session, phrase, language=gap.language, limit=3).results
        title = articles.title_of(session, gap.article_id or 0)
        found.append({
            "phrase": phrase, "article": gap.article_id, "title": title, "times": gap.times,
            "found": gap.article_id in [each.version.article_id for each in hits],
            "days": days(((gap.closed_at or gap.opened_at) - gap.opened_at).total_seconds() / 86_400),
        })  # fmt: skip
    return found


def days(many: float) -> str:
    return f"{many:.1f}" if language() == "en" else f"{many:.1f}".replace(".", ",")


@gaps.post("/gaps/<int:gap_id>/answer")
def answer(gap_id: int) -> Answer:
    """With an article that exists, by its number."""

    def deed() -> None:
        with transaction() as session:
            by = editing.editor(session)
            article = session.get(Article, form().maybe_number("article") or 0)
            if article is None:
                raise Invalid("Choose the article that answers it.", field="article")
            gap_book.answer(session, gap(session, gap_id), by=by, article=article)

    return sending.done(deed, to=url_for("gaps.page"), again=lambda refusal: shown(gap_id, refusal))


@gaps.post("/gaps/<int:gap_id>/dismiss")
def dismiss(gap_id: int) -> Answer:
    def deed() -> None:
        with transaction() as session:
            by = editing.editor(session)
            gap_book.dismiss(session, gap(session, gap_id), by=by)

    return sending.done(deed, to=url_for("gaps.page"), again=lambda refusal: shown(gap_id, refusal))


@gaps.post("/gaps/<int:gap_id>/join")
def join(gap_id: int) -> Answer:
    def deed() -> None:
        with transaction() as session:
            editing.editor(session)
            into = form().number("into")
            if into == gap_id:
                raise Invalid("Choose another gap.", field="into")
            gap_book.join(session, gap(session, gap_id), into=gap(session, into))

    return sending.done(deed, to=url_for("gaps.page"), again=lambda refusal: shown(gap_id, refusal))


def gap(session: Session, gap_id: int) -> Gap:
    found = session.get(Gap, gap_id)
    if found is None or found.state is not gap_book.GapState.OPEN:
        raise Missing
    return found


@gaps.get("/asked")
def asked() -> str:
    """Every phrasing learnt, the newest first; ?article=3 for one article's."""
    return asked_page(None)


def asked_page(refusal: Refusal | None) -> str:
    article_id = request.args.get("article", type=int)
    with reading() as session:
        editing.editor(session)
        query = select(Asked).order_by(Asked.last_at.desc(), Asked.id.desc()).limit(PER_PAGE * 4)
        found = session.scalars(query if article_id is None else query.where(Asked.article_id == article_id))
        now = clock.now()
        lines = [
            {
                "id": each.id, "phrase": each.phrase, "article": each.article_id,
                "title": articles.title_of(session, each.article_id), "source": each.source.value,
                "times": each.times, "weight": each.weighs(now), "last": local(each.last_at),
                "live": each.state is AskedState.LIVE, "counts": each.weighs(now) >= learning.FORGOTTEN,
            }
            for each in found
        ]  # fmt: skip
        title = articles.title_of(session, article_id) if article_id else None
    return render_template(
        "knowledge_asked.html", asked=lines, article=article_id, title=title, language=language(),
        half_life=learning.HALF_LIFE.days, most=learning.MOST_PER_ARTICLE, **editing.said(refusal),
    )  # fmt: skip


@gaps.post("/asked")
def write_asked() -> Answer:
    """An editor knows how people ask."""
    sent = form()

    def deed() -> str:
        with transaction() as session:
            editing.editor(session)
            article = session.get(Article, sent.number("article"))
            if article is None:
                raise Missing
            learning.write(session, article.id, sent.text("phrase", most=500))
        return url_for("gaps.asked", article=sent.number("article"))

    return sending.done(deed, again=asked_page)


@gaps.post("/asked/<int:asked_id>/reject")
def reject(asked_id: int) -> Response:
    return judged(asked_id, learning.reject)


@gaps.post("/asked/<int:asked_id>/restore")
def restore(asked_id: int) -> Response:
    return judged(asked_id, learning.restore)


def judged(asked_id: int, verb: Callable[[Session, Asked], None]) -> Response:
    with transaction() as session:
        editing.editor(session)
        found = session.get(Asked, asked_id)
        if found is None:
            raise Missing
        verb(session, found)
        article_id = found.article_id
    return redirect(url_for("gaps.asked", article=article_id))
