"""Offers as marketers write them: a content of `publishing`, checked whole, and in force from the
moment it is published. What nobody may say stays unsaid: it is refused naming the field."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.errors import Invalid, Refused
from console.offers import approvals, catalogue, contradictions, reach, steps
from console.offers.campaigns import Campaign
from console.offers.catalogue import Offer, OfferState
from console.offers.contents import FIGURES, MARKS, MAYBE_FIGURES, MAYBE_TEXTS, TEXTS, moment, offer_of, texts
from console.offers.contradictions import Contradiction, Effect
from console.publishing import kinds
from console.publishing.kinds import Content, Kind, NotYet
from console.publishing.publication import Publication, Version

OFFER = "offer"


class StillCounting(NotYet):
    message = "It is still being counted whom it would reach. Try again in a moment."


class Contradicts(Refused):
    message = "{n} customers would hear it against what they have. Leave them out, or change it."


def check(session: Session, key: str, content: Content) -> None:
    """Whether it may be kept at all. Raises Invalid naming the field."""
    offer = offer_of(key, content)
    catalogue.check(offer)
    known = set(session.scalars(select(Effect.key)))
    for field, named in (("gives", offer.gives), ("leave_out", texts(content, "leave_out"))):
        for each in named:
            if each not in known:
                raise Invalid("{key} is no effect we know.", field=field, key=each)
    pairs = session.scalars(select(Contradiction)).all()
    if contradictions.within(offer.gives, pairs) is not None:
        raise Invalid("Two of the effects it gives contradict each other.", field="gives")
    if offer.campaign and session.scalar(select(Campaign.id).where(Campaign.key == offer.campaign)) is None:
        raise Invalid("{key} is no campaign we know.", field="campaign", key=offer.campaign)
    script = steps.newest(session, offer.script)
    if script is None:
        raise Invalid("{key} is no script in force.", field="script", key=offer.script)
    steps.checked(script.steps, sent_first=offer.documents)
    check_days(session, offer)


def check_days(session: Session, offer: Offer) -> None:
    """Two offers of one name on the same days would be two prices for one thing."""
    others = select(Offer).where(Offer.key != offer.key, Offer.state != OfferState.RETIRED)
    for other in session.scalars(others.where((Offer.name_es == offer.name_es) | (Offer.name_en == offer.name_en))):
        begins_before = other.valid_until is None or offer.valid_from < other.valid_until
        ends_after = offer.valid_until is None or other.valid_from < offer.valid_until
        if begins_before and ends_after:
            raise Invalid("{name} is proposed on some of these days already, as {key}.",
                          field="valid_from", name=offer.name_es, key=other.key)  # fmt: skip


def asks_approval(session: Session, key: str, content: Content) -> bool:
    """By the category it would be of, and by the one it is of: leaving it is a change of it."""
    known = session.scalar(select(Offer.category).where(Offer.key == key))
    return any(approvals.needed(session, each) for each in (content.get("category"), known) if each)


def ready(session: Session, key: str, content: Content) -> None:
    """Whether everybody it would reach may hear it. Raises StillCounting or Contradicts."""
    offer = offer_of(key, content)
    if not offer.gives:
        return
    counted = reach.of(session, content)
    if counted is None or not counted.done:
        raise StillCounting
    if counted.body["clashing"]:
        raise Contradicts(n=counted.body["clashing"], field="gives")


def published(session: Session, version: Version) -> None:
    """In force, from this commit on."""
    key = version.publication.key
    known = session.scalar(select(Offer).where(Offer.key == key).with_for_update())
    described = offer_of(key, version.content)
    offer = known or Offer(key=key)
    for field in (*TEXTS, *MAYBE_TEXTS, *FIGURES, *MAYBE_FIGURES, *MARKS, "purpose", "gives", "ladder", "valid_until"):
        setattr(offer, field, getattr(described, field))
    offer.valid_from = moment(version.content, "valid_from") or (known.valid_from if known else clock.now())
    offer.version, offer.state = version.number, OfferState.LIVE
    session.add(offer)


def retired(session: Session, publication: Publication) -> None:
    offer = session.scalar(select(Offer).where(Offer.key == publication.key).with_for_update())
    if offer is not None:
        offer.state = OfferState.RETIRED


KIND = kinds.register(
    Kind(
        OFFER, check=check, asks_approval=asks_approval, published=published, retired=retired, ready=ready
    )
)
