"""How connections are treated below HTTP."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from gevent import pywsgi

from console import db
from console.realtime import serving
from console.realtime.serving import Handler
from tests import web


@pytest.fixture
def app(store: str, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def answered(app: Flask, *lines: str) -> list[str]:
    """What our server says to requests one after the other on one connection."""
    browser, accepted = socket.socketpair()
    with browser:
        browser.sendall("".join(f"{each}\r\nHost: x\r\nAccept-Language: es\r\n\r\n" for each in lines).encode())
        browser.shutdown(socket.SHUT_WR)
        Handler(accepted, ("127.0.0.1", 1), pywsgi.WSGIServer(("127.0.0.1", 0), app, log=None)).handle()
        said = b""
        with suppress(ConnectionResetError):  # of what wasn't read
            while more := browser.recv(1 << 16):
                said += more
    return said.decode().split("HTTP/1.1 ")[1:]


def test_the_body_of_an_answer_does_not_wait_until_its_head_is_acknowledged() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        browser = socket.create_connection(door.getsockname())
        accepted, address = door.accept()
    same = accepted.dup()
    assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
    browser.close()
    Handler(accepted, address, pywsgi.WSGIServer(("127.0.0.1", 0), None, log=None)).handle()
    assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
    same.close()


def test_a_connection_that_is_no_tcp_is_left_as_it_is() -> None:
    proxy, accepted = socket.socketpair(socket.AF_UNIX)
    proxy.close()
    Handler(accepted, ("", 0), pywsgi.WSGIServer(("127.0.0.1", 0), None, log=None)).handle()


@pytest.mark.parametrize("path", ["/articles", "/people", "/help"])
def test_a_query_too_long_for_an_address_is_refused_in_words(app: Flask, path: str) -> None:
    json = "HTTP/1.1\r\nAccept: application/json"
    refused, alive = answered(app, f"GET {path}?q={'vale' * 2_500} {json}", f"GET /healthz {json}")
    assert refused.startswith("414 ") and "application/json" in refused
    assert '"code":"request_uri_too_long"' in refused.replace(" ", "")
    assert "demasiado larga" in refused.encode().decode("unicode_escape")
    assert alive.startswith("200 ")  # the connection goes on, and nothing of the line was taken for a request


def test_a_person_gets_a_page_for_it(app: Flask) -> None:
    (refused,) = answered(app, f"GET /help?q={'%F0%9F%99%82' * 1_000} HTTP/1.1\r\nAccept: text/html")
    assert refused.startswith("414 ") and "demasiado larga" in refused


def test_a_line_without_an_end_is_read_no_further(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LONGEST_LINE", 20_000)
    (refused,) = answered(app, f"GET /help?q={'a' * 100_000} HTTP/1.1")
    assert refused.startswith("414 ") and "\r\n\r\n" in refused
