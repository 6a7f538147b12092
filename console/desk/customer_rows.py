"""A customer as rows: what may be seen at once, and what opens when they are verified."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from console.customers import consent, history, preferences, profile, reason, review, timeline
from console.customers.profile import Profile
from console.customers.source_records import Customer
from console.customers.timeline import TimelineEntry
from console.desk import rows
from console.desk.rows import Fact, Phrase, PhraseCode

ENTRIES = 20
MOST_REMEMBERED = 3
CODES = frozenset(each.value for each in PhraseCode)
LAST_CONTACTS = 3


def customer_row(session: Session, customer_id: int) -> rows.CustomerRow:
    customer = session.get_one(Customer, customer_id)
    person = profile.profile(session, customer_id)
    promise = reason.promise_due(session, customer_id)
    why = reason.probable_reason(session, customer_id)
    return rows.CustomerRow(
        id=customer.id,
        version=customer.version,
        name=person.name,
        first_name=person.first_name,
        language=person.language,
        facts=facts(session, person),
        checks=[rows.Check(each.code, each.value) for each in person.checks],
        reason=phrase(why),
        warning=phrase(reason.warning(session, customer_id, why)),
        promise=rows.Promise(promise.text, promise.due_at, promise.place, promise.made_by, promise.made_at)
        if promise
        else None,
        contacts=[
            entry(each)
            for each in timeline.page(session, customer_id, limit=LAST_CONTACTS, kinds=timeline.CONTACTS)
        ],
        timeline=[entry(each) for each in timeline.page(session, customer_id, limit=ENTRIES)],
        consents=[consented(each) for each in consent.standing(session, customer_id)],
        sources=list(person.sources),
        duplicate=duplicate(session, customer_id),
    )


def duplicate(session: Session, customer_id: int) -> int | None:
    """How sure, and not of whom: that is looked at after the contact."""
    found = review.case_of(session, customer_id)
    return found.link.percent if found else None


def sealed_row(session: Session, customer_id: int) -> rows.SealedRow:
    customer = session.get_one(Customer, customer_id)
    person = profile.profile(session, customer_id)
    return rows.SealedRow(id=customer.id, version=customer.version, facts=sealed_facts(session, person))


def facts(session: Session, person: Profile) -> list[Fact]:
    """What helps during a call and shows nothing that must stay sealed."""
    found: list[Fact] = []
    if person.card:
        found.append(
            Fact("card", Phrase(PhraseCode.CARD, {"last4": person.card[-4:], "since": person.card_since}))
        )
    if person.points is not None:
        points: dict[str, rows.Scalar] = {"points": person.points, "missing": person.points_missing}
        found.append(Fact("points", Phrase(PhraseCode.POINTS, points)))
    if person.store or person.web_every_days:
        shops: dict[str, rows.Scalar] = {"store": person.store, "web_every_days": person.web_every_days}
        found.append(Fact("shops", Phrase(PhraseCode.SHOPS, shops)))
    for order in history.open_orders(session, person.customer_id)[:3]:
        found.append(Fact("order", Phrase(PhraseCode.ORDER, reason.order_told(order).facts)))
    found += [Fact("remembered", Phrase(PhraseCode.TEXT, {"text": each})) for each in standing(session, person)]
    if person.prefers:
        prefers: dict[str, rows.Scalar] = {"channel": person.prefers, "moment": person.moment}
        found.append(Fact("prefers", Phrase(PhraseCode.PREFERS, prefers)))
    return found


def standing(session: Session, person: Profile) -> list[str]:
    """What holds on every contact; what falls due has the box above."""
    kept = preferences.promises_of(session, person.customer_id)
    first = next(iter(kept), None)
    return [each.text for each in kept if each.due_at is None and each is not first][:MOST_REMEMBERED]


def sealed_facts(session: Session, person: Profile) -> list[Fact]:
    found: list[Fact] = []
    if person.address:
        lines = [person.address, " ".join(each for each in (person.postcode, person.city) if each)]
        found.append(Fact("address", Phrase(PhraseCode.ADDRESS, {"text": ", ".join(filter(None, lines))})))
    found.extend(Fact("email", Phrase(PhraseCode.TEXT, {"text": each})) for each in person.emails)
    for policy in person.policies(session):
        until = policy.until.isoformat() if policy.until else None
        told: dict[str, rows.Scalar] = {"number": policy.number, "product": policy.product, "until": until}
        found.append(Fact("policy", Phrase(PhraseCode.POLICY, told)))
    return found


def phrase(told: reason.Told | None) -> Phrase | None:
    return Phrase(PhraseCode(told.code), told.facts) if told else None


def consented(standing: consent.Standing) -> Phrase:
    act = standing.act
    facts_: dict[str, rows.Scalar] = {
        "purpose": standing.purpose, "channel": standing.channel, "on": act.at.isoformat(), "how": act.how,
        "until": act.expires_at.isoformat() if act.expires_at else None,
    }  # fmt: skip
    return Phrase(PhraseCode.CONSENT_YES if standing.given else PhraseCode.CONSENT_NO, facts_)


def said(title: dict[str, Any]) -> Phrase:
    """What no screen has words for yet is shown by the text it carries, if any."""
    code, facts_ = title["code"], title.get("facts", {})
    if code in CODES:
        return Phrase(PhraseCode(code), facts_)
    return Phrase(PhraseCode.TEXT, {"text": str(facts_.get("text") or code)})


def entry(line: TimelineEntry) -> rows.Entry:
    title = said(line.title)
    cited = [rows.Cited(**each) for each in line.articles or ()]
    # The column is plain text; whoever writes a line gives one of the kinds that an entry may have.
    return rows.Entry(
        id=line.id, at=line.at, kind=line.kind, title=title, detail=line.detail, by=line.by, articles=cited  # type: ignore[arg-type]
    )  # fmt: skip
