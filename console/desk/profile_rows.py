"""The profile an agent unfolds: sealed facts and figures only once the person is verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from console import clock, config
from console.contacts.contact import Certainty, Contact
from console.customers import (
    behaviour,
    category_names,
    consent,
    correcting,
    history,
    household,
    links,
    lookup,
    margins,
    preferences,
    profile,
    reason,
    review,
    segments,
)
from console.customers.source_records import Customer
from console.customers.survivorship import Survivor
from console.desk.rows_phrase import Phrase, PhraseCode
from console.desk.rows_profile import ConsentLine, Figures, HeldValue, ProfileField, ProfilePage, Remembered

SHOWN = (
    "name", "birth_date", "document", "phones", "emails", "address", "postcode", "city", "language", "prefers",
    "moment", "card", "card_since", "points", "store",
)  # fmt: skip
SEALED = frozenset({"birth_date", "document", "phones", "emails", "address", "postcode", "city", "card"})
MOST = 6


def profile_page(session: Session, contact: Contact, language: str) -> ProfilePage:
    """Of the person this contact is with; the caller has seen to it that there is one. ``language``: the reader's."""
    assert contact.record is not None  # noqa: S101
    customer = session.get_one(Customer, contact.record.customer_id)
    verified = contact.certainty is Certainty.VERIFIED
    unprofiled = customer.id in consent.objecting(session, [customer.id])
    return ProfilePage(
        id=customer.id, version=customer.version, verified=verified,
        fields=fields(profile.provenance(session, customer.id), verified),
        household=[profile.profile(session, each).name for each in household.others(session, customer.id)],
        duplicate=duplicate(session, customer.id),
        new_number=new_number(session, contact),
        wordings=[(each, consent.wording(each, contact.language)) for each in consent.PURPOSES],
        remembered=remembered(session, customer.id), consents=consents(session, customer.id),
        cases=cases(session, customer.id) if verified else None,
        figures=figures(session, customer.id, language) if verified and not unprofiled else None, unprofiled=unprofiled,
    )  # fmt: skip


def duplicate(session: Session, customer_id: int) -> tuple[str, int] | None:
    """Decided on the page of duplicates, never during a call."""
    found = review.possible_duplicate(session, customer_id)
    return (profile.profile(session, found[0]).name, links.percent(found[1])) if found else None


def new_number(session: Session, contact: Contact) -> bool:
    """Nobody's yet: one that others carry is a household's, and a question of its own."""
    return contact.caller is not None and lookup.by_phone(session, contact.caller).certainty == "unknown"


def fields(known: dict[str, Survivor], verified: bool) -> list[ProfileField]:
    return [field(name, known[name], name in SEALED and not verified) for name in SHOWN if name in known]


def field(name: str, survivor: Survivor, sealed: bool) -> ProfileField:
    held = [] if sealed else [
        HeldValue(said(each.value), each.source_name, each.at, each.by, each.until) for each in survivor.held
    ]  # fmt: skip
    return ProfileField(
        field=name, rule=survivor.rule, confidence=survivor.confidence, held=held, sealed=sealed,
        correctable=not sealed and name in correcting.FIELDS,
    )  # fmt: skip


def said(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def remembered(session: Session, customer_id: int) -> list[Remembered]:
    return [
        Remembered(each.id, each.text, each.due_at, each.expires_at, each.made_by, each.made_at)
        for each in preferences.promises_of(session, customer_id)
    ]


def cases(session: Session, customer_id: int) -> list[Phrase]:
    """What somebody may call about, the oldest claim first."""
    claims = [
        Phrase(PhraseCode.CLAIM, {"number": each.number, "text": each.text, "state": "open"})
        for each in history.open_claims(session, customer_id)
    ]
    return [*claims, *(Phrase(PhraseCode.ORDER, reason.order_told(each).facts)
                       for each in history.open_orders(session, customer_id))]  # fmt: skip


def consents(session: Session, customer_id: int) -> list[ConsentLine]:
    """Of every controller ever named, what stands now."""
    return [
        ConsentLine(
            each.act.controller, each.purpose, each.channel, each.given, each.act.wording, each.act.how, each.act.at,
            each.act.expires_at,
        )
        for controller in consent.controllers(session, customer_id)
        for each in consent.standing(session, customer_id, controller)
    ]  # fmt: skip


def figures(session: Session, customer_id: int, language: str) -> Figures:
    found, settings = behaviour.measure(session, [customer_id])[customer_id], config.read()
    left = margins.of(found, margins.shares(session), settings.margin_share)
    snapshot, called = segments.of(session, customer_id), category_names.names(session, language)
    return Figures(
        segment=snapshot.segment.value if snapshot and snapshot.segment else None,
        purchases=found.purchases, paid_cents=found.paid_cents, discount_cents=found.discount_cents,
        margin_cents=left.cents, margin_costed_cents=left.costed_cents, margin_category_cents=left.category_cents,
        margin_assumed_cents=left.assumed_cents, margin_share=settings.margin_share,
        contacts=found.contacts, cost_cents=found.cost_cents(settings.minute_cents),
        recency_days=found.recency_days, usual_gap_days=found.usual_gap_days, overdue=found.overdue, currency="EUR",
        categories=[(called.get(name, name), paid) for name, paid in found.categories.most_common(MOST)],
        products=found.products.most_common(MOST),
        channels=found.channels.most_common(), hours=local_hours(found.hours, settings),
    )  # fmt: skip


def local_hours(hours: dict[int, int], settings: config.Config) -> list[int]:
    """24 counts of the company's day; today's offset from UTC stands for the year's."""
    offset = clock.now().astimezone(settings.zone).utcoffset() or timedelta()
    shifted = [0] * 24
    for hour, count in hours.items():
        local = datetime(2000, 1, 2, hour, tzinfo=UTC) + offset
        shifted[local.hour] += count
    return shifted
