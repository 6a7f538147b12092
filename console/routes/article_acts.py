"""/knowledge/articles/…: carrying a version through review, comparing, files, categories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Role
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.knowledge import attachments, audience, authoring, editors, writing
from console.knowledge.articles import ARTICLE, Article, Category
from console.knowledge.attachments import Attachment, File
from console.publishing import publication as publications
from console.publishing import releasing, review
from console.publishing.publication import Publication
from console.routes import editing, people, sending
from console.routes.article_files import files
from console.routes.articles import again, compared, sent
from console.routes.reading_forms import Form, form, local
from console.routes.sending import Answer

acts = Blueprint("article_acts", __name__)
acts.context_processor(editing.about_me)
acts.register_blueprint(files)
AT = "/knowledge/articles/<key>"
DOES = (
    "submit", "approve", "send_back", "comment", "publish", "schedule", "unschedule", "retire", "still_valid",
    "reviewed",
)  # fmt: skip


@acts.post(f"{AT}/review")
def carry(key: str) -> Answer:
    """do= one of DOES; at= when it goes out, retire_at= when it is taken back, instead of now."""
    told = form()
    do = told.choice("do", DOES)
    return doing(key, lambda session, place: step(session, place, do, told))


def step(session: Session, place: Publication, do: str, told: Form) -> None:
    me = editing.editor(session)
    if do in ("approve", "send_back", "retire"):
        editors.approving(me)
    newest, said = authoring.newest(session, place), told.text("said", most=2_000)
    passage = told.text("passage", most=5_000)
    match do:
        case "submit":
            review.submit(session, newest, by=me, comment=said)
        case "approve":
            review.approve(session, newest, by=me, comment=said)
        case "send_back":
            review.send_back(session, newest, by=me, comment=said, passage=passage)
        case "comment":
            review.comment(session, newest, by=me, text=said, passage=passage)
        case "publish":
            releasing.publish(session, newest, by=me)
        case "schedule":
            releasing.publish(session, newest, by=me, at=to_come(told.moment("at"), "at"))
        case "unschedule":
            releasing.unschedule(session, newest, by=me)
        case "retire":
            at = told.maybe_moment("retire_at")
            releasing.retire(session, place, by=me, at=to_come(at, "retire_at") if at else None)
        case "still_valid":
            writing.still_valid(session, place, by=me)
        case "reviewed":
            writing.reviewed(session, place, by=me, review_by=told.maybe_day("review_by"))


def to_come(at: datetime, field: str) -> datetime:
    """What is set for later doesn't happen at once because the day was mistyped."""
    if at <= clock.now():
        raise Invalid("Choose a time to come.", field=field)
    return at


def doing(key: str, verb: Callable[[Session, Publication], object]) -> Answer:
    """One verb on an article; a refusal comes back on its page, beside what stands there."""

    def deed() -> None:
        with transaction() as session:
            editing.editor(session)
            verb(session, publications.publication(session, ARTICLE, key))

    return sending.done(
        deed, to=url_for("articles.article", key=key), again=lambda refusal: again(key, newest_of(key), refusal, None)
    )


def newest_of(key: str) -> Form:
    with reading() as session:
        return sent(authoring.newest(session, publications.publication(session, ARTICLE, key)).content)


@acts.post(f"{AT}/restored")
def restore(key: str) -> Answer:
    """An older version again, as a new one."""
    number = form().number("number")
    return doing(key, lambda session, place: releasing.roll_back(session, place, number, by=editing.editor(session)))


@acts.get(f"{AT}/compared")
def compare(key: str) -> str:
    """?old= and ?new= two numbers: what has changed from one to the other."""
    with reading() as session:
        editing.editor(session)
        place = publications.publication(session, ARTICLE, key)
        new = publications.version(session, place, request.args.get("new", place.newest, type=int))
        old = publications.version(session, place, request.args.get("old", max(1, new.number - 1), type=int))
        return render_template(
            "knowledge_compared.html", key=key, old=old, new=new, lines=compared(old.content, new.content),
            numbers=range(1, place.newest + 1), title=new.content["title"], in_force=place.in_force,
            old_at=local(old.at), new_at=local(new.at),
        )  # fmt: skip


@acts.post(f"{AT}/files")
def attach(key: str) -> Answer:
    file = request.files.get("file")

    def keep(session: Session, place: Publication) -> None:
        if file is None or not file.filename:
            raise Invalid("Choose a file.", field="file")
        sent_file = File(file.filename, file.read(attachments.LARGEST + 1))
        attachments.attach(session, authoring.parted(place.key)[0], sent_file, by=editing.editor(session))

    return doing(key, keep)


@acts.post(f"{AT}/files/<int:file_id>/removal")
def remove(key: str, file_id: int) -> Answer:
    def gone(session: Session, place: Publication) -> None:
        found = attachments.named(session, file_id)
        if found.article_key != authoring.parted(place.key)[0]:
            raise Missing
        attachments.remove(session, found)

    return doing(key, gone)


@acts.get("/attachments/<int:file_id>/<name>")
def attachment(file_id: int, name: str) -> Response:
    """To whoever may read the article; to visitors only of a public one."""
    with reading() as session:
        return served(may_have(session, file_id))


def may_have(session: Session, file_id: int) -> Attachment:
    if people.known_agent() is None:
        return attachments.public(session, file_id)
    me, found = people.agent(session), attachments.named(session, file_id)
    if not editors.may_edit(me):
        query = select(Article.id).where(Article.key == found.article_key, audience.readable_by(session, me))
        if not any(True for _ in session.scalars(query.limit(1))):
            raise Missing
    return found


def served(found: Attachment) -> Response:
    """Pictures are shown, everything else is saved; nothing of it may run or be taken for something else."""
    answer = Response(found.data, content_type=found.kind)
    answer.headers["Content-Disposition"] = f'{"inline" if found.is_image else "attachment"}; filename="{found.name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@acts.get("/knowledge/categories")
def categories() -> str:
    return categories_page(Form({}), None)


def categories_page(told: Form, refusal: Refusal | None) -> str:
    with reading() as session:
        editing.approver(session)
        found = list(session.scalars(select(Category).order_by(Category.key)))
        return render_template(
            "knowledge_categories.html", categories=found, roles=[each.value for each in Role], told=told,
            **editing.said(refusal),
        )  # fmt: skip


@acts.post("/knowledge/categories")
def categorise() -> Answer:
    told = form()
    known = {each.value for each in Role}

    def deed() -> None:
        with transaction() as session:
            editing.approver(session)
            writing.categorise(
                session, key=told.text("key", most=80), name_es=told.text("name_es", most=80),
                name_en=told.text("name_en", most=80), two_people=told.ticked("two_people"),
                roles=[each for each in told.fields.get("role", []) if each in known],
            )  # fmt: skip

    return sending.done(
        deed, to=url_for("article_acts.categories"), again=lambda refusal: categories_page(told, refusal)
    )
