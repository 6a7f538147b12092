"""A log line is JSON, belongs to its request, and names nobody."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from flask import Flask

from console.errors import Conflict
from console.logs import JSONFormatter, number_requests


def line(message: str, *arguments: object, error: BaseException | None = None, **extra: object) -> dict[str, Any]:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("console.test", logging.INFO, __file__, 1, message, arguments, info)
    record.__dict__.update(extra)
    found: dict[str, Any] = json.loads(JSONFormatter().format(record))
    return found


def test_a_line_says_when_how_bad_where_and_what() -> None:
    said = line("routed %s", 7, contact=7)
    assert said["at"].endswith("+00:00")
    assert (said["level"], said["logger"], said["message"], said["contact"]) == ("INFO", "console.test", "routed 7", 7)


def test_personal_data_in_words_and_arguments_is_taken_out() -> None:
    assert line("call from %s", "+34600123456")["message"] == "call from [phone]"


def test_a_field_that_is_not_known_is_not_written() -> None:
    said = json.dumps(line("asked", query="María García", name="María García", source="ana@correo.es"))
    assert "María" not in said
    assert "[email]" in said


def test_an_error_says_its_kind_and_place_but_not_whose_row_it_was() -> None:
    try:
        raise ValueError("failed [parameters: ('María', '600123456')]")
    except ValueError:
        said = line("it failed", error=sys.exc_info()[1])
    assert said["error"]["type"] == "builtins.ValueError"
    assert said["error"]["message"] == "failed"
    assert "test_logs.py" in said["error"]["frames"][0]


def test_a_refusal_is_logged_without_its_facts() -> None:
    said = line("refused", error=Conflict("{name} was faster.", name="María García"))
    assert said["error"]["message"] == "{name} was faster."


def test_the_cause_of_an_error_is_told_the_same_careful_way() -> None:
    try:
        try:
            raise KeyError("600123456")
        except KeyError as cause:
            raise RuntimeError("no such person") from cause
    except RuntimeError:
        said = line("it failed", error=sys.exc_info()[1])
    assert said["error"]["cause"]["message"] == "'[phone]'"


@pytest.mark.parametrize(
    ("sent", "kept"), [("a-sensible-id", True), ("600123456", False), ("short", False), ("new\tline-in-it", False)]
)
def test_a_request_keeps_the_proxys_id_only_when_it_is_a_sensible_one(sent: str, kept: bool) -> None:
    app = Flask("test")
    number_requests(app)
    app.add_url_rule("/", view_func=lambda: line("in a request")["request"])
    answer = app.test_client().get("/", headers={"X-Request-Id": sent})
    assert answer.text == answer.headers["X-Request-Id"]
    assert (answer.text == sent) is kept


def test_an_answer_is_told_by_its_route_and_never_by_its_address(caplog: pytest.LogCaptureFixture) -> None:
    app = Flask("test")
    number_requests(app)
    app.add_url_rule("/people/<number>", view_func=lambda number: "found")
    with caplog.at_level(logging.INFO, "console"):
        app.test_client().get("/people/600123456?q=Carmen")
    told = JSONFormatter().format(caplog.records[-1])
    said = json.loads(told)
    assert (said["route"], said["method"], said["status"]) == ("/people/<number>", "GET", 200)
    assert "600123456" not in told and "Carmen" not in told
