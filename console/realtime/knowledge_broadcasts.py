"""Pushes of what knowledge shows by itself: notes of the day and suggested articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from console import clock, events
from console.contacts.suggesting import SuggestionChanged
from console.db import reading
from console.desk import bulletin_rows, review_rows, rows, suggestion_rows
from console.knowledge.articles import Article, ArticlePublished, ArticleRetired
from console.knowledge.bulletin import Bulletin, BulletinAcknowledged, BulletinChanged, BulletinRead
from console.knowledge.reviewing import ReviewFellDue
from console.realtime import audiences

if TYPE_CHECKING:
    from console.realtime.broadcasts import Broadcasts


def listen(broadcasts: Broadcasts) -> list[Callable[[], None]]:
    """Hears what changes, until the answers are called."""

    def bulletin_changed(event: BulletinChanged) -> None:
        with reading() as session:
            note = session.get_one(Bulletin, event.bulletin_id)
            row = bulletin_rows.bulletin_row(session, note)
            if note.ends_at > clock.now():
                return broadcasts.send(session, row)
            for room in audiences.of(session, row):
                broadcasts.emit("gone", {"kind": row.KIND, "key": note.id}, room)

    def acknowledged(event: BulletinAcknowledged) -> None:
        with reading() as session:
            broadcasts.send(session, bulletin_rows.read_row(session.get_one(BulletinRead, event.read_id)))

    def suggested(event: SuggestionChanged) -> None:
        with reading() as session:
            broadcasts.send(session, suggestion_rows.suggestion_row(session, event.contact_id))

    def reviewed(event: ReviewFellDue | ArticlePublished | ArticleRetired) -> None:
        with reading() as session:
            article = session.get_one(Article, event.article)
            row = review_rows.review_row(session, article)
            if row is not None:
                return broadcasts.send(session, row)
            for room in audiences.reading_over(session, article.owner_id or 0):
                broadcasts.emit("gone", {"kind": rows.ReviewRow.KIND, "key": article.id}, room)

    return [
        events.subscribe(ReviewFellDue, reviewed),
        events.subscribe(ArticlePublished, reviewed),
        events.subscribe(ArticleRetired, reviewed),
        events.subscribe(BulletinChanged, bulletin_changed),
        events.subscribe(BulletinAcknowledged, acknowledged),
        events.subscribe(SuggestionChanged, suggested),
    ]
