"""/knowledge/gaps: what was not found, and what answers it."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.knowledge import articles, in_vain, search
from console.knowledge import gaps as gap_book
from console.knowledge.articles import Article
from console.knowledge.gaps import Gap
from console.routes import editing, sending
from console.routes.languages import language
from console.routes.reading_forms import form, local
from console.routes.sending import Answer

gaps = Blueprint("gaps", __name__, url_prefix="/knowledge")
gaps.context_processor(editing.about_me)
CHOICES, LOOKED_FOR, PER_PAGE = 5, 20, 50


@gaps.get("/gaps")
def page() -> str:
    """?gap= and ?q=: other articles that may answer that one."""
    return shown(request.args.get("gap", type=int), None)


def shown(about: int | None, refusal: Refusal | None) -> str:
    looked_for = request.values.get("q", "")[:200].strip()
    with reading() as session:
        editing.editor(session)
        found = gap_book.open_gaps(session, limit=PER_PAGE)
        vain = in_vain.of(session, [each.id for each in found])
        lines = [line(session, each, vain[each.id], looked_for if each.id == about else "") for each in found]
        life = gap_book.half_life(session)
        lately = answered_lately(session)
    return render_template(
        "knowledge_gaps.html", gaps=lines, life=life, half=None if life.days is None else days(life.days),
        lately=lately, about=about, q=looked_for, **editing.said(refusal),
    )  # fmt: skip


def line(session: Session, gap: Gap, vain: list[in_vain.Tried], looked_for: str) -> dict[str, object]:
    """With the articles that come nearest, or were looked for, for linking one by a click."""
    words = looked_for or (gap.phrases[0].phrase if gap.phrases else "")
    near = search.search(session, words, language=gap.language, limit=LOOKED_FOR if looked_for else CHOICES)
    return {
        "id": gap.id, "gap": gap, "phrases": [(each.phrase, each.times) for each in gap.phrases],
        "since": local(gap.opened_at), "last": local(gap.last_at),
        "vain": vain, "near": [(each.version.article_id, each.version.title) for each in near.results],
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
