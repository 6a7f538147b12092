"""The pasts that the tour tells: why each of these people calls, and what should come of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from console.demo.names import PRODUCTS
from console.demo.pasts import PROFILE_WORDING, Past, client
from console.demo.people import Person

PRICES = {product: (product, category, price) for product, category, price in PRODUCTS}
SATURDAY = 5


def tell(past: Past, people: list[Person]) -> None:
    by_name = {each.name: each for each in people}
    for name, story in TOLD.items():
        story(past, by_name[name])


def days_since(today: date, weekday: int, *, before: int = 0) -> int:
    """How many days ago that weekday was last, at least one before ``before`` days ago."""
    ago = before + 1
    while (today - timedelta(days=ago)).weekday() != weekday:
        ago += 1
    return ago


def carmen(past: Past, person: Person) -> None:
    """An order late since yesterday, bread kept until eight, yoghurts still to be refunded."""
    saturday = days_since(past.today, SATURDAY)
    thursday = saturday + 2
    past.ordered(
        person, 48213, 3, -1, (18, 20), "paid", 8640, "La furgoneta se averió; vuelve a salir hoy de 16:00 a 18:00."
    )
    past.ordered(person, 47102, 16, -15, (18, 20), "delivered", 7215)
    past.add(
        "claims", numero="R-2291", cliente=client(person), abierta=past.at(thursday, 10, 12), cerrada="",
        texto="Yogures caducados", importe="6,35",
    )  # fmt: skip
    past.add(
        "promises", id="P000001", cliente=client(person), texto="Pan bien hecho, guardar hasta las 20:00",
        lugar="Panadería de Arganzuela", quien="Iker", hecha=past.at(saturday, 9, 30),
        para=past.at(0, 20), caduca="", cumplida="",
    )  # fmt: skip
    past.contact(person, thursday, "Yogures caducados", "Diego", hour=10, minute=12,
                 detail="Reclamación R-2291 abierta")  # fmt: skip
    past.contact(person, saturday, "Pidió el pan más hecho", "Iker", hour=9, minute=30,
                 detail="Promesa para hoy")  # fmt: skip
    past.contact(person, 1, "", "", hour=20, minute=41, kind="abandoned", waited="185")
    for week in range(12):
        past.bought(person, saturday + 7 * week, lines("Pan de pueblo", "Yogures naturales", "Merluza",
                    "Salmón", "Tomates", "Naranjas 3 kg"), hour=10, minute=58)  # fmt: skip
    past.consented(person, "offers", 260)
    past.consented(person, "profiling", 260, wording=PROFILE_WORDING, channel="")
    past.insured(person, 31_240)


def juan(past: Past, person: Person) -> None:
    """Somontano in seven of his last twelve purchases, and he said we may look and call."""
    for nth in range(12):
        wine = "Somontano crianza" if nth in (0, 1, 3, 5, 6, 8, 11) else ("Rioja joven", "Rueda verdejo")[nth % 2]
        past.bought(person, 6 + 14 * nth, lines(wine, "Queso semicurado", "Pan de pueblo"), hour=18)
    past.ordered(person, 48377, 1, 1, (10, 12), "paid", 7310)
    past.consented(person, "offers", 257)
    past.consented(person, "profiling", 257, wording=PROFILE_WORDING, channel="")
    past.contact(person, 41, "Aceptó Somontano reserva", "Nuria", detail="Ventas")
    past.contact(person, 83, "Cambio de dirección", "Diego", detail="Resuelto")
    past.contact(person, 158, "Factura de mayo", "Paula", detail="Enviada por correo")


def marta(past: Past, person: Person) -> None:
    """She told us about the baby, so the nappies' voucher is hers."""
    past.ordered(person, 48402, 0, 2, (18, 20), "placed", 4265)
    past.contact(person, 20, "Declaró un bebé en casa y pidió vales", "Paula", kind="chat")
    past.consented(person, "offers", 120, channel="")
    past.consented(person, "profiling", 120, wording=PROFILE_WORDING, channel="")
    for nth in range(8):
        past.bought(person, 4 + 9 * nth, [("Pañales talla 3", "baby", 1395, 0), *lines("Leche entera 6 l")])


def james(past: Past, person: Person) -> None:
    """Speaks English; last month his delivery went to the neighbour."""
    past.ordered(person, 48390, 2, 1, (12, 14), "on_the_way", 11_820)
    past.contact(person, 33, "Delivery left with the neighbour", "James", detail="Solved")
    past.consented(person, "offers", 90)
    for nth in range(9):
        past.bought(person, 5 + 12 * nth, lines("Salmón", "Rueda verdejo", "Naranjas 3 kg"))


def pilar(past: Past, person: Person) -> None:
    """An instruction not to sell. Its cause is nobody's business, and not stored."""
    past.consented(person, "offers", 400)
    past.add("instructions", tipo="no_sales", cliente=client(person), desde=past.at(35), hasta="")
    for nth in range(6):
        past.bought(person, 7 + 15 * nth, lines("Barra rústica", "Lechugas", "Pollo entero"))


