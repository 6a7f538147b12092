"""The only place that knows status codes: turns a refusal into an answer people can read."""

from __future__ import annotations

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from console.agents.signing_in import TooManyTries
from console.customers.reads import TooManyLookups
from console.errors import Conflict, Invalid, Missing, Refusal, Refused
from console.knowledge.quoted import NoLongerPublic
from console.routes.languages import translated
from console.routes.people import SignedOut

STATUS: dict[type[Refusal], int] = {
    SignedOut: 401, TooManyTries: 429, TooManyLookups: 429, Invalid: 400,
    NoLongerPublic: 410, Missing: 404, Conflict: 409, Refused: 422,
}  # fmt: skip
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
WORDS = {
    400: "The request could not be read.",
    404: "Nothing like that is here.",
    405: "That can't be done here.",
    413: "That is too large.",
    414: "The address is too long to be read. Ask with fewer words.",
    429: "Too many tries. Wait a minute and try again.",
    503: "The console cannot reach its records just now. Nothing you wrote was lost; try again in a moment.",
    500: "Something went wrong on our side. Nothing you wrote was lost; try again.",
}


def status_of(refusal: Refusal) -> int:
    return next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)


def register(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        message = translated(refusal.template, **refusal.facts)
        return answer(status_of(refusal), refusal.code, message, refusal.field)

    @app.errorhandler(CSRFError)
    def forged(_: CSRFError) -> Response:
        return answer(403, "forged", translated("This page is too old. Reload it and try again."), None)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        code = error.code or 500
        return answer(code, error.name.lower().replace(" ", "_"), translated(WORDS.get(code, WORDS[400])), None)

    @app.errorhandler(OperationalError)
    def away(error: OperationalError) -> Response:
        """The database doesn't answer: nothing was written, and the same again may work in a moment."""
        app.logger.error("the database is away", exc_info=error)
        told = answer(503, "database_away", translated(WORDS[503]), None)
        told.headers["Retry-After"] = "2"
        return told

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        app.logger.error("a request failed", exc_info=error)
        return answer(500, "broken", translated(WORDS[500]), None)


def answer(status: int, code: str, message: str, field: str | None) -> Response:
    """JSON for programs, a page for people."""
    if wants_page():
        title = translated("Not here") if status == 404 else translated("That didn't work")
        page = render_template("error.html", status=status, title=title, message=message)
        return make_response(page, status)
    error: dict[str, object] = {"code": code, "message": message, "field": field, "facts": {}}
    return make_response(jsonify(error=error), status)


def wants_page() -> bool:
    best = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return best == "text/html" and (request.method == "GET" or request.mimetype in FORMS)
