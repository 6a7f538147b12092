"""The model as the database keeps it: one writer learns from outcomes, everybody reads the newest.

Who learns holds the pen: the one row of ``propensity``. Each outcome told becomes a due row of its
own transaction, and the worker takes all that are waiting at once. What is learnt from is what was
decided on: the person's row and the learners' voices are read from the decision, never made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.db import Base
from console.offers import features
from console.offers.catalogue import Offer
from console.offers.encoding import Encoding
from console.offers.propensity import Propensity
from console.offers.told import Outcome, Result

Vector = NDArray[np.float64]
AT_ONCE = 40
"""Outcomes learnt in one transaction, so that it stays short."""
KEPT_FOR = timedelta(days=30)
NEWEST_KEPT = 20


class Pen(Base):
    """Whoever locks it may write the next version."""

    __tablename__ = "propensity"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


class ModelVersion(Base):
    __tablename__ = "propensity_version"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    learnt: Mapped[int]
    """Outcomes, since it began."""
    small: Mapped[dict[str, Any]]
    arrays: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Reading:
    """A version of the model, ready to foretell."""

    version: int
    model: Propensity
    encoding: Encoding
    slots: dict[int, int]
    """Offer to place; an offer not among them has nothing of its own yet."""

    def places(self, offers: tuple[Offer, ...]) -> NDArray[np.intp]:
        return np.array([self.slots.get(each.id, -1) for each in offers], dtype=np.intp)


def blank() -> Reading:
    encoding = features.encoding()
    model = Propensity(encoding.width, len(features.ATTRIBUTES), 0)
    model.choosing = True
    return Reading(0, model, encoding, {})


_newest: dict[str, Reading] = {}


def current(session: Session) -> Reading:
    """The newest version, read again only when there is a newer one."""
    version = session.scalar(select(Pen.version).where(Pen.id == 1)) or 0
    where = str(id(session.get_bind()))
    known = _newest.get(where)
    if known is None or known.version != version:
        known = read(session, version)
        _newest.clear()
        _newest[where] = known
    return known


def read(session: Session, version: int, *, to_write: bool = False) -> Reading:
    saved = session.get(ModelVersion, version) if version else None
    made = blank()
    if saved is None:
        return made
    slots = {int(offer): place for offer, place in saved.small["slots"].items()}
    made.model.grow(len(slots))
    made.encoding.restore(saved.small["encoding"])
    arrays = unpacked(saved.small["shapes"], saved.arrays)
    fits = {name: value for name, value in arrays.items() if shape_of(made.model, name) == value.shape}
    if len(fits) == len(arrays):  # else the features have changed since: it begins anew
        if to_write:
            fits = {name: value.copy() for name, value in fits.items()}
        made.model.restore(saved.small["model"], fits)
    return Reading(version, made.model, made.encoding, slots)


def shape_of(model: Propensity, name: str) -> tuple[int, ...]:
    part, _, attribute = name.partition(".")
    shape: tuple[int, ...] = getattr(getattr(model, part), attribute).shape
    return shape


def packed(arrays: dict[str, Vector]) -> tuple[dict[str, list[int]], bytes]:
    shapes = {name: list(each.shape) for name, each in arrays.items()}
    return shapes, b"".join(np.ascontiguousarray(each, dtype="<f8").tobytes() for each in arrays.values())


def unpacked(shapes: dict[str, list[int]], data: bytes) -> dict[str, Vector]:
    found, start = {}, 0
    flat = np.frombuffer(data, dtype="<f8")
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        found[name] = flat[start : start + size].reshape(shape)
        start += size
    return found


def wish(session: Session, outcome: Outcome) -> None:
    """What was told is learnt from; what was never mentioned teaches nothing."""
    if outcome.told:
        due.add(
            session, "offers.learn", once=f"{outcome.contact_id}:{outcome.offer_id}",
            contact_id=outcome.contact_id, offer_id=outcome.offer_id,
        )  # fmt: skip


def learn_due(session: Session, row: due.Due) -> None:
    """This outcome and all others that wait, in the order they came in."""
    pen = session.get(Pen, 1, with_for_update=True)
    if pen is None:
        pen = Pen(id=1, version=0)
        session.add(pen)
    waiting = session.scalars(
        select(due.Due)
        .where(due.Due.kind == row.kind, due.Due.id != row.id, due.Due.due_at <= clock.now())
        .order_by(due.Due.id).limit(AT_ONCE - 1).with_for_update(skip_locked=True)
    ).all()  # fmt: skip
    found = [each for each in (lesson(session, one.facts) for one in (row, *waiting)) if each]
    for one in waiting:
        session.delete(one)
    if found:
        write(session, pen, found)


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


def write(session: Session, pen: Pen, lessons: list[Lesson]) -> None:
    reading = read(session, pen.version, to_write=True)
    model, slots = reading.model, dict(reading.slots)
    for each in lessons:
        if each.offer.id not in slots:
            slots[each.offer.id] = len(slots)
            model.grow(len(slots))
            model.believe(slots[each.offer.id], each.offer.propensity / 10_000, each.offer.evidence)
        reading.encoding.observe(each.row)
        model.learn(
            reading.encoding.encode(each.row), features.attributes_of(each.offer), slots[each.offer.id],
            each.offset, each.accepted, voices=each.voices, age=max(0, model.learnt - each.learnt_then),
        )  # fmt: skip
    pen.version += 1
    small, arrays = model.state()
    shapes, data = packed(arrays)
    said = {
        "model": small, "shapes": shapes, "encoding": reading.encoding.state(),
        "slots": {str(offer): place for offer, place in slots.items()},
    }  # fmt: skip
    session.add(ModelVersion(
        version=pen.version, at=clock.now(), learnt=model.learnt,
        small=orjson.loads(orjson.dumps(said)), arrays=data,
    ))  # fmt: skip
    forget(session, pen.version)


def forget(session: Session, newest: int) -> None:
    """Old versions go after a month, but for the newest few: what was decided keeps its own figures."""
    old = ModelVersion.version <= newest - NEWEST_KEPT
    session.execute(delete(ModelVersion).where(old, ModelVersion.at < clock.now() - KEPT_FOR))
    if newest % 50 == 0:  # of a busy day one in fifty is kept
        session.execute(delete(ModelVersion).where(old, ModelVersion.version % 50 != 0))
