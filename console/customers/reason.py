"""Why somebody probably calls, and the one thing to be careful of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.orm import Session

from console import clock
from console.customers import history, preferences, timeline
from console.customers.history import Claim, Order
from console.customers.preferences import Promise, no_sales

REPEATED_DAYS, REPEATED_COUNT = 7, 3
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase's code and facts, as the desk puts them into words."""

    code: str
    facts: dict[str, str | int | float | bool | None] = field(default_factory=dict)


def probable_reason(session: Session, customer_id: int) -> Told | None:
    """A late order, before a promise due, before an open claim, before an order on its way."""
    orders = history.open_orders(session, customer_id)
    if late := next((each for each in orders if each.late), None):
        return late_told(late)
    promise = promise_due(session, customer_id)
    if promise and promise.due_at and promise.due_at < clock.now() + SOON:
        due_at = promise.due_at.isoformat()
        return Told("promise_due", {"text": promise.text, "due_at": due_at})
    if claim := open_claim(session, customer_id):
        return claim_told(claim)
    return order_told(orders[0]) if orders else None


def warning(session: Session, customer_id: int, reason: Told | None) -> Told | None:
    """At most one beside the ``reason``: an open claim that isn't the reason already, before an
    instruction not to sell, before somebody who keeps calling."""
    claim = open_claim(session, customer_id)
    if claim and (reason is None or reason.code != "claim_open"):
        return claim_told(claim)
    if no_sales(session, customer_id):
        return Told("no_sales")
    since = clock.now() - timedelta(days=REPEATED_DAYS)
    last = timeline.latest(session, customer_id, 10, contacts_only=True)
    count = sum(each.at > since for each in last) + 1  # and this one
    return Told("repeated", {"count": count, "days": REPEATED_DAYS}) if count >= REPEATED_COUNT else None


def promise_due(session: Session, customer_id: int) -> Promise | None:
    """The promise that falls due next, else one that always holds."""
    return next(iter(preferences.promises_of(session, customer_id)), None)


def open_claim(session: Session, customer_id: int) -> Claim | None:
    return next(iter(history.open_claims(session, customer_id)), None)


def late_told(order: Order) -> Told:
    facts = {
        "number": order.number,
        "due_from": order.due_from.isoformat() if order.due_from else None,
        "due_to": order.due_to.isoformat() if order.due_to else None,
        "detail": order.detail,
    }
    return Told("order_late", {**facts})


def claim_told(claim: Claim) -> Told:
    return Told("claim_open", {
        "number": claim.number, "since": claim.opened_at.isoformat(), "detail": claim.text,
        "amount_cents": claim.amount_cents, "currency": claim.currency,
    })  # fmt: skip


def order_told(order: Order) -> Told:
    return Told("order", {
        "number": order.number, "amount_cents": order.amount_cents,
        "currency": order.currency, "state": order.state,
    })  # fmt: skip


__all__ = ["Told", "no_sales", "open_claim", "probable_reason", "promise_due", "warning"]
