"""What an administrator decides about a queue: its line, who may take from it, its times and words."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import events
from console.agents import states
from console.agents.staff import HIGHEST_LEVEL, SKILL
from console.contacts.contact import Channel, Disposition, Purpose, Queue
from console.contacts.events import QueueChanged, QueueSettingsChanged
from console.errors import Conflict, Invalid, Missing

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
E164 = re.compile(r"\+[1-9]\d{6,14}")
CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
SECONDS = {
    "target_seconds": (1, 3600), "short_abandon_seconds": (0, 60), "ring_seconds": (5, 120), "wrap_seconds": (5, 3600),
}  # fmt: skip
LONGEST_NAME, LONGEST_GREETING, DEEPEST = 60, 300, 4


class QueueMoved(Conflict):
    message = "Somebody else changed this queue meanwhile. Look at it again."


@dataclass(frozen=True, slots=True)
class Reason:
    """One disposition: a code that stays, and its path in both languages."""

    code: str
    path_es: tuple[str, ...]
    path_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    name_es: str
    name_en: str
    purpose: Purpose
    line: str | None
    skill: str
    level: int
    target_seconds: int
    target_percent: int
    short_abandon_seconds: int
    ring_seconds: int
    wrap_seconds: int
    greeting_es: str
    greeting_en: str
    reasons: tuple[Reason, ...]


def queue(session: Session, queue_id: int) -> Queue:
    """Locked. Raises Missing."""
    found = session.scalar(select(Queue).where(Queue.id == queue_id).with_for_update())
    if found is None:
        raise Missing
    return found


def all_queues(session: Session) -> list[Queue]:
    return list(session.scalars(select(Queue).order_by(Queue.id)))


def open_queue(session: Session, *, key: str, channel: Channel, wanted: Settings) -> Queue:
    """A new queue. Its key and channel stay. Raises Invalid naming the field."""
    if not KEY.fullmatch(key):
        raise Invalid("A key has 2 to 40 small letters, digits or underscores.", field="key")
    if session.scalar(select(Queue.id).where(Queue.key == key)) is not None:
        raise Invalid("{key} is taken.", field="key", key=key)
    made = Queue(key=key, channel=channel, version=0)
    return take(session, made, wanted)


def change(session: Session, queue_: Queue, wanted: Settings, *, version: int) -> Queue:
    """From the next contact on. Raises QueueMoved when ``version`` is no longer the present one."""
    queue_ = queue(session, queue_.id)
    if queue_.version != version:
        raise QueueMoved
    return take(session, queue_, wanted)


def take(session: Session, queue_: Queue, wanted: Settings) -> Queue:
    check(session, wanted, queue_)
    queue_.name_es, queue_.name_en, queue_.purpose = wanted.name_es, wanted.name_en, wanted.purpose
    queue_.line, queue_.skill, queue_.level = wanted.line, wanted.skill, wanted.level
    queue_.target_seconds, queue_.target_share = wanted.target_seconds, wanted.target_percent / 100
    queue_.short_abandon_seconds = wanted.short_abandon_seconds
    queue_.ring_seconds, queue_.wrap_seconds = wanted.ring_seconds, wanted.wrap_seconds
    queue_.greeting_es, queue_.greeting_en = wanted.greeting_es, wanted.greeting_en
    queue_.version += 1
    session.add(queue_)
    session.flush()  # a new one needs its id before its reasons
    list_reasons(queue_, wanted.reasons)
    events.record(session, QueueSettingsChanged(queue_.id))
    events.record(session, QueueChanged(queue_.id))
    states.may_be_free(session)
    return queue_


def list_reasons(queue_: Queue, reasons: tuple[Reason, ...]) -> None:
    """A code that stays keeps its row; one that goes is still what old contacts say of themselves."""
    before = {each.code: each for each in queue_.dispositions}
    for place, wanted in enumerate(reasons):
        row = before.pop(wanted.code, None)
        if row is None:
            row = Disposition(code=wanted.code)
            queue_.dispositions.append(row)
        row.position, row.path_es, row.path_en = place, list(wanted.path_es), list(wanted.path_en)
    for row in before.values():
        queue_.dispositions.remove(row)


def check(session: Session, wanted: Settings, queue_: Queue) -> None:
    def must(right: bool, field: str, words: str, **facts: object) -> None:
        if not right:
            raise Invalid(words, field=field, **facts)

    for field in ("name_es", "name_en"):
        right = 0 < len(getattr(wanted, field)) <= LONGEST_NAME
        must(right, field, "A name has 1 to {most} characters.", most=LONGEST_NAME)
    if queue_.channel is not Channel.CHAT:
        must(bool(E164.fullmatch(wanted.line or "")), "line", "A line is a number as +34900555010.")
    if wanted.line is not None:
        other = session.scalar(select(Queue.name_es).where(Queue.line == wanted.line, Queue.key != queue_.key))
        must(other is None, "line", "{queue} already answers that line.", queue=other)
    must(bool(SKILL.fullmatch(wanted.skill)), "skill", "A skill is one word of 40 characters at most.")
    must(1 <= wanted.level <= HIGHEST_LEVEL, "level", "A level is from 1 to {most}.", most=HIGHEST_LEVEL)
    must(0 <= wanted.target_percent <= 100, "target_percent", "A share is from 0 to 100.")
    for field, (least, most) in SECONDS.items():
        right = least <= getattr(wanted, field) <= most
        must(right, field, "From {least} to {most} seconds.", least=least, most=most)
    for field in ("greeting_es", "greeting_en"):
        check_greeting(getattr(wanted, field), field)
    check_reasons(wanted.reasons)


def check_greeting(text: str, field: str) -> None:
    """Agents say who they are: the greeting holds their name, and no other gap."""
    try:
        gaps = [name for _, name, spec, how in string.Formatter().parse(text) if name is not None or spec or how]
    except ValueError:
        gaps = [""]
    if set(gaps) != {"agent"} or len(text) > LONGEST_GREETING:
        raise Invalid(
            "A greeting says {{agent}} where the agent's name goes, and has {most} characters at most.",
            field=field, most=LONGEST_GREETING,
        )  # fmt: skip


def check_reasons(reasons: tuple[Reason, ...]) -> None:
    if not reasons:
        raise Invalid("A contact needs something to come of it: give one reason at least.", field="reasons")
    codes = [each.code for each in reasons]
    for number, each in enumerate(reasons, start=1):
        right = CODE.fullmatch(each.code) and codes.count(each.code) == 1
        paths = len(each.path_es) == len(each.path_en) and 0 < len(each.path_es) <= DEEPEST
        if not (right and paths and all(each.path_es) and all(each.path_en)):
            raise Invalid(
                "Line {line}: expected a code of its own, and the same number of steps in both languages.",
                field="reasons", line=number,
            )  # fmt: skip

