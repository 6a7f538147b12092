"""What must be known to place some records: those like them, their whole profiles, what people said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from console.customers import blocking, counting, links, traits
from console.customers.clustering import Pair
from console.customers.counting import Counts
from console.customers.links import BlockKey, Link, LinkStatus
from console.customers.matching import Model
from console.customers.name_index import NameWord
from console.customers.source_records import Source, SourceRecord
from console.customers.traits import Traits

T = TypeVar("T")
MANY = 500
"""As many values in one IN (…) as any database likes."""
LARGEST_PROFILE = 200
"""A profile of more records is a mistake or a machine: nothing joins it by itself."""


@dataclass(slots=True)
class Surroundings:
    waiting: list[int]
    model: Model
    model_version: str
    auto: float
    customer_of: dict[int, int] = field(default_factory=dict)
    home_of: dict[int, int] = field(default_factory=dict)
    """The profile that each record came with."""
    traits: dict[int, Traits] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    keys: dict[int, set[int]] = field(default_factory=dict)
    pairs: set[Pair] = field(default_factory=set)
    """Of records: one of each waits, or is of a profile that one of those may belong to."""
    counts: Counts = field(default_factory=Counts)
    apart: set[Pair] = field(default_factory=set)
    said_same: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    """Customers of whom every record is here."""
    looked_up: set[int] = field(default_factory=set)
    """Records of which the counts and answers are known."""

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for record, customer in self.customer_of.items():
            found[customer].append(record)
        return found


def of(session: Session, waiting: list[int]) -> Surroundings:
    chosen = links.current(session)
    around = Surroundings(waiting, chosen.model, chosen.model.version, chosen.auto)
    take_in(session, around, SourceRecord.id, waiting)
    around.waiting = [each for each in waiting if each in around.customer_of]
    for each in around.waiting:
        around.keys[each] = blocking.keys(around.traits[each])
    look_around(session, around, around.waiting)
    return around


def look_around(session: Session, around: Surroundings, records: list[int]) -> None:
    """Who else is like these, with their whole profiles, and what is known of all of them."""
    pairs = alike(session, around, records)
    others = {record for pair in pairs for record in pair} - set(around.customer_of)
    customers = {around.customer_of[each] for each in records}
    for some in chunks(others):
        customers |= set(session.scalars(select(SourceRecord.customer_id).where(SourceRecord.id.in_(some))))
    take_in(session, around, SourceRecord.customer_id, customers - around.whole)
    around.whole |= customers
    crowded = {customer for customer, group in around.members().items() if len(group) > LARGEST_PROFILE}
    around.pairs |= {
        pair for pair in pairs
        if all(each in around.customer_of and around.customer_of[each] not in crowded for each in pair)
    }  # fmt: skip
    fresh = set(around.customer_of) - around.looked_up
    around.looked_up |= fresh
    count(session, around, fresh)
    answers(session, around, fresh)


def chunks(values: Iterable[T], many: int = MANY) -> Iterator[list[T]]:
    left = iter(values)
    while some := list(islice(left, many)):
        yield some


def take_in(
    session: Session, around: Surroundings, column: InstrumentedAttribute[int], values: Iterable[int]
) -> None:
    """Records with their traits, as their newest version is."""
    query = select(
        SourceRecord.id, SourceRecord.customer_id, SourceRecord.home_id, SourceRecord.version, SourceRecord.fields,
        Source.key,
    ).join(Source, Source.id == SourceRecord.source_id)
    for some in chunks(values):
        for record, customer, home, version, fields, source in session.execute(query.where(column.in_(some))):
            if record not in around.customer_of:
                around.home_of[record] = home or customer
                around.customer_of[record], around.versions[record] = customer, version
                around.traits[record] = traits.of_fields(fields, source)


def alike(session: Session, around: Surroundings, records: list[int]) -> set[Pair]:
    """Through keys that few share: with those already compared, and among themselves."""
    asking: dict[int, list[int]] = defaultdict(list)
    for record in records:
        for key in around.keys.get(record) or blocking.keys(around.traits[record]):
            asking[key].append(record)
    known: dict[int, list[int]] = defaultdict(list)
    for some in chunks(asking):
        rare = (
            select(BlockKey.key).where(BlockKey.key.in_(some)).group_by(BlockKey.key)
            .having(func.count() <= blocking.MOST_PER_KEY)
        )  # fmt: skip
        for key, record in session.execute(select(BlockKey.key, BlockKey.record_id).where(BlockKey.key.in_(rare))):
            known[key].append(record)
    pairs: set[Pair] = set()
    for key, asked in asking.items():
        everybody = sorted({*asked, *known[key]})
        if len(everybody) <= blocking.MOST_PER_KEY:
            pairs |= {(min(a, b), max(a, b)) for a in asked for b in everybody if a != b}
    return pairs


def count(session: Session, around: Surroundings, records: set[int]) -> None:
    """How common names are is the vocabulary's to say; how crowded a number is, the keys'."""
    counts = around.counts
    for each in records:
        counts.bear(around.traits[each])
    counts.records = session.scalar(select(func.max(SourceRecord.id))) or 1
    wanted = {text for each in records for text in counting.countable(around.traits[each])} - set(counts.seen)
    words = {text.split("|", 1)[1].split(" ")[0] for text in wanted if text[0] in "gs"}
    borne: dict[str, int] = {}
    for some in chunks(words):
        borne |= dict(session.execute(select(NameWord.word, NameWord.borne).where(NameWord.word.in_(some))).all())
    hashed = {blocking.hashed(text): text for text in wanted if text[0] in "pelab"}
    shared: dict[str, int] = {}
    for some_keys in chunks(hashed):
        query = select(BlockKey.key, func.count()).where(BlockKey.key.in_(some_keys)).group_by(BlockKey.key)
        shared |= {hashed[key]: many for key, many in session.execute(query)}
    fresh: Counter[str] = Counter()
    for each in around.waiting:
        fresh.update(counting.countable(around.traits[each]))
    for text in wanted:
        if text[0] in "gs":
            counts.seen[text] = max(borne.get(text.split("|", 1)[1].split(" ")[0], 0), fresh[text])
        else:
            counts.seen[text] = shared.get(text, 0) + fresh[text]


def answers(session: Session, around: Surroundings, records: set[int]) -> None:
    """What people decided about any of these records."""
    decided = (LinkStatus.HUMAN_NO, LinkStatus.HUMAN_YES)
    for some in chunks(records):
        query = select(Link).where(Link.status.in_(decided), or_(Link.one_id.in_(some), Link.other_id.in_(some)))
        for each in session.scalars(query):
            if each.status is LinkStatus.HUMAN_NO:
                around.apart.add((each.one_id, each.other_id))
            else:
                around.said_same |= {each.one_id, each.other_id}
