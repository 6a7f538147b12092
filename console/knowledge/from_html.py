"""A web page as Markdown: its headings, lists, tables, links and emphasis; nothing that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

DROPPED = {"script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "form", "button", "head"}
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "blockquote", "pre", "table", "ul", "ol",
          "figure", "figcaption", "dl", "dt", "dd", "address"}  # fmt: skip
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
INSIDE = re.compile(r"\s+(?:-|\d+\.) ")
"""A point of a list inside a list keeps its place."""
SAFE = re.compile(r"(?:https://|mailto:|tel:|/)", re.IGNORECASE)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.parts: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []
        self.cells: list[str] | None = None
        self.rows = 0
        self.dropping = 0
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.in_title = True
        elif tag in DROPPED:
            self.dropping += 1
        elif self.dropping:
            return
        elif tag in HEADINGS:
            self.write(f"\n\n{HEADINGS[tag]} ")
        elif tag in EMPHASIS:
            self.write(EMPHASIS[tag])
        elif tag == "br":
            self.write("\n")
        elif tag in ("ul", "ol"):
            self.lists.append(None if tag == "ul" else 0)
            self.write("\n" if len(self.lists) > 1 else "\n\n")
        elif tag == "li":
            self.write(f"\n{self.marker()}")
        elif tag == "a":
            self.links.append(next((value or "" for name, value in attrs if name == "href"), ""))
            self.write("[")
        elif tag in ("td", "th"):
            self.cells = [*(self.cells or []), ""]
        elif tag in BLOCKS:
            self.write("\n\n> " if tag == "blockquote" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif tag in DROPPED:
            self.dropping = max(0, self.dropping - 1)
        elif self.dropping:
            return
        elif tag in EMPHASIS:
            self.write(EMPHASIS[tag])
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.write("\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.write(f"]({address})" if SAFE.match(address) else "]()")
        elif tag == "tr":
            self.row()
        elif tag == "table":
            self.rows = 0
            self.write("\n\n")
        elif tag in BLOCKS or tag in HEADINGS:
            self.write("\n\n")

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        elif not self.dropping:
            self.write(re.sub(r"\s+", " ", data))

    def write(self, text: str) -> None:
        if self.cells:
            self.cells[-1] += text.replace("\n", " ")
        else:
            self.parts.append(text)

    def marker(self) -> str:
        inside = "   " * (len(self.lists) - 1)
        if not self.lists or self.lists[-1] is None:
            return f"{inside}- "
        self.lists[-1] += 1
        return f"{inside}{self.lists[-1]}. "

    def row(self) -> None:
        cells, self.cells = self.cells, None
        if not cells:
            return
        self.rows += 1
        self.parts.append("\n| " + " | ".join(each.strip().replace("|", "\\|") for each in cells) + " |")
        if self.rows == 1:
            self.parts.append("\n|" + " - |" * len(cells))


def markdown(html: str) -> tuple[str, str]:
    """Title and text. The title is that of the heading of the whole page where it begins with one, since the page's own
    often names the site too; else the page's, or its first heading's."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"\[([^\]]*)\]\(\)", r"\1", "".join(reader.parts))
    text = re.sub(r"\*\*\s*\*\*|`\s*`", "", text)
    lines = [line.rstrip() if INSIDE.match(line) else line.strip() for line in text.split("\n")]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    first = re.match(r"#{1,6} (.+)\n?", body)
    title = reader.title.strip() or (first[1].strip() if first else "")
    if first and (not reader.title.strip() or body.startswith("# ") or first[1].strip() == title):
        title, body = first[1].strip(), body[first.end() :].strip()
    return " ".join(title.split()), body
