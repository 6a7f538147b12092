"""What happens to contacts, told to the floors above. Ids only: rows are read again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """``agents`` may have seen it before the change, whoever sees it after."""

    contact_id: int
    agents: tuple[int, ...] = ()

    def join(self, later: ContactChanged) -> ContactChanged | None:
        """Several changes of one contact in one transaction are pushed once."""
        if later.contact_id != self.contact_id:
            return None
        return ContactChanged(self.contact_id, tuple(sorted({*self.agents, *later.agents})))


@dataclass(frozen=True, slots=True)
class MessageWritten:
    contact_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ChatRead:
    contact_id: int


@dataclass(frozen=True, slots=True)
class NoteSaved:
    contact_id: int


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """Its settings, or how many wait in it."""

    queue_id: int


@dataclass(frozen=True, slots=True)
class QueueSettingsChanged:
    """What it is called, or who may take from it."""

    queue_id: int
