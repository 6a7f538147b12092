"""The rest of La Tahona's catalogue: what makes up for something, what keeps somebody, what a
stranger may hear; with their words."""

from __future__ import annotations

from typing import Any

from console.demo.offer_scripts import Words, answer, both, closing, no, permission, proposal, step

MORE_OFFERS: tuple[dict[str, Any], ...] = (
    {
        "key": "card", "name_es": "Tarjeta Espiga, bienvenida", "name_en": "Espiga card, welcome", "category": "card",
        "margin_cents": 1200, "propensity": 1500, "refusal_cents": 10, "seconds": 60, "public": True,
        "campaign": "wine_fair",
        "eligibility": 'known = false and (campaign = "wine_fair" or campaign = "wine_fair_web")',
        "fulfilment": "Enviar la Tarjeta Espiga de bienvenida a quien acaba de darse de alta.",
    },
    {
        "key": "stay", "name_es": "Tres envíos gratis", "name_en": "Three free deliveries", "category": "loyalty",
        "purpose": "retention", "margin_cents": 4200, "discount_cents": 1200, "propensity": 3500,
        "refusal_cents": 20, "seconds": 60, "eligibility": "shops_online = true", "most_each": 1,
        "fulfilment": "Cargar tres envíos gratis en su cuenta de la tienda web.",
    },
    {
        "key": "compensation", "name_es": "Vale de 5 € por el retraso", "name_en": "€5 voucher for the delay",
        "category": "care", "purpose": "service", "margin_cents": 1100, "discount_cents": 500, "propensity": 9000,
        "seconds": 30, "eligibility": "order_late = true", "most_each": 2,
        "fulfilment": "Cargar en su cuenta un vale de 5 € por el retraso del pedido {order|}.",
    },
    {
        "key": "apology", "name_es": "Disculpa y seguimiento", "name_en": "Apology and follow-up", "category": "care",
        "purpose": "service", "margin_cents": 400, "propensity": 9500, "seconds": 30,
        "eligibility": "open_claim = true or order_late = true", "most_each": 4,
        "fulfilment": "Escribir al cliente cuando esté resuelto, con una disculpa.",
    },
    {
        "key": "callback", "name_es": "Le llama un responsable", "name_en": "A supervisor calls back",
        "category": "care", "purpose": "service", "margin_cents": 700, "propensity": 8000, "seconds": 40,
        "eligibility": "contacts_this_week >= 3", "most_each": 2,
        "fulfilment": "Llamar hoy mismo, con todo lo anterior leído.",
    },
    {
        "key": "sourdough", "name_es": "Hogaza de masa madre", "name_en": "Sourdough loaf", "category": "bakery",
        "price_cents": 390, "margin_cents": 150, "discount_cents": 40, "ladder": [40, 80], "rung_weight": 500,
        "horizon": 8, "propensity": 900, "refusal_cents": 8, "seconds": 25, "bought_like": "Pan", "bought_weight": 2500,
        "eligibility": 'store = "Arganzuela"', "fulfilment": "Apartar una hogaza cada sábado, a {price}.",
    },
    {
        "key": "salmon", "name_es": "Salmón, dos kilos", "name_en": "Salmon, two kilos", "category": "fish",
        "price_cents": 2590, "margin_cents": 620, "ladder": [200, 300], "rung_weight": 2500, "horizon": 3,
        "propensity": 900, "refusal_cents": 10, "seconds": 30, "bought_like": "Salmón", "bought_weight": 3000,
        "eligibility": 'store = "Jávea"', "fulfilment": "Añadir dos kilos de salmón al pedido {order|siguiente}.",
    },
    {
        "key": "party", "name_es": "Merienda de cumpleaños", "name_en": "Birthday tea", "category": "children",
        "price_cents": 2400, "margin_cents": 700, "propensity": 800, "refusal_cents": 10, "seconds": 40,
        "declared_weight": 1500, "eligibility": "children >= 2", "suitability": 'channel = "phone"',
        "fulfilment": "Preparar la merienda para el día que diga.",
    },
)  # fmt: skip


def thanks(say: Words, yes: Words) -> list[dict[str, Any]]:
    """A service action is said, and taken or not."""
    return [step(
        "offer", ("Qué hacemos", "What we do"), say, answer("accepts", yes, outcome="accepted"),
        answer("rejected", ("No hace falta", "No need"), outcome="rejected"),
        answer("not_mentioned", ("No mencionada", "Not mentioned"), outcome="not_mentioned"),
    )]  # fmt: skip


def field(key: str, label: Words, kind: str, writes: str, *, needed: bool = False) -> dict[str, Any]:
    return {"key": key, "label": both(label), "type": kind, "writes": f"profile.{writes}"} | (
        {"needed": True} if needed else {}
    )


