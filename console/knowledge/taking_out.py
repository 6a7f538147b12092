"""Every article as a file of Markdown that `bringing_in` reads back."""

from __future__ import annotations

import io
import zipfile

from sqlalchemy.orm import Session

from console.knowledge import authoring
from console.knowledge.articles import ARTICLE
from console.publishing import publication as publications
from console.publishing.kinds import Content


def everything(session: Session) -> bytes:
    """A zip of Markdown, one file a language, with what `of_markdown` reads back: what is in force,
    else the newest draft."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in publications.all_of(session, ARTICLE):
            number = each.in_force or each.newest
            archive.writestr(f"{each.key}.md", as_file(publications.version(session, each, number).content, each.key))
    return packed.getvalue()


def as_file(content: Content, key: str) -> str:
    name, language = authoring.parted(key)
    translates = content.get("translates")
    head = {
        "title": content["title"], "key": name, "language": language, "category": content.get("category") or "",
        "public": "true" if content.get("public") else "false", "reviewed_on": content.get("reviewed_on") or "",
        "review_by": content.get("review_by") or "",
        "translates": f"{translates['language']}@{translates['version']}" if translates else "",
    }  # fmt: skip
    lines = [f"{field}: {value}" for field, value in head.items() if value]
    return "\n".join(["---", *lines, "---", "", content["body"], ""])


