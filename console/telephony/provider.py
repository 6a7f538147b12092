"""What a phone system is to us."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from console import due
from console.contacts.contact import Contact

COMMANDS = ("answer", "hold", "resume", "hang_up")


class Provider(Protocol):
    """A phone system that obeys. One that only tells (the CTI webhook) needs none of this."""

    name: str

    def obey(self, key: str, command: str, extension: str | None) -> None:
        """Does one of COMMANDS to the call it knows as ``key``; an unknown call is no error."""


_providers: dict[str, Provider] = {}


def use(provider: Provider) -> None:
    _providers[provider.name] = provider


def command(session: Session, row: due.Due) -> None:
    """The due row's handler: hands the command to the contact's own provider, if it obeys."""
    contact = session.get(Contact, row.facts["contact_id"])
    provider = _providers.get(contact.provider) if contact else None
    if contact is not None and provider is not None:
        provider.obey(contact.provider_key, row.facts["command"], row.facts.get("extension"))
