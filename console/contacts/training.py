"""What the classifier learns from, and when: every night, and after enough new labels.

A label is a contact in which an article was quoted or said to have solved it, or a phrasing that an
editor let live. Words are redacted before anything is learnt from them. Training reads, computes
and writes one file: it runs between two transactions and holds up nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, config, due
from console.contacts import consulting, suggesting
from console.contacts.consulting import QUOTED_WEIGHT, Came, Consultation
from console.contacts.contact import Contact
from console.contacts.messaging import Author, Message
from console.knowledge import classifier, judging, learning, turns
from console.knowledge import language as tongue
from console.knowledge.articles import Article, ArticleVersion, published
from console.knowledge.classifier import NOBODY, TALK, Example
from console.knowledge.gaps import Gap, GapPhrase, GapState
from console.knowledge.learning import Asked, AskedState

TRAIN, NIGHTLY = "knowledge.train", "knowledge.nightly"
HOUR = 4
ENOUGH_NEW = 25
"""Labels since the last training that are worth another before the night."""
REMEMBERED = timedelta(days=365)
MOST_ARTICLES, MOST_LABELS, MOST_OTHERS = 400, 20_000, 600
PASSAGES = 6
OWN_WORDS, OTHERS_WORDS = 0.3, 0.3
"""What an article says itself is a weaker teacher than how people ask for it."""
TALKS = 0.5
"""What each of these teaches, for they are many: who says what nobody has said before isn't chatting."""
SMALL_TALK = (
    "hola buenos días", "buenas tardes", "muchas gracias", "gracias por todo", "un momento por favor",
    "vale de acuerdo", "qué tal está", "adiós hasta luego", "hello", "good morning",
    "thank you very much", "one moment", "okay fine", "how are you", "bye", "are you there", "sigue ahí",
    "quiero hablar con una persona", "me pasa con alguien", "es usted un robot", "cuántos años tiene", "cómo se llama",
    "perfecto muchas gracias", "eso es todo", "i want to talk to a person", "are you a robot", "what is your name",
    "can i speak to somebody", "that is all thanks", "how is the weather", "qué tiempo hace hoy", "he escrito antes",
    "no entiendo nada", "no le entiendo", "i don't understand", "what do you mean", "a qué se refiere",
    "me lo puede repetir",
    "can you say that again", "sí, ese mismo", "yes that one", "mi número es", "my number is", "me llamo", "my name is",
    "ahora lo miro", "let me check", "estoy esperando", "i am waiting", "hay alguien ahí", "is anybody there",
    "quiero hablar con su jefe", "let me talk to your manager", "me puede ayudar", "can you help me",
)  # fmt: skip


def schedule(session: Session) -> None:
    """The next night's work, if none is waiting; a training at once where nothing learnt can be read."""
    if session.scalar(select(due.Due.id).where(due.Due.kind == NIGHTLY).limit(1)) is None:
        due.add(session, NIGHTLY, once=NIGHTLY, at=next_night())
    if classifier.current() is None:
        due.add(session, TRAIN, once=TRAIN)


def nightly_due(session: Session, row: due.Due) -> None:
    """Forgets what has faded, has the classifier learn again, and waits for the next night."""
    learning.forget(session)
    due.add(session, TRAIN, once=TRAIN)
    due.add(session, NIGHTLY, once=NIGHTLY, at=next_night())


def next_night() -> datetime:
    local = clock.now().astimezone(config.read().zone)
    tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > local else tonight + timedelta(days=1)


def learn_due(session: Session, row: due.Due) -> None:
    """A contact is wrapped up: what helped is learnt, and enough of it is worth a training."""
    consulting.learn_from(session, row)
    model = classifier.current()
    since = datetime.fromtimestamp(model.version, UTC) if model else datetime.fromtimestamp(0, UTC)
    new = session.scalar(
        select(func.count(Consultation.id)).where(
            Consultation.learnt_at > since, Consultation.came.in_((Came.SOLVED, Came.QUOTED))
        )
    )
    if (new or 0) >= ENOUGH_NEW:
        due.add(session, TRAIN, once=TRAIN)


