"""The people of La Tahona: the ones with a story, and a crowd made from a seed.

None of them lives: documents are from a range never given out, mailboxes end in example.com.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from console.demo.names import MEN, PLACES, STREETS, SURNAMES, WOMEN

LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
STORIES = {
    "Carmen Ruiz Pardo": "+34611222333",
    "Juan Ortiz Lafuente": "+34622904417",
    "Marta Iglesias Roca": "+34633815526",
    "James Whitfield": "+447911123456",
    "Pilar Serrano Vidal": "+34644726635",
    "Tomás Herrero Cano": "+34655637744",
    "Beatriz Lozano Ferri": "+34666548853",
    "Iñaki Otaegi Arana": "+34677459962",
    "Rosa Navarro Gil": "+34912345678",
    "Andrés Molina Soto": "+34912345678",
}
"""Whom the simulator and the shop page know by name; the last two share their landline."""
EMAILS = {
    "Carmen Ruiz Pardo": "carmen.ruiz@example.com",
    "Marta Iglesias Roca": "marta.iglesias@example.com",
    "Iñaki Otaegi Arana": "inaki.otaegi@example.com",
}
EVERYWHERE = frozenset({"crm", "loyalty", "shop", "insurance"})


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    given: str
    surnames: str
    born: date
    mobile: str | None
    landline: str | None
    email: str
    address: str
    postcode: str
    city: str
    store: str
    card: str
    card_since: int
    sources: frozenset[str]
    language: str = "es"
    prefers: str = "phone"
    moment: str = ""
    children: int | None = None
    voucher: str = ""
    web_every_days: int | None = None
    no_claims_years: int = 3
    young_driver: bool = False

    @property
    def name(self) -> str:
        return f"{self.given} {self.surnames}"

    @property
    def document(self) -> str:
        digits = 99_100_000 + self.number * 37
        return f"{digits}{LETTERS[digits % 23]}"


def plain(text: str) -> str:
    """Without accents, as an old till writes."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(each for each in letters if not unicodedata.combining(each))


def with_stories() -> list[Person]:
    """Those whose every fact the tour tells."""
    phones = STORIES
    everywhere, carded = EVERYWHERE, frozenset({"crm", "loyalty"})
    web = carded | {"shop"}
    return [
        Person(1, "Carmen", "Ruiz Pardo", date(1968, 3, 14), phones["Carmen Ruiz Pardo"], None,
               EMAILS["Carmen Ruiz Pardo"], "C. de Embajadores 118, 2.º A", "28045", "Madrid",
               "Arganzuela", "2900000004471", 2014, everywhere, moment="mañana", web_every_days=14),
        Person(2, "Juan", "Ortiz Lafuente", date(1975, 9, 2), phones["Juan Ortiz Lafuente"], None,
               "juan.ortiz@example.com", "C. Unceta 41, 3.º B", "50010", "Zaragoza", "Delicias",
               "2900000009027", 2019, web, web_every_days=30),
        Person(3, "Marta", "Iglesias Roca", date(1991, 6, 21), phones["Marta Iglesias Roca"], None,
               EMAILS["Marta Iglesias Roca"], "C. del Olmo 9, 1.º", "28012", "Madrid", "Lavapiés",
               "2900000007730", 2021, web, prefers="chat", children=1,
               voucher="VP-7730 pañales 4,00 €", web_every_days=10),
        Person(4, "James", "Whitfield", date(1959, 11, 5), phones["James Whitfield"], None,
               "james.whitfield@example.com", "C. del Arenal 12", "03730", "Jávea", "Jávea",
               "2900000005512", 2020, web, language="en", web_every_days=21),
        Person(5, "Pilar", "Serrano Vidal", date(1947, 1, 30), phones["Pilar Serrano Vidal"], None,
               "pilar.serrano@example.com", "C. de Toledo 60, 4.º", "28005", "Madrid", "Arganzuela",
               "2900000003108", 2012, carded),
        Person(6, "Tomás", "Herrero Cano", date(1966, 4, 17), phones["Tomás Herrero Cano"], None,
               "tomas.herrero@example.com", "Gran Vía 23, 5.º", "48001", "Bilbao", "Deusto",
               "2900000006244", 2016, everywhere, no_claims_years=14, young_driver=True),
        Person(7, "Beatriz", "Lozano Ferri", date(1983, 12, 9), phones["Beatriz Lozano Ferri"], None,
               "beatriz.lozano@example.com", "C. San Vicente 77", "46007", "València", "Russafa",
               "2900000008865", 2018, web, web_every_days=7),
        Person(8, "Iñaki", "Otaegi Arana", date(1988, 8, 26), phones["Iñaki Otaegi Arana"], None,
               EMAILS["Iñaki Otaegi Arana"], "C. Mayor 3", "48014", "Bilbao", "Deusto",
               "2900000002290", 2022, web, prefers="chat", web_every_days=14),
        Person(9, "Rosa", "Navarro Gil", date(1971, 5, 12), "+34688360071", phones["Rosa Navarro Gil"],
               "rosa.navarro@example.com", "Paseo de las Delicias 50", "28045", "Madrid",
               "Arganzuela", "2900000001187", 2015, carded),
        Person(10, "Andrés", "Molina Soto", date(1969, 2, 3), "+34699271180", phones["Andrés Molina Soto"],
               "andres.molina@example.com", "Paseo de las Delicias 50", "28045", "Madrid",
               "Arganzuela", "2900000001195", 2015, carded),
    ]  # fmt: skip


