"""create_app(): the only place where the parts are joined."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from flask import Flask, Response, g, request, send_from_directory
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from console import db, draining, ephemera, events, logs
from console.config import Config, kept_secret
from console.contacts import codes as contact_codes
from console.knowledge import classifier, index
from console.migrations import models
from console.outbox import carriers
from console.privacy import erasing, journal, treatment
from console.realtime import listening, serving
from console.reports import metrics
from console.routes import failures
from console.routes.article_acts import acts
from console.routes.articles import articles
from console.routes.asked import asked
from console.routes.bulletins import bulletins
from console.routes.call_keys import call_keys
from console.routes.campaigns import campaigns
from console.routes.chat import chat
from console.routes.chat_files import agent_files, visitor_files
from console.routes.codes import codes
from console.routes.contact_duplicates import contact_duplicates
from console.routes.contacts import contacts
from console.routes.contradictions import contradictions
from console.routes.cti import cti
from console.routes.desk import desk
from console.routes.duplicates import duplicates
from console.routes.follow_ups import follow_ups
from console.routes.gaps import gaps
from console.routes.help import help_centre
from console.routes.import_doors import import_doors
from console.routes.imports import imports
from console.routes.insight import insights
from console.routes.knowledge import knowledge
from console.routes.languages import language, translated
from console.routes.margins import margin_page
from console.routes.offer_preview import previews
from console.routes.offers import offers
from console.routes.outbox import outbox
from console.routes.pages import pages
from console.routes.privacy import privacy
from console.routes.profiles import profiles
from console.routes.proof import proof
from console.routes.queues import queues
from console.routes.quoted import quoted
from console.routes.same_words import same_words
from console.routes.script_walked import script_walked
from console.routes.scripts import scripts
from console.routes.sections import sections
from console.routes.shop import shop
from console.routes.sources import sources
from console.routes.staff import staff
from console.routes.stories import stories

DIST = Path(__file__).parent / "static" / "dist"
LARGEST_REQUEST, LARGEST_FORM = 32 * 1024 * 1024, 2 * 1024 * 1024
"""Imports are files; all else is small, and each handler refuses far smaller texts field by field."""


def create_app(config: Config, *, async_mode: str = "gevent") -> Flask:
    """The whole product behind one WSGI app; its Socket.IO server is in ``app.extensions``."""
    db.connect(config.database)
    ephemera.connect(config.redis_url)
    carriers.use(config)
    contact_codes.keep_key(kept_secret(config))
    metrics.set_zone(config.zone)
    journal.keep_at(config)
    treatment.know(models.metadata())
    events.subscribe(erasing.PersonForgotten, erasing.leave_no_trace)
    index.open_at(config.data / "index")
    classifier.open_at(config.data / "learnt" / "articles.npz")
    app = Flask("console", static_folder=None, template_folder=str(Path(__file__).parent / "templates"))
    app.url_map.converters["int"] = Id
    settle(app, config)
    logs.number_requests(app)
    secure(app, config)
    app.jinja_env.globals.update(_=translated, company=config.company, sections=sections)
    app.context_processor(lambda: {"language": language()})
    failures.register(app)
    serving.refuse_too_long(app)
    of_customers = (profiles, codes, privacy, insights, outbox)
    of_offers = (offers, previews, campaigns, contradictions, scripts, script_walked, proof)
    of_knowledge = (knowledge, bulletins, gaps, asked, same_words, articles, acts, quoted, help_centre)
    of_contacts = (desk, contacts, call_keys, chat, agent_files, visitor_files, follow_ups)
    for blueprint in (
        pages, staff, queues, *of_contacts, cti, imports, import_doors, *of_knowledge, *of_offers, *of_customers
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    app.register_blueprint(duplicates)
    app.register_blueprint(contact_duplicates)
    app.register_blueprint(sources)
    app.register_blueprint(margin_page)
    if config.demo:
        app.register_blueprint(shop)
        app.register_blueprint(stories)
    app.add_url_rule("/static/dist/<path:filename>", "dist", served)
    CSRFProtect(app).exempt(cti)
    app.extensions["csrf"].exempt(chat)
    app.extensions["csrf"].exempt(visitor_files)
    app.extensions["csrf"].exempt(help_centre)  # nobody is signed in there
    app.extensions["csrf"].exempt(imports)  # checks it itself: a program sends a token of its own
    listening.listen(app, async_mode=async_mode, redis_url=config.redis_url)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.extensions["console_door"] = door = draining.Door(app.wsgi_app)
    app.wsgi_app = door  # type: ignore[method-assign]
    return app


def settle(app: Flask, config: Config) -> None:
    """The settings that handlers read."""
    stamp, bundles = DIST / ".stamp", DIST / "bundles.json"
    app.config.update(
        SECRET_KEY=kept_secret(config), SESSION_COOKIE_NAME="console", SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=config.url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=timedelta(days=30), MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=1_000_000, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False,
        SESSION_HOURS=config.session_hours, ERASURE_DAYS=config.erasure_days,
        LANGUAGE=config.language, COMPANY=config.company,
        ZONE=config.timezone, REGION=config.region, CTI_TOKEN=config.cti_token,
        CTI_SECRET=config.cti_secret, IMPORT_TOKEN=config.import_token, DEMO=config.demo,
        SETTINGS=config, DATA=config.data, DIST=str(DIST),
        BUNDLES=orjson.loads(bundles.read_bytes()) if bundles.exists() else {},
        BUILD=stamp.read_text()[:12] if stamp.exists() else "unbuilt",
    )  # fmt: skip


A_YEAR = 31_536_000


def served(filename: str) -> Response:
    """A chunk is named after its content, so it is fetched once; a surface's first files are asked for anew."""
    return send_from_directory(DIST, filename, max_age=A_YEAR if filename.startswith("chunks/") else 0)


class Id(IntegerConverter):
    """A number in an address that a row can have; a larger one is no such address."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **({"max": 2**31 - 1} | options))


def limit_size() -> None:
    """What is too large is refused before it is read."""
    if request.blueprint != "imports" and request.mimetype != "multipart/form-data":
        request.max_content_length = LARGEST_FORM


def secure(app: Flask, config: Config) -> None:
    """Strict headers on every answer. Scripts run only from our own files, with this answer's nonce."""
    app.before_request(lambda: setattr(g, "nonce", secrets.token_urlsafe(16)))
    app.before_request(limit_size)
    app.jinja_env.globals["nonce"] = lambda: g.nonce
    origins = " ".join(each for each in config.chat_origins.split() if re.fullmatch(r"[\w*:/.\-]+", each))

    @app.after_request
    def headers(response: Response) -> Response:
        framed = origins if request.path == "/chat/widget" else "'none'"
        own = f"'nonce-{g.nonce}'" if "nonce" in g else "'none'"
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src {own}; style-src 'self'; img-src 'self' data:; "
            f"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed}",
        )
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.path != "/chat/loader.js" and not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if config.url.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def sockets(app: Flask) -> SocketIO:
    found: SocketIO = app.extensions["socketio"]
    return found
