"""What happened before today: receipts, orders, claims, contacts, promises, consents.

Everything is told relative to ``today``, so that what was late yesterday is so every day.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from console.demo.names import PRODUCTS
from console.demo.people import Person

Row = dict[str, str]
WORDING = "¿Podemos llamarle para contarle ofertas de La Tahona?"
CARD_RENEWED = 0.35
PROFILE_WORDING = "¿Podemos mirar sus compras para proponerle lo que le interese?"
AGENTS = ("Iker", "Diego", "Nuria", "Paula", "Iván", "Tomás")
ABOUT = (
    "Preguntó por sus puntos", "Cambio de dirección, resuelto", "Factura enviada por correo",
    "Faltaba un producto, abonado", "Consulta de horario", "Cambió la hora de entrega",
)  # fmt: skip
KINDS = ("purchases", "orders", "claims", "contacts", "consents", "promises", "instructions", "policies")


@dataclass(slots=True)
class Past:
    """Rows by kind, under the names our mappings lead from."""

    today: date
    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def at(self, days_ago: int, hour: int = 10, minute: int = 0) -> str:
        when = datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute))
        return when.strftime("%d/%m/%Y %H:%M")

    def add(self, kind: str, **row: object) -> None:
        self.rows[kind].append({name: str(value) for name, value in row.items()})

    def bought(
        self, person: Person, days_ago: int, lines: list[tuple[str, str, int, int]], *, hour: int = 11, minute: int = 0
    ) -> None:  # fmt: skip
        """A receipt; each line is product, category, price and discount in cents."""
        number = f"T{person.number:05}-{len(self.rows['purchases']):06}"
        pieces = [f"{p}|{c}|1|{euros(price - off)}|{euros(off)}" for p, c, price, off in lines]
        self.add(
            "purchases", ticket=number, num_socio=member(person), fecha=self.at(days_ago, hour, minute),
            tienda=person.store, total=euros(sum(price - off for _, _, price, off in lines)),
            articulos="; ".join(pieces),
        )  # fmt: skip

    def contact(
        self, person: Person, days_ago: int, text: str, by: str, *, hour: int = 10, minute: int = 0,
        kind: str = "call", detail: str = "", waited: str = "",
    ) -> None:  # fmt: skip
        self.add(
            "contacts", id=f"C{len(self.rows['contacts']):06}", cliente=client(person),
            fecha=self.at(days_ago, hour, minute), canal=kind, asunto=text, espera=waited,
            detalle=detail, agente=by,
        )  # fmt: skip

    def consented(
        self, person: Person, purpose: str, days_ago: int, *, answer: str = "sí", wording: str = WORDING,
        channel: str = "phone", how: str = "llamada grabada",
    ) -> None:  # fmt: skip
        expires = self.today + timedelta(days=730 - days_ago)
        self.add(
            "consents", id=f"K{len(self.rows['consents']):06}", cliente=client(person),
            responsable="company", fin=purpose, canal=channel, respuesta=answer, texto=wording,
            como=how, fecha=self.at(days_ago, 12), caduca=expires.strftime("%d/%m/%Y"),
        )  # fmt: skip

    def ordered(
        self, person: Person, number: int, days_ago: int, due_in: int, hours: tuple[int, int], state: str,
        cents: int, detail: str = "",
    ) -> None:  # fmt: skip
        self.add(
            "orders", numero=number, user_id=user(person), fecha=self.at(days_ago, 19), estado=state,
            desde=self.at(-due_in, hours[0]), hasta=self.at(-due_in, hours[1]), importe=euros(cents),
            detalle=detail,
        )  # fmt: skip

    def insured(self, person: Person, premium: int) -> None:
        since = self.today - timedelta(days=200)
        self.add(
            "policies", poliza=f"AU-{person.number:06}", asegurado=insured(person),
            producto="Coche, a todo riesgo con franquicia", desde=since.strftime("%d/%m/%Y"),
            hasta=(since + timedelta(days=365)).strftime("%d/%m/%Y"), prima=euros(premium),
            detalle="",
        )  # fmt: skip


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def client(person: Person) -> str:
    return f"CL{person.number:05}"


def member(person: Person) -> str:
    return f"S{person.number:06}"


def user(person: Person) -> str:
    return f"u{person.number:05}"


def insured(person: Person) -> str:
    return f"AS-{person.number:05}"


def ordinary(past: Past, chance: random.Random, person: Person) -> None:
    """A year like everybody's: receipts, an order or two, a call, sometimes a yes or a no."""
    if "loyalty" in person.sources:
        for _ in range(chance.randrange(2, 14)):
            some = chance.sample(PRODUCTS, chance.randrange(1, 6))
            past.bought(
                person, chance.randrange(1, 365), [(p, c, price, off(chance, price)) for p, c, price in some],
                hour=chance.randrange(9, 21), minute=chance.randrange(60),
            )  # fmt: skip
    if "shop" in person.sources:
        for nth in range(chance.randrange(3)):
            ago = chance.randrange(3, 300)
            past.ordered(
                person, 50_000 + 3 * person.number + nth, ago, 1 - ago, (16, 18), "delivered",
                chance.randrange(2_500, 14_000),
            )  # fmt: skip
    if "insurance" in person.sources:
        past.insured(person, chance.randrange(24_000, 61_000))
    if "crm" in person.sources:
        called_and_agreed(past, chance, person)


def called_and_agreed(past: Past, chance: random.Random, person: Person) -> None:
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        past.contact(
            person, chance.randrange(8, 360), chance.choice(ABOUT), chance.choice(AGENTS),
            hour=chance.randrange(9, 20), kind=chance.choice(("call", "call", "chat")),
        )  # fmt: skip
    if chance.random() < 0.45:
        past.consented(
            person, "offers", chance.randrange(30, 900), answer=chance.choice(("sí", "sí", "sí", "no", "?")),
            wording=WORDING if chance.random() < 0.9 else "",
        )  # fmt: skip
        past.consented(
            person, "profiling", chance.randrange(30, 700), answer=chance.choice(("sí", "sí", "no")),
            wording=PROFILE_WORDING, channel="",
        )  # fmt: skip
    else:
        asked_with_the_card(past, person)
    if chance.random() < 0.02:
        past.add("instructions", tipo="no_sales", cliente=client(person), desde=past.at(60), hasta="")


def asked_with_the_card(past: Past, person: Person) -> None:
    """Some of those whom nobody had asked were when their card was renewed. By a lot of their own, so that
    nobody else's past changes."""
    chance = random.Random(person.number)  # a play, not a secret
    if chance.random() < CARD_RENEWED:
        past.consented(person, "offers", chance.randrange(100, 300))
        past.consented(person, "profiling", chance.randrange(100, 300), wording=PROFILE_WORDING, channel="")


def off(chance: random.Random, price: int) -> int:
    return price // 5 if chance.random() < 0.15 else 0
