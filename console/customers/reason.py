"""Why somebody probably calls, and the one thing to be careful of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.orm import Session

from console import clock
from console.customers import history, timeline
from console.customers.history import Claim, Instruction, Order, Promise

REPEATED_DAYS, REPEATED_COUNT = 7, 3


@dataclass(frozen=True, slots=True)
class Told:
    code: str
    facts: dict[str, str | int | float | bool | None] = field(default_factory=dict)


def probable_reason(session: Session, customer_id: int) -> Told | None:
    """A late order, before a promise due today, before an open claim, before an order on its way."""
    orders = history.of(session, customer_id, Order)
    for order in orders:
        if order.state == "late":
            return Told("order_late", {
                "number": order.number, "detail": order.detail,
                "due_from": order.due_from.isoformat() if order.due_from else None,
                "due_to": order.due_to.isoformat() if order.due_to else None,
            })  # fmt: skip
    if promise := promise_due(session, customer_id):
        return Told("promise_due", {
            "text": promise.text, "due_at": promise.due_at.isoformat() if promise.due_at else None,
        })  # fmt: skip
    if claim := open_claim(session, customer_id):
        return claim_told(claim)
    for order in orders:
        if order.state in ("paid", "on_the_way"):
            return Told("order", {
                "number": order.number, "amount_cents": order.amount_cents,
                "currency": order.currency, "state": order.state,
            })  # fmt: skip
    return None


def warning(session: Session, customer_id: int) -> Told | None:
    """At most one: an instruction, before an open claim, before somebody who keeps calling."""
    if no_sales(session, customer_id):
        return Told("no_sales")
    if claim := open_claim(session, customer_id):
        return claim_told(claim)
    since = clock.now() - timedelta(days=REPEATED_DAYS)
    recent = [
        each for each in timeline.page(session, customer_id, limit=10, kinds=timeline.CONTACTS) if each.at > since
    ]
    if len(recent) >= REPEATED_COUNT - 1:
        return Told("repeated", {"count": len(recent) + 1, "days": REPEATED_DAYS})
    return None


def no_sales(session: Session, customer_id: int) -> bool:
    now = clock.now()
    wishes = history.of(session, customer_id, Instruction)
    return any(each.kind == "no_sales" and (each.until is None or each.until > now) for each in wishes)


def open_claim(session: Session, customer_id: int) -> Claim | None:
    claims = history.of(session, customer_id, Claim)
    return next((each for each in claims if each.closed_at is None), None)


def claim_told(claim: Claim) -> Told:
    return Told("claim_open", {
        "number": claim.number, "since": claim.opened_at.isoformat(), "detail": claim.text,
        "amount_cents": claim.amount_cents, "currency": claim.currency,
    })  # fmt: skip


def promise_due(session: Session, customer_id: int) -> Promise | None:
    """The promise that falls due next; one just broken stays in sight for a day."""
    limit = clock.now() - timedelta(days=1)
    open_ = [
        each for each in history.of(session, customer_id, Promise)
        if each.kept_at is None and (each.due_at is None or each.due_at > limit)
    ]  # fmt: skip
    return min(open_, key=lambda each: each.due_at or clock.now() + timedelta(days=3650), default=None)
