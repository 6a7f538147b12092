"""Somebody in the web chat: an HTTP client with the key of a conversation they have begun."""

from __future__ import annotations

from uuid import uuid4

from flask import Flask


class Visitor:
    def __init__(self, app: Flask, text: str):
        self.client = app.test_client()
        begun = self.client.post("/chat/contacts", json={"client_id": str(uuid4()), "language": "es", "text": text})
        self.key = {"Authorization": f"Bearer {begun.json['token']}"}
        (row,) = (each["row"] for each in begun.json["snapshot"]["rows"] if each["kind"] == "visitor_chat")
        self.contact: int = row["id"]
