"""/scripts: guided conversations as marketers write them, try them, and see them walked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from console.db import reading, transaction
from console.errors import Refusal
from console.expressions import fill
from console.offers import script_figures, script_text, steps
from console.offers.script_authoring import SCRIPT, told_with
from console.publishing import differences
from console.publishing import publication as book
from console.publishing.differences import Change
from console.publishing.publication import Version
from console.routes import marketing, publishing_acts, sending
from console.routes.languages import language
from console.routes.reading_forms import form
from console.routes.sending import Answer

scripts = Blueprint("scripts", __name__, url_prefix="/scripts")
scripts.context_processor(marketing.about_me)


@scripts.get("")
def page() -> str:
    with reading() as session:
        marketing.marketer(session)
        rows = [
            {
                "key": each.key, "newest": each.newest, "in_force": each.in_force,
                "state": marketing.names()[book.version(session, each, each.newest).state],
                "steps": len(book.version(session, each, each.newest).content["steps"]),
                "offers": [offer.key for offer in told_with(session, each.key)],
            }
            for each in book.all_of(session, SCRIPT)
        ]
    return render_template("scripts.html", rows=rows)


@scripts.get("/new")
def new() -> str:
    return edited("", request.args.get("text", ""), None, None)


@scripts.post("")
def create() -> Answer:
    return saved(form().text("key", most=60).strip(), fresh=True)


@scripts.get("/<key>")
def edit(key: str) -> str:
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, SCRIPT, key)
        wanted = request.args.get("version", "")
        number = int(wanted) if wanted.isdigit() else found.newest
        text = script_text.write(book.version(session, found, number).content["steps"])
    return edited(key, text, number, None)


@scripts.post("/<key>")
def save(key: str) -> Answer:
    return saved(key, fresh=False)


def saved(key: str, *, fresh: bool) -> Answer:
    """The whole text, checked before anything is kept."""
    sent = form()
    text = sent.text("script", most=script_text.LONGEST)

    def keep() -> None:
        with transaction() as session:
            by = marketing.marketer(session)
            version = marketing.written(session, SCRIPT, key, {"steps": script_text.read(text)}, by, sent, fresh=fresh)
            marketing.go_on(session, version, by, sent)

    number = None if fresh else sent.maybe_number("after")
    return sending.done(keep, to=f"/scripts/{key}", again=lambda refusal: edited(key, text, number, refusal))


def again(key: str, number: int, refusal: Refusal) -> str:
    with reading() as session:
        found = book.version(session, book.publication(session, SCRIPT, key), number)
        text = script_text.write(found.content["steps"])
    return edited(key, text, number, refusal)


def edited(key: str, text: str, number: int | None, refusal: Refusal | None) -> str:
    with reading() as session:
        agent = marketing.marketer(session)
        history, figures = None, []
        if number is not None:
            found = book.publication(session, SCRIPT, key)
            history = marketing.history(session, found, book.version(session, found, number), agent)
            script = steps.newest(session, key)
            figures = script_figures.figures(session, script) if script else []
    return render_template(
        "script.html", key=key, text=text, history=history, figures=figures, guide=script_text.__doc__,
        **marketing.said(refusal),
    )  # fmt: skip


@scripts.get("/<key>/versions/<int:number>")
def changes(key: str, number: int) -> str:
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, SCRIPT, key)
        new = as_text(book.version(session, found, number))
        old = as_text(book.version(session, found, number - 1)) if number > 1 else ""
        lines = differences.changed({"script": old}, {"script": new})
    return render_template(
        "version_changes.html", base=f"/scripts/{key}", section="scripts", key=key, number=number, before=number - 1,
        lines=[("", each.text, each.change is Change.NEW) for each in lines if each.text],
    )  # fmt: skip


def as_text(version: Version) -> str:
    return script_text.write(version.content["steps"])


@scripts.get("/<key>/versions/<int:number>/run")
def run(key: str, number: int) -> str:
    """One step at a time, from ``path``, with nobody on the line: nothing is kept."""
    asked = request.args.getlist("path")
    with reading() as session:
        marketing.marketer(session)
        version = book.version(session, book.publication(session, SCRIPT, key), number)
        walked, here, outcome = walk(version, asked)
    return render_template(
        "script_run.html", key=key, number=number, walked=walked, here=here, outcome=outcome, asked=asked,
    )  # fmt: skip


Walked = tuple[list[dict[str, str]], dict[str, Any] | None, str]
"""The answers so far, the step one stands at, or the outcome one came to."""


def walk(version: Version, asked: list[str]) -> Walked:
    """Along the answers asked for; one that isn't there ends the walk where it was."""
    by_key = {each["key"]: each for each in version.content["steps"]}
    tongue = "en" if language() == "en" else "es"
    here, walked = version.content["steps"][0], []
    for answer in asked[: steps.MOST_STEPS * 4]:
        chosen = next((each for each in here["answers"] if each["key"] == answer), None)
        if chosen is None:
            break
        walked.append({"title": here["title"][tongue], "answer": chosen["label"][tongue]})
        if chosen.get("outcome"):
            return walked, None, chosen["outcome"]
        here = by_key[chosen["to"]]
    say = fill(here["say"][tongue], {}, tongue)
    return walked, {**here, "said": say, "named": here["title"][tongue], "tongue": tongue}, ""


publishing_acts.serve(scripts, SCRIPT, again)
