"""La Tahona's articles, each in Spanish and English: Markdown beside this file, titled by its first line.

Its rules, sums and hours are invented for the demo company; no real firm's are meant.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from console import clock
from console.knowledge import articles, learning, writing
from console.knowledge.learning import Source

TEXTS = Path(__file__).parent / "article_texts"
REVIEWED_DAYS_AGO = {
    "faulty-product": 12, "return-periods": 21, "late-shipping": 27, "vouchers": 40, "points": 33, "bread": 8,
    "invoice": 61, "change-slot": 19, "car-insurance": 5, "allergies": 3, "privacy": 74,
    "cancel-order": 18, "missing-item": 9, "minimum-order": 44, "click-collect": 26, "payment-failed": 15,
    "lost-card": 31, "app-login": 22, "price-difference": 52, "recall": 6, "complaint": 13, "claim-car": 7,
    "cancel-policy": 37, "opening-hours": 4, "gift-cards": 48, "stop-mail": 11, "caterings": 57,
    "delivery-access": 16, "vulnerable": 29, "fraud-call": 2,
}  # fmt: skip
VISITORS_MAY_READ = {"return-periods", "vouchers", "points", "minimum-order", "click-collect", "opening-hours"}
"""Those speak to the customer; an agent reads them out as they stand. The others tell agents how far they may go."""
CATEGORIES = {
    "orders": ("Pedidos y entregas", "Orders and deliveries", False, ()),
    "returns": ("Devoluciones", "Returns", False, ()),
    "shops": ("Tiendas y mostrador", "Shops and counters", False, ()),
    "card": ("Tarjeta Espiga y pagos", "Espiga card and payments", False, ()),
    "insurance": ("Seguros", "Insurance", True, ()),
    "privacy": ("Datos personales", "Personal data", True, ()),
    "floor": ("Cómo trabajamos", "How we work", False, ()),
}
"""Spanish, English, whether somebody else approves, which roles read (none: everybody here)."""
CATEGORY_OF = {
    "faulty-product": "returns", "return-periods": "returns", "late-shipping": "orders", "change-slot": "orders",
    "vouchers": "card", "points": "card", "invoice": "card", "bread": "shops", "allergies": "shops",
    "car-insurance": "insurance", "privacy": "privacy",
    "cancel-order": "orders", "missing-item": "orders", "minimum-order": "orders", "click-collect": "orders",
    "payment-failed": "card", "lost-card": "card", "app-login": "orders", "price-difference": "shops",
    "recall": "shops", "complaint": "floor", "claim-car": "insurance", "cancel-policy": "insurance",
    "opening-hours": "shops", "gift-cards": "card", "stop-mail": "privacy", "caterings": "shops",
    "delivery-access": "orders", "vulnerable": "floor", "fraud-call": "floor",
}  # fmt: skip


def load(session: Session) -> None:
    categorise(session, approval=False)  # what is here from the first day was agreed before
    phrasings = {language: asked(language) for language in ("es", "en")}
    for key, days in REVIEWED_DAYS_AGO.items():
        for language in ("es", "en"):
            title, body = text(key, language)
            made = articles.publish(
                session, key=key, language=language, title=title, body=body,
                public=key in VISITORS_MAY_READ, translates=("es", 1) if language == "en" else None,
                category=CATEGORY_OF.get(key), reviewed_on=clock.now().date() - timedelta(days=days),
            )  # fmt: skip
            for phrase in phrasings[language].get(key, ()):
                learning.teach(session, made.id, phrase, source=Source.EDITOR)
    categorise(session, approval=True)


def categorise(session: Session, *, approval: bool) -> None:
    for name, (spanish, english, two_people, roles) in CATEGORIES.items():
        writing.categorise(
            session, key=name, name_es=spanish, name_en=english, two_people=two_people and approval, roles=list(roles)
        )  # fmt: skip
    session.flush()  # articles name them


def text(key: str, language: str) -> tuple[str, str]:
    """Title and Markdown."""
    heading, _, body = (TEXTS / f"{key}.{language}.md").read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# "), body.strip()


def asked(language: str) -> dict[str, list[str]]:
    """How people ask for each, as its editors wrote it down: what the classifier of suggestions begins with."""
    lines = (TEXTS / f"asked.{language}.txt").read_text(encoding="utf-8").splitlines()
    parted = [[part.strip() for part in line.split("|")] for line in lines]
    return {key: phrases for key, *phrases in parted}
