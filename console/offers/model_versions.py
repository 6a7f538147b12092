"""The model as the database keeps it: versions, of which everybody reads the newest.

Whoever holds the pen, the one row of ``propensity``, may write the next.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.db import Base
from console.offers import features
from console.offers.catalogue import Offer
from console.offers.encoding import Encoding
from console.offers.propensity import Propensity

Vector = NDArray[np.float64]
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
    placed: list[tuple[tuple[Offer, ...], NDArray[np.intp]]] = field(default_factory=list, compare=False)

    def places(self, offers: tuple[Offer, ...]) -> NDArray[np.intp]:
        """Found once per catalogue: it is asked for with every decision."""
        if not self.placed or self.placed[0][0] is not offers:
            found = np.array([self.slots.get(each.id, -1) for each in offers], dtype=np.intp)
            self.placed[:] = [(offers, found)]
        return self.placed[0][1]


def pen(session: Session) -> Pen:
    """The one row, locked: nobody else writes a version before this transaction ends."""
    found = session.get(Pen, 1, with_for_update=True)
    if found is None:
        with contextlib.suppress(IntegrityError), session.begin_nested():  # another process may be first
            session.add(Pen(id=1, version=0))
        found = session.get_one(Pen, 1, with_for_update=True)
    return found


def blank() -> Reading:
    encoding = features.encoding()
    model = Propensity(encoding.width, len(features.ATTRIBUTES), 0)
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


def save(session: Session, pen: Pen, made: Reading) -> None:
    """The next version: what was learnt, where every offer stands, and how facts become numbers."""
    pen.version += 1
    small, arrays = made.model.state()
    shapes, data = packed(arrays)
    said = {
        "model": small, "shapes": shapes, "encoding": made.encoding.state(),
        "slots": {str(offer): place for offer, place in made.slots.items()},
    }  # fmt: skip
    session.add(ModelVersion(
        version=pen.version, at=clock.now(), learnt=made.model.learnt,
        small=orjson.loads(orjson.dumps(said)), arrays=data,
    ))  # fmt: skip
    forget(session, pen.version)


def forget(session: Session, newest: int) -> None:
    """Old versions go after a month, but for the newest few: what was decided keeps its own figures."""
    old = ModelVersion.version <= newest - NEWEST_KEPT
    session.execute(delete(ModelVersion).where(old, ModelVersion.at < clock.now() - KEPT_FOR))
    if newest % 50 == 0:  # of a busy day one in fifty is kept
        session.execute(delete(ModelVersion).where(old, ModelVersion.version % 50 != 0))
