"""The article suggested beside a conversation, as a row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.contacts import suggesting
from console.desk import article_rows, rows
from console.errors import Missing
from console.knowledge import articles, asking, index, turns, wordlist


def suggestion_row(session: Session, contact_id: int) -> rows.SuggestionRow | None:
    """None before anybody looked for one. An article retired meanwhile is no suggestion any more."""
    chosen = suggesting.of(session, contact_id)
    if chosen is None:
        return None
    hit = None
    if chosen.article_id is not None:
        try:
            version = articles.as_read(articles.read(session, chosen.article_id))
            hit = article_rows.hit(version, wanted(session, contact_id))
        except Missing:
            pass
    return rows.SuggestionRow(contact=contact_id, version=chosen.version, seq=chosen.seq, hit=hit)


def wanted(session: Session, contact_id: int) -> asking.Wanted:
    """What was said, for choosing the passage that answers it."""
    said = turns.question([each.text for each in suggesting.last_words(session, contact_id)])
    searcher, stamp = index.look()
    return asking.understand(said, wordlist.of(searcher, stamp))
