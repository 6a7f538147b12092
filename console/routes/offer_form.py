"""An offer as a form: what somebody typed as a content, and a content as what stands in the fields."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from console.customers import normalising
from console.errors import Invalid
from console.offers.catalogue import LEAST_OF
from console.offers.contents import STANDARD
from console.publishing.kinds import Content
from console.routes.reading_forms import Form, zone

MONEY = ("price_cents", "margin_cents", "discount_cents", "refusal_cents")
SHARES = ("propensity", "bought_weight", "declared_weight", "accepted_weight", "rung_weight")
"""In per cent, with two places: of 10,000."""
WHOLE = ("horizon", "seconds", "evidence", "most_each", "most_in_all")
TEXTS = (
    "name_es", "name_en", "category", "purpose", "bought_like", "eligibility", "suitability", "required_skill",
    "campaign", "script", "fulfilment",
)  # fmt: skip
SEVERAL = ("gives", "leave_out")
MARKS = ("documents", "public")
FIELDS = (*TEXTS, *MONEY, *SHARES, *WHOLE, "ladder", "valid_from", "valid_until")


def content_of(sent: Form) -> Content:
    """Raises Invalid for what isn't even a figure or a day; the domain checks the rest."""
    content: Content = {"currency": "EUR"}
    for field in TEXTS:
        content[field] = sent.text(field, most=2_000).strip() or None
    for field in MONEY:
        content[field] = hundredths(sent, field)
    for field in SHARES:
        content[field] = hundredths(sent, field) or 0
    for field in WHOLE:
        content[field] = whole(sent, field)
    for field in SEVERAL:
        content[field] = sorted(set(sent.fields.get(field, [])))
    for field in MARKS:
        content[field] = sent.ticked(field)
    content["ladder"] = ladder(sent)
    content["valid_from"] = day(sent, "valid_from")
    content["valid_until"] = day(sent, "valid_until", after=1)
    content["discount_cents"] = content["discount_cents"] or 0
    content["refusal_cents"] = content["refusal_cents"] or 0
    return content


def hundredths(sent: Form, field: str) -> int | None:
    """``5,3`` and ``5.30`` are 530. Raises Invalid with the bounds as one types them, in euros or per cent."""
    text = sent.text(field, most=20).strip().removesuffix("%").strip()
    if not text:
        return None
    least, most = LEAST_OF[field]
    if not least <= (found := normalising.cents(text, field=field)) <= most:
        raise Invalid("Expected from {least} to {most}.", field=field, least=least // 100, most=most // 100)
    return found


def whole(sent: Form, field: str) -> int | None:
    text = sent.text(field, most=12).strip()
    if not text:
        return None
    least, most = LEAST_OF[field]
    if not re.fullmatch(r"-?\d{1,9}", text) or not least <= int(text) <= most:
        raise Invalid("Expected a whole number from {least} to {most}.", field=field, least=least, most=most)
    return int(text)


def ladder(sent: Form) -> list[int]:
    """``0,50  1,00``: amounts with anything but figures between them."""
    rungs = re.split(r"[;\s]+", sent.text("ladder", most=200))
    return [normalising.cents(each, field="ladder") for each in rungs if each]


def day(sent: Form, field: str, *, after: int = 0) -> str | None:
    """Midnight of our wall, as a moment; ``after``: a day that is still meant ends with it."""
    chosen = sent.maybe_day(field)
    if chosen is None:
        return None
    return datetime.combine(chosen + timedelta(days=after), time(), zone()).astimezone(UTC).isoformat()


def typed(sent: Form) -> dict[str, Any]:
    """What was typed, as it was typed, to be shown again."""
    return {
        **{field: sent.text(field, most=10_000) for field in FIELDS},
        **{field: sent.fields.get(field, []) for field in SEVERAL},
        **{field: sent.ticked(field) for field in MARKS},
    }


def fields_of(content: Content, language: str) -> dict[str, Any]:
    """A content as the form shows it."""
    content = {**STANDARD, **content}
    shown: dict[str, Any] = {field: content.get(field) or "" for field in TEXTS}
    for field in (*MONEY, *SHARES):
        shown[field] = decimal(content.get(field), language)
    for field in WHOLE:
        shown[field] = "" if content.get(field) is None else str(content[field])
    shown["ladder"] = "  ".join(decimal(each, language) for each in content.get("ladder") or [])
    shown["valid_from"] = local_day(content.get("valid_from"))
    shown["valid_until"] = local_day(content.get("valid_until"), before=1)
    for field in SEVERAL:
        shown[field] = content.get(field) or []
    for field in MARKS:
        shown[field] = bool(content.get(field))
    return shown


def decimal(cents: int | None, language: str) -> str:
    if cents is None:
        return ""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    text = f"{sign}{cents // 100}" + (f".{cents % 100:02}" if cents % 100 else "")
    return text if language == "en" else text.replace(".", ",")


def local_day(text: str | None, *, before: int = 0) -> str:
    if not text:
        return ""
    return (datetime.fromisoformat(text).astimezone(zone()) - timedelta(days=before)).date().isoformat()
