"""Nothing personal is kept longer than its class of data allows: a due job for each, every night.

How many days is a setting for each class (`CONSOLE_KEEP_…_DAYS`); 0 keeps for ever. A round forgets
a few hundred things and comes back at once while there are more, so that no write waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from console import clock, due
from console.agents import signing_in
from console.config import Config
from console.contacts import consulting, forgetting
from console.customers import reads
from console.knowledge import gaps, self_service
from console.offers import decisions
from console.outbox import message

FORGET = "retention.forget"
AT_ONCE = 200
NIGHT = time(3, 30)

Forgetting = Callable[[Session, datetime, int], int]
"""Forgets at most so many of what is older than a moment, and says how many it were."""
CLASSES: dict[str, Forgetting] = {
    "sign_ins": signing_in.forget_old,
    "chats": forgetting.forget_chats,
    "notes": forgetting.forget_notes,
    "contacts": forgetting.forget_who,
    "decisions": decisions.forget_old,
    "messages": message.forget_old,
    "reads": reads.forget_old,
    "searches": consulting.forget_old,
    "gaps": gaps.forget_old,
    "help": self_service.forget_old,
}
_days: dict[str, int] = {}
_zone = ZoneInfo("UTC")


def keep_as(config: Config) -> None:
    """How long this process keeps each class, and whose nights it works in."""
    global _days, _zone
    _days = {each: getattr(config, f"keep_{each}_days") for each in CLASSES}
    _zone = config.zone


def schedule(session: Session, *, classes: Mapping[str, object] = CLASSES) -> None:
    """Idempotent: tonight, unless an earlier night is already wished."""
    for each in classes:
        due.add(session, FORGET, at=tonight(), once=each, what=each)


def tonight() -> datetime:
    """The next half past three in the company's zone, as UTC."""
    local = clock.now().astimezone(_zone)
    day = local.date() if local.time() < NIGHT else local.date() + timedelta(days=1)
    return datetime.combine(day, NIGHT, _zone).astimezone(clock.now().tzinfo)


def forget_due(session: Session, row: due.Due) -> None:
    """One round of one class. A class this version no longer has is let go."""
    what = row.facts["what"]
    if what not in CLASSES:
        return
    days = _days.get(what, 0)
    gone = CLASSES[what](session, clock.now() - timedelta(days=days), AT_ONCE) if days else 0
    due.add(session, FORGET, at=None if gone >= AT_ONCE else tonight(), once=what, what=what)
