"""Browsers of our people: a signed-in HTTP client with its CSRF token, and sockets beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from console.app import create_app, sockets
from console.config import Config
from tests.cast import PASSWORD


def app_for(store_url: str, folder: Path, **more: Any) -> Flask:
    settings = {"data": folder, "database_url": store_url, "secret": "s" * 32, "cti_token": "cti-token-cti-token"}
    return create_app(Config(**(settings | more)), async_mode="threading")


@dataclass
class Browser:
    """One person's browser."""

    app: Flask
    client: FlaskClient
    csrf: str

    def send(self, method: str, path: str, body: Any = None) -> Any:
        sent = body if body is not None else {}
        return self.client.open(path, method=method, json=sent, headers={"X-CSRFToken": self.csrf})

    def socket(self) -> SocketIOTestClient:
        return sockets(self.app).test_client(self.app, flask_test_client=self.client, auth={"csrf": self.csrf})


def browser(app: Flask, username: str) -> Browser:
    client = app.test_client()
    form = token(client, "/sign-in")
    signed = client.post("/sign-in", data={"username": username, "password": PASSWORD, "csrf_token": form})
    assert signed.status_code == 302, signed.get_data(as_text=True)
    return Browser(app, client, token(client, "/desk"))


def token(client: FlaskClient, path: str) -> str:
    """The CSRF token a page carries: a form's hidden field, or a live page's settings."""
    page = client.get(path).get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(r'"csrf":\s*"([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def rows(socket: SocketIOTestClient, kind: str) -> list[dict[str, Any]]:
    """Rows of a kind that this socket has received since it was last asked."""
    said = [each["args"][0] for each in socket.get_received() if each["name"] == "row"]
    return [each["row"] for each in said if each["kind"] == kind]


def heard(socket: SocketIOTestClient) -> list[tuple[str, Any]]:
    return [(each["name"], each["args"][0] if each["args"] else None) for each in socket.get_received()]
