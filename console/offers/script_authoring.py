"""Scripts as marketers write them, through `publishing`: checked whole before every version."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.errors import Refused
from console.offers import approvals, steps
from console.offers.catalogue import Offer, OfferState
from console.publishing import kinds
from console.publishing.kinds import Content, Kind
from console.publishing.publication import Publication, Version

SCRIPT = "script"


class StillNeeded(Refused):
    message = "The offer {offer} is told with it: retire that first."


def check(session: Session, key: str, content: Content) -> None:
    """Raises Invalid naming the step or the line at fault."""
    sent_first = any(each.documents for each in told_with(session, key))
    steps.checked(content.get("steps") or [], sent_first=sent_first)


def asks_approval(session: Session, key: str, content: Content) -> bool:
    """The words of an offer bind as much as its figures."""
    return any(approvals.needed(session, each.category) for each in told_with(session, key))


def told_with(session: Session, key: str) -> list[Offer]:
    """The offers in force that are told with this script."""
    return list(session.scalars(select(Offer).where(Offer.script == key, Offer.state != OfferState.RETIRED)))


def published(session: Session, version: Version) -> None:
    """Conversations begun before go on in their own version."""
    steps.save(session, version.publication.key, version.content["steps"])


def retired(session: Session, publication: Publication) -> None:
    if offers := told_with(session, publication.key):
        raise StillNeeded(offer=offers[0].key)


KIND = kinds.register(
    Kind(SCRIPT, check=check, asks_approval=asks_approval, published=published, retired=retired)
)
