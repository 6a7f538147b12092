"""What happens to customers, told to the floors above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from console import events

if TYPE_CHECKING:
    from console.customers.source_records import Customer


@dataclass(frozen=True, slots=True)
class CustomerChanged:
    """Something in the profile, or in the history that belongs to it, is not as it was."""

    customer_id: int


def touch(session: Session, customer: Customer) -> None:
    """Every change of anything that a profile shows passes here: a screen believes the version."""
    customer.version += 1
    events.record(session, CustomerChanged(customer.id))
