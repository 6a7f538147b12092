"""/knowledge/synonyms: words that mean the same, and abbreviations, as editors keep them."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid, Missing
from console.knowledge import synonyms
from console.knowledge.synonyms import Synonyms
from console.routes import editing, failures
from console.routes.reading_forms import form, local

same_words = Blueprint("same_words", __name__, url_prefix="/knowledge/synonyms")
same_words.context_processor(editing.about_me)


@same_words.get("")
def page() -> str:
    return shown("", None)


def shown(typed: str, refusal: Invalid | None) -> str:
    with reading() as session:
        editing.editor(session)
        own = [
            {"id": each.id, "line": each.line, "one_way": synonyms.ABBREVIATES in each.line, "at": local(each.at),
             "by": session.get_one(Agent, each.by_id).name if each.by_id else "–"}
            for each in synonyms.groups(session)
        ]  # fmt: skip
    return render_template(
        "knowledge_synonyms.html", groups=own, trade=synonyms.starting(), typed=typed,
        longest=synonyms.LONGEST, most=synonyms.MOST_LINES, **editing.said(refusal),
    )  # fmt: skip


@same_words.post("")
def add() -> Response | tuple[str, int]:
    line = form().text("line", most=2_000)
    try:
        with transaction() as session:
            synonyms.add(session, line, by=editing.editor(session))
    except Invalid as refusal:
        return shown(line, refusal), failures.status_of(refusal)
    synonyms.forget()  # after the commit: read before it, the old list would stay for a second
    return redirect(url_for("same_words.page"))


@same_words.post("/<int:group_id>/remove")
def remove(group_id: int) -> Response:
    with transaction() as session:
        editing.editor(session)
        group = session.get(Synonyms, group_id)
        if group is None:
            raise Missing
        synonyms.remove(session, group)
    synonyms.forget()
    return redirect(url_for("same_words.page"))
