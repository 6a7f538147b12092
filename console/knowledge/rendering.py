"""Markdown as HTML that is safe to show: no script, style, form or foreign frame survives."""

from __future__ import annotations

import re
import time

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td", "a", "hr", "br", "img",
}  # fmt: skip
OURS = re.compile(r"/attachments/\d+/[\w.\-%]+")
AT_ONCE = 200
"""Paragraphs and points after which others have their turn: a long article takes half a second, all told."""
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def unhurried(state: StateCore) -> None:
    """markdown-it's own step from blocks to words; whoever else this process serves isn't kept waiting for it."""
    for place, token in enumerate(each for each in state.tokens if each.type == "inline"):
        if place and place % AT_ONCE == 0:
            time.sleep(0)
        token.children = token.children or []
        state.md.inline.parse(token.content, state.md, state.env, token.children)


def under_the_title(state: StateCore) -> None:
    """The title is the page's own first heading; an article has three levels beneath it, however many were written."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"


_markdown.core.ruler.at("inline", unhurried)
_markdown.core.ruler.push("under_the_title", under_the_title)


def html(markdown: str) -> str:
    return nh3.clean(
        _markdown.render(markdown), tags=TAGS, attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"https", "mailto", "tel"}, attribute_filter=kept,
    )  # fmt: skip


def kept(tag: str, attribute: str, value: str) -> str | None:
    """A picture is one of our own attachments: nobody learns from elsewhere who reads an article."""
    if tag == "img" and attribute == "src" and not OURS.fullmatch(value):
        return None
    return value