def train_due(session: Session, wishes: list[dict[str, Any]]) -> None:
    """Between two transactions; done twice, the second says the same."""
    place = classifier.place()
    if place is None:
        return
    told = examples(session)
    made = classifier.train(told, version=int(clock.now().timestamp()))
    if made is not None:
        classifier.save(replace(made.model, blend=judging.blend(session, told, made)), place)


def examples(session: Session) -> list[Example]:
    labels = [*from_phrasings(session), *from_contacts(session)][:MOST_LABELS]
    weights: dict[str, float] = {}
    for each in labels:
        weights[each.key] = weights.get(each.key, 0.0) + each.weight
    asked_for = sorted(weights, key=lambda key: (-weights[key], key))[:MOST_ARTICLES]
    if not asked_for:
        return []
    kept = set(asked_for)
    return [
        *(each for each in labels if each.key in kept),
        *own_words(session, kept), *from_gaps(session), *others_words(session, kept),
        *(Example(each, TALK, TALKS) for each in SMALL_TALK),
    ]  # fmt: skip


def from_phrasings(session: Session) -> Iterator[Example]:
    now = clock.now()
    query = select(Asked, Article.key).join(Article).where(Asked.state == AskedState.LIVE)
    for asked, key in session.execute(query.order_by(Asked.last_at.desc()).limit(MOST_LABELS)):
        if (weight := asked.weighs(now)) >= learning.FORGOTTEN:
            yield Example(asked.phrase, key, weight)


def from_contacts(session: Session) -> Iterator[Example]:
    """What visitors wrote in chats where an article helped."""
    query = (
        select(Consultation, Article.key)
        .join(Article, Article.id == Consultation.article_id)
        .where(Consultation.learnt_at > clock.now() - REMEMBERED, Consultation.came.in_((Came.SOLVED, Came.QUOTED)))
        .order_by(Consultation.id.desc())
        .limit(MOST_LABELS)
    )
    for told, key in session.execute(query):
        if told.contact_id is None:
            continue
        said = turns.question(first_words(session, told.contact_id))
        text = consulting.anonymous(session, said, session.get(Contact, told.contact_id))
        if text:
            yield Example(text, key, 1.0 if told.came is Came.SOLVED else QUOTED_WEIGHT)


def first_words(session: Session, contact_id: int) -> list[str]:
    """Why they wrote stands in what they wrote first."""
    query = select(Message.text).where(Message.contact_id == contact_id, Message.author == Author.VISITOR)
    return list(session.scalars(query.order_by(Message.seq).limit(suggesting.TURNS)))


def own_words(session: Session, keys: set[str]) -> Iterator[Example]:
    ids = list(session.scalars(select(Article.id).where(Article.key.in_(keys))))
    for version in published(session, ids):
        yield Example(version.title, version.article.key, 1.0, asked=False)
        for passage in tongue.passages(version.body)[:PASSAGES]:
            yield Example(passage, version.article.key, OWN_WORDS, asked=False)


def from_gaps(session: Session) -> Iterator[Example]:
    """What was asked and nobody answers."""
    query = select(GapPhrase.phrase).join(Gap).where(Gap.state != GapState.ANSWERED).limit(MOST_OTHERS)
    for phrase in session.scalars(query):
        yield Example(phrase, NOBODY)


def others_words(session: Session, keys: set[str]) -> Iterator[Example]:
    """Articles nobody has asked for yet are none of these: there the search knows better."""
    query = (
        select(ArticleVersion.title)
        .join(Article, (Article.id == ArticleVersion.article_id) & (Article.version == ArticleVersion.version))
        .where(Article.key.not_in(keys))
        .order_by(Article.id.desc())
        .limit(MOST_OTHERS)
    )
    for title in session.scalars(query):
        yield Example(title, NOBODY, OTHERS_WORDS, asked=False)
