"""Hands waiting messages to their carriers, outside of every transaction: a slow server holds up nobody."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from console import clock, due
from console.db import transaction
from console.outbox import carriers
from console.outbox.carriers import Carrier, Drawer, Letter, Never, NotNow
from console.outbox.message import CARRY, OutgoingMessage, OutgoingState, settle

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
LONGEST_WAY = timedelta(minutes=1)
"""What a carrier may take; a process that was killed meanwhile holds its messages up so long."""
log = logging.getLogger(__name__)


def carry_due(_: Session, facts: list[dict[str, Any]]) -> None:
    """Each message once, or again after a pause; a crash in between sends one twice rather than never."""
    for message_id in dict.fromkeys(each["message"] for each in facts):
        carry(message_id)


def carry(message_id: int) -> None:
    found = taken(message_id)
    if found is None:
        return
    letter, carrier = found
    try:
        carrier.carry(letter)
    except Never as refused:
        end(message_id, OutgoingState.FAILED, str(refused))
    except NotNow as trouble:
        again(message_id, str(trouble))
    except Exception as defect:  # one that nobody foresaw holds up no other message
        log.exception("a message was not carried")
        again(message_id, type(defect).__name__)
    else:
        end(message_id, OutgoingState.SENT, None, keeps=isinstance(carrier, Drawer))


def taken(message_id: int) -> tuple[Letter, Carrier] | None:
    """What is to be carried and by whom; None when it is done, can't be done any more, or another process has it."""
    with transaction() as session:
        message = session.get(OutgoingMessage, message_id, with_for_update=True)
        if message is None or message.state is not OutgoingState.WAITING:
            return None
        if message.leaving_until is not None and message.leaving_until > clock.now():
            due.add(session, CARRY, at=message.leaving_until, message=message.id)  # should they be gone by then
            return None
        carrier = carriers.of(message.way)
        if message.until <= clock.now() or carrier is None:
            failed(session, message, message.problem or ("no carrier" if carrier is None else "too late"))
            return None
        message.attempts, message.leaving_until = message.attempts + 1, clock.now() + LONGEST_WAY
        return Letter(message.id, message.address, message.subject, message.text), carrier


def end(message_id: int, state: OutgoingState, problem: str | None, *, keeps: bool = False) -> None:
    with transaction() as session:
        message = session.get(OutgoingMessage, message_id, with_for_update=True)
        if message is None or message.state is not OutgoingState.WAITING:
            return
        if state is OutgoingState.FAILED:
            failed(session, message, problem)
        elif keeps:
            message.state, message.settled_at = state, clock.now()
        else:
            settle(message, state)


def failed(session: Session, message: OutgoingMessage, problem: str | None) -> None:
    log.warning("a message could not be sent: %s", problem, extra={"way": message.way.value})
    settle(message, OutgoingState.FAILED, problem)
    if message.then is not None:
        due.add(session, message.then, message=message.id)


def again(message_id: int, problem: str) -> None:
    """After 2 s, 4 s, 8 s … five minutes, until nobody wants it any more."""
    with transaction() as session:
        message = session.get(OutgoingMessage, message_id, with_for_update=True)
        if message is None or message.state is not OutgoingState.WAITING:
            return
        message.problem, message.leaving_until = problem, None
        pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 10), LONGEST_PAUSE)
        due.add(session, CARRY, at=min(clock.now() + pause, message.until), message=message.id)
