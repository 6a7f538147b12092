"""Who calls in the demo: first the people with a story, then anybody."""

from __future__ import annotations

from sqlalchemy import select

from console.config import Config
from console.customers.source_records import Identifier
from console.db import reading
from console.demo.floor import GENERAL_LINE, LEAVING_LINE, ORDERS_LINE, SALES_LINE
from console.demo.offers import FAIR_LINE
from console.demo.people import STORIES
from console.telephony import provider
from console.telephony.simulator.simulator import Caller, Simulator

CROWD = 200
STRANGER = "+34699000177"
"""A number no source knows."""


def simulator(settings: Config) -> Simulator:
    """The demo's phone system, known to telephony from now on."""
    story = [
        Caller(STORIES["Carmen Ruiz Pardo"], ORDERS_LINE, ("Mi pedido", "No ha llegado")),
        Caller(STORIES["Juan Ortiz Lafuente"], SALES_LINE, ("Vinos",)),
        Caller(STORIES["Beatriz Lozano Ferri"], SALES_LINE, ("Café",)),
        Caller(STRANGER, FAIR_LINE),
        Caller(STORIES["Marta Iglesias Roca"], SALES_LINE, ("Niños",)),
        Caller(STORIES["Iñaki Otaegi Arana"], LEAVING_LINE, ("Darme de baja",)),
        Caller(STORIES["James Whitfield"], GENERAL_LINE),
        Caller(STORIES["Tomás Herrero Cano"], SALES_LINE, ("Seguros",)),
    ]
    found = Simulator(story, crowd(), pace=settings.simulator_pace)
    provider.use(found)
    return found


def crowd() -> list[Caller]:
    with reading() as session:
        numbers = session.scalars(
            select(Identifier.value).where(Identifier.kind == "phone").order_by(Identifier.value).limit(CROWD)
        ).all()
    lines = (ORDERS_LINE, GENERAL_LINE, SALES_LINE)
    return [Caller(each, lines[place % 3]) for place, each in enumerate(numbers)] + [Caller(None, GENERAL_LINE)]
