"""…/versions/<n>: an article as it was when it was quoted, for whoever works here and may read it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from console.db import reading
from console.desk import article_rows
from console.knowledge import articles, attachments, editors
from console.knowledge import quoted as quotations
from console.routes import editing, people
from console.routes.reading_forms import local
from console.routes.reading_input import json

quoted = Blueprint("quoted", __name__)
quoted.context_processor(editing.about_me)


@quoted.get("/knowledge/<int:article_id>/versions/<int:number>")
def page(article_id: int, number: int) -> str:
    people.who()
    with reading() as session:
        me = people.agent(session)
        found = quotations.read(session, article_id, number, by=me)
        version, article = found.version, found.version.article
        key = articles.publication_key(article.key, article.language)
        return render_template(
            "knowledge_quoted.html", version=version, number=number, now=found.now, stands=found.stands,
            tongue=article.language, at=local(version.at), since=local(found.since) if found.since else None,
            html=editing.shown(version.body), files=attachments.of(session, article.key),
            edit=url_for("articles.article", key=key) if editors.may_edit(me) else None,
        )  # fmt: skip


@quoted.get("/articles/<int:article_id>/versions/<int:number>")
def for_the_desk(article_id: int, number: int) -> Response:
    people.who()
    with reading() as session:
        return json(article_rows.quoted_page(session, article_id, number, reader=people.agent(session)))
