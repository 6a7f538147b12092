"""The four families of refusal. Errors are named after the situation, under one of these.

Only `routes/failures.py` knows which status code each family becomes.
"""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """Somebody asked for what can't be done; the message is English, translated at the edge.

    ``facts`` go into the message's ``{placeholders}``; ``field`` names the input at fault.
    """

    message: ClassVar[str] = "That can't be done."

    def __init__(self, message: str | None = None, *, field: str | None = None, **facts: object):
        self.template = message or self.message
        self.field = field
        self.facts = facts
        super().__init__(self.template.format(**facts) if facts else self.template)

    @property
    def code(self) -> str:
        """``AlreadyAssigned`` as ``already_assigned``."""
        name = type(self).__name__
        return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Missing(Refusal):
    """Not there, or not for you: outside the two look the same."""

    message = "Nothing like that is here."


class Refused(Refusal):
    """Understood, and against a rule."""


class Conflict(Refusal):
    """Somebody else was first, or the thing has moved on."""

    message = "Somebody else was faster."


class Invalid(Refusal):
    """Input we can't read: says which field and what was expected."""
