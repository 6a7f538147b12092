"""Every night: their usual and what is new for them, only of who said yes, and nothing sensitive."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, due
from console.customers import source_records, tastes
from console.customers.consent import ConsentAct
from console.customers.source_records import SourceRecord
from console.customers.tastes import CustomerTaste
from console.db import reading, transaction
from console.offers import affinity, tasting
from console.offers.tasting import Bought
from console.worker import APART, Worker
from tests.offers.people import agrees, buys, record_of


def new(session: Session, name: str, *products: str, yes: bool = True) -> SourceRecord:
    """Bought each of them three times."""
    record = source_records.new_person(session, name=name, phone=None)
    for at, product in enumerate(products * 3):
        buys(session, record, at, product, "pharmacy" if product == "Ibuprofeno" else "wine")
    if yes:
        agrees(session, record)
    return record


def crowd(session: Session) -> None:
    """Forty buy three wines together; some of them something that is nobody's business."""
    for n in range(40):
        new(session, f"Wine {n}", "Somontano crianza", "Cariñena joven", "Ibuprofeno", "Pañales T4")
        new(session, f"Milk {n}", "Leche", "Pan")


def night() -> None:
    with transaction() as session:
        tasting.schedule(session)
    worker = Worker({}, APART)
    while worker.many(tasting.KIND):
        pass


def of(customer_id: int) -> CustomerTaste | None:
    with reading() as session:
        found = tastes.of(session, customer_id)
        if found is not None:
            session.expunge(found)
        return found


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affinity, "fit", partial(affinity.fit, ridge=5.0))


@pytest.mark.usefixtures("store", "few_are_enough")
def test_who_buys_somontano_would_like_carinena_and_everybody_is_asked_first() -> None:
    with transaction() as session:
        crowd(session)
        ada = new(session, "Ada", "Somontano crianza", "Ibuprofeno", "Un vino de nadie").customer_id
        bob = new(session, "Bob", "Somontano crianza", yes=False).customer_id
        cleo_record = new(session, "Cleo", "Somontano crianza")
        agrees(session, cleo_record, given=False)
        cleo = cleo_record.customer_id
    night()
    found = of(ada)
    assert found is not None and found.version == tasting.VERSION
    assert found.usual == [["Somontano crianza", 3], ["Un vino de nadie", 3]]
    product, score, because = found.fresh[0]
    assert (product, because) == ("Cariñena joven", "Somontano crianza") and score > 0
    assert of(bob) is None and of(cleo) is None
    with reading() as session:
        everything = str([(each.usual, each.fresh) for each in session.scalars(select(CustomerTaste))])
    assert "Ibuprofeno" not in everything and "Pañales" not in everything
    with reading() as session:
        waiting = session.scalars(select(due.Due).where(due.Due.kind == tasting.KIND)).all()
        assert [each.due_at > clock.now() for each in waiting] == [True]


@pytest.mark.usefixtures("store")
def test_who_takes_the_yes_back_leaves_at_once_and_stays_away() -> None:
    with transaction() as session:
        ada = new(session, "Ada", "Somontano crianza").customer_id
    night()
    assert of(ada) is not None
    with transaction() as session:
        agrees(session, record_of(session, ada), given=False)
    assert of(ada) is None
    with reading() as session:
        tasting.taste_due(session, [])
    assert of(ada) is None


@pytest.mark.usefixtures("store")
def test_a_no_said_while_it_was_counted_is_kept() -> None:
    with transaction() as session:
        ada = new(session, "Ada", "Somontano crianza").customer_id
    with reading() as session:
        counted = tasting.baskets(session, [ada], clock.now())
    with transaction() as session:
        agrees(session, record_of(session, ada), given=False)
    with transaction() as session:
        made = [tasting.taste(each, bought, None) for each, bought in counted.items()]
        assert made
        tasting.keep(session, [ada], made, clock.now().date())
    assert of(ada) is None


@pytest.mark.usefixtures("store")
def test_a_yes_that_has_run_out_is_none() -> None:
    with transaction() as session:
        ada = new(session, "Ada", "Somontano crianza").customer_id
        for act in session.scalars(select(ConsentAct)):
            act.expires_at = clock.now() - timedelta(days=1)
    night()
    assert of(ada) is None


PRODUCTS = ["Somontano", "Cariñena", "Pan", "Leche", "Vale"]


@given(st.lists(st.dictionaries(st.sampled_from(PRODUCTS), st.integers(1, 9)), min_size=1, max_size=20))
def test_usual_was_bought_and_new_never_was(everybody: list[dict[str, int]]) -> None:
    place = {product: at for at, product in enumerate(PRODUCTS)}
    known = affinity.fit([[place[p] for p in each] for each in everybody], PRODUCTS, np.ones(5), ridge=1.0)
    for each in everybody:
        bought = Bought()
        bought.times.update(each)
        found = tasting.taste(1, bought, known)
        assert all(each[product] == times >= tasting.USUAL_TIMES for product, times in found.usual)
        assert all(product not in each and because in each and score > 0 for product, score, because in found.fresh)
        assert len(found.usual) <= tasting.MOST and len(found.fresh) <= tasting.MOST
