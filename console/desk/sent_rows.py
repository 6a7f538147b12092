"""The articles whose links stand in a conversation, as cards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from console.contacts.messaging import Author, Message
from console.desk import rows
from console.knowledge import language, sent_links, snippets

OPENING = 2_000
"""So much of an article is looked at for its first sentence."""
Cards = dict[int, list[rows.ArticleSent]]
"""By message."""


def cards(session: Session, messages: Sequence[Message]) -> Cards:
    """Of what agents wrote: somebody else's address makes nobody a card."""
    links = {each.id: sent_links.linked(each.text) for each in messages if each.author is Author.AGENT}
    found = {
        version.article_id: rows.ArticleSent(
            article=version.article_id, title=version.title, language=version.article.language,
            opening=snippets.shortened(next(iter(language.passages(version.body[:OPENING])), "")),
        )
        for version in sent_links.readable(session, (article for each in links.values() for article in each))
    }  # fmt: skip
    return {message: [found[each] for each in articles if each in found] for message, articles in links.items()}
