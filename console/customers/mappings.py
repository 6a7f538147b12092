"""Which column of a source's export says what. One entry per source and kind of row."""

from __future__ import annotations

from dataclasses import dataclass

from console.errors import Missing

SOURCES = {"crm": "CRM", "loyalty": "Tarjeta Espiga", "shop": "Tienda web", "insurance": "Seguros"}
KINDS = ("people", "purchases", "orders", "claims", "policies", "consents", "promises", "instructions", "contacts")


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns`` leads from a column's name to our field; ``key`` is the row's own id, ``person``
    the key of the person a row of history belongs to."""

    key: str
    columns: dict[str, str]
    person: str | None = None


PEOPLE = {
    "crm": Mapping("id_cliente", {
        "nombre": "name", "telefono": "phone", "correo": "email", "nif": "document",
        "nacimiento": "birth_date", "direccion": "address", "cp": "postcode", "idioma": "language",
        "prefiere": "prefers", "momento": "moment", "hijos": "children",
    }),
    "loyalty": Mapping("num_socio", {
        "titular": "name", "movil": "phone", "email": "email", "tarjeta": "card", "alta": "card_since",
        "puntos": "points", "fecha_nac": "birth_date", "tienda": "store",
    }),
    "shop": Mapping("user_id", {
        "full_name": "name", "email": "email", "phone": "phone", "address": "address",
        "postcode": "postcode", "locale": "language", "every_days": "web_every_days",
    }),
    "insurance": Mapping("asegurado", {
        "nombre_completo": "name", "dni": "document", "tel": "phone", "nacido": "birth_date",
        "domicilio": "address",
    }),
}  # fmt: skip

HISTORY = {
    "purchases": Mapping("number", {
        "at": "at", "store": "store", "total": "total_cents", "currency": "currency", "lines": "lines",
    }, person="person"),
    "orders": Mapping("number", {
        "at": "at", "state": "state", "due_from": "due_from", "due_to": "due_to",
        "amount": "amount_cents", "currency": "currency", "detail": "detail",
    }, person="person"),
    "claims": Mapping("number", {
        "opened": "opened_at", "closed": "closed_at", "text": "text", "amount": "amount_cents",
        "currency": "currency",
    }, person="person"),
    "policies": Mapping("number", {"product": "product", "until": "until"}, person="person"),
    "consents": Mapping("key", {
        "purpose": "purpose", "channel": "channel", "given": "given", "how": "how",
        "wording": "wording", "at": "at", "expires": "expires_at",
    }, person="person"),
    "promises": Mapping("key", {
        "text": "text", "place": "place", "made_by": "made_by", "made": "made_at", "due": "due_at",
    }, person="person"),
    "instructions": Mapping("kind", {"at": "at", "until": "until"}, person="person"),
    "contacts": Mapping("key", {
        "at": "at", "kind": "kind", "code": "code", "text": "text", "waited": "waited_seconds",
        "detail": "detail", "by": "by",
    }, person="person"),
}  # fmt: skip


def mapping_for(source: str, kind: str) -> Mapping:
    """Raises Missing for a source or kind we have no mapping of."""
    found = PEOPLE.get(source) if kind == "people" else HISTORY.get(kind) if source in SOURCES else None
    if found is None:
        raise Missing(f"No mapping for {kind} of {source}.", field="source")
    return found
