"""In which language to answer: the person's own choice, else their browser's, else ours."""

from __future__ import annotations

from flask import current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from console import words
from console.routes import people

KNOWN = ("es", "en")


def language() -> str:
    if "language" not in g:
        g.language = chosen()
    found: str = g.language
    return found


def chosen() -> str:
    asked = request.args.get("language")
    if asked in KNOWN:
        return asked
    try:
        known = people.known_agent() if not request.path.startswith(("/chat", "/shop")) else None
    except SQLAlchemyError:
        known = None  # even "the database is away" is said in some language
    if known is not None:
        return known.language
    return request.accept_languages.best_match(KNOWN) or str(current_app.config["LANGUAGE"])


def translated(text: str, /, **facts: object) -> str:
    return words.translate(language(), text, **facts)
