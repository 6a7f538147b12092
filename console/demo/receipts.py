"""What was accepted is also bought: receipts of it, exported by the tills and taken in as any others.

And somebody of the comparison group who likes Somontano, so that the hold-out can be seen at work.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.config import Config
from console.customers import consent, importing
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.source_records import Customer, Source, SourceRecord
from console.db import reading
from console.demo.pasts import euros
from console.offers import experiments
from console.offers.catalogue import Offer
from console.offers.told import Outcome, Result

SOLD = {
    "carinena": ("Cariñena Viñas Viejas", "wine", 2), "sourdough": ("Hogaza de masa madre", "bakery", 1),
    "salmon": ("Salmón", "fish", 1),
}  # fmt: skip
SEED = 13
COLUMNS = ("ticket", "num_socio", "fecha", "tienda", "total", "articulos")


def bring_in(settings: Config) -> None:
    with reading() as session:
        rows = [*of_what_was_accepted(session), *of_the_one_held_out(session)]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    if rows:
        path = settings.data / "demo" / "season_purchases.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        importing.import_file("loyalty", "purchases", path, settings=settings)


def of_what_was_accepted(session: Session) -> Iterator[dict[str, str]]:
    chance = random.Random(SEED)  # a play, not a secret
    taken = session.execute(
        select(Outcome, Offer, SourceRecord.customer_id)
        .join(Offer, Offer.id == Outcome.offer_id)
        .join(SourceRecord, SourceRecord.id == Outcome.record_id)
        .where(Outcome.result == Result.ACCEPTED, Offer.key.in_(SOLD))
        .order_by(Outcome.id)
    ).all()
    for outcome, offer, customer in taken:
        member = member_of(session, customer)
        product, category, pieces = SOLD[offer.key]
        price = (offer.price_cents or 0) - outcome.given(offer)
        for days in (chance.randrange(1, 6), chance.randrange(7, 14)):
            at = outcome.at + timedelta(days=days)
            if member and at < clock.now():
                yield receipt(f"A{outcome.id:05}-{days}", member, at, [(product, category, pieces, price)])


def of_the_one_held_out(session: Session) -> Iterator[dict[str, str]]:
    customer = held_out(session)
    member = member_of(session, customer) if customer else None
    for nth in range(8 if member else 0):
        at = clock.now() - timedelta(days=4 + 9 * nth)
        yield receipt(f"H{nth:05}", str(member), at, [("Somontano crianza", "wine", 1, 695)])


def held_out(session: Session) -> int | None:
    """The first of the comparison group who may be told of offers, has a card, and a number of their own."""
    share = experiments.settings(session).holdout
    everybody = session.scalars(select(Customer.id).order_by(Customer.id)).all()
    for each in sorted(consent.profiled(session, [one for one in everybody if experiments.held_out(one, share)])):
        agreed = consent.OFFERS in consent.agreed(session, each, "phone")
        if agreed and member_of(session, each) and number_of(session, each):
            return each
    return None


def member_of(session: Session, customer: int) -> str | None:
    """The number of their loyalty card's record."""
    mine = select(SourceRecord.key).join(Source, Source.id == SourceRecord.source_id)
    return session.scalar(mine.where(SourceRecord.customer_id == customer, Source.key == "loyalty").limit(1))


def number_of(session: Session, customer: int) -> str | None:
    """A telephone that is theirs alone."""
    numbers = session.scalars(
        select(Identifier.value).join(SourceRecord, SourceRecord.id == Identifier.record_id)
        .where(SourceRecord.customer_id == customer, Identifier.kind == IdentifierKind.PHONE).order_by(Identifier.value)
    ).all()  # fmt: skip
    for each in numbers:
        shared = session.scalars(
            select(SourceRecord.customer_id).join(Identifier, Identifier.record_id == SourceRecord.id)
            .where(Identifier.value == each, Identifier.kind == IdentifierKind.PHONE).distinct()
        ).all()  # fmt: skip
        if len(shared) == 1:
            return each
    return None


def receipt(number: str, member: str, at: datetime, lines: list[tuple[str, str, int, int]]) -> dict[str, str]:
    """Each line is product, category, pieces and the price of one in cents."""
    pieces = "; ".join(f"{product}|{category}|{n}|{euros(n * cents)}|0,00" for product, category, n, cents in lines)
    total = euros(sum(n * cents for _, _, n, cents in lines))
    return dict(zip(COLUMNS, (number, member, at.strftime("%d/%m/%Y %H:%M"), "", total, pieces), strict=True))
