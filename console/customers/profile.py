"""What we know of somebody, read from their records: `survivorship.py` says which value wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from console.customers import history, normalising, survivorship
from console.customers.history import Policy
from console.customers.source_records import CONSOLE, SourceRecord
from console.customers.survivorship import MANY, Survivor

TRUST = ("crm", "loyalty", "shop", "insurance")
"""In which order sources are named. Which of them wins a field is `survivorship.AUTHORITY`."""


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
    document: str | None
    card: str | None
    card_since: int | None
    points: int | None
    points_missing: int | None
    """Until the next reward."""
    email: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    address: str | None
    postcode: str | None
    city: str | None
    store: str | None
    stores: tuple[str, ...]
    web_every_days: int | None
    prefers: str | None
    moment: str | None
    children: int | None
    """As they told us; None when they didn't."""
    sources: tuple[str, ...]
    known: dict[str, Any]
    """Every field that won, also those a source has of its own."""

    @property
    def checks(self) -> list[Proof]:
        """What somebody can answer and a thief can't: the surest first, three at most."""
        asked: list[Proof] = []
        if self.birth_date:
            asked.append(Proof("birth_date", self.birth_date.isoformat()))
        if self.card:
            asked.append(Proof("card_last4", self.card[-4:]))
        if self.document:
            asked.append(Proof("document_last4", self.document[-4:]))
        if self.postcode:
            asked.append(Proof("postcode", self.postcode))
        return asked[:3]

    def policies(self, session: Session) -> list[Policy]:
        return history.of(session, self.customer_id, Policy)


def profile(session: Session, customer_id: int) -> Profile:
    """One person. A customer without records (all have moved on) has an empty name."""
    return of_records(customer_id, records_by_trust(session, customer_id))


def of_records(customer_id: int, ranked: list[SourceRecord]) -> Profile:
    """The same from records at hand, the best source first: for whoever reads many people at once."""
    held = survivorship.survivors(ranked)
    known = {field: each.value for field, each in held.items() if field not in MANY}
    name = best_spelling(known.get("name", ""), ranked)
    born = known.get("birth_date")
    emails, phones, stores = every(held, "emails"), every(held, "phones"), every(held, "store")
    return Profile(
        customer_id=customer_id, name=name, first_name=first_name(known.get("given_name"), name),
        language=known.get("language", "es"), birth_date=date.fromisoformat(born) if born else None,
        document=known.get("document"), card=known.get("card"), card_since=known.get("card_since"),
        points=known.get("points"), points_missing=known.get("points_missing"),
        email=emails[0] if emails else None, emails=emails, phones=phones,
        address=known.get("address"), postcode=known.get("postcode"), city=known.get("city"),
        store=known.get("store"), stores=stores, web_every_days=known.get("web_every_days"),
        prefers=known.get("prefers"), moment=known.get("moment"), children=known.get("children"),
        sources=names_of_sources(ranked), known=known,
    )  # fmt: skip


def provenance(session: Session, customer_id: int) -> dict[str, Survivor]:
    """Field → every value, who says it, and why the first one is shown."""
    return survivorship.survivors(records_by_trust(session, customer_id))


def records_by_trust(session: Session, customer_id: int) -> list[SourceRecord]:
    """Best source first; within one source the newest row."""
    return by_trust(session.scalars(newest_first().where(SourceRecord.customer_id == customer_id)))


def newest_first() -> Select[SourceRecord]:
    query = select(SourceRecord).options(joinedload(SourceRecord.source))
    return query.order_by(SourceRecord.updated_at.desc(), SourceRecord.id.desc())


def names(session: Session, customer_ids: Collection[int]) -> dict[int, str]:
    """Of many people with one question."""
    held: dict[int, list[SourceRecord]] = {}
    for each in session.scalars(newest_first().where(SourceRecord.customer_id.in_(customer_ids))):
        held.setdefault(each.customer_id, []).append(each)
    return {number: of_records(number, by_trust(some)).name for number, some in held.items()}


def by_trust(records: Iterable[SourceRecord]) -> list[SourceRecord]:
    """From newest first to best source first."""
    return sorted(records, key=lambda each: rank(each.source.key))


def rank(source: str) -> int:
    return TRUST.index(source) if source in TRUST else len(TRUST)


def every(held: dict[str, Survivor], field: str) -> tuple[str, ...]:
    """Each value once, the winner first."""
    return tuple(dict.fromkeys(each.value for each in held[field].held)) if field in held else ()


def names_of_sources(ranked: list[SourceRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.source.name for each in ranked if each.source.key != CONSOLE))


def best_spelling(name: str, ranked: list[SourceRecord]) -> str:
    """The winning name in its own order, each word as whichever source wrote its accents."""
    key = normalising.name_key(name)
    spelled = [each.fields["name"] for each in ranked if each.fields.get("name")]
    words: dict[str, str] = {}
    for word in (w for each in spelled if normalising.name_key(each) == key for w in each.split()):
        known = words.setdefault(plain := normalising.name_key(word) or word, word)
        if accents(word) > accents(known):
            words[plain] = word
    return " ".join(words.get(normalising.name_key(w) or w, w) for w in name.split())


def accents(word: str) -> int:
    return sum(not c.isascii() for c in word)


def first_name(given: str | None, name: str) -> str:
    """How an agent would say it: the given name if a source keeps it apart."""
    whole = {normalising.name_key(each): each for each in name.split()}
    if given:
        return " ".join(whole.get(normalising.name_key(each), each) for each in given.split())
    return name.split()[0] if name else ""
