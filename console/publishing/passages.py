"""The passage a remark is about, in the words of the version itself: found again however it is adorned."""

from __future__ import annotations

import re

from console.errors import Invalid
from console.publishing import differences
from console.publishing.kinds import Content

LONGEST = 500
ADDRESS = re.compile(r"\]\([^)]*\)")
"""Of a link in Markdown: who reads the result doesn't see it."""
WORD = re.compile(r"[^\W_]+")


def checked(content: Content, passage: str) -> str:
    """On one line. Raises Invalid for what the version doesn't say, or for half of it at once."""
    passage = " ".join(passage.split())
    if not passage:
        return ""
    if len(passage) > LONGEST:
        raise Invalid("Mark a passage of {most} characters at most.", field="passage", most=LONGEST)
    if not stands_in(content, passage):
        raise Invalid("The version does not say that: mark a passage of its text.", field="passage")
    return passage


def stands_in(content: Content, passage: str) -> bool:
    """Whether the content has these words in this order, whatever stands between them but words."""
    wanted = words(passage)
    said = words("\n".join(each.text for each in differences.lines(content)))
    return bool(wanted.strip()) and wanted in said


def words(text: str) -> str:
    """With a space before each and after the last, so that none is found inside another."""
    found = WORD.findall(ADDRESS.sub("]", text).casefold())
    return f" {' '.join(found)} " if found else ""
