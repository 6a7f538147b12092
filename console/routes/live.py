"""A live page: its snapshot, words and settings embedded, so the first paint needs no request."""

from __future__ import annotations

import orjson
from flask import current_app, g, render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from console import words
from console.desk.rows import Snapshot


def page(surface: str, snapshot: Snapshot | None, *, language: str, **more: object) -> str:
    g.language = language
    settings = {
        "language": language, "csrf": generate_csrf(), "company": current_app.config["COMPANY"],
        "timezone": current_app.config["ZONE"], "surface": surface, **more,
    }  # fmt: skip
    return render_template(
        "live.html", surface=surface, title=current_app.config["COMPANY"], language=language,
        theme=None, snapshot_json=embedded(snapshot), words_json=embedded(words.catalogue(language)),
        settings_json=embedded(settings), bundle=f"{surface}.js", preload=needed_at_start(surface),
        style=f"{surface}.css",
    )  # fmt: skip


def needed_at_start(surface: str) -> list[str]:
    """The scripts its first script imports, so that they are fetched beside it and not after it."""
    bundles = current_app.config["BUNDLES"]
    return bundles[surface]["scripts"][1:] if surface in bundles else []


def embedded(what: object) -> Markup:
    """JSON that can't end its own script element, whatever people wrote into it."""
    text = orjson.dumps(what).decode()
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704
