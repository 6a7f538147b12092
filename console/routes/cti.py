"""POST /api/v1/cti/<token>: what a phone system tells us."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

from flask import Blueprint, Response, current_app, request

from console.db import transaction
from console.errors import Missing
from console.routes.reading_input import body, json
from console.telephony.cti_webhook import calls

cti = Blueprint("cti", __name__)


@cti.post("/api/v1/cti/<token>")
def event(token: str) -> Response:
    began = time.perf_counter()
    must_know(token)
    told = calls.parse(fields(), region=current_app.config["REGION"])
    with transaction() as session:
        calls.take_in(session, told)
    answer = json({})
    # The rows are emitted when the transaction ends: this is how long the pop took in here.
    answer.headers["Server-Timing"] = f"pop;dur={(time.perf_counter() - began) * 1000:.3f}"
    return answer


def must_know(token: str) -> None:
    """The token, and the signature when one is set. A wrong one looks like no such address."""
    config = current_app.config
    if not config["CTI_TOKEN"] or not hmac.compare_digest(token.encode(), config["CTI_TOKEN"].encode()):
        raise Missing
    if config["CTI_SECRET"]:
        right = hmac.new(config["CTI_SECRET"].encode(), request.get_data(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(request.headers.get("X-Signature", "").encode(), right.encode()):
            raise Missing


def fields() -> dict[str, Any]:
    if request.is_json:
        return body().fields
    form = {name: request.form.get(name) for name in request.form}
    several = request.form.getlist("user[]")
    return form | ({"user": several} if several else {})
