"""What can't be said to one person: a good driver's −20 % to whom a young driver's +120 % hits.

An *effect* is a benefit or a surcharge; a rule over the profile says who has it already, and an
offer names those it gives. A *contradiction* is a declared pair of them, for one person or for a
household. It is looked for at publishing, over everybody the offer would reach (`reach.py`); when
it rings (`gates.py`); and again when somebody accepts, since things change while one talks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.customers import household
from console.db import Base
from console.errors import Invalid
from console.expressions import Values, holds, parse
from console.offers import told
from console.offers.told import Outcome, Result
from console.offers.vocabulary import VOCABULARY


class EffectKind(StrEnum):
    BENEFIT = "benefit"
    SURCHARGE = "surcharge"


class Over(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"


class Effect(Base):
    __tablename__ = "effect"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EffectKind]
    name_es: Mapped[str]
    name_en: Mapped[str]
    rule: Mapped[str | None]
    """Who has it without any offer of ours; None: only who accepted one."""


class Contradiction(Base):
    __tablename__ = "contradiction"
    __table_args__ = (UniqueConstraint("one", "other"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one: Mapped[str]
    other: Mapped[str]
    """Keys of effects, in the order of the alphabet: a pair is one pair."""
    over: Mapped[Over]
    why_es: Mapped[str]
    why_en: Mapped[str]


@dataclass(frozen=True, slots=True)
class Against:
    """Why an effect can't be given: what is held against it, by whom, and the pair's words."""

    held: str
    over: Over
    why_es: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared, read once."""

    effects: tuple[Effect, ...]
    pairs: tuple[Contradiction, ...]

    @property
    def over_households(self) -> bool:
        return any(each.over is Over.HOUSEHOLD for each in self.pairs)

    def held(self, values: Values, accepted: Collection[str]) -> frozenset[str]:
        """What somebody has: by the rules, and by what they accepted."""
        by_rule = (each.key for each in self.effects if each.rule and holds(parse(each.rule, VOCABULARY), values))
        return frozenset(by_rule) | frozenset(accepted)

    def against(self, mine: Collection[str], of_others: Collection[str]) -> dict[str, Against]:
        """What may not be given to somebody who holds ``mine``, in a household that holds more."""
        found: dict[str, Against] = {}
        for pair in self.pairs:
            for gives, holds_ in ((pair.one, pair.other), (pair.other, pair.one)):
                if holds_ in mine:
                    found.setdefault(gives, Against(holds_, Over.PERSON, pair.why_es, pair.why_en))
                elif pair.over is Over.HOUSEHOLD and holds_ in of_others:
                    found.setdefault(gives, Against(holds_, Over.HOUSEHOLD, pair.why_es, pair.why_en))
        return found


def declared(session: Session) -> Declared:
    effects = session.scalars(select(Effect).order_by(Effect.key)).all()
    pairs = session.scalars(select(Contradiction).order_by(Contradiction.one, Contradiction.other)).all()
    return Declared(tuple(effects), tuple(pairs))


def against(
    session: Session,
    customer_id: int,
    values: Values,
    outcomes: Iterable[Outcome],
    values_of_member: Callable[[Session, int], Values],
) -> Mapping[str, Against]:
    """By effect, why it can't be given to this customer now."""
    known = declared(session)
    if not known.pairs:
        return {}
    mine = known.held(values, accepted(outcomes))
    others: set[str] = set()
    if known.over_households:
        for each in household.others(session, customer_id):
            others |= known.held(values_of_member(session, each), accepted_by(session, each))
    return known.against(mine, others)


def accepted(outcomes: Iterable[Outcome]) -> set[str]:
    return {each for outcome in outcomes if outcome.result is Result.ACCEPTED for each in outcome.gives}


def accepted_by(session: Session, customer_id: int) -> set[str]:
    return accepted(told.of_customer(session, customer_id))


def within(gives: Collection[str], pairs: Iterable[Contradiction]) -> Contradiction | None:
    """A pair of which one offer would give both."""
    return next((each for each in pairs if each.one in gives and each.other in gives), None)


def save_effect(
    session: Session, *, key: str, kind: EffectKind, name_es: str, name_en: str, rule: str | None = None
) -> Effect:
    """A new effect, or the one of that key from now on. Raises Invalid naming the field."""
    if not key.replace("_", "").isalnum() or len(key) > 60:
        raise Invalid("A key has letters, digits and _ only.", field="key")
    for field, words in (("name_es", name_es), ("name_en", name_en)):
        if not words.strip():
            raise Invalid("It needs a name in Spanish and in English.", field=field)
    if rule:
        parse(rule, VOCABULARY)
    known = session.scalar(select(Effect).where(Effect.key == key))
    made = known or Effect(key=key)
    made.kind, made.name_es, made.name_en, made.rule = kind, name_es.strip(), name_en.strip(), rule or None
    session.add(made)
    return made


def declare(
    session: Session, *, one: str, other: str, over: Over = Over.PERSON, why_es: str, why_en: str
) -> Contradiction:
    """These two don't go together. Said again, the words and the reach are the new ones."""
    first, second = sorted((one, other))
    if first == second:
        raise Invalid("Choose two different effects.", field="other")
    known_keys = set(session.scalars(select(Effect.key)))
    for field, key in (("one", one), ("other", other)):
        if key not in known_keys:
            raise Invalid("{key} is no effect we know.", field=field, key=key)
    for field, words in (("why_es", why_es), ("why_en", why_en)):
        if not words.strip():
            raise Invalid("Say why, in Spanish and in English.", field=field)
    known = session.scalar(
        select(Contradiction).where(Contradiction.one == first, Contradiction.other == second)
    )
    made = known or Contradiction(one=first, other=second)
    made.over, made.why_es, made.why_en = over, why_es.strip(), why_en.strip()
    session.add(made)
    return made


def take_back(session: Session, contradiction: Contradiction) -> None:
    session.delete(contradiction)
