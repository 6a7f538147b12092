"""La Tahona's queues and the people who answer them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents import signing_in
from console.agents.agent import Agent, AgentSkill, Role
from console.contacts.contact import Channel, Disposition, Purpose, Queue

PASSWORD = "pan-y-tomate-2026"  # noqa: S105  # works on loopback only, printed at start
"""Everybody's in the demo."""

ORDERS_LINE = "+34900555010"
GENERAL_LINE = "+34900555020"
SALES_LINE = "+34900555030"
INSURANCE_LINE = "+34900555040"
LEAVING_LINE = "+34900555050"

GREETING_ES = "«Buenos días, soy {agent}, de La Tahona. ¿Con quién hablo, por favor?»"
GREETING_EN = "“Good morning, this is {agent} at La Tahona. Who am I speaking with, please?”"

QUEUES = (
    # key, Spanish, English, channel, purpose, line, skill, answered within seconds
    ("orders", "Pedidos online", "Online orders", Channel.PHONE, Purpose.SERVICE, ORDERS_LINE, "orders", 20),
    ("general", "Atención general", "General enquiries", Channel.PHONE, Purpose.SERVICE, GENERAL_LINE, "general", 20),
    ("sales", "Ventas", "Sales", Channel.PHONE, Purpose.SALES, SALES_LINE, "sales", 20),
    ("insurance", "Seguros", "Insurance", Channel.PHONE, Purpose.SERVICE, INSURANCE_LINE, "insurance", 20),
    ("leaving", "Bajas", "Cancellations", Channel.PHONE, Purpose.RETENTION, LEAVING_LINE, "sales", 20),
    ("web_chat", "Chat web", "Web chat", Channel.CHAT, Purpose.SERVICE, None, "chat", 60),
)

DISPOSITIONS = (
    ("order.late.solved", ("Pedidos", "Entrega", "Retraso, resuelto"), ("Orders", "Delivery", "Late, solved")),
    ("order.late.open", ("Pedidos", "Entrega", "Retraso, sigue abierto"), ("Orders", "Delivery", "Late, still open")),
    ("order.late.store", ("Pedidos", "Entrega", "Retraso de tienda"), ("Orders", "Delivery", "Late, store's side")),
    ("order.change", ("Pedidos", "Cambio", "Cambia el pedido"), ("Orders", "Change", "Order changed")),
    ("order.cancel", ("Pedidos", "Cambio", "Anula el pedido"), ("Orders", "Change", "Order cancelled")),
    ("product.bad", ("Producto", "Devolución", "Mal estado, abonado"), ("Product", "Return", "Faulty, refunded")),
    ("product.missing", ("Producto", "Falta", "Faltaba en el pedido"), ("Product", "Missing", "Missing from order")),
    ("product.info", ("Producto", "Consulta", "Pregunta por algo"), ("Product", "Question", "Asked about a product")),
    ("bread.kept", ("Tienda", "Panadería", "Encargo de pan"), ("Store", "Bakery", "Bread order")),
    ("card.points", ("Tarjeta", "Saldo", "Retraso en los puntos"), ("Card", "Balance", "Points late")),
    ("card.lost", ("Tarjeta", "Duplicado", "Tarjeta perdida"), ("Card", "Replacement", "Card lost")),
    ("voucher", ("Tarjeta", "Vales", "Consulta de vales"), ("Card", "Vouchers", "Voucher question")),
    ("invoice", ("Cuenta", "Facturas", "Factura enviada"), ("Account", "Invoices", "Invoice sent")),
    ("details", ("Cuenta", "Datos", "Cambio de datos"), ("Account", "Details", "Details changed")),
    ("sale", ("Ventas", "Propuesta", "Venta cerrada"), ("Sales", "Offer", "Sale made")),
    ("no_sale", ("Ventas", "Propuesta", "Sin venta"), ("Sales", "Offer", "No sale")),
    ("policy", ("Seguros", "Póliza", "Consulta de póliza"), ("Insurance", "Policy", "Policy question")),
    ("other", ("Otros", "Otros", "Otra cosa"), ("Other", "Other", "Something else")),
)  # fmt: skip

SERVICE = ("orders", "general", "chat")
PEOPLE = (
    # user name, name, role, language, extension, skills
    ("lucia.ferrer", "Lucía Ferrer", Role.AGENT, "es", "214", (*SERVICE, "sales", "editor")),
    ("james.hall", "James Hall", Role.AGENT, "en", "215", (*SERVICE, "sales")),
    ("iker.zabala", "Iker Zabala", Role.AGENT, "es", "216", SERVICE),
    ("diego.leon", "Diego León", Role.AGENT, "es", "217", SERVICE),
    ("nuria.vidal", "Nuria Vidal", Role.AGENT, "es", "218", ("sales", "insurance")),
    ("paula.rey", "Paula Rey", Role.AGENT, "es", "219", ("orders", "chat")),
    ("ivan.soto", "Iván Soto", Role.AGENT, "es", "220", ("orders", "chat")),
    ("tomas.gil", "Tomás Gil", Role.AGENT, "es", "221", ("general", "insurance")),
    ("elena.prats", "Elena Prats", Role.SUPERVISOR, "es", None, ()),
    ("sara.king", "Sara King", Role.SUPERVISOR, "en", None, ()),
    ("admin", "Ana Admin", Role.ADMIN, "es", None, ()),
)
TRAINED = {"lucia.ferrer": {"insurance": -1}, "james.hall": {"insurance": 200}}
"""Days from today until which a training counts: Lucía's lapsed yesterday, James's holds."""
MARKETERS = {"nuria.vidal": 1, "elena.prats": 2}
"""Nuria writes offers and scripts, Elena approves them."""


def load(session: Session) -> None:
    """Queues and people, once."""
    if session.scalar(select(Queue.id).limit(1)) is None:
        session.add_all(queue(*each) for each in QUEUES)
    for username, name, role, language, extension, skills in PEOPLE:
        if session.scalar(select(Agent.id).where(Agent.username == username)) is not None:
            continue
        agent = signing_in.add_agent(
            session, username=username, name=name, password=PASSWORD, role=role,
            language=language, extension=extension,
        )  # fmt: skip
        agent.skills = [AgentSkill(skill=each, level=1) for each in skills]
        for skill, days in TRAINED.get(username, {}).items():
            until = clock.now().date() + timedelta(days=days)
            agent.skills.append(AgentSkill(skill=skill, level=1, trained_until=until))
        if username in MARKETERS:
            agent.skills.append(AgentSkill(skill="marketing", level=MARKETERS[username]))


def queue(
    key: str, es: str, en: str, channel: Channel, purpose: Purpose, line: str | None, skill: str, target: int
) -> Queue:
    return Queue(
        key=key, name_es=es, name_en=en, channel=channel, purpose=purpose, line=line, skill=skill,
        target_seconds=target, greeting_es=GREETING_ES, greeting_en=GREETING_EN,
        dispositions=[
            Disposition(code=code, position=place, path_es=list(path_es), path_en=list(path_en))
            for place, (code, path_es, path_en) in enumerate(DISPOSITIONS)
        ],
    )  # fmt: skip
