"""One JSON object a line on standard error: when, how bad, what, in which request.

No personal data: only the extra fields named here are written, and every text goes through
`redaction`. So log ids as fields, and words of your own as the message.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
import uuid
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask, Response, g, has_request_context, request

from console.errors import Refusal
from console.redaction import redacted

log = logging.getLogger("console")

FIELDS = frozenset(
    {"event", "kind", "contact", "agent", "customer", "due", "status", "method", "route", "ms", "code", "source"}
)
"""The only extras that are written: ids, names of things of ours, numbers."""

QUIET = frozenset({"/healthz", "/readyz", "/static/dist/<path:filename>"})
"""Asked all day long by machines: only told at DEBUG."""

_DATABASE_DETAILS = re.compile(r"\[parameters: .*|^DETAIL: .*", re.DOTALL | re.MULTILINE)
"""Where SQLAlchemy and PostgreSQL repeat the values of the row that failed."""
_REQUEST_ID = re.compile(r"[\w.-]{8,64}")


def begin(level: str = "INFO") -> None:
    """Everything that is logged in this process goes out as JSON from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JSONFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for chatty in ("socketio", "engineio", "werkzeug", "geventwebsocket", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def number_requests(app: Flask) -> None:
    """Each answer says its request's id, so that a complaint can be found in the log, where a line
    tells how each went: by its route, never by its address, which may hold a number or a name."""

    @app.before_request
    def begun() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def named(response: Response) -> Response:
        response.headers.setdefault("X-Request-Id", request_id())
        route = request.url_rule.rule if request.url_rule else None
        ms = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
        level = logging.DEBUG if route in QUIET else logging.INFO
        told = {"method": request.method, "route": route, "status": response.status_code, "ms": ms}
        log.log(level, "answered", extra=told)
        return response


def request_id() -> str:
    """The proxy's id when it sent a sensible one, else one of ours; steady within a request."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) and redacted(given) == given else uuid.uuid4().hex
    found: str = g.request_id
    return found


class JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if has_request_context():
            line["request"] = request_id()
        for name in FIELDS & record.__dict__.keys():
            line[name] = _field(record.__dict__[name])
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
        return orjson.dumps(line).decode()


def _field(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float) else redacted(str(value))


def _error(error: BaseException) -> dict[str, Any]:
    """The kind, where it passed, and its words as far as they name nobody."""
    # A refusal's template is ours; its facts may be somebody's.
    words = error.template if isinstance(error, Refusal) else _DATABASE_DETAILS.sub("", str(error))
    frames = traceback.extract_tb(error.__traceback__)
    found: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "message": redacted(words).strip(),
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found | ({"cause": _error(cause)} if cause is not None else {})
