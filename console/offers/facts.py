"""What gates and conditions may know of a customer. Insurance never sees what was bought."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from console.contacts.contact import Contact
from console.customers import consent, history, profile, reason
from console.customers.history import Policy, Purchase
from console.expressions import Value

WATCHED = {"somontano": "somontano", "carinena": "cariñena", "coffee": "café", "nappies": "pañales"}
LAST = 12
SHOPPING = frozenset({"purchases", *(f"bought_{each}" for each in WATCHED)})


@dataclass(frozen=True, slots=True)
class Facts:
    customer_id: int | None
    may_offer: bool = False
    may_profile: bool = False
    no_sales: bool = False
    open_claim: str | None = None
    late_order: str | None = None
    values: dict[str, Value] = field(default_factory=dict)

    def seen_by(self, category: str) -> dict[str, Value]:
        """Nothing of the shop feeds an insurance offer; without leave to profile, none of it does."""
        if category == "insurance" or not self.may_profile:
            return {k: v for k, v in self.values.items() if k not in SHOPPING}
        return self.values


def facts(session: Session, contact: Contact) -> Facts:
    if contact.record is None:
        return Facts(None)
    customer_id = contact.record.customer_id
    person = profile.profile(session, customer_id)
    probable = reason.probable_reason(session, customer_id)
    claim = reason.open_claim(session, customer_id)
    channel = "chat" if contact.channel == "chat" else "phone"
    return Facts(
        customer_id=customer_id,
        may_offer=consent.allows(session, customer_id, "offers", channel),
        may_profile=consent.allows(session, customer_id, "profiling"),
        no_sales=reason.no_sales(session, customer_id),
        open_claim=claim.number if claim else None,
        late_order=str(probable.facts["number"]) if probable and probable.code == "order_late" else None,
        values={
            "children": person.children, "points": person.points, "store": person.store,
            "language": person.language, "has_policy": bool(history.of(session, customer_id, Policy)),
            **bought(session, customer_id),
        },
    )  # fmt: skip


def bought(session: Session, customer_id: int) -> dict[str, Value]:
    """In how many of the last twelve purchases each watched product was."""
    purchases = sorted(history.of(session, customer_id, Purchase), key=lambda each: each.at)[-LAST:]
    counts: dict[str, Value] = {"purchases": len(purchases)}
    for name, needle in WATCHED.items():
        counts[f"bought_{name}"] = sum(
            any(needle in line["product"].lower() for line in each.lines) for each in purchases
        )
    return counts
