"""The live catalogue, laid out so that deciding takes milliseconds.

Offers are read once, parted from the session and put into columns; one small query tells whether
the catalogue is still the one we know. Every shelf a decision was made from is kept by its digest,
so that the decision can be made again years later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import event, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts.contact import Purpose
from console.db import Base
from console.offers import ladder
from console.offers.catalogue import Offer, OfferState
from console.offers.features import ATTRIBUTES, attributes_of
from console.offers.vocabulary import INSURANCE, plain

Integers = NDArray[np.int64]
Vector = NDArray[np.float64]
UNTOLD = ("script", "fulfilment")
"""Of an offer, what deciding never looks at."""
FOREVER = 253402300799.0
TIMES = ("valid_from", "valid_until")


class KeptShelf(Base):
    __tablename__ = "offer_shelf"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    cards: Mapped[list[Any]]
    """Each offer as deciding saw it, by the names of its columns."""


@dataclass(frozen=True)
class Shelf:
    offers: tuple[Offer, ...]
    """Always in the order of their keys. Plain values by the names of Offer's columns, of no session:
    reading a mapped attribute costs ten times as much, and deciding reads thousands."""
    digest: str
    ids: Integers
    begins: Vector
    ends: Vector
    propensity: Integers
    earned: Integers
    given: Integers
    """Of the price for everybody; who hears a personal one is found in `choosing.py`."""
    laddered: NDArray[np.bool_]
    beneath: Integers
    """How many fewer of 10,000 accept at the price for everybody than at a ladder's first rung."""
    refusal: Integers
    asking: Integers
    """The agent's seconds."""
    bought_weight: Integers
    declared_weight: Integers
    accepted_weight: Integers
    words: tuple[str, ...]
    word_of: Integers
    """Into ``words``; -1 for an offer that looks at no purchase."""
    categories: tuple[str, ...]
    category_of: Integers
    insurance: NDArray[np.bool_]
    attributes: Vector

    @cached_property
    def kinds(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """What context and levers tell apart: the first place of each kind, and which each offer is of."""
        known: dict[tuple[object, ...], int] = {}
        first, kind_of = list[int](), list[int]()
        for at, each in enumerate(self.offers):
            kind = (each.purpose, each.campaign, each.category)
            if kind not in known:
                known[kind] = len(first)
                first.append(at)
            kind_of.append(known[kind])
        return np.array(first, dtype=np.intp), np.array(kind_of, dtype=np.intp)

    @cached_property
    def by_id(self) -> dict[int, int]:
        return {each.id: at for at, each in enumerate(self.offers)}

    def open_at(self, now: datetime) -> NDArray[np.intp]:
        moment = now.timestamp()
        return np.flatnonzero((self.begins <= moment) & (moment < self.ends))


def laid_out(offers: list[Offer]) -> Shelf:
    offers = [parted(each) if isinstance(each, Offer) else each for each in offers]
    words = tuple(sorted({plain(each.bought_like) for each in offers if each.bought_like}))
    categories = tuple(sorted({each.category for each in offers}))
    place = {word: at for at, word in enumerate(words)}

    def column(*values: int) -> Integers:
        return np.array(values, dtype=np.int64)

    return Shelf(
        offers=tuple(offers),
        digest=hashlib.sha256(orjson.dumps([card(each) for each in offers])).hexdigest(),
        ids=column(*(each.id for each in offers)),
        begins=np.array([each.valid_from.timestamp() for each in offers]),
        ends=np.array([each.valid_until.timestamp() if each.valid_until else FOREVER for each in offers]),
        propensity=column(*(each.propensity for each in offers)),
        earned=column(*(each.margin_cents * each.horizon for each in offers)),
        given=column(*(each.discount_cents * each.horizon for each in offers)),
        laddered=np.array([ladder.has_one(each) for each in offers], dtype=bool),
        beneath=column(*(ladder.beneath(each) for each in offers)),
        refusal=column(*(each.refusal_cents for each in offers)),
        asking=column(*(each.seconds for each in offers)),
        bought_weight=column(*(each.bought_weight for each in offers)),
        declared_weight=column(*(each.declared_weight for each in offers)),
        accepted_weight=column(*(each.accepted_weight for each in offers)),
        words=words,
        word_of=column(*(place[plain(each.bought_like)] if each.bought_like else -1 for each in offers)),
        categories=categories,
        category_of=column(*(categories.index(each.category) for each in offers)),
        insurance=np.array([each.category == INSURANCE for each in offers], dtype=bool),
        attributes=np.array([attributes_of(each) for each in offers]).reshape(-1, len(ATTRIBUTES)),
    )


def card(offer: Offer) -> dict[str, Any]:
    """Everything of an offer that deciding looks at, as JSON."""
    columns = [each.key for each in Offer.__table__.columns if each.key not in UNTOLD]
    said = {name: getattr(offer, name) for name in columns}
    for name in TIMES:
        said[name] = said[name].isoformat() if said[name] else None
    return said


def from_cards(cards: list[dict[str, Any]]) -> Shelf:
    known = {each.key for each in Offer.__table__.columns}
    offers = []
    for said in cards:
        fields = {name: value for name, value in said.items() if name in known}
        if "rung_weight" not in fields:  # kept before there were personal prices
            fields |= {"rung_weight": 0, "ladder": []}
        fields |= {name: datetime.fromisoformat(said[name]) if said[name] else None for name in TIMES}
        fields |= {"purpose": Purpose(said["purpose"]), "state": OfferState(said["state"])}
        offers.append(cast(Offer, SimpleNamespace(**fields)))
    return laid_out(offers)


_known: dict[str, tuple[tuple[Any, ...], Shelf]] = {}
_changes = [0]
_kept: set[tuple[str, str]] = set()


@event.listens_for(Offer, "after_insert")
@event.listens_for(Offer, "after_update")
@event.listens_for(Offer, "after_delete")
def _changed(*_: object) -> None:
    """A change by this process counts at once, even where nobody counted its version up."""
    _changes[0] += 1


def current(session: Session) -> Shelf:
    """What may be proposed now or later, as it stands in the database."""
    session.flush()  # a change of this transaction counts too
    where = str(id(session.get_bind()))
    live = Offer.state == OfferState.LIVE
    counted = session.execute(
        select(
            func.count(), func.sum(Offer.id), func.sum(Offer.version), func.sum(Offer.id * Offer.version)
        ).where(live)
    ).one()
    state = (*counted, _changes[0])
    known = _known.get(where)
    if known is not None and known[0] == state:
        return known[1]
    rows = session.scalars(select(Offer).where(live).order_by(Offer.key))
    shelf = laid_out(list(rows))
    _known.clear()
    _known[where] = (state, shelf)
    return shelf


def parted(offer: Offer) -> Offer:
    plain_values = {each.key: getattr(offer, each.key) for each in Offer.__table__.columns}
    return cast(Offer, SimpleNamespace(**plain_values))


def kept(session: Session, shelf: Shelf) -> None:
    """Makes sure that decisions from this shelf can be made again."""
    key = (str(id(session.get_bind())), shelf.digest)
    if key in _kept:
        return
    if session.scalar(select(KeptShelf.id).where(KeptShelf.digest == shelf.digest)) is None:
        cards = [card(each) for each in shelf.offers]
        session.add(KeptShelf(digest=shelf.digest, at=clock.now(), cards=cards))
        return  # believed only once it has been found committed
    if len(_kept) > 1000:
        _kept.clear()
    _kept.add(key)
