"""Markdown as HTML that is safe to show: no script, style, form or foreign frame survives."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td", "a", "hr", "br",
}  # fmt: skip
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def html(markdown: str) -> str:
    return nh3.clean(
        _markdown.render(markdown), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto", "tel"}
    )
