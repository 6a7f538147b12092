"""A link to an article in a chat: a card for whoever may read it, and never a way into what they may not."""

from __future__ import annotations

from uuid import uuid4

import pytest

from console.agents.agent import Agent
from console.contacts import messaging
from console.contacts.contact import Contact, Queue
from console.contacts.messaging import Chat
from console.db import reading, transaction
from console.desk import contact_rows, visitor_rows
from console.knowledge import articles
from console.knowledge.articles import Article
from tests import cast
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def publish(title: str, *, public: bool) -> int:
    with transaction() as session:
        body = "El vale se añade antes de pagar. Dura 30 días."
        return articles.publish(session, key=title, language="es", title=title, body=body, public=public).id


def cards(contact_id: int) -> list[list[str]]:
    """Of each message the titles, alike on both sides."""
    with reading() as session:
        said = messaging.messages_of(session, contact_id)
        ours = [each.articles for each in contact_rows.message_rows(session, said)]
        theirs = [each.articles for each in visitor_rows.visitor_message_rows(session, said)]
        assert ours == theirs
        return [[each.title for each in some] for some in ours]


def test_a_link_an_agent_sends_is_a_card_as_long_as_visitors_may_read_the_article(people: Cast) -> None:
    vouchers, fraud = publish("Vales", public=True), publish("Estafas", public=False)
    address = "https://shop.example/help"
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        text = f"¿Y {address}/{vouchers}?"
        chat, _ = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text=text)
        contact_id = chat.contact_id
    cast.route()
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        for words in (f"Mire {address}/{vouchers}?v=1, y {address}/{fraud}.", f"{address}/999 {address}/7x"):
            messaging.reply(session, contact, by=ada, client_id=str(uuid4()), text=words)
        assert session.get_one(Chat, contact_id).last == 3
    assert cards(contact_id) == [[], ["Vales"], []]
    with transaction() as session:
        articles.retire(session, session.get_one(Article, vouchers))
    assert cards(contact_id) == [[], [], []]
