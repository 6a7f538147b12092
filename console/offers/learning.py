"""Learning from outcomes, by one writer: each outcome told becomes a due row of its own transaction,
and the worker takes all that are waiting at once and writes the model's next version.

What is learnt from is what was decided on: the person's row and the learners' voices are read from
the decision, never made anew.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, due
from console.offers import features, model_versions
from console.offers.catalogue import Offer
from console.offers.model_versions import Pen, Reading
from console.offers.told import Outcome, Result

Vector = NDArray[np.float64]
AT_ONCE = 40
"""Outcomes learnt in one transaction, so that it stays short."""
UNFIT = (ArithmeticError, LookupError, TypeError, ValueError)
"""How a lesson fails that isn't what it should be; a database that fails is everybody's affair."""
log = logging.getLogger(__name__)


def wish(session: Session, outcome: Outcome) -> None:
    """What was told is learnt from; what was never mentioned teaches nothing."""
    if outcome.told:
        due.add(
            session, "offers.learn", once=f"{outcome.contact_id}:{outcome.offer_id}",
            contact_id=outcome.contact_id, offer_id=outcome.offer_id,
        )  # fmt: skip


def learn_due(session: Session, row: due.Due) -> None:
    """This outcome and all others that wait, in the order they came in. One that can't be learnt is put off
    alone, further each time: it holds up no other."""
    pen = model_versions.pen(session)
    waiting = session.scalars(
        select(due.Due)
        .where(due.Due.kind == row.kind, due.Due.id != row.id, due.Due.due_at <= clock.now())
        .order_by(due.Due.id).limit(AT_ONCE - 1).with_for_update(skip_locked=True)
    ).all()  # fmt: skip
    broken = write(session, pen, [row, *waiting])
    for one in waiting:
        if one in broken:
            due.put_off(session, one.id)
        else:
            session.delete(one)
    if row in broken:
        due.again(session, row)


@dataclass(frozen=True, slots=True)
class Lesson:
    offer: Offer
    accepted: bool
    row: dict[str, Any]
    offset: float
    voices: Vector
    learnt_then: int


def lesson(session: Session, facts: dict[str, Any]) -> Lesson | None:
    """What one outcome teaches; None when its decision kept nothing to learn from."""
    from console.offers import decisions  # which asks this module what to believe

    outcome = session.scalar(
        select(Outcome).where(
            Outcome.contact_id == facts["contact_id"], Outcome.offer_id == facts["offer_id"]
        )
    )
    offer = session.get(Offer, facts["offer_id"])
    if outcome is None or offer is None or not outcome.told:
        return None
    kept = decisions.inputs_behind(session, outcome.contact_id, outcome.offer_id)
    if kept is None:
        return None
    return Lesson(
        offer, outcome.result is Result.ACCEPTED, kept["row"], kept["offset"],
        np.array(kept["voices"]), kept["learnt"],
    )  # fmt: skip


def write(session: Session, pen: Pen, rows: Sequence[due.Due]) -> list[due.Due]:
    """The model's next version; which rows it couldn't be taught by. What a failed lesson has half done to the
    model is thrown away with it."""
    broken: list[due.Due] = []
    while True:
        reading, taught = model_versions.read(session, pen.version, to_write=True), 0
        for row in rows:
            if row in broken:
                continue
            try:
                found = lesson(session, row.facts)
                taught += found is not None and teach(reading, found)
            except UNFIT:
                log.exception("an outcome can't be learnt", extra={"contact": row.facts.get("contact_id")})
                broken.append(row)
                break
        else:
            if taught:
                model_versions.save(session, pen, reading)
            return broken


def teach(reading: Reading, each: Lesson) -> bool:
    """Whether it was of this model: one decided on by a console whose model had other learners isn't."""
    model, slots = reading.model, reading.slots
    if len(each.voices) != len(model.blend.losses):
        return False
    if each.offer.id not in slots:
        slots[each.offer.id] = len(slots)
        model.grow(len(slots))
        model.believe(slots[each.offer.id], each.offer.propensity / 10_000, each.offer.evidence)
    reading.encoding.observe(each.row)
    model.learn(
        reading.encoding.encode(each.row), features.attributes_of(each.offer), slots[each.offer.id],
        each.offset, each.accepted, voices=each.voices, age=max(0, model.learnt - each.learnt_then),
    )  # fmt: skip
    return True
