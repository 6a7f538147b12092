"""What a phone system is to us."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from console import due
from console.contacts.contact import Channel, Contact

COMMANDS = ("answer", "hold", "resume", "mute", "unmute", "transfer", "hang_up")


class Provider(Protocol):
    """A phone system that obeys. One that only tells (the CTI webhook) needs none of this."""

    name: str
    dials: bool
    """Whether it can call a customer for an agent: then callbacks are its own."""

    def obey(self, key: str, command: str, extension: str | None) -> None:
        """Does one of COMMANDS to the call it knows as ``key``; an unknown call is no error."""

    def dial(self, key: str, number: str, extension: str | None) -> None:
        """Rings the agent's extension, then the customer's number; from then on it knows the call as ``key``."""


_providers: dict[str, Provider] = {}


def use(provider: Provider) -> None:
    _providers[provider.name] = provider


def leave(provider: Provider) -> None:
    _providers.pop(provider.name, None)


def known(name: str) -> Provider | None:
    return _providers.get(name)


def command(session: Session, row: due.Due) -> None:
    """The due row's handler: hands the command to the contact's own provider, if it obeys."""
    contact = session.get(Contact, row.facts["contact_id"])
    provider = of(contact) if contact else None
    if contact is None or provider is None:
        return
    wanted, extension = row.facts["command"], row.facts.get("extension")
    dials = wanted == "answer" and not row.facts.get("on_the_line", contact.passed_by is not None)
    if contact.channel is Channel.CALLBACK and dials and contact.caller:
        return provider.dial(contact.provider_key, contact.caller, extension)
    provider.obey(contact.provider_key, wanted, extension)


def of(contact: Contact) -> Provider | None:
    """Its own; a callback's is whichever dials. None where we only mirror, or agents dial themselves."""
    if contact.channel is Channel.CALLBACK:
        return next((each for each in _providers.values() if each.dials), None)
    return _providers.get(contact.provider)
