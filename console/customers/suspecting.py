"""Somebody who works here thinks that two profiles may be one person: a case as the matcher's own."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.customers import comparing, doubting, links, merging, surroundings, traits
from console.customers.events import touch
from console.customers.links import Link, LinkStatus
from console.customers.source_records import Customer, SourceRecord
from console.customers.surroundings import Surroundings


def suspect(session: Session, one: int, other: int, *, by: Agent) -> Link | None:
    """Asks about two profiles, compared as they stand; None when a person has answered that already."""
    ones, others = (merging.members(session, [each]) for each in (one, other))
    if one == other or not ones or not others:
        return None
    chosen = links.current(session)
    around = Surroundings([], chosen.model, chosen.model.version, chosen.auto)
    surroundings.take_in(session, around, SourceRecord.customer_id, [one, other])
    surroundings.count(session, around, set(around.traits))
    of_one, of_other = (traits.together(around.traits[each.id] for each in some) for some in (ones, others))
    said = comparing.compare(of_one, of_other, around.counts)
    stake = sum(doubting.at_stake(session, {each.id for each in (*ones, *others)}).values())
    link = doubting.new_link(session, min(each.id for each in ones), min(each.id for each in others))
    if link.status in (LinkStatus.HUMAN_YES, LinkStatus.HUMAN_NO):
        return None
    link.status, link.asked_by_id, link.put_off_at = LinkStatus.REVIEW, by.id, None
    link.probability = float(chosen.model.probabilities([said])[0])
    link.levels, link.model_version, link.at = dict(said.as_json()), chosen.model.version, clock.now()
    link.priority = (1 + stake) * 4 * link.probability * (1 - link.probability)
    for each in (one, other):
        touch(session, session.get_one(Customer, each))
    session.flush()
    return link
