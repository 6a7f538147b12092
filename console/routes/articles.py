"""/knowledge: the articles as their editors see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console import clock
from console.agents.agent import Agent
from console.contacts import served
from console.db import reading, transaction
from console.errors import Missing, Refusal
from console.knowledge import (
    answering,
    attachments,
    authoring,
    editors,
    listing,
    rendering,
    reviewing,
    self_service,
    writing,
)
from console.knowledge import articles as authored
from console.knowledge.articles import ARTICLE, Category
from console.knowledge.gaps import Gap
from console.publishing import passages, releasing, review, rewording
from console.publishing import publication as publications
from console.publishing.publication import Publication, State, Version
from console.routes import editing, sending
from console.routes.languages import language
from console.routes.reading_forms import Form, form, local
from console.routes.reading_input import body as json_body
from console.routes.reading_input import json
from console.routes.sending import Answer

articles = Blueprint("articles", __name__, url_prefix="/knowledge")
articles.context_processor(editing.about_me)
LATELY = timedelta(days=90)
AGAIN = timedelta(days=180)
"""What is proposed when somebody says that an article still holds."""
STATES = ("draft", "review", "published", "retired", listing.OVERDUE, listing.UNTRANSLATED)


@articles.get("")
def page() -> str:
    """?q= words of the title, ?state= one of STATES, ?category= a key, ?page= from 1."""
    wanted, state, category = request.args.get("q", "")[:100], request.args.get("state"), request.args.get("category")
    with reading() as session:
        me = editing.editor(session)
        here = listing.page(
            session, request.args.get("page", 1, type=int), words=wanted, state=state, category=category
        )
        return render_template(
            "knowledge_articles.html", articles=here.lines, many=here.many, all=here.all, page=here.number,
            pages=here.pages, languages=here.languages,
            out_at={each.key: local(each.publish_at) for each in here.lines if each.publish_at}, owners=names(session),
            q=wanted, state=state, states=STATES, category=category, categories=categories(session),
            mine=[(each.key, each.language, authored.title_of(session, each.id), each.review_by)
                  for each in reviewing.due_for(session, me.id)],
        )  # fmt: skip


def names(session: Session) -> dict[int, str]:
    return {each.id: each.name for each in session.execute(select(Agent.id, Agent.name))}


def standing(session: Session, publication: Publication) -> authoring.Translation:
    """How this one stands to what it translates."""
    name, tongue = authoring.parted(publication.key)
    found = {authoring.parted(each.key)[1]: each for each in authoring.siblings(session, name)}
    return authoring.standing(session, tongue, found)


def categories(session: Session) -> dict[str, str]:
    found = session.scalars(select(Category).order_by(Category.key))
    return {each.key: each.name_es if language() == "es" else each.name_en for each in found}


@articles.get("/new")
def new() -> str | Response:
    """?gap= what it is to answer, ?of= and ?into= what it is to translate, into which language."""
    with reading() as session:
        me = editing.editor(session)
        source = request.args.get("of")
        if source:
            key, content = writing.translate(
                session, publications.publication(session, ARTICLE, source), request.args.get("into", ""), by=me
            )
            if writing.known(session, key) is not None:  # somebody has begun it since this link was shown
                return redirect(url_for("articles.article", key=key))
            return editor_page(session, me, None, key, sent(content), translated_from=source)
        gap = session.get(Gap, request.args.get("gap", 0, type=int))
        title = gap.phrases[0].phrase.capitalize() if gap and gap.phrases else ""
        begun = sent({"title": title, "owner": me.id})
        return editor_page(session, me, None, "", begun, gap=gap.id if gap else None)


@articles.get("/<int:article_id>")
def by_number(article_id: int) -> Response:
    """From a search, a gap or a phrasing to its editor."""
    with reading() as session:
        editing.editor(session)
        found = writing.publication_of(session, article_id)
    if found is None:
        raise Missing
    return redirect(url_for("articles.article", key=found.key))


@articles.get("/articles/<key>")
def article(key: str) -> str:
    with reading() as session:
        me = editing.editor(session)
        publication = publications.publication(session, ARTICLE, key)
        return editor_page(session, me, publication, key, sent(authoring.newest(session, publication).content))


def sent(content: dict[str, Any]) -> Form:
    """A version's content as the form would send it."""
    fields = {name: [str(content[name])] for name in ("title", "body", "category", "owner", "review_by")
              if content.get(name) is not None}  # fmt: skip
    return Form(fields | ({"public": ["1"]} if content.get("public") else {}))


