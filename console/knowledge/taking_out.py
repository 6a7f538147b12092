"""Every article as a file of Markdown, with the files beside it, as a zip that `bringing_in` reads back."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.knowledge import attachments, authoring, from_files
from console.knowledge.articles import ARTICLE, Category
from console.knowledge.attachments import Attachment
from console.knowledge.packing import FORMAT, MANIFEST
from console.publishing import publication as publications
from console.publishing.kinds import Content

ADDRESS = re.compile(r"/attachments/(?P<id>\d+)/[\w.\-%]+")


def everything(session: Session) -> bytes:
    """A zip of Markdown, one file a language, with what `from_files` reads back: what is in force, else the newest
    draft. Beside them the articles' files, and a manifest that says whose each is and what categories there are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in publications.all_of(session, ARTICLE):
            number = each.in_force or each.newest
            content = publications.version(session, each, number).content
            archive.writestr(f"{each.key}.md", as_file(session, content, each.key))
        files = [added(archive, each) for each in session.scalars(in_order())]
        told = {"format": FORMAT, "categories": categories(session), "files": files}
        if files or told["categories"]:
            archive.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
    return packed.getvalue()


def in_order() -> Any:
    return select(Attachment).order_by(Attachment.article_key, Attachment.name).execution_options(yield_per=1)


def added(archive: zipfile.ZipFile, file: Attachment) -> dict[str, Any]:
    """Puts it in; its line of the manifest."""
    path = place_of(file)
    archive.writestr(path, file.data)
    return {"path": path, "article": file.article_key, "sha256": hashlib.sha256(file.data).hexdigest()}


def place_of(file: Attachment) -> str:
    return f"files/{file.article_key}/{file.name}"


def categories(session: Session) -> list[dict[str, Any]]:
    return [
        {"key": each.key, "name_es": each.name_es, "name_en": each.name_en, "two_people": each.two_people,
         "roles": each.roles}
        for each in session.scalars(select(Category).order_by(Category.key))
    ]  # fmt: skip


def as_file(session: Session, content: Content, key: str) -> str:
    name, language = authoring.parted(key)
    translates, owner = content.get("translates"), content.get("owner")
    head = {
        "title": content["title"], "key": name, "language": language, "category": content.get("category") or "",
        "public": "true" if content.get("public") else "false", "reviewed_on": content.get("reviewed_on") or "",
        "review_by": content.get("review_by") or "",
        "owner": session.scalar(select(Agent.username).where(Agent.id == owner)) if owner else "",
        "translates": f"{translates['language']}@{translates['version']}" if translates else "",
    }  # fmt: skip
    lines = [f"{field}: {from_files.quoted(value)}" for field, value in head.items() if value]
    return "\n".join(["---", *lines, "---", "", placed(session, name, content["body"]), ""])


def placed(session: Session, article_key: str, body: str) -> str:
    """With the places its files have in the zip, where it names their addresses."""
    mine = {each.id: each for each in attachments.of(session, article_key)} if "/attachments/" in body else {}

    def place(found: re.Match[str]) -> str:
        file = mine.get(int(found["id"]))
        return quote(place_of(file)) if file else found.group()

    return ADDRESS.sub(place, body) if mine else body


def addressed(session: Session, article_key: str, body: str) -> str:
    """The other way round: with the addresses its files have here."""
    start = quote(f"files/{article_key}/")
    if start not in body:
        return body
    mine = {each.name: each.address for each in attachments.of(session, article_key)}

    def address(found: re.Match[str]) -> str:
        return mine.get(unquote(found["name"]), found.group())

    return re.sub(rf"{re.escape(start)}(?P<name>[\w.\-%]+)", address, body)
