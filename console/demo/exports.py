"""The exports of La Tahona's four systems: ``python -m console.demo.exports DIR [TODAY]``.

The same seed and the same day write the same bytes.
"""

from __future__ import annotations

import csv
import random
import sys
from datetime import date
from pathlib import Path

from console import clock
from console.config import Config
from console.demo import dirt, pasts, stories
from console.demo.pasts import Past, Row
from console.demo.people import Person, crowd, plain, with_offers, with_stories

SEED, PEOPLE = 7, 500
FILES = {
    "crm.csv": ("crm", "people"), "loyalty.csv": ("loyalty", "people"),
    "shop.csv": ("shop", "people"), "insurance.csv": ("insurance", "people"),
    "shop_orders.csv": ("shop", "orders"), "purchases.csv": ("loyalty", "purchases"),
    "claims.csv": ("crm", "claims"), "contacts.csv": ("crm", "contacts"),
    "consents.csv": ("crm", "consents"), "promises.csv": ("crm", "promises"),
    "instructions.csv": ("crm", "instructions"), "policies.csv": ("insurance", "policies"),
}  # fmt: skip
"""In the order in which they are taken in: people before what happened with them."""


def write(folder: Path, today: date, *, seed: int = SEED, many: int = PEOPLE) -> list[Path]:
    """Writes every file and answers with them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # a play, not a secret
    told, offered, apart = with_stories(), with_offers(), random.Random(seed)
    others = crowd(chance, today, first=len(told) + 1, many=many - len(told))
    past = Past(today)
    stories.tell(past, told)
    stories.tell_of_offers(past, offered)
    for person in others:
        pasts.ordinary(past, chance, person)
    rows = {
        source: [made(person, chance) for person in (*told, *others) if source in person.sources]
        for source, made in (("crm", crm), ("loyalty", loyalty), ("shop", shop), ("insurance", insurance))
    }
    rows["shop"] += second_accounts(others)
    for source, made in (("crm", crm), ("loyalty", loyalty), ("insurance", insurance)):
        rows[source] += [made(person, apart) for person in offered if source in person.sources]
    spoil(rows, past)
    written = []
    for name, (source, kind) in FILES.items():
        path = folder / name
        write_csv(path, rows[source] if kind == "people" else past.rows[kind])
        written.append(path)
    return written


def write_csv(path: Path, rows: list[Row]) -> None:
    """The shop is American and separates by comma; the rest is from here."""
    with path.open("w", encoding="utf-8", newline="") as file:
        delimiter = "," if path.name.startswith("shop") else ";"
        if path.name == "purchases.csv":
            delimiter = "\t"  # its lines hold the others
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def crm(person: Person, chance: random.Random) -> Row:
    return {
        "id_cliente": pasts.client(person), "nombre": dirt.name_in_crm(chance, person.given),
        "apellidos": dirt.name_in_crm(chance, person.surnames),
        "telefono": dirt.phone(chance, person.landline), "movil": dirt.phone(chance, person.mobile),
        "correo": dirt.missing(chance, person.email, 0.35),
        "nif": dirt.missing(chance, dirt.document(chance, person.document), 0.4),
        "nacimiento": kept(person, chance, dirt.day(chance, person.born), 0.2), "direccion": person.address,
        "cp": person.postcode, "poblacion": person.city, "idioma": person.language,
        "prefiere": person.prefers, "momento": person.moment, "hijos": str(person.children or ""),
    }  # fmt: skip


def loyalty(person: Person, chance: random.Random) -> Row:
    points = chance.randrange(20, 1_400)
    return {
        "num_socio": pasts.member(person), "titular": dirt.name_on_card(chance, person),
        "movil": dirt.phone(chance, person.mobile),
        "fecha_nac": dirt.missing(chance, dirt.day(chance, person.born), 0.4), "tarjeta": person.card,
        "alta": str(person.card_since), "puntos": str(points), "faltan": str(-points % 500),
        "tienda": person.store, "vale": person.voucher,
    }  # fmt: skip


def shop(person: Person, chance: random.Random) -> Row:
    return {
        "user_id": pasts.user(person), "full_name": dirt.name_in_shop(chance, person),
        "email": chance.choice((person.email, person.email.upper())),
        "phone": kept(person, chance, dirt.phone(chance, person.mobile), 0.3), "address": person.address,
        "postcode": person.postcode, "city": person.city, "locale": person.language,
        "every_days": str(person.web_every_days or ""),
    }  # fmt: skip


def insurance(person: Person, chance: random.Random) -> Row:
    return {
        "asegurado": pasts.insured(person), "nombre_completo": person.name,
        "dni": dirt.document(chance, person.document), "tel": dirt.phone(chance, person.mobile),
        "nacido": dirt.day(chance, person.born), "domicilio": person.address,
        "anos_sin_siniestro": str(person.no_claims_years),
        "conductor_joven": "sí" if person.young_driver else "no",
    }  # fmt: skip


def kept(person: Person, chance: random.Random, text: str, share: float) -> str:
    """Missing for some, never for somebody with a story."""
    lost = dirt.missing(chance, text, share)
    return text if person.name in stories.TOLD or person.name in stories.OF_OFFERS else lost


def second_accounts(others: list[Person]) -> list[Row]:
    """Some opened another account in the web shop, with another mailbox and no number: whether it is the
    same person is for somebody to say."""
    known = [each for each in others if "crm" in each.sources][5::25]
    return [
        {
            "user_id": f"u8{place:04}", "full_name": plain(person.name).lower() if place % 2 else person.name,
            "email": f"cuenta{place}@example.com", "phone": "", "address": person.address if place % 3 else "",
            "postcode": person.postcode, "city": person.city, "locale": person.language, "every_days": "",
        }
        for place, person in enumerate(known)
    ]  # fmt: skip


def spoil(rows: dict[str, list[Row]], past: Past) -> None:
    """A handful of rows that nobody could take in: the report must name each."""

    def bad(source: str, place: int, **changes: str) -> None:
        place = min(place, len(rows[source]) - 1)
        rows[source].insert(place, {**rows[source][place], **changes})

    bad("crm", 40, id_cliente="CL90001", nacimiento="31/02/1987")
    bad("crm", 90, id_cliente="CL90002", nacimiento="sin fecha")
    bad("crm", 120, id_cliente="")
    bad("loyalty", 75, num_socio="S900001", movil="6112223")
    bad("shop", 33, user_id="")
    bad("shop", 60, user_id="u90001", email="sin correo")
    bad("insurance", 12, asegurado="AS-90001", dni="12345678A")
    past.rows["purchases"].append({**past.rows["purchases"][0], "ticket": "T-X", "num_socio": "S999999"})


def main(arguments: list[str]) -> None:
    if not 1 <= len(arguments) <= 2:
        raise SystemExit("usage: python -m console.demo.exports DIR [TODAY as 2026-11-24]")
    here = clock.now().astimezone(Config().zone).date()
    today = date.fromisoformat(arguments[1]) if len(arguments) == 2 else here
    for path in write(Path(arguments[0]), today):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
