"""The words of La Tahona's offers: permission, the offer, and how it ends."""

from __future__ import annotations

from typing import Any

Words = tuple[str, str]
"""In Spanish and in English."""

REASONS = (
    ("price", "El precio", "The price"),
    ("own_brand", "Prefiere el suyo", "Prefers their own"),
    ("has_it", "Ya tiene", "Has it already"),
    ("not_by_phone", "No por teléfono", "Not by phone"),
    ("not_said", "No lo dice", "Doesn't say"),
)


def both(words: Words) -> dict[str, str]:
    return {"es": words[0], "en": words[1]}


def answer(key: str, label: Words, detail: Words | None = None, **leads: object) -> dict[str, Any]:
    said = {"key": key, "label": both(label), **leads}
    return {**said, "detail": both(detail)} if detail else said


def step(
    key: str, title: Words, say: Words, *answers: dict[str, Any], **more: object
) -> dict[str, Any]:
    said = {"key": key, "title": both(title), "say": both(say), "answers": list(answers)}
    return {**said, **more}


def no(later_days: int = 30) -> list[dict[str, Any]]:
    """The three answers that aren't a yes: the same, in the same places, in every script."""
    reasons = [
        {"key": key, "es": es, "en": en, "objects": key == "not_by_phone"}
        for key, es, en in REASONS
    ]
    again = (f"volver a proponer en {later_days} días", f"propose again in {later_days} days")
    return [
        answer("later", ("Ahora no", "Not now"), again, outcome="later", later_days=later_days),
        answer("rejected", ("No le interesa", "Not interested"), ("¿por qué?", "why?"),
               outcome="rejected", reasons=reasons),
        answer("not_mentioned", ("No mencionada", "Not mentioned"),
               ("no cuenta como rechazo", "doesn't count as a refusal"), outcome="not_mentioned"),
    ]  # fmt: skip


def permission(say: Words, to: str = "proposal") -> dict[str, Any]:
    return step(
        "permission", ("Permiso", "Permission"), say,
        answer("yes", ("Sí, dígame", "Yes, go on"), to=to), *no(),
    )  # fmt: skip


def proposal(say: Words, accepted: Words) -> dict[str, Any]:
    yes = answer("accepts", ("Acepta", "Accepts"), accepted, to="closing")
    return step("proposal", ("Propuesta", "Offer"), say, yes, *no())


def closing(say: Words) -> dict[str, Any]:
    return step(
        "closing", ("Cierre", "Closing"), say,
        answer("confirmed", ("Confirma", "Confirms"), outcome="accepted"), *no(),
    )  # fmt: skip


DOCUMENTS = [
    {"key": "conditions", "es": "Condiciones generales del seguro", "en": "General conditions of the insurance",
     "url": "https://www.la-tahona.example/seguros/condiciones-generales.pdf"},
    {"key": "ipid", "es": "Documento de información sobre el producto", "en": "Insurance product information document",
     "url": "https://www.la-tahona.example/seguros/ipid.pdf"},
]  # fmt: skip
SCRIPTS: dict[str, list[dict[str, Any]]] = {
    "carinena": [
        permission((
            "«{first_name|Perdone}, ¿me permite contarle una cosa de vinos? Es medio minuto.»",
            "“{first_name|Excuse me}, may I tell you about one wine? It takes half a minute.”",
        )),
        proposal((
            "«Veo que le gusta el Somontano. Esta semana tenemos un Cariñena de viñas viejas "
            "a {price}. ¿Le añado dos botellas al pedido?»",
            "“I see you like Somontano. This week we have an old-vines Cariñena at {price}. "
            "Shall I add two bottles to your order?”",
        ), ("dos botellas, 11,90 €", "two bottles, €11.90")),
        closing((
            "«Dos botellas a {price}, con el pedido {order|siguiente}. ¿Lo confirmamos?»",
            "“Two bottles at {price}, with order {order|to come}. Shall we confirm it?”",
        )),
    ],
    "nappies": [
        permission((
            "«Como nos contó que hay un bebé en casa, ¿le cuento un vale?»",
            "“As you told us there is a baby at home, may I tell you about a voucher?”",
        )),
        proposal((
            "«La segunda unidad de pañales le sale a {price} en lugar de {before}. "
            "¿Le cargo el vale?»",
            "“The second pack of nappies is {price} instead of {before}. "
            "Shall I add the voucher?”",
        ), ("vale en su tarjeta", "voucher on the card")),
        closing((
            "«Queda en su Tarjeta Espiga para la próxima compra. ¿De acuerdo?»",
            "“It will be on your Espiga card for the next purchase. All right?”",
        )),
    ],
    "capsules": [
        permission((
            "«¿Me permite contarle una oferta de café?»",
            "“May I tell you about an offer on coffee?”",
        )),
        proposal((
            "«Las cápsulas de café, a {price} en lugar de {before}. ¿Le cargo el vale?»",
            "“Coffee capsules at {price} instead of {before}. Shall I add the voucher?”",
        ), ("vale en su tarjeta", "voucher on the card")),
        closing((
            "«Hecho: lo tiene en su tarjeta. ¿De acuerdo?»",
            "“Done: it's on your card. All right?”",
        )),
    ],
    "good_driver": [
        permission((
            "«¿Quiere que miremos si su seguro puede costarle menos? Son dos minutos.»",
            "“Shall we see whether your insurance can cost less? It takes two minutes.”",
        ), to="needs"),
        step(
            "needs", ("Necesidades", "Needs"), (
                "«¿Conduce alguien más el coche, o alguien con menos de 26 años?»",
                "“Does anybody else drive the car, or anybody under 26?”",
            ),
            answer("alone", ("No, sólo yo", "No, only me"), to="documents"),
            answer("young", ("Sí, alguien joven", "Yes, somebody young"),
                   ("le costaría más: no se propone", "it would cost more: not proposed"),
                   outcome="not_mentioned"),
            *no(),
        ),
        step(
            "documents", ("Documentos", "Documents"), (
                "«Le envío ahora las condiciones y la ficha del producto. ¿Le han llegado?»",
                "“I'm sending you the conditions and the product sheet now. Have they arrived?”",
            ),
            answer("sent", ("Le han llegado", "They have arrived"), to="proposal"),
            *no(), kind="documents", documents=DOCUMENTS,
        ),
        proposal((
            "«Como buen conductor le corresponde un veinte por ciento menos desde la "
            "renovación. ¿Lo aplico?»",
            "“As a good driver you get twenty per cent off from the renewal. Shall I apply it?”",
        ), ("desde la renovación", "from the renewal")),
        closing((
            "«Lo aplico a su póliza. ¿Confirma que ha leído las condiciones?»",
            "“I'll apply it to your policy. Do you confirm you have read the conditions?”",
        )),
    ],
}  # fmt: skip
