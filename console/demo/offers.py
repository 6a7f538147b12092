"""La Tahona's offers: one worth making, one for whoever told us, one that loses, one with rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent, Role
from console.contacts.contact import Queue
from console.demo.more_offers import MORE_OFFERS, MORE_SCRIPTS
from console.demo.offer_scripts import SCRIPTS as FIRST_SCRIPTS
from console.due import Due
from console.offers import authoring, campaigns, contradictions, reach
from console.offers.catalogue import Offer
from console.offers.contradictions import EffectKind, Over
from console.offers.script_authoring import SCRIPT
from console.offers.vocabulary import INSURANCE
from console.publishing import releasing, review, versions

Row = dict[str, Any]
SCRIPTS = {**FIRST_SCRIPTS, **MORE_SCRIPTS}
FAIR, FAIR_LINE = "wine_fair", "+34900555077"
"""The campaign whose number callers nobody knows dial."""
FAIR_WEB, FAIR_PAGE = "wine_fair_web", "/shop/wine-fair"
"""And the page of the shop its posters lead to."""
SALES_OFFERS: tuple[dict[str, Any], ...] = (
    {
        "key": "carinena",
        "name_es": "Cariñena Viñas Viejas",
        "name_en": "Cariñena Old Vines",
        "category": "wine",
        "price_cents": 695,
        "margin_cents": 360,
        "ladder": [100, 150, 200],
        "rung_weight": 300,
        "horizon": 6,
        "propensity": 50,
        "refusal_cents": 20,
        "seconds": 40,
        "bought_like": "Somontano",
        "bought_weight": 2743,
        "accepted_weight": 600,
        "fulfilment": "Añadir dos Cariñena Viñas Viejas al pedido {order|siguiente}, a {price}.",
    },
    {
        "key": "nappies",
        "name_es": "Pañales, segunda unidad",
        "name_en": "Nappies, second pack",
        "category": "children",
        "price_cents": 1395,
        "margin_cents": 520,
        "discount_cents": 350,
        "horizon": 3,
        "propensity": 500,
        "refusal_cents": 15,
        "seconds": 30,
        "declared_weight": 3000,
        "eligibility": "children >= 1",
        "fulfilment": "Cargar en su Tarjeta Espiga el vale de la segunda unidad de pañales.",
    },
    {
        "key": "capsules",
        "name_es": "Cápsulas de café −15 %",
        "name_en": "Coffee capsules −15%",
        "category": "coffee",
        "price_cents": 395,
        "margin_cents": 20,
        "discount_cents": 59,
        "horizon": 2,
        "propensity": 1500,
        "refusal_cents": 6,
        "seconds": 30,
        "bought_like": "Cápsulas",
        "bought_weight": 6000,
        "fulfilment": "Cargar en su Tarjeta Espiga el vale de cápsulas, a {price}.",
    },
    {
        "key": "good_driver",
        "name_es": "Seguro, buen conductor",
        "name_en": "Insurance, good driver",
        "category": INSURANCE,
        "margin_cents": 9000,
        "discount_cents": 4000,
        "propensity": 200,
        "refusal_cents": 30,
        "seconds": 90,
        "required_skill": "insurance",
        "documents": True,
        "eligibility": 'age >= 28 and "Coche, a todo riesgo con franquicia" in policies and no_claims_years >= 5',
        "gives": ["good_driver_20"],
        "fulfilment": "Aplicar el descuento de buen conductor desde la próxima renovación.",
    },
)
OFFERS: tuple[Row, ...] = (*SALES_OFFERS, *MORE_OFFERS)
LEFT_OUT = {"good_driver": ["young_driver_120"]}
"""Whoever has this isn't told of the offer."""


def content_of(row: dict[str, Any]) -> dict[str, Any]:
    content = {name: value for name, value in row.items() if name != "key"}
    return content | {"script": row["key"], "leave_out": LEFT_OUT.get(row["key"], [])}


def load(session: Session) -> None:
    """The catalogue and its scripts, once, each through review as a marketer's would be."""
    approver = session.scalar(select(Agent).where(Agent.role == Role.SUPERVISOR).limit(1))
    declare(session)
    if session.scalar(select(Queue.id).where(Queue.key == "sales")) is not None:
        campaigns.save(
            session, key=FAIR, name_es="Feria del vino", name_en="Wine fair", line=FAIR_LINE, queue="sales",
            starts_at=clock.now() - timedelta(days=30),
        )  # fmt: skip
        campaigns.save(
            session, key=FAIR_WEB, name_es="Feria del vino, web", name_en="Wine fair, web", line=FAIR_PAGE,
            starts_at=clock.now() - timedelta(days=30),
        )  # fmt: skip
        session.flush()
    for row in OFFERS:
        if session.scalar(select(Offer.id).where(Offer.key == row["key"])) is not None:
            continue
        content = content_of(row)
        words = versions.write(session, SCRIPT, row["key"], {"steps": SCRIPTS[row["key"]]}, by=None)
        releasing.publish(session, words, by=None)
        session.flush()  # an offer names a script that is there
        written = versions.write(session, authoring.OFFER, row["key"], content, by=None, comment="La Tahona")
        if content.get("gives"):
            count(session, content)
        if authoring.asks_approval(session, row["key"], content):
            review.submit(session, written, by=None)
            assert approver is not None
            review.approve(session, written, by=approver)
        releasing.publish(session, written, by=None)
        reach.wanted(session, content)  # the worker counts it once the house is open
    drafts(session)
    reach.keep_fresh(session)


EFFECTS = (
    ("good_driver_20", EffectKind.BENEFIT, "−20 % buen conductor", "−20% good driver", None),
    ("young_driver_120", EffectKind.SURCHARGE, "+120 % conductor novel", "+120% young driver", "young_driver = true"),
)
WHY = (
    "oiría −20 % y pagaría +120 %: en su póliza, o en la de su casa, hay un conductor novel",
    "would hear −20% and pay +120%: there is a young driver on their policy, or on their household's",
)


def declare(session: Session) -> None:
    """What the insurer gives and takes, and that the two don't go together."""
    for key, kind, es, en, rule in EFFECTS:
        contradictions.save_effect(session, key=key, kind=kind, name_es=es, name_en=en, rule=rule)
    session.flush()
    contradictions.declare(
        session, one="good_driver_20", other="young_driver_120", over=Over.HOUSEHOLD, why_es=WHY[0], why_en=WHY[1]
    )


def drafts(session: Session) -> None:
    """The one a marketer has open: three years instead of five, and nobody left out. It is refused."""
    row = next(each for each in OFFERS if each["key"] == "good_driver")
    wider = str(row["eligibility"]).replace("no_claims_years >= 5", "no_claims_years >= 3")
    content = content_of(row) | {"eligibility": wider, "leave_out": []}
    nuria = session.scalar(select(Agent).where(Agent.username == "nuria.vidal"))
    if nuria is not None:
        comment = "Tres años en vez de cinco"
        versions.write(session, authoring.OFFER, "good_driver", content, by=nuria, comment=comment)
        count(session, content)


def count(session: Session, content: dict[str, Any]) -> None:
    """Whom it would reach, at once: nobody else is here yet."""
    counted = reach.wanted(session, content)
    while not counted.done:
        session.flush()
        row = session.scalars(select(Due).where(Due.kind == reach.COUNT, Due.once == counted.digest)).one()
        session.delete(row)
        session.flush()
        reach.count_due(session, row)