def editor_page(
    session: Session, me: Agent, publication: Publication | None, key: str, filled: Form, *,
    refusal: Refusal | None = None, preview: bool = False, gap: int | None = None, translated_from: str | None = None,
) -> str:  # fmt: skip
    name, tongue = authoring.parted(key)
    text = filled.text("body", most=2_000_000)
    people = session.scalars(select(Agent).where(Agent.disabled_at.is_(None)).order_by(Agent.name))
    return render_template(
        "knowledge_editor.html", key=key, name=name, tongue=tongue or language(), filled=filled, me_name=me.name,
        publication=publication, newest=authoring.newest(session, publication) if publication else None,
        html=editing.shown(text) if len(text) <= authoring.LONGEST_BODY else "", uses_script=True,
        preview=preview, gap=gap,
        categories=categories(session), languages=authoring.LANGUAGES, may_approve=editors.may_approve(me),
        owners=[(each.id, each.name) for each in people if editors.may_edit(each)],
        translated_from=translated_from, most_title=authoring.LONGEST_TITLE,
        asks_approval=authoring.asks_approval(session, key, {"category": filled.text("category", most=80)}),
        **(beside(session, publication, me) if publication else original(session, translated_from)),
        **editing.said(refusal),
    )  # fmt: skip


def original(session: Session, key: str | None) -> dict[str, Any]:
    """What somebody begins to translate, to stand beside it from the first word on."""
    if not key:
        return {}
    source = publications.publication(session, ARTICLE, key)
    return {"source": source_lines(session, source, source.in_force or source.newest)}


def beside(session: Session, publication: Publication, me: Agent) -> dict[str, Any]:
    """The column beside the editor, and what the text it translates has become."""
    newest = authoring.newest(session, publication)
    name, _ = authoring.parted(publication.key)
    source = authoring.source_of(session, publication)
    found = writing.article_of(session, publication)
    return {
        "history": [
            {"number": each.number, "state": each.state.value, "at": local(each.at), "comment": each.comment,
             "by": each.author.name if each.author else "–"}
            for each in reversed(publication.versions)
        ],
        "acts": [
            {"did": each.did.value, "by": each.agent.name if each.agent else None, "at": local(each.at),
             "comment": each.comment, "version": each.version, "passage": each.passage,
             "stands": bool(each.passage) and passages.stands_in(newest.content, each.passage)}
            for each in reversed(publication.acts)
        ][:12],
        "translations": authoring.translations(session, publication), "standing": standing(session, publication),
        "source": source_lines(session, *source) if source else None,
        "files": attachments.of(session, name), "article": found,
        "review_due": found is not None and reviewing.is_due(found),
        "again_by": clock.now().date() + AGAIN,
        "served": served.of(session, found.id, clock.now() - LATELY) if found else None, "lately": LATELY.days,
        "visitors": self_service.sums(session, found.id) if found else None,
        "approved": [session.get_one(Agent, each).name for each in approvals(session, newest)],
        "own": newest.author_id == me.id, "publish_at": local(newest.publish_at) if newest.publish_at else None,
        "kept_at": local(newest.at), "retire_at": local(publication.retire_at) if publication.retire_at else None,
    }  # fmt: skip