MORE_SCRIPTS: dict[str, list[dict[str, Any]]] = {
    "card": [
        permission((
            "«Gracias por llamar a la feria del vino. ¿Le cuento cómo se llevan todas las botellas a precio de socio?»",
            "“Thank you for calling the wine fair. May I tell you how to get every bottle at members' price?”",
        )),
        step(
            "proposal", ("Propuesta", "Offer"), (
                "«Con la Tarjeta Espiga, que es gratis, ya desde esta compra. ¿Se la hago?»",
                "“With the Espiga card, which is free, from this purchase on. Shall I make you one?”",
            ), answer("accepts", ("Sí", "Yes"), to="privacy"), *no(),
        ),
        step(
            "privacy", ("Sus datos", "Your data"), (
                "«Le leo una cosa: La Tahona usará su nombre y su correo solo para la tarjeta. Puede verlos, "
                "corregirlos o borrarlos cuando quiera en el novecientos, quinientos cincuenta y cinco, cero veinte.»",
                "“I have to read this: La Tahona will use your name and e-mail for the card only. You may see, "
                "correct or erase them whenever you like.”",
            ), answer("heard", ("Leído, de acuerdo", "Read, agreed"), to="who"), *no(), kind="read", seconds=6,
        ),
        step(
            "who", ("Quién es", "Who it is"), ("«¿A nombre de quién la hago?»", "“In whose name shall I make it?”"),
            answer("told", ("Sigue", "Next"), to="closing"), *no(), kind="form", fields=[
                field("full_name", ("Nombre y apellidos", "Full name"), "text", "name", needed=True),
                field("mail", ("Correo", "E-mail"), "text", "email"),
            ],
        ),
        closing(("«{full_name}, se la envío hoy. ¿De acuerdo?»", "“{full_name}, I'll send it today. All right?”")),
    ],
    "stay": [
        step(
            "why", ("Motivo", "Reason"), (
                "«Siento que quiera dejarlo, {first_name|}. ¿Qué es lo que no ha funcionado?»",
                "“I'm sorry you want to leave, {first_name|}. What hasn't worked?”",
            ),
            answer("delivery", ("Los envíos", "Deliveries"), to="proposal"),
            answer("price", ("El precio", "The price"), to="proposal"),
            answer("other", ("Otra cosa", "Something else"), to="listen"), *no(), kind="objection",
        ),
        step(
            "listen", ("Escuchar", "Listen"), (
                "«Lo apunto tal como me lo dice. ¿Puedo ofrecerle algo a cambio de que nos dé otra oportunidad?»",
                "“I'll write it down just as you say it. May I offer you something to give us another chance?”",
            ), answer("yes", ("Sí", "Yes"), to="proposal"),
            answer("again", ("Sigue contando", "Goes on"), to="why"), *no(),
        ),
        proposal((
            "«Los tres próximos envíos, sin gastos. ¿Se queda con nosotros?»",
            "“Your next three deliveries, free. Will you stay with us?”",
        ), ("tres envíos gratis", "three free deliveries")),
        closing(("«Quedan cargados. ¿De acuerdo?»", "“They are on your account. All right?”")),
    ],
    "compensation": thanks(
        ("«Su pedido {order|} llega tarde y lo siento. Le dejo un vale de cinco euros para el próximo.»",
         "“Your order {order|} is late and I'm sorry. You'll have a five-euro voucher for the next one.”"),
        ("Se lo queda", "Takes it"),
    ),
    "apology": thanks(
        ("«Le pido disculpas. Me encargo yo, y le escribo en cuanto esté resuelto. ¿Le parece bien?»",
         "“I apologise. I'll see to it myself and write to you once it is solved. Is that all right?”"),
        ("Le parece bien", "That's fine"),
    ),
    "callback": thanks(
        ("«Veo que ha tenido que llamar varias veces. Hoy mismo le llama una responsable. ¿De acuerdo?»",
         "“I see you have had to call several times. A supervisor will call you back today. All right?”"),
        ("De acuerdo", "All right"),
    ),
    "sourdough": [
        permission(("«¿Le cuento una cosa del pan?»", "“May I tell you something about the bread?”")),
        proposal((
            "«Hay hogaza de masa madre a {price}. ¿Le aparto una los sábados?»",
            "“There is a sourdough loaf at {price}. Shall I keep you one on Saturdays?”",
        ), ("los sábados", "on Saturdays")),
        closing(("«Queda apuntado en {store|su tienda}. ¿De acuerdo?»", "“Noted at {store|your store}. All right?”")),
    ],
    "salmon": [
        permission(("«¿Le cuento una oferta de pescado?»", "“May I tell you about an offer on fish?”")),
        proposal((
            "«Dos kilos de salmón a {price}. ¿Los añado?»",
            "“Two kilos of salmon at {price}. Shall I add them?”",
        ), ("con el próximo pedido", "with the next order")),
        closing(("«Añadidos. ¿De acuerdo?»", "“Added. All right?”")),
    ],
    "party": [
        permission(
            ("«¿Le cuento una idea para los cumpleaños?»", "“May I tell you an idea for birthdays?”"), to="when"
        ),
        step(
            "when", ("Cuándo", "When"), (
                "«¿Cuándo es el próximo, y cuántos niños serían?»", "“When is the next one, and how many children?”",
            ), answer("told", ("Sigue", "Next"), to="proposal"), *no(), kind="form", fields=[
                {"key": "party_on", "label": both(("Día", "Day")), "type": "date"},
                {"key": "guests", "label": both(("Niños", "Children")), "type": "number"},
            ],
        ),
        step(
            "proposal", ("Propuesta", "Offer"), (
                "«La merienda para {guests|todos} sale a {price}. ¿La preparamos?»",
                "“The tea for {guests|everybody} is {price}. Shall we prepare it?”",
            ),
            {**answer("big", ("Acepta, mesa grande", "Accepts, big table"), to="closing"), "when": "guests >= 10"},
            answer("accepts", ("Acepta", "Accepts"), to="closing"), *no(),
        ),
        closing(("«Preparada. ¿De acuerdo?»", "“It will be ready. All right?”")),
    ],
}  # fmt: skip
