"""Not now: on which day an offer is proposed again, within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console import clock, config
from console.errors import Invalid
from console.offers.catalogue import Offer
from console.offers.told import LATEST

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """On the wall's calendar."""

    first: date
    last: date
    suggested: date


def days(offer: Offer, suggested: int) -> Days | None:
    """Which may be chosen: from tomorrow for a year, while the offer lasts; None when it ends before."""
    today = clock.now().astimezone(config.read().zone).date()
    first, last = today + A_DAY, today + timedelta(days=LATEST)
    if offer.valid_until is not None:
        ends = (offer.valid_until - timedelta(seconds=1)).astimezone(config.read().zone).date()
        last = min(last, ends)
    return Days(first, last, min(today + timedelta(days=suggested), last)) if first <= last else None


def moment(offer: Offer, day: date) -> datetime:
    """That day, at the hour it is now. Raises Invalid naming ``later_on``."""
    allowed = days(offer, 1)
    if allowed is None:
        raise Invalid("The offer ends before anybody could propose it again.", field="later_on")
    if not allowed.first <= day <= allowed.last:
        raise Invalid("Choose a day from {first} to {last}.", field="later_on",
                      first=allowed.first.isoformat(), last=allowed.last.isoformat())  # fmt: skip
    today = clock.now().astimezone(config.read().zone).date()
    return clock.now() + (day - today)
