"""Who calls in the demo: first the people with a story, then anybody."""

from __future__ import annotations

from sqlalchemy import select

from console.config import Config
from console.customers import profile
from console.customers.source_records import Identifier
from console.db import reading
from console.demo import receipts
from console.demo.floor import GENERAL_LINE, LEAVING_LINE, ORDERS_LINE, SALES_LINE
from console.demo.offers import FAIR_LINE
from console.demo.people import OFFERED, STORIES
from console.telephony import provider
from console.telephony.simulator.simulator import Caller, Simulator

CROWD = 200
STRANGER = "+34699000177"
"""A number no source knows."""
STORY = (
    # number, line, chosen in the menu, name, what it shows in Spanish and in English
    (STORIES["Carmen Ruiz Pardo"], ORDERS_LINE, ("Mi pedido", "No ha llegado"), "Carmen Ruiz Pardo",
     "Primero el servicio: pedido con retraso y reclamación abierta; disculpa y vale, nada que vender",
     "Service first: a late order and an open claim; an apology and a voucher, nothing to sell"),
    (STORIES["Juan Ortiz Lafuente"], SALES_LINE, ("Vinos",), "Juan Ortiz Lafuente",
     "Nuevo para él: compra Somontano y oye el Cariñena, a un precio personal que el guion dice que lo es",
     "New for him: he buys Somontano and hears the Cariñena, at a personal price that the script says is one"),
    (STORIES["Beatriz Lozano Ferri"], SALES_LINE, ("Café",), "Beatriz Lozano Ferri",
     "Ninguna oferta: mencionarla costaría más de lo que trae, y la pantalla dice cuánto",
     "No offer: mentioning one would cost more than it brings, and the screen says how much"),
    (STRANGER, FAIR_LINE, (), "",
     "De una campaña: nadie le conoce, oye una oferta pública y se hace cliente en la llamada",
     "From a campaign: nobody knows them, they hear a public offer and become a customer on the call"),
    (STORIES["Marta Iglesias Roca"], SALES_LINE, ("Niños",), "Marta Iglesias Roca",
     "Nos contó que hay un bebé: el vale de pañales es suyo, con una razón que se puede decir",
     "She told us about the baby: the nappies' voucher is hers, with a reason one may say aloud"),
    (STORIES["Iñaki Otaegi Arana"], LEAVING_LINE, ("Darme de baja",), "Iñaki Otaegi Arana",
     "Quiere darse de baja: retención, no venta",
     "He wants to cancel: keeping him, not selling"),
    (STORIES["James Whitfield"], GENERAL_LINE, (), "James Whitfield",
     "Habla inglés, y no dijo que podamos mirar sus compras: nada según ellas",
     "Speaks English, and never said we may look at what he buys: nothing by it"),
    (STORIES["Tomás Herrero Cano"], SALES_LINE, ("Seguros",), "Tomás Herrero Cano",
     "Contradicción: −20 % buen conductor con +120 % conductor novel en su póliza (lo atiende alguien formado: James)",
     "Contradiction: −20% good driver with +120% young driver on his policy (when somebody trained answers: James)"),
    (OFFERED["Esteban Cano Soto"], SALES_LINE, ("Seguros",), "Esteban Cano Soto",
     "Formación con fecha: con Lucía, cuya formación caducó ayer, el seguro está cerrado; con James, abierto",
     "Training with a date: closed with Lucía, whose training lapsed yesterday; open with James"),
    (OFFERED["Lourdes Vega Puig"], SALES_LINE, ("Pescado",), "Lourdes Vega Puig",
     "Lo de siempre: compra salmón cada semana; un descuento no defendería nada",
     "Her usual: she buys salmon every week; a discount would defend nothing"),
    (OFFERED["Gonzalo Peña Ramos"], SALES_LINE, ("Pescado",), "Gonzalo Peña Ramos",
     "Lo de siempre, para defender: hace cinco semanas que no viene, y el menor descuento que gana más que ninguno",
     "His usual, to defend: he hasn't come for five weeks, and the smallest discount that earns more than none"),
    (OFFERED["Manuel Castro Gil"], SALES_LINE, (), "Manuel Castro Gil",
     "Tercera llamada en siete días: antes de vender, le llama una responsable",
     "Third call in seven days: before selling, a supervisor calls back"),
    (OFFERED["Irene Molina Ramos"], SALES_LINE, ("Vinos",), "Irene Molina Ramos",
     "Dijo «ahora no» hace cinco días: callada catorce, y el seguimiento está en la mesa de James",
     "Said “not now” five days ago: quiet for fourteen, and the follow-up stands on James's desk"),
    (OFFERED["Nieves Soler Prat"], SALES_LINE, ("Vinos",), "Nieves Soler Prat",
     "Se opuso hace tres semanas a que miremos sus compras: se obedece, aunque antes dijo que sí",
     "Objected three weeks ago to our looking at what she buys: obeyed, though she had said yes before"),
    (STORIES["Pilar Serrano Vidal"], SALES_LINE, (), "Pilar Serrano Vidal",
     "Pidió que no le vendamos nada: se obedece, y la causa no se guarda",
     "Asked not to be sold anything: obeyed, and the cause isn't kept"),
    (STORIES["Rosa Navarro Gil"], SALES_LINE, (), "Rosa Navarro Gil, Andrés Molina Soto",
     "Un hogar: dos personas en un fijo; nada se propone hasta saber quién es, y ningún nombre se dice antes",
     "A household: two at one landline; nothing is proposed before it is known who, and no name is said first"),
    (STORIES["Marta Iglesias Roca"], GENERAL_LINE, ("Vales",), "Marta Iglesias Roca",
     "De atención a venta: si pide comprar, «Pide comprar» la convierte, y queda escrito",
     "From service to sales: when she asks, “Asks to buy” turns the call into one, and that is recorded"),
)  # fmt: skip


def simulator(settings: Config) -> Simulator:
    """The demo's phone system, known to telephony from now on."""
    story = [*callers(), *held_out()]
    found = Simulator(story, crowd(), pace=settings.simulator_pace)
    provider.use(found)
    return found


def callers() -> list[Caller]:
    """In the order in which they call by themselves; `/stories` makes any of them call at once."""
    return [Caller(number, line, chosen, name, es, en) for number, line, chosen, name, es, en in STORY]


def held_out() -> list[Caller]:
    """Somebody of the comparison group, whoever that is today."""
    with reading() as session:
        customer = receipts.held_out(session)
        number = receipts.number_of(session, customer) if customer else None
        if customer is None or number is None:
            return []
        name = profile.profile(session, customer).name
    return [Caller(
        number, SALES_LINE, ("Vinos",), name,
        "Grupo de comparación: le gustaría el Cariñena y no se le propone nada, para medir qué aportan las ofertas",
        "Comparison group: would like the Cariñena, and is offered nothing, so that what offers bring can be measured",
    )]  # fmt: skip


def crowd() -> list[Caller]:
    with reading() as session:
        numbers = session.scalars(
            select(Identifier.value).where(Identifier.kind == "phone").order_by(Identifier.value).limit(CROWD)
        ).all()
    lines = (ORDERS_LINE, GENERAL_LINE, SALES_LINE)
    return [Caller(each, lines[place % 3]) for place, each in enumerate(numbers)] + [Caller(None, GENERAL_LINE)]
