"""What we know of somebody, read from their records: for each field the best source wins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from console.customers.source_records import SourceRecord

TRUST = ("console", "crm", "loyalty", "insurance", "shop")
"""Which source wins a field: ours, since an agent heard it; then who keeps it most carefully."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact that helps to prove who is speaking."""

    code: Literal["birth_date", "card_last4", "document_last4", "postcode"]
    value: str


@dataclass(frozen=True, slots=True)
class Profile:
    customer_id: int
    name: str
    first_name: str
    language: str
    birth_date: date | None
    card: str | None
    card_since: int | None
    points: int | None
    email: str | None
    address: str | None
    postcode: str | None
    document: str | None
    store: str | None
    prefers: str | None
    moment: str | None
    children: int | None
    """As they told us; None when they didn't."""
    web_every_days: int | None
    sources: tuple[str, ...]

    @property
    def checks(self) -> list[Proof]:
        """At most two questions: those somebody can answer and a thief can't."""
        known: list[Proof] = []
        if self.birth_date:
            known.append(Proof("birth_date", self.birth_date.isoformat()))
        if self.card:
            known.append(Proof("card_last4", self.card[-4:]))
        if self.document:
            known.append(Proof("document_last4", self.document[-4:]))
        if self.postcode:
            known.append(Proof("postcode", self.postcode))
        return known[:2]


def profile(session: Session, customer_id: int) -> Profile:
    records = session.scalars(
        select(SourceRecord)
        .where(SourceRecord.customer_id == customer_id)
        .options(selectinload(SourceRecord.source))
    ).all()
    ranked = sorted(records, key=lambda each: rank(each.source.key))

    def best(field: str) -> Any:
        return next((each.fields[field] for each in ranked if each.fields.get(field) is not None), None)

    # The fullest spelling of the name: a shop has often only one of two surnames.
    names = [each.fields["name"] for each in ranked if each.fields.get("name")]
    name = max(names, key=lambda each: len(each.split()), default="")
    born = best("birth_date")
    return Profile(
        customer_id=customer_id, name=name, first_name=name.split()[0] if name else "",
        language=best("language") or "es", birth_date=date.fromisoformat(born) if born else None,
        card=best("card"), card_since=best("card_since"), points=best("points"), email=best("email"),
        address=best("address"), postcode=best("postcode"), document=best("document"),
        store=best("store"), prefers=best("prefers"), moment=best("moment"), children=best("children"),
        web_every_days=best("web_every_days"),
        sources=tuple(dict.fromkeys(each.source.name for each in ranked if each.source.key != "console")),
    )  # fmt: skip


def rank(source: str) -> int:
    return TRUST.index(source) if source in TRUST else len(TRUST)
