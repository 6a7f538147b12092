"""Fills an empty database with La Tahona, saying how far it is; a full one is left alone."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from console import clock
from console.config import Config
from console.contacts.contact import Queue
from console.db import reading, transaction
from console.demo import articles, company, floor, offers, receipts, season
from console.knowledge import index, indexing
from console.offers import tasting

Say = Callable[[str], None]


def load_everything(settings: Config, *, say: Say) -> None:
    if loaded():
        say("La Tahona is already here.")
    else:
        say("Hiring La Tahona's people …")
        with transaction() as session:
            floor.load(session)
        say("Importing its customers from four sources …")
        company.load(settings.data / "demo", say)
        say("Writing its articles and offers …")
        with transaction() as session:
            articles.load(session)
        with clock.stopped_at(season.begins()), transaction() as session:
            offers.load(session)
        say(f"  {season.play()} contacts of the last weeks, told and answered")
        receipts.bring_in(settings)
        with reading() as session:
            tasting.taste_due(session, [])  # what everybody's usual is: else the first night would find it
        index.open_at(settings.data / "index")
        with transaction() as session:
            indexing.rebuild(session)
    welcome(settings, say)


def loaded() -> bool:
    """The offers come last: with them, everything is here."""
    from console.offers.catalogue import Offer

    with reading() as session:
        return session.scalar(select(Queue.id).limit(1)) is not None and (
            session.scalar(select(Offer.id).limit(1)) is not None
        )


def welcome(settings: Config, say: Say) -> None:
    say("")
    say(f"  The desk        {settings.url}/")
    say("    Spanish       lucia.ferrer   (agent)      elena.prats (supervisor)")
    say("    English       james.hall     (agent)      sara.king   (supervisor)")
    say("    admin         admin")
    say(f"    password      {floor.PASSWORD}")
    say(f"  The shop, chat  {settings.url}/shop")
    say(f"  Who may call    {settings.url}/stories   (make anybody's story ring now)")
    if settings.cti_token:
        say(f"  CTI webhook     {settings.url}/api/v1/cti/{settings.cti_token}")
    say("")