def tomas(past: Past, person: Person) -> None:
    """A good driver with a young driver at home: the one whom -20 % and +120 % would hit."""
    past.insured(person, 28_600)
    past.consented(person, "offers", 150)
    past.consented(person, "profiling", 150, wording=PROFILE_WORDING, channel="")
    past.contact(person, 64, "Preguntó por añadir a su hija al seguro", "Tomás")
    for nth in range(7):
        past.bought(person, 9 + 20 * nth, lines("Merluza", "Aceite de oliva virgen extra"))


def beatriz(past: Past, person: Person) -> None:
    """Buys the same with and without a discount, and takes every discount: one more only costs."""
    past.consented(person, "offers", 210)
    past.consented(person, "profiling", 210, wording=PROFILE_WORDING, channel="")
    for nth in range(12):
        some = lines("Café en cápsulas", "Leche entera 6 l", "Detergente")
        past.bought(person, 3 + 7 * nth, [(p, c, price, price // 5) for p, c, price, _ in some])


def shared_line(past: Past, person: Person) -> None:
    """Two at one landline: neither name is ever said first."""
    chance = random.Random(person.number)  # a play, not a secret
    for nth in range(5):
        some = chance.sample(PRODUCTS, 3)
        past.bought(person, 6 + 13 * nth, [(*each, 0) for each in some])


def inaki(past: Past, person: Person) -> None:
    """Shops on the web every two weeks, and calls to cancel it: three free deliveries may keep him."""
    past.consented(person, "offers", 130, channel="")
    past.consented(person, "profiling", 130, wording=PROFILE_WORDING, channel="")
    past.ordered(person, 48395, 1, 1, (16, 18), "paid", 3990)
    past.contact(person, 12, "Preguntó por la hora de entrega", "Iván", kind="chat")


def lourdes(past: Past, person: Person) -> None:
    """Salmon is what she buys anyway, week after week: a discount would defend nothing."""
    for nth in range(14):
        past.bought(person, 3 + 7 * nth, lines("Salmón", "Naranjas 3 kg"))


def gonzalo(past: Past, person: Person) -> None:
    """So did he, until five weeks ago."""
    for nth in range(14):
        past.bought(person, 36 + 7 * nth, lines("Salmón", "Tomates"))


def manuel(past: Past, person: Person) -> None:
    """Called on two of the last five days about the same missing yoghurts: this is the third time."""
    for days, text in ((2, "Faltaban los yogures, abonado"), (5, "Faltaban los yogures")):
        past.contact(person, days, text, "Diego")
    for nth in range(8):
        past.bought(person, 8 + 10 * nth, lines("Yogures naturales", "Somontano crianza"))


def irene(past: Past, person: Person) -> None:
    """Likes Somontano; five days ago she said "not now" to the Cariñena (`season.py`)."""
    for nth in range(12):
        wine = "Somontano crianza" if nth % 2 else "Rueda verdejo"
        past.bought(person, 9 + 12 * nth, lines(wine, "Queso semicurado"))


def esteban(past: Past, person: Person) -> None:
    """Twelve years without a claim and nobody young at the wheel: the good driver it is meant for."""
    past.insured(person, 33_400)
    for nth in range(5):
        past.bought(person, 11 + 21 * nth, lines("Pollo entero", "Lechugas"))


def nieves(past: Past, person: Person) -> None:
    """Likes Somontano, and three weeks ago objected to our looking at what she buys: obeyed since."""
    for nth in range(10):
        past.bought(person, 5 + 11 * nth, lines("Somontano crianza", "Tomates"))
    past.consented(person, "profiling", 21, answer="no", wording=PROFILE_WORDING, channel="")


def lines(*products: str) -> list[tuple[str, str, int, int]]:
    return [(*PRICES[each], 0) for each in products]


TOLD: dict[str, Callable[[Past, Person], None]] = {
    "Carmen Ruiz Pardo": carmen, "Juan Ortiz Lafuente": juan, "Marta Iglesias Roca": marta,
    "James Whitfield": james, "Pilar Serrano Vidal": pilar, "Tomás Herrero Cano": tomas,
    "Beatriz Lozano Ferri": beatriz, "Iñaki Otaegi Arana": inaki,
    "Rosa Navarro Gil": shared_line, "Andrés Molina Soto": shared_line,
}  # fmt: skip
OF_OFFERS: dict[str, Callable[[Past, Person], None]] = {
    "Lourdes Vega Puig": lourdes, "Gonzalo Peña Ramos": gonzalo, "Manuel Castro Gil": manuel,
    "Irene Molina Ramos": irene, "Esteban Cano Soto": esteban, "Nieves Soler Prat": nieves,
}  # fmt: skip


def tell_of_offers(past: Past, people: list[Person]) -> None:
    """All of them said once that we may look at what they buy, and tell them of offers."""
    for person in people:
        OF_OFFERS[person.name](past, person)
        past.consented(person, "offers", 200)
        past.consented(person, "profiling", 200, wording=PROFILE_WORDING, channel="")
