"""What was counted of an offer's reach, as the page draws it: bars of last month, and a funnel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date
from sqlalchemy.orm import Session

from console.expressions import in_words
from console.offers import catalogue, contradictions, reach
from console.offers.catalogue import Offer
from console.offers.vocabulary import VOCABULARY
from console.publishing.kinds import Content
from console.routes.languages import language, translated

WIDE, HIGH = 388, 80
"""Of the drawing, in its own units."""


def shown(session: Session, offer: Offer, content: Content) -> dict[str, Any]:
    counted = reach.of(session, content)
    if counted is None or not counted.done:
        return {"done": False, "so_far": counted.body["people"] if counted else 0}
    body = counted.body
    days = body["days"].values()
    return {
        "done": True, "month": month(body), "heard": sum(d[2] for d in days), "hot_then": sum(d[1] for d in days),
        "idle_then": sum(d[0] - d[2] for d in days), "bars": bars(body), "funnel": funnel(offer, body),
        "today": body["clear"],
        "clashing": body["clashing"], "clashes": clashes(session, offer, body), "fitting": body["fitting"],
        "examples": body["examples"], "ticks": ticks(body),
    }  # fmt: skip


def month(body: dict[str, Any]) -> str:
    said = format_date(datetime.fromisoformat(body["month"][0]), "LLLL", locale=language())
    return said[:1].upper() + said[1:]


def bars(body: dict[str, Any]) -> list[dict[str, float]]:
    """One for each day: how many would have heard it, those whom telling wouldn't pay, and on top how many it
    reaches against what they have."""
    first, last = (datetime.fromisoformat(each) for each in body["month"])
    many = (last - first).days
    top = max((each[0] + each[1] for each in body["days"].values()), default=1) or 1
    wide = WIDE / many
    found = []
    for nth in range(many):
        clear, hot, paying = body["days"].get((first + timedelta(days=nth)).date().isoformat(), (0, 0, 0))
        ok, all_, high = HIGH * paying / top, HIGH * clear / top, HIGH * hot / top
        found.append({
            "x": round(nth * wide, 1), "wide": round(wide * 0.72, 1), "ok": round(ok, 1), "ok_y": round(90 - ok, 1),
            "idle": round(all_ - ok, 1), "idle_y": round(90 - all_, 1), "hot": round(high, 1),
            "hot_y": round(90 - all_ - high - (1 if all_ and high else 0), 1),
        })  # fmt: skip
    return found


def ticks(body: dict[str, Any]) -> list[str]:
    first, last = (datetime.fromisoformat(each) for each in body["month"])
    middle = first + (last - first) / 2
    days = (first, middle, last - timedelta(days=1))
    return [format_date(each, "d MMM" if each is first else "d", locale=language()) for each in days]


def funnel(offer: Offer, body: dict[str, Any]) -> list[dict[str, Any]]:
    """From everybody to those it reaches, each condition with how many are left."""
    lang = language()
    rule = reach.parts(catalogue.rule(offer))
    steps = [(translated("Customers"), body["people"])]
    steps += [(in_words(part, VOCABULARY, lang), n) for part, n in zip(rule, body["parts"], strict=True)]
    if (right := catalogue.suitable(offer)) is not None:
        steps.append((in_words(right, VOCABULARY, lang), body["suitable"]))
    steps.append((translated("may be told"), body["told"]))
    usual = body.get("usual", 0)
    if offer.gives:
        steps.append((translated("without contradiction"), body["clear"] + usual))
    if usual:
        steps.append((translated("don't buy it anyway"), body["clear"]))
    steps.append((translated("worth telling, by these figures"), body["paying"]))
    most = max(body["people"], 1)
    return [{"label": label, "n": n, "wide": round(100 * n / most, 1)} for label, n in steps]


def clashes(session: Session, offer: Offer, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Each thing held against it, with the pair's words and how many have it."""
    declared, lang = contradictions.declared(session), language()
    names = {each.key: each.name_en if lang == "en" else each.name_es for each in declared.effects}
    found = []
    for held, n in sorted(body["clashes"].items()):
        against = declared.against({held}, ())
        why = next((against[each] for each in offer.gives if each in against), None)
        found.append({
            "held": held, "name": names.get(held, held), "n": n,
            "why": (why.why_en if lang == "en" else why.why_es) if why else "",
        })  # fmt: skip
    return found
