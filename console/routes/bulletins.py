"""/knowledge/notes: the notes of the day, written by whoever oversees the floor."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Queue
from console.db import reading, transaction
from console.desk import bulletin_rows
from console.errors import Invalid, Missing, Refusal
from console.knowledge import articles, bulletin
from console.knowledge.articles import Article, ArticleState, ArticleVersion
from console.knowledge.authoring import LONGEST_TITLE
from console.knowledge.bulletin import Bulletin
from console.routes import editing, failures, people
from console.routes.languages import language
from console.routes.reading_forms import Form, form, local

bulletins = Blueprint("bulletins", __name__, url_prefix="/knowledge/notes")
bulletins.context_processor(editing.about_me)
USUALLY = timedelta(hours=8)
MINUTES = "%Y-%m-%dT%H:%M"
MOST_TITLES = 500
"""Proposed while one types; any other can be written too."""
TITLES = (
    select(ArticleVersion.title)
    .join(ArticleVersion.article)
    .where(Article.state == ArticleState.PUBLISHED, ArticleVersion.version == Article.version)
    .order_by(ArticleVersion.title)
)


@bulletins.get("")
def page() -> str:
    """``?instead=``: the form holds what a note says, to be corrected."""
    people.overseer()
    instead = request.args.get("instead", type=int)
    with reading() as session:
        before = held(session, instead) if instead else None
        sent = Form(as_sent(session, before) if before else {})
    return shown(sent, None)


def held(session: Session, bulletin_id: int) -> Bulletin:
    """A note that is up. Raises Missing."""
    note = session.get(Bulletin, bulletin_id)
    if note is None or note.ends_at <= clock.now():
        raise Missing
    return note


def as_sent(session: Session, note: Bulletin) -> dict[str, list[str]]:
    return {
        "article": [articles.title_of(session, note.article_id) if note.article_id else ""],
        "text": [note.text], "queue": [str(each) for each in note.queues], "instead": [str(note.id)],
        "ends_at": [local(note.ends_at).strftime(MINUTES)],
    }  # fmt: skip


def shown(sent: Form, refusal: Refusal | None) -> str:
    with reading() as session:
        queues = list(session.scalars(select(Queue).order_by(Queue.id)))
        names = {each.id: each.name_es if language() == "es" else each.name_en for each in queues}
        notes = bulletin.up(session)
        titles = list(session.scalars(TITLES.limit(MOST_TITLES)))
        lines = [
            {
                "id": each.id, "text": each.text, "ends_at": local(each.ends_at),
                "queues": [names[q] for q in each.queues if q in names],
                "by": session.get_one(Agent, each.by_id).name, **acknowledged(session, each),
            }
            for each in notes
        ]  # fmt: skip
    return render_template(
        "knowledge_notes.html", titles=titles, names=names, notes=lines, sent=sent, most=bulletin.LONGEST_TEXT,
        until=local(clock.now() + USUALLY).strftime(MINUTES), chosen=set(sent.numbers("queue")),
        **editing.said(refusal),
    )  # fmt: skip


def acknowledged(session: Session, note: Bulletin) -> dict[str, object]:
    """Who has read it and when, and whom it concerns that hasn't."""
    read = bulletin.readers(session, note)
    known = {each.id for each, _ in read}
    return {
        "read": [(each.name, local(at)) for each, at in read],
        "unread": [each.name for each in bulletin_rows.concerned(session, note) if each.id not in known],
    }


@bulletins.post("")
def write() -> Response | tuple[str, int]:
    people.overseer()
    sent = form()
    try:
        with transaction() as session:
            instead = sent.maybe_number("instead")
            if instead:
                bulletin.take_down(session, held(session, instead))
            bulletin.write(
                session, by=people.agent(session), text=sent.text("text"), queues=existing(session, sent),
                ends_at=sent.maybe_moment("ends_at") or clock.now(), article_id=explained(session, sent),
            )  # fmt: skip
    except Missing:
        raise
    except Refusal as refusal:
        return shown(sent, refusal), failures.status_of(refusal)
    return redirect(url_for("bulletins.page"))


def existing(session: Session, sent: Form) -> list[int]:
    """Those wished for. Raises Invalid when none of them is left: none at all would be everybody."""
    wished, known = sent.numbers("queue"), set(session.scalars(select(Queue.id)))
    found = [each for each in wished if each in known]
    if wished and not found:
        raise Invalid("None of these queues is there any more.", field="queue")
    return found


def explained(session: Session, sent: Form) -> int | None:
    """The article that says it at length, by its title. Raises Invalid when none is called so."""
    title = sent.text("article", most=LONGEST_TITLE).strip()
    if not title:
        return None
    found = session.scalar(TITLES.with_only_columns(Article.id).where(ArticleVersion.title == title).order_by(None))
    if found is None:
        raise Invalid("No published article has this title.", field="article")
    return found


@bulletins.post("/<int:bulletin_id>/end")
def end(bulletin_id: int) -> Response:
    people.overseer()
    with transaction() as session:
        note = session.get(Bulletin, bulletin_id)
        if note is None:
            raise Missing
        bulletin.take_down(session, note)
    return redirect(url_for("bulletins.page"))
