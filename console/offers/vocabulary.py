"""What rules may speak of, and what scripts may say."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from console.expressions import Field, Vocabulary

INSURANCE = "insurance"
"""Never sold by what somebody buys, and only with its documents sent before."""
VOCABULARY = Vocabulary({
    "age": Field("number", "edad", "age"),
    "children": Field("number", "niños declarados", "declared children"),
    "has_card": Field("truth", "tiene Tarjeta Espiga", "has the Espiga card"),
    "points": Field("number", "puntos", "points"),
    "store": Field("text", "tienda habitual", "usual store"),
    "language": Field("text", "idioma", "language"),
    "channel": Field("text", "canal", "channel"),
    "policies": Field("texts", "pólizas", "policies"),
    "shops_online": Field("truth", "compra por internet", "shops online"),
    "order_on_its_way": Field("truth", "tiene un pedido en curso", "has an order on its way"),
    "today": Field("date", "hoy", "today"),
    "known": Field("truth", "sabemos quién es", "we know who it is"),
    "campaign": Field("text", "campaña", "campaign"),
    "no_claims_years": Field("number", "años sin partes", "years without a claim"),
    "young_driver": Field("truth", "conductor joven en la póliza", "young driver on the policy"),
    "open_claim": Field("truth", "tiene una reclamación abierta", "has an open claim"),
    "order_late": Field("truth", "tiene un pedido con retraso", "has a late order"),
    "contacts_this_week": Field("number", "contactos en siete días", "contacts in seven days"),
})  # fmt: skip
SHOPPING = ("points", "store", "shops_online", "order_on_its_way", "order_late", "has_card")
WITHOUT_SHOPPING = Vocabulary({k: v for k, v in VOCABULARY.fields.items() if k not in SHOPPING})
"""What insurance may ask: nothing of the shop."""
GAPS = frozenset({"first_name", "store", "points", "order", "price", "before", "agent"})
"""What a script may say of the customer and of the offer."""


@lru_cache(maxsize=10_000)
def plain(word: str) -> str:
    """Without accents and capitals: Café is cafe."""
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in split if each.isalnum())