def approvals(session: Session, version: Version) -> list[int]:
    return review.approvers(session, version) if version.state is State.REVIEW else []


def source_lines(session: Session, source: Publication, number: int) -> dict[str, Any]:
    """What has changed in the original since the version translated; the whole of it when nothing has."""
    now = publications.version(session, source, source.in_force or source.newest)
    then = publications.version(session, source, number)
    return {
        "key": source.key, "language": authoring.parted(source.key)[1], "then": number, "now": now.number,
        "lines": compared(then.content, now.content), "title": now.content["title"],
        "html": editing.shown(now.content["body"]),
    }  # fmt: skip


def compared(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(same, gone or new; pieces of the line) of title and text; a piece is (same, gone or new; text)."""
    def shown(content: dict[str, Any]) -> dict[str, Any]:
        return {"0": content.get("title", ""), "1": content.get("body", "")}

    return [
        (line.change.value, [(each.change.value, each.text) for each in line.pieces])
        for line in rewording.reworded(shown(old), shown(new))
    ]


def previewed() -> str:
    text = json_body().text("body", most=2_000_000)
    if len(text) > authoring.LONGEST_BODY:
        raise authoring.no_text()
    return text


@articles.post("/preview")
def preview() -> Response:
    """The result of what is in the field now, for the script beside it."""
    with reading() as session:
        editing.editor(session)
    return json({"html": rendering.html(previewed())})


@articles.post("/new")
@articles.post("/articles/<key>")
def write(key: str = "") -> Answer | str:
    """do=save keeps a draft, do=submit also asks for approval, do=publish puts it out; do=preview
    keeps nothing and shows the result."""
    filled = form()
    do = filled.choice("do", ("preview", "save", "submit", "publish"))
    gap = filled.maybe_number("gap")
    if do == "preview":
        return again(key, filled, None, gap)

    def deed() -> str:
        with transaction() as session:
            me = editing.editor(session)
            whole = key or begun(session, filled)
            if gap:
                answering.begin(session, gap, whole)
            written_by(session, me, whole, filled, do)
        return url_for("articles.article", key=whole)

    return sending.done(deed, again=lambda refusal: again(key, filled, refusal, gap))


def begun(session: Session, filled: Form) -> str:
    name, tongue = filled.text("key", most=80), filled.text("language", most=5)
    if filled.text("translated_from", most=200):
        return authoring.new_key(name, tongue)
    return writing.begun(session, name, tongue, filled.text("title", most=2_000))


def again(key: str, filled: Form, refusal: Refusal | None, gap: int | None) -> str:
    """The same page with what was typed, and why it was refused."""
    with reading() as session:
        me = editing.editor(session)
        return editor_page(
            session, me, writing.known(session, key), key, filled, refusal=refusal, preview=refusal is None, gap=gap,
            translated_from=filled.text("translated_from", most=200) or None,
        )  # fmt: skip


def written_by(session: Session, me: Agent, key: str, filled: Form, do: str) -> Version:
    source = filled.text("translated_from", most=200)
    translates = None
    if source:
        _, content = writing.translate(
            session, publications.publication(session, ARTICLE, source), authoring.parted(key)[1], by=me
        )
        translates = content["translates"]
    draft = writing.Draft(
        title=filled.text("title", most=2_000), body=filled.text("body", most=2_000_000),
        public=filled.ticked("public"), category=filled.text("category", most=80) or None,
        owner=filled.maybe_number("owner"), review_by=filled.maybe_day("review_by"),
        comment=filled.text("comment", most=2_000),
    )  # fmt: skip
    after = filled.maybe_number("after") or 0
    written = writing.write(session, key, draft, by=me, after=after, translates=translates)
    if do == "submit" and written.state is State.REVIEW:
        raise writing.Unchanged(number=written.number)
    if do == "submit":
        return review.submit(session, written, by=me)
    if do == "publish":
        return releasing.publish(session, written, by=me)
    return written
