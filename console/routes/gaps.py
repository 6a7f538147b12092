"""/knowledge/gaps: what was not found, and what answers it."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.knowledge import answering, articles, authoring, in_vain, search, writing
from console.knowledge import gaps as gap_book
from console.knowledge.articles import Article
from console.knowledge.gaps import Gap, GapState
from console.routes import editing, sending
from console.routes.languages import language, translated
from console.routes.reading_forms import form, local
from console.routes.sending import Answer

gaps = Blueprint("gaps", __name__, url_prefix="/knowledge")
gaps.context_processor(editing.about_me)
CHOICES, LOOKED_FOR, PER_PAGE = 5, 20, 50
SOON = timedelta(seconds=10)
"""An index of its own process has surely seen an answer after so long."""


@gaps.get("/gaps")
def page() -> str:
    """?gap= and ?q=: other articles that may answer that one; ?gap= and ?done=: the one to go on with after another."""
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
        done = session.get(Gap, request.args.get("done", 0, type=int))
        return render_template(
            "knowledge_gaps.html", gaps=lines, life=life, half=None if life.days is None else lasted(life.days),
            lately=lately, about=about, q=looked_for, done=done if done and done.state is not GapState.OPEN else None,
            done_with=articles.title_of(session, done.article_id) if done and done.article_id else "",
            **editing.said(refusal),
        )  # fmt: skip


def line(session: Session, gap: Gap, vain: list[in_vain.Tried], looked_for: str) -> dict[str, object]:
    """With the articles that come nearest, or were looked for, for linking one by a click."""
    words = looked_for or (gap.phrases[0].phrase if gap.phrases else "")
    near = search.search(session, words, language=gap.language, limit=LOOKED_FOR if looked_for else CHOICES)
    return {
        "id": gap.id, "gap": gap, "phrases": [(each.phrase, each.times) for each in gap.phrases],
        "since": local(gap.opened_at), "last": local(gap.last_at),
        "vain": vain, "draft": draft(session, gap),
        "near": [(each.version.article_id, each.version.title) for each in near.results],
    }  # fmt: skip


def draft(session: Session, gap: Gap) -> tuple[str, str, str] | None:
    """What is being written to answer it: its key, title and author."""
    found = writing.known(session, gap.being_written) if gap.being_written else None
    if found is None:
        return None
    newest = authoring.newest(session, found)
    return found.key, str(newest.content.get("title", "")), newest.author.name if newest.author else "–"


def answered_lately(session: Session) -> list[dict[str, object]]:
    """Whether the words of each are now answered by its article: the proof of the answer."""
    query = (
        select(Gap)
        .where(Gap.state == GapState.ANSWERED, Gap.article_id.is_not(None))
        .order_by(Gap.closed_at.desc())
        .limit(10)
    )
    found: list[dict[str, object]] = []
    for gap in session.scalars(query):
        phrase = gap.phrases[0].phrase if gap.phrases else ""
        hits = search.search(session, phrase, language=gap.language, limit=3).results
        title = articles.title_of(session, gap.article_id or 0)
        found.append({
            "id": gap.id, "phrase": phrase, "article": gap.article_id, "title": title, "times": gap.times,
            "found": gap.article_id in [each.version.article_id for each in hits],
            "soon": gap.closed_at is not None and clock.now() - gap.closed_at < SOON,
            "after": lasted(((gap.closed_at or gap.opened_at) - gap.opened_at) / timedelta(days=1)),
        })  # fmt: skip
    return found


def lasted(days: float) -> str:
    """As one says it: a gap that was answered over coffee took minutes, and not 0.0 days."""
    if days >= 1:
        return counted(days, "1 day", "{n} days", shown=f"{days:.1f}" if days < 10 else None)
    hours = days * 24
    return counted(hours, "1 hour", "{n} hours") if hours >= 1 else counted(hours * 60, "1 minute", "{n} minutes")


def counted(many: float, one: str, several: str, *, shown: str | None = None) -> str:
    whole = max(1, round(many))
    if shown is None or shown.endswith(".0"):
        return translated(one if whole == 1 else several, n=whole)
    return translated(several, n=shown if language() == "en" else shown.replace(".", ","))


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

    return sending.done(deed, to=on(gap_id), again=lambda refusal: shown(gap_id, refusal))


@gaps.post("/gaps/<int:gap_id>/dismiss")
def dismiss(gap_id: int) -> Answer:
    def deed() -> None:
        with transaction() as session:
            by = editing.editor(session)
            gap_book.dismiss(session, gap(session, gap_id), by=by)

    return sending.done(deed, to=on(gap_id), again=lambda refusal: shown(gap_id, refusal))


@gaps.post("/gaps/<int:gap_id>/reopening")
def reopen(gap_id: int) -> Answer:
    def deed() -> None:
        with transaction() as session:
            editing.editor(session)
            found = session.get(Gap, gap_id)
            if found is None:
                raise Missing
            answering.reopen(session, found)

    return sending.done(deed, to=url_for("gaps.page", gap=gap_id), again=lambda refusal: shown(gap_id, refusal))


@gaps.post("/gaps/<int:gap_id>/join")
def join(gap_id: int) -> Answer:
    def deed() -> None:
        with transaction() as session:
            editing.editor(session)
            into = form().number("into")
            if into == gap_id:
                raise Invalid("Choose another gap.", field="into")
            gap_book.join(session, gap(session, gap_id), into=gap(session, into))

    return sending.done(deed, to=on(gap_id, form().maybe_number("into")), again=lambda refusal: shown(gap_id, refusal))


def on(done: int, into: int | None = None) -> str:
    """Nobody looks for their place again: to the gap that stood below the one that is done."""
    place = into or form().maybe_number("next")
    return url_for("gaps.page", done=done, gap=place)  # no fragment: a browser with one leaves autofocus alone


def gap(session: Session, gap_id: int) -> Gap:
    found = session.get(Gap, gap_id)
    if found is None or found.state is not GapState.OPEN:
        raise Missing
    return found
