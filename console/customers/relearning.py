"""What people answered makes the next model: at 200, 500 and 1,000 answers, by the worker."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from console import clock, due
from console.customers import comparing, learning, matching, numbering
from console.customers.links import Link, LinkStatus, MatchModel
from console.customers.source_records import MATCH, SourceRecord
from console.db import transaction


def learn_due(session: Session, _: list[dict[str, Any]]) -> None:
    """Reads and trains outside of any write; then one row, and the doubts are compared anew."""
    answered = list(session.scalars(
        select(Link).where(Link.status.in_((LinkStatus.HUMAN_YES, LinkStatus.HUMAN_NO)), Link.model_version != "")
    ))  # fmt: skip
    columns = numbering.numbers([comparing.from_json(each.levels) for each in answered])
    same = np.array([each.status is LinkStatus.HUMAN_YES for each in answered])
    if len(set(same.tolist())) < 2:
        return
    model = learning.refined(matching.shipped(), columns, same)
    with transaction() as writing:
        said = json.loads(model.as_json())
        writing.add(MatchModel(at=clock.now(), labels=len(answered), weights={**said, "auto": matching.AUTO}))
        doubted = select(Link.one_id).where(Link.status == LinkStatus.REVIEW)
        writing.execute(update(SourceRecord).where(SourceRecord.id.in_(doubted)).values(matched=False))
        due.add(writing, MATCH)
