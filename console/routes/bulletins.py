"""/knowledge/notes: the notes of the day, written by whoever oversees the floor."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Queue
from console.db import reading, transaction
from console.desk import bulletin_rows
from console.errors import Missing, Refusal
from console.knowledge import bulletin
from console.knowledge.bulletin import Bulletin
from console.routes import editing, failures, people
from console.routes.languages import language
from console.routes.reading_forms import Form, form, local

bulletins = Blueprint("bulletins", __name__, url_prefix="/knowledge/notes")
bulletins.context_processor(editing.about_me)
USUALLY = timedelta(hours=8)


@bulletins.get("")
def page() -> str:
    people.overseer()
    return shown(Form({}), None)


def shown(sent: Form, refusal: Refusal | None) -> str:
    with reading() as session:
        queues = list(session.scalars(select(Queue).order_by(Queue.id)))
        names = {each.id: each.name_es if language() == "es" else each.name_en for each in queues}
        notes = bulletin.up(session)
        lines = [
            {
                "id": each.id, "text": each.text, "ends_at": local(each.ends_at),
                "queues": [names[q] for q in each.queues if q in names],
                "by": session.get_one(Agent, each.by_id).name, **acknowledged(session, each),
            }
            for each in notes
        ]  # fmt: skip
    return render_template(
        "knowledge_notes.html", names=names, notes=lines, sent=sent, most=bulletin.LONGEST_TEXT,
        until=local(clock.now() + USUALLY).strftime("%Y-%m-%dT%H:%M"), chosen=set(sent.numbers("queue")),
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
            bulletin.write(
                session, by=people.agent(session), text=sent.text("text"), queues=existing(session, sent),
                ends_at=sent.maybe_moment("ends_at") or clock.now(),
            )  # fmt: skip
    except Refusal as refusal:
        return shown(sent, refusal), failures.status_of(refusal)
    return redirect(url_for("bulletins.page"))


def existing(session: Session, sent: Form) -> list[int]:
    known = set(session.scalars(select(Queue.id)))
    return [each for each in sent.numbers("queue") if each in known]


@bulletins.post("/<int:bulletin_id>/end")
def end(bulletin_id: int) -> Response:
    people.overseer()
    with transaction() as session:
        note = session.get(Bulletin, bulletin_id)
        if note is None:
            raise Missing
        bulletin.take_down(session, note)
    return redirect(url_for("bulletins.page"))
