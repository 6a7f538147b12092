"""La Tahona's articles, each in Spanish and English: Markdown beside this file, titled by its first line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from console import clock
from console.knowledge import articles

TEXTS = Path(__file__).parent / "article_texts"
REVIEWED_DAYS_AGO = {
    "faulty-product": 12, "return-periods": 21, "late-shipping": 27, "vouchers": 40, "points": 33, "bread": 8,
    "invoice": 61, "change-slot": 19, "car-insurance": 5, "allergies": 3, "privacy": 74,
}  # fmt: skip
VISITORS_MAY_READ = {"return-periods", "vouchers", "points"}
"""The others tell agents how far they may go."""


def load(session: Session) -> None:
    for key, days in REVIEWED_DAYS_AGO.items():
        for language in ("es", "en"):
            title, body = text(key, language)
            articles.publish(
                session, key=key, language=language, title=title, body=body,
                public=key in VISITORS_MAY_READ, reviewed_on=clock.now().date() - timedelta(days=days),
            )  # fmt: skip


def text(key: str, language: str) -> tuple[str, str]:
    """Title and Markdown."""
    heading, _, body = (TEXTS / f"{key}.{language}.md").read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# "), body.strip()
