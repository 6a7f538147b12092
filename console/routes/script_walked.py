"""/scripts/…/walked: every step of the version in use with every answer, and what came of it."""

from __future__ import annotations

from flask import Blueprint, render_template

from console.db import reading
from console.errors import Missing
from console.offers import script_figures, steps
from console.offers.script_authoring import SCRIPT
from console.publishing import publication as book
from console.routes import marketing
from console.routes.scripts import tongue

script_walked = Blueprint("script_walked", __name__, url_prefix="/scripts")
script_walked.context_processor(marketing.about_me)


@script_walked.get("/<key>/walked")
def page(key: str) -> str:
    with reading() as session:
        marketing.marketer(session)
        book.publication(session, SCRIPT, key)
        script = steps.newest(session, key)
        if script is None:
            raise Missing
        found = script_figures.figures(session, script)
        shown = [
            {
                "title": step["title"][tongue()], "figures": each,
                "labels": {answer["key"]: answer["label"][tongue()] for answer in step["answers"]},
            }
            for step, each in zip(script.steps, found, strict=True)
        ]  # fmt: skip
    return render_template("script_walked.html", key=key, walked=found[0].reached, steps=shown)
