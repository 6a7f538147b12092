"""Words with gaps: ``{first_name}``, or ``{first_name|there}`` for when it isn't known."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from console.errors import Invalid
from console.expressions.tree import Money, Value, Values

GAP = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
YES_NO = {"es": ("sí", "no"), "en": ("yes", "no")}


def check_template(text: str, known: Collection[str], *, field: str = "template") -> None:
    """Raises Invalid for a gap nobody can fill, or a brace that is no gap."""
    for gap in GAP.finditer(text):
        if gap[1] not in known:
            raise Invalid(
                "At character {at}: {name} is nothing we can fill in.",
                field=field, at=gap.start() + 1, name=gap[1],
            )  # fmt: skip
    rest = GAP.sub(lambda gap: " " * len(gap[0]), text)
    if stray := re.search(r"[{}]", rest):
        at = stray.start() + 1
        raise Invalid("At character {at}: a brace that is no gap.", field=field, at=at)


def fill(text: str, values: Values, language: str) -> str:
    """The words with every gap filled, as one writes it in that language."""

    def filled(gap: re.Match[str]) -> str:
        value = values.get(gap[1])
        return (gap[2] or "") if value is None or value == "" else written(value, language)

    return GAP.sub(filled, text)


def written(value: Value, language: str) -> str:
    if isinstance(value, bool):
        return YES_NO["en" if language == "en" else "es"][0 if value else 1]
    if isinstance(value, Money):
        amount = Decimal(value.cents) / 100
        return format_currency(amount, value.currency, locale=language).replace("\xa0", " ")
    if isinstance(value, int | Decimal):
        return format_decimal(value, locale=language)
    if isinstance(value, date):
        return format_date(value, "long", locale=language)
    if isinstance(value, str):
        return value
    return ", ".join(str(each) for each in value or ())
