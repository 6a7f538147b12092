"""/knowledge/import and /knowledge/export: articles from elsewhere, rehearsed first; and everything out again."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from console import clock
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.knowledge import authoring, bringing_in, packing, taking_out
from console.knowledge.bringing_in import Report
from console.routes import editing, failures
from console.routes.articles import categories
from console.routes.languages import language, translated
from console.routes.reading_forms import form

files = Blueprint("article_files", __name__, url_prefix="/knowledge")
files.context_processor(editing.about_me)


@files.get("/import")
def page() -> str:
    return shown(None, None)


def shown(report: Report | None, refusal: Refusal | None, *, dry: bool = True) -> str:
    """With the language and category chosen before: what was rehearsed is what is then done."""
    told = form()
    with reading() as session:
        editing.editor(session)
        return render_template(
            "knowledge_import.html", report=report, dry=dry, categories=categories(session),
            languages=authoring.LANGUAGES, own=told.text("language", most=80) or language(),
            category=told.text("category", most=80), problems=said(report), **editing.said(refusal),
        )  # fmt: skip


def said(report: Report | None) -> list[tuple[str, str]]:
    """(file, what is wrong in the reader's words)."""
    return [(each.file, translated(each.message, **each.facts)) for each in report.problems] if report else []


@files.post("/import")
def take_in() -> str | tuple[str, int]:
    """Rehearses unless told to go ahead."""
    with reading() as session:
        editing.editor(session)
    told = form()
    sent = request.files.get("file")
    go = told.choice("go", ("rehearse", "draft", "publish"))
    try:
        if sent is None or not sent.filename:
            raise Invalid("Choose a file.", field="file")
        report = Report()
        tongue, category = told.choice("language", authoring.LANGUAGES), told.text("category", most=80) or None
        for few in bringing_in.some(packing.uploaded(sent.filename, sent.read())):
            with transaction() as session:
                bringing_in.take_in(
                    session, few, by=editing.editor(session), language=tongue, category=category,
                    publish=go == "publish", dry=go == "rehearse", report=report,
                )  # fmt: skip
    except Missing:
        raise
    except Refusal as refusal:
        return shown(None, refusal), failures.status_of(refusal)
    return shown(report, None, dry=go == "rehearse")


@files.get("/export")
def export() -> Response:
    with reading() as session:
        editing.editor(session)
        packed = taking_out.everything(session)
    answer = Response(packed, mimetype="application/zip")
    name = f"articles-{clock.now():%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
