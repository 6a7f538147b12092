"""Possible duplicates: what the matcher isn't sure of, asked of people one pair of profiles at a time."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from console.customers.links import Link, LinkStatus
from console.customers.source_records import SourceRecord


def possible_duplicate(session: Session, customer_id: int) -> tuple[int, float] | None:
    """The profile most probably of the same person, and how probably; None when there is none
    to ask about. Reads indexes only: fit for a ring."""
    one, other = aliased(SourceRecord), aliased(SourceRecord)
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    found = session.execute(
        select(one.customer_id, other.customer_id, Link.probability)
        .join(one, one.id == Link.one_id)
        .join(other, other.id == Link.other_id)
        .where(
            Link.status == LinkStatus.REVIEW,
            or_(Link.one_id.in_(mine), Link.other_id.in_(mine)),
            one.customer_id != other.customer_id,
        )
        .order_by(Link.probability.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return (found[1] if found[0] == customer_id else found[0]), found[2]
