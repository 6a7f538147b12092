"""Pushes of what an agent has promised, to their own desk alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from console import events
from console.contacts.follow_ups import FollowUp, FollowUpChanged
from console.db import reading
from console.desk import follow_up_rows, rows
from console.realtime import audiences

if TYPE_CHECKING:
    from console.realtime.broadcasts import Broadcasts


def listen(broadcasts: Broadcasts) -> list[Callable[[], None]]:
    """Hears what changes, until the answer is called."""

    def changed(event: FollowUpChanged) -> None:
        with reading() as session:
            promised = session.get(FollowUp, event.follow_up_id)
            if promised is not None and promised.done_at is None and promised.owner_id == event.owner_id:
                return broadcasts.send(session, follow_up_rows.follow_up_row(session, promised))
            gone = {"kind": rows.FollowUpRow.KIND, "key": event.follow_up_id}
            broadcasts.emit("gone", gone, audiences.desk(event.owner_id))

    return [events.subscribe(FollowUpChanged, changed)]