OFFERED = {
    "Lourdes Vega Puig": "+34688001101", "Gonzalo Peña Ramos": "+34688001102", "Manuel Castro Gil": "+34688001103",
    "Irene Molina Ramos": "+34688001104", "Esteban Cano Soto": "+34688001105", "Nieves Soler Prat": "+34688001106",
}  # fmt: skip
"""More whom the simulator knows by name: each of them shows one thing about offers."""


def with_offers() -> list[Person]:
    """Their numbers stand apart, so that nobody else's changes."""
    phones, carded = OFFERED, frozenset({"crm", "loyalty"})
    return [
        Person(9001, "Lourdes", "Vega Puig", date(1962, 7, 8), phones["Lourdes Vega Puig"], None,
               "lourdes.vega@example.com", "C. del Arenal 3", "03730", "Jávea", "Jávea", "2900000009101", 2017, carded),
        Person(9002, "Gonzalo", "Peña Ramos", date(1970, 10, 19), phones["Gonzalo Peña Ramos"], None,
               "gonzalo.pena@example.com", "C. Mayor 88", "03730", "Jávea", "Jávea", "2900000009102", 2016, carded),
        Person(9003, "Manuel", "Castro Gil", date(1954, 2, 27), phones["Manuel Castro Gil"], None,
               "manuel.castro@example.com", "Gran Vía 140", "48014", "Bilbao", "Deusto", "2900000009103", 2013, carded),
        Person(9004, "Irene", "Molina Ramos", date(1980, 5, 5), phones["Irene Molina Ramos"], None,
               "irene.molina@example.com", "C. Unceta 12", "50010", "Zaragoza", "Delicias", "2900000009104", 2020,
               carded),
        Person(9005, "Esteban", "Cano Soto", date(1977, 12, 1), phones["Esteban Cano Soto"], None,
               "esteban.cano@example.com", "C. de Toledo 17", "28005", "Madrid", "Lavapiés", "2900000009105", 2018,
               carded | {"insurance", "shop"}, no_claims_years=12),
        Person(9006, "Nieves", "Soler Prat", date(1972, 8, 22), phones["Nieves Soler Prat"], None,
               "nieves.soler@example.com", "C. Unceta 60", "50010", "Zaragoza", "Delicias", "2900000009106", 2019,
               carded),
    ]  # fmt: skip


def crowd(chance: random.Random, today: date, *, first: int, many: int) -> list[Person]:
    return [somebody(chance, today, number) for number in range(first, first + many)]


def somebody(chance: random.Random, today: date, number: int) -> Person:
    given = chance.choice(WOMEN + MEN)
    surnames = " ".join(chance.sample(SURNAMES, 2))
    city, postcode, area, stores = chance.choice(PLACES)
    landline = f"+34{area}{chance.randrange(10 ** (9 - len(area) - 1)) + 2 * 10 ** (9 - len(area) - 1)}"
    mailbox = plain(f"{given}.{surnames.split()[-1]}{number}").lower().replace(" ", "")
    sources = {each for each, share in (("crm", 0.8), ("loyalty", 0.85), ("shop", 0.5), ("insurance", 0.12))
               if chance.random() < share} or {"loyalty"}  # fmt: skip
    return Person(
        number, given, surnames, today - timedelta(days=chance.randrange(19 * 365, 88 * 365)),
        f"+346{chance.randrange(10_000_000, 99_999_999)}" if chance.random() < 0.9 else None,
        landline if chance.random() < 0.3 else None,
        f"{mailbox}@example.com", f"{chance.choice(STREETS)} {chance.randrange(1, 180)}",
        f"{postcode}{chance.randrange(1, 50):02}", city, chance.choice(stores),
        f"29{number:07}{chance.randrange(10_000):04}", chance.randrange(2010, today.year),
        frozenset(sources), language="en" if chance.random() < 0.03 else "es",
        prefers=chance.choice(("phone", "phone", "chat", "email")),
        children=chance.choice((1, 2, 3)) if chance.random() < 0.1 else None,
        web_every_days=chance.choice((7, 14, 30, None)) if "shop" in sources else None,
        no_claims_years=chance.randrange(15), young_driver=chance.random() < 0.1,
    )  # fmt: skip
