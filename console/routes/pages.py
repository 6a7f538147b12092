"""Plain pages: the way in and out, and whether we are well."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from console import clock
from console.agents import cookies, signing_in
from console.agents.agent import Role
from console.db import reading, transaction
from console.errors import Refused
from console.routes import people
from console.routes.languages import language, translated

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> AnyResponse:
    who = people.known_agent()
    if who is None:
        return redirect(url_for("pages.sign_in"))
    return redirect(url_for("desk.page" if who.role is Role.AGENT else "desk.wallboard"))


@pages.get("/sign-in")
def sign_in() -> str:
    return sign_in_page("", None)


def sign_in_page(username: str, error: str | None) -> str:
    now = clock.now().astimezone(ZoneInfo(current_app.config["ZONE"]))
    shape = "EEEE d 'de' MMMM, H:mm" if language() == "es" else "EEEE d MMMM, H:mm"
    today = format_datetime(now, shape, locale=language())
    return render_template(
        "sign_in.html", form_error=error, username=username, language=language(), attempts_left=None,
        now=now.isoformat(), today=today[:1].upper() + today[1:],
    )  # fmt: skip


@pages.post("/sign-in")
def signing() -> AnyResponse | tuple[str, int]:
    username, password = request.form.get("username", "")[:80], request.form.get("password", "")[:200]
    try:
        with transaction() as session:
            _, key = signing_in.sign_in(session, username=username, password=password, address=people.address())
    except Refused as refusal:
        status = 429 if isinstance(refusal, signing_in.TooManyTries) else 422
        return sign_in_page(username, translated(refusal.template, **refusal.facts)), status
    cookies.keep(key)
    return redirect(url_for("pages.home"))


@pages.post("/sign-out")
def sign_out() -> AnyResponse:
    with transaction() as session:
        if found := cookies.current_sign_in(session):
            signing_in.sign_out(session, found)
    cookies.forget()
    return redirect(url_for("pages.sign_in"))


@pages.get("/healthz")
def healthz() -> Response:
    """This process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def readyz() -> Response:
    """This process can do its work: the database answers, and we aren't draining."""
    if current_app.extensions.get("console_draining"):
        return Response("draining\n", status=503, mimetype="text/plain")
    try:
        with reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return Response("no database\n", status=503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
