"""Calls of a phone system that routes by itself: we show what it tells, and do nothing to them."""

from __future__ import annotations

from console.contacts.contact import Contact
from console.errors import Refused

OBEY = frozenset({"simulator", "chat", "callback"})
"""Who brings what we decide about; anybody else's calls are mirrored."""


class OnItsOwnPhones(Refused):
    message = "The phone system does this by itself: use your phone."


def mirrored(contact: Contact) -> bool:
    return contact.provider not in OBEY


def ours(contact: Contact) -> Contact:
    """Raises OnItsOwnPhones: what is done here would not be done there."""
    if mirrored(contact):
        raise OnItsOwnPhones
    return contact
