"""Two profiles beside each other for a person to judge: what is equal, what differs, what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from console.customers import comparing, consent, links, matching, names, numbering, profile
from console.customers.comparing import Comparison
from console.customers.profile import Profile
from console.customers.review import Case
from console.customers.source_records import CONSOLE, SourceRecord

Field = Literal[
    "name", "birth_date", "document", "phone", "email", "address", "card", "language", "store", "permissions"
]
FACTS = {
    "name": (
        "given", "first", "second", "turned", "rare", "common", "rare_and_shared", "two_given",
        "two_surnames", "whole_name", "full_name", "nothing_but_name",
    ),
    "document": ("document", "other_document_same_name", "both_differ"),
    "phone": ("phone", "phone_others"),
    "email": (
        "email", "email_others", "plain_mailbox", "plain_and_near", "plain_and_common", "own_mailbox",
        "other_digits", "name_and_email",
    ),
    "birth_date": ("birth", "generation", "name_and_birth"), "address": ("place", "place_others"), "card": ("card",),
    "household": (
        "given_and_household", "other_given_in_household", "other_given_same_email",
        "other_second_surname_in_household",
    ),
}  # fmt: skip
"""Which weights speak of which fact; the rest is what any two profiles start with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both; ``equal`` None when one side says nothing; ``stays`` is 1 or 2."""

    field: Field
    one: tuple[str, ...]
    other: tuple[str, ...]
    equal: bool | None
    stays: int | None


@dataclass(frozen=True, slots=True)
class Weight:
    """``fact`` for or against, in log-odds; ``agrees`` says how it is to be read."""

    fact: str
    agrees: bool
    value: float


@dataclass(frozen=True, slots=True)
class Side:
    id: int
    name: str
    sources: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a page needs to ask about one case."""

    link_id: int
    percent: int
    sides: tuple[Side, Side]
    lines: tuple[Line, ...]
    weights: tuple[Weight, ...]
    total: float


def sheet(session: Session, case: Case) -> Sheet:
    records = {each: records_of(session, each) for each in (case.one, case.other)}
    one, other = (profile.of_records(each, profile.by_trust(records[each])) for each in (case.one, case.other))
    both = newest_first([each for some in records.values() for each in some])
    merged = profile.of_records(case.one, profile.by_trust(both))
    model = links.current(session).model
    comparison = comparing.from_json(case.link.levels)
    weights = weigh(model, comparison)
    where = [address(each) for each in (one, other, merged)]
    if comparison.place >= 3 and where[0] != where[1]:  # then it is another of their addresses that is the same
        where = [every_address(each) for each in (records[case.one], records[case.other], both)]
    return Sheet(
        link_id=case.link.id, percent=case.link.percent,
        sides=(side(one, records[case.one]), side(other, records[case.other])),
        lines=(*lines(one, other, merged, where, comparison), *permissions(session, case)), weights=weights,
        total=sum(each.value for each in weights),
    )  # fmt: skip


def newest_first(records: list[SourceRecord]) -> list[SourceRecord]:
    return sorted(records, key=lambda each: (each.updated_at, each.id), reverse=True)


def records_of(session: Session, customer_id: int) -> list[SourceRecord]:
    query = select(SourceRecord).where(SourceRecord.customer_id == customer_id)
    return newest_first(list(session.scalars(query.options(joinedload(SourceRecord.source)))))


def side(known: Profile, records: list[SourceRecord]) -> Side:
    named = tuple(f"{each.source.name} {each.key}" for each in records if each.source.key != CONSOLE)
    return Side(known.customer_id, known.name, named, len(records))


def lines(
    one: Profile, other: Profile, merged: Profile, addresses: list[list[str]], said: Comparison
) -> list[Line]:  # fmt: skip
    born = [each.birth_date.isoformat() if each.birth_date else "" for each in (one, other, merged)]
    return [
        line("name", [one.name], [other.name], [merged.name], same_name(said)),
        line("birth_date", [born[0]], [born[1]], [born[2]], said.birth == 3),
        line("document", [one.document], [other.document], [merged.document], said.document >= 4),
        line("phone", one.phones, other.phones, merged.phones[:1], said.phone >= 2),
        line("email", one.emails, other.emails, merged.emails[:1], said.email == 4),
        line("address", addresses[0], addresses[1], addresses[2], said.place >= 3),
        line("card", [one.card], [other.card], [merged.card], said.card == 1),
        line("language", [one.language], [other.language], [merged.language], one.language == other.language),
        line("store", one.stores, other.stores, merged.stores[:1], bool(set(one.stores) & set(other.stores))),
    ]  # fmt: skip


def line(field: Field, one: Any, other: Any, stays: Any, equal: bool) -> Line:
    ones, others, kept = (tuple(str(v) for v in each if v) for each in (one, other, stays))
    where = 1 if kept and kept[0] in ones else 2 if kept and kept[0] in others else None
    alike = equal or bool(set(ones) & set(others))
    return Line(field, ones, others, alike if ones and others else None, where)


def address(known: Profile) -> list[str]:
    town = " ".join(each for each in (known.postcode, known.city) if each)
    return [each for each in (known.address, town) if each]


def every_address(records: list[SourceRecord]) -> list[str]:
    """Each on one line, as every source gave it."""
    known = (profile.of_records(0, [each]) for each in profile.by_trust(records))
    return list(dict.fromkeys(", ".join(lines) for each in known if (lines := address(each))))


def same_name(said: Comparison) -> bool:
    """One that only leaves the second surname out is no other; another second surname is."""
    other_second = names.DIFFERENT <= said.second <= names.HINT
    return min(said.given, said.first) >= names.CLOSE and not other_second


def permissions(session: Session, case: Case) -> list[Line]:
    """After joining the stricter of the two stands until the customer says more."""
    said = [[consent.allows(session, each, "offers", "phone"), consent.allows(session, each, "profiling")]
            for each in (case.one, case.other)]  # fmt: skip
    stricter = None if said[0] == said[1] else (1 if sum(said[0]) < sum(said[1]) else 2)
    words = [tuple(code if yes else f"no_{code}" for code, yes in zip(("offers", "profiling"), each, strict=True))
             for each in said]  # fmt: skip
    return [Line("permissions", words[0], words[1], said[0] == said[1], stricter)]


def weigh(model: matching.Model, comparison: Comparison) -> tuple[Weight, ...]:
    """Every fact's part of the log-odds: they add up to what the probability is made of."""
    columns = numbering.numbers([comparison])[0]
    parts = {name: model.weights.get(name, 0.0) * float(value)
             for name, value in zip(numbering.COLUMNS, columns, strict=True)}  # fmt: skip
    owner = {name: fact for fact, names in FACTS.items() for name in names}
    sums = dict.fromkeys((*FACTS, "start"), 0.0)
    sums["start"] = model.intercept
    for name, value in parts.items():
        sums[owner.get(name.split("=")[0], "start")] += value
    found = [Weight(fact, value > 0, value) for fact, value in sums.items() if abs(value) >= 0.05]
    return tuple(sorted(found, key=lambda each: -each.value))
