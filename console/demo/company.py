"""La Tahona's customers: exported by its four systems, and taken in as anybody's would be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console import clock, config
from console.customers import category_names, importing, margins, resolving
from console.db import transaction
from console.demo import exports

MAPPINGS: dict[str, dict[str, Any]] = {
    "crm": {
        "name": "CRM",
        "people": {"key": "id_cliente", "columns": {
            "nombre": "given_name", "apellidos": "surnames", "movil": "phones", "telefono": "phones",
            "correo": "emails", "nif": "document", "nacimiento": "birth_date", "direccion": "address",
            "cp": "postcode", "poblacion": "city", "idioma": "language", "prefiere": "prefers",
            "momento": "moment", "hijos": "children",
        }},
        "claims": {"key": "numero", "person": "cliente", "columns": {
            "abierta": "opened_at", "cerrada": "closed_at", "texto": "text", "importe": "amount_cents",
        }},
        "contacts": {"key": "id", "person": "cliente", "columns": {
            "fecha": "at", "canal": "kind", "asunto": "text", "espera": "waited_seconds",
            "detalle": "detail", "agente": "by",
        }},
        "consents": {"key": "id", "person": "cliente", "columns": {
            "responsable": "controller", "fin": "purpose", "canal": "channel", "respuesta": "given",
            "texto": "wording", "como": "how", "fecha": "at", "caduca": "expires_at",
        }},
        "promises": {"key": "id", "person": "cliente", "columns": {
            "texto": "text", "lugar": "place", "quien": "made_by", "hecha": "made_at",
            "para": "due_at", "caduca": "expires_at", "cumplida": "kept_at",
        }},
        "instructions": {"key": "tipo", "person": "cliente", "columns": {"desde": "at", "hasta": "until"}},
    },
    "loyalty": {
        "name": "Tarjeta Espiga",
        "people": {"key": "num_socio", "columns": {
            "titular": "name", "movil": "phones", "fecha_nac": "birth_date", "tarjeta": "card",
            "alta": "card_since", "puntos": "points", "faltan": "points_missing", "tienda": "store",
            "vale": "voucher",
        }},
        "purchases": {"key": "ticket", "person": "num_socio", "columns": {
            "fecha": "at", "tienda": "store", "total": "amount_cents", "articulos": "lines",
        }},
    },
    "shop": {
        "name": "Tienda web",
        "people": {"key": "user_id", "columns": {
            "full_name": "name", "email": "emails", "phone": "phones", "address": "address",
            "postcode": "postcode", "city": "city", "locale": "language", "every_days": "web_every_days",
        }},
        "orders": {"key": "numero", "person": "user_id", "columns": {
            "fecha": "at", "estado": "state", "desde": "due_from", "hasta": "due_to",
            "importe": "amount_cents", "detalle": "detail",
        }},
    },
    "insurance": {
        "name": "Seguros",
        "people": {"key": "asegurado", "columns": {
            "nombre_completo": "name", "dni": "document", "tel": "phones", "nacido": "birth_date",
            "domicilio": "address", "anos_sin_siniestro": "no_claims_years",
            "conductor_joven": "young_driver",
        }},
        "policies": {"key": "poliza", "person": "asegurado", "columns": {
            "producto": "product", "desde": "since", "hasta": "until", "prima": "premium_cents",
            "detalle": "detail",
        }},
    },
}  # fmt: skip
LEFT = {
    "bakery": 0.52, "dairy": 0.21, "greens": 0.34, "fish": 0.27, "meat": 0.24, "pantry": 0.22, "coffee": 0.38,
    "wine": 0.41,
}  # fmt: skip
"""Of each euro, by category; for the rest the company assumes a share."""
CALLED = {
    "bakery": ("panadería", "bakery"), "dairy": ("lácteos", "dairy"), "fish": ("pescado", "fish"),
    "greens": ("fruta y verdura", "fruit and vegetables"), "meat": ("carne", "meat"), "pantry": ("despensa", "pantry"),
    "coffee": ("café", "coffee"), "wine": ("vinos", "wine"), "home": ("hogar", "household"),
    "children": ("infantil", "children"),
}  # fmt: skip
"""Each category in both languages: the receipts write a code."""
Say = Callable[[str], None]


def load(
    folder: Path, say: Say, *, settings: config.Config | None = None, many: int = exports.PEOPLE
) -> list[importing.Problem]:  # fmt: skip
    """Writes the exports of today and takes them in; answers with what was refused. Loading
    again on a later day brings everything up to that day."""
    settings = settings or config.read()
    write_mappings(settings.data / "mappings")
    problems: list[importing.Problem] = []
    for path in exports.write(folder, clock.now().astimezone(settings.zone).date(), many=many):
        source, kind = exports.FILES[path.name]
        report = importing.import_file(source, kind, path, settings=settings)
        problems.extend(report.problems)
        say(f"  {path.name}: {report.new} new, {report.changed} changed, {report.refused} refused")
    say(f"  {resolving.resolve_everything()} records compared")
    with transaction() as session:
        for category, share in LEFT.items():
            margins.set_share(session, category, share)
        for category, named in CALLED.items():
            for language, name in zip(category_names.LANGUAGES, named, strict=True):
                category_names.call(session, category, language, name)
    return problems


def write_mappings(folder: Path) -> None:
    """Where an administrator would put them."""
    folder.mkdir(parents=True, exist_ok=True)
    for source, mapping in MAPPINGS.items():
        text = json.dumps(mapping, ensure_ascii=False, indent=2)
        (folder / f"{source}.json").write_text(text + "\n", encoding="utf-8")
