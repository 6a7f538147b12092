"""What people answered makes the next model: at 200, 500 and 1,000 answers, by the worker."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from console import clock, due
from console.customers import comparing, learning, matching
from console.customers.links import Link, LinkStatus, MatchModel
from console.customers.source_records import MATCH, SourceRecord
from console.db import transaction

MOST_COMPARED = 20_000


def learn_due(session: Session, _: list[dict[str, Any]]) -> None:
    """Reads and trains outside of any write; then one row, and the doubts are compared anew."""
    answered = list(session.scalars(
        select(Link).where(Link.status.in_((LinkStatus.HUMAN_YES, LinkStatus.HUMAN_NO)), Link.model_version != "")
    ))  # fmt: skip
    columns = comparing.numbers([comparing.from_json(each.levels) for each in answered])
    same = np.array([each.status is LinkStatus.HUMAN_YES for each in answered])
    if len(set(same.tolist())) < 2:
        return
    shipped = matching.shipped()
    model = matching.trained(shipped, columns, same)
    auto = sure_enough(session, model)
    with transaction() as writing:
        said = json.loads(model.as_json())
        writing.add(MatchModel(at=clock.now(), labels=len(answered), weights={**said, "auto": auto}))
        doubted = select(Link.one_id).where(Link.status == LinkStatus.REVIEW)
        writing.execute(update(SourceRecord).where(SourceRecord.id.in_(doubted)).values(matched=False))
        due.add(writing, MATCH)


def sure_enough(session: Session, model: matching.Model) -> float:
    """From which probability on the new model may merge alone, judged on what was merged so far."""
    merged = select(Link.levels).where(Link.status == LinkStatus.AUTO).order_by(Link.id.desc()).limit(MOST_COMPARED)
    compared = [comparing.from_json(each) for each in session.scalars(merged)]
    chances = model.probabilities(compared).tolist() if compared else []
    return max(learning.sure_from(chances, profiles=max(len(chances), 1)), matching.LEAST_AUTO)
