"""What La Tahona's customers say of it while something else is talked about."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts import quotes
from console.contacts.contact import Contact

EVERY = 2
SAID = {
    "es": (
        ("product", "El pan de pueblo aguanta tres días como el primero"),
        ("delivery", "Dicen de seis a ocho y llegan a las nueve menos diez"),
        ("online", "La web me pide el carrito otra vez si la cierro"),
        ("price", "El aceite está más barato en la tienda de enfrente"),
        ("store", "Los sábados hay dos cajas abiertas y cola hasta la puerta"),
        ("service", "Me atendieron en un minuto y sin pasarme con nadie"),
        ("online", "En la aplicación no encuentro los tiques de hace dos meses"),
        ("delivery", "El repartidor siempre llama antes; eso se agradece"),
        ("product", "Los yogures vienen con la fecha muy justa"),
        ("price", "Los vales caducan antes de que me acuerde de ellos"),
        ("store", "En Arganzuela ya no traen la hogaza de centeno"),
        ("other", "Me gustaría saber de qué lonja es el pescado"),
    ),
    "en": (
        ("online", "The app shows everything in Spanish after an update"),
        ("delivery", "My order was left with the neighbour again"),
        ("product", "The salmon is the best I have had here"),
    ),
}  # fmt: skip
"""By the language of the call: topic and words."""


def perhaps(session: Session, contact: Contact, agent: Agent, number: int) -> None:
    """Every so many calls the agent keeps what was said; each in its turn, so that a day always sounds the same."""
    if number % EVERY:
        return
    said = SAID["en" if contact.language == "en" else "es"]
    topic, text = said[number // EVERY * 5 % len(said)]
    key = str(uuid5(NAMESPACE_URL, f"season-{number}"))
    quotes.say(session, contact, by=agent, client_id=key, topic=topic, text=text)
