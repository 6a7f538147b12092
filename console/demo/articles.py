"""Ten articles of La Tahona, each in Spanish and English."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.knowledge import articles

TEXTS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "faulty-product",
        "Devolución de un producto en mal estado",
        "La devolución de fresco se abona sin traer el producto si hay foto o número de lote. Hasta 20 € la "
        "autoriza el agente; el abono llega a la tarjeta en 3 a 5 días.\n\n## Pasos\n\n1. Pida perdón, sin "
        "excusas.\n2. Pida la foto o el número de lote.\n3. Abone y diga la fecha en que llegará.\n4. Si es la "
        "segunda vez en un mes, abra una reclamación.\n\nCon más de 20 €, pase a supervisión antes de prometer nada.",
        "Returning a product in bad condition",
        "Fresh food is refunded without bringing it back when there is a photo or a batch number. Up to 20 € the "
        "agent authorises it; the refund reaches the card in 3 to 5 days.\n\n## Steps\n\n1. Apologise, without "
        "excuses.\n2. Ask for the photo or the batch number.\n3. Refund and say the date it will arrive.\n4. If it "
        "is the second time in a month, open a claim.\n\nAbove 20 €, ask a supervisor before promising anything.",
    ),
    (
        "return-periods",
        "Plazos de devolución en la tienda online",
        "30 días desde la entrega, fresco 48 horas. Si el pedido llega tarde, el plazo de devolución empieza el "
        "día real de entrega.\n\nEl reembolso va al mismo medio de pago. La recogida a domicilio es gratis si el "
        "error es nuestro; si no, cuesta 3,90 €.",
        "Return periods in the online shop",
        "30 days from delivery, 48 hours for fresh food. If the order arrives late, the period starts on the real "
        "day of delivery.\n\nThe refund goes to the same means of payment. Collection is free when the mistake is "
        "ours; otherwise it costs 3.90 €.",
    ),
    (
        "late-shipping",
        "Gastos de envío cuando el pedido llega tarde",
        "Más de dos horas de retraso: devolución automática de los 3,90 € de envío, sin que la persona lo pida. "
        "Confirme la nueva franja en voz alta y apúntela en la nota.\n\nCon más de un día de retraso se ofrece "
        "además anular sin coste.",
        "Shipping costs when the order is late",
        "More than two hours late: the 3.90 € of shipping are refunded automatically, without being asked. Say "
        "the new delivery window aloud and write it in the note.\n\nMore than a day late, offer to cancel at no cost.",
    ),
    (
        "vouchers",
        "Vales en la web: dónde se ponen y cuánto duran",
        "El vale se añade antes de pagar: Mi cuenta, Vales, Añadir. Duran 30 días, y 15 más para cambiarlo en "
        "tienda.\n\nLos vales de tienda no entran en la web; se usan en caja con la Tarjeta Espiga. Un vale "
        "caducado hace menos de 15 días se cambia por otro del mismo valor.",
        "Vouchers on the web: where they go and how long they last",
        "A voucher is added before paying: My account, Vouchers, Add. They last 30 days, and 15 more to exchange "
        "them in a store.\n\nStore vouchers don't work on the web; use them at the till with the Espiga card. A "
        "voucher that ran out less than 15 days ago is exchanged for another of the same value.",
    ),
    (
        "points",
        "Puntos de la Tarjeta Espiga",
        "Un punto por cada euro. Se ven al día siguiente en tienda y a las 48 horas en la web. Con 500 puntos hay "
        "un vale de 5 €.\n\nSi faltan puntos de una compra de menos de 30 días, súmelos con el número del recibo.",
        "Points of the Espiga card",
        "One point for each euro. They show the next day for stores and after 48 hours for the web. 500 points "
        "make a voucher of 5 €.\n\nIf points of a purchase of less than 30 days are missing, add them with the "
        "number of the receipt.",
    ),
    (
        "bread",
        "Encargar pan y guardarlo hasta la noche",
        "La panadería guarda un encargo hasta las 20:00 del mismo día. Anote la tienda, el tipo y el punto: poco "
        "hecho, normal o bien hecho.\n\nSi la persona avisa de que llega tarde, se guarda hasta el cierre. Un pan "
        "no recogido dos veces deja de encargarse por teléfono.",
        "Ordering bread and keeping it until the evening",
        "The bakery keeps an order until 20:00 of the same day. Write down the store, the kind and how well done: "
        "light, normal or well done.\n\nIf the person says they run late, it is kept until closing time. Bread "
        "not collected twice is no longer ordered by phone.",
    ),
    (
        "invoice",
        "Enviar una factura",
        "Con el recibo o el número de pedido se emite factura durante 12 meses. Hacen falta nombre, NIF y "
        "dirección, y haber verificado a la persona.\n\nLa factura sale por correo electrónico en el momento.",
        "Sending an invoice",
        "With the receipt or the order number an invoice can be issued for 12 months. It needs name, tax number "
        "and address, and a verified person.\n\nThe invoice goes out by e-mail at once.",
    ),
    (
        "change-slot",
        "Cambiar la franja de entrega",
        "Hasta cuatro horas antes se cambia sin coste. Después, solo si la furgoneta no ha salido.\n\nSi el "
        "retraso es nuestro, el cambio siempre es gratis y se ofrece la primera franja del día siguiente.",
        "Changing the delivery window",
        "Free until four hours before. After that, only while the van hasn't left.\n\nWhen the delay is ours the "
        "change is always free; offer the first window of the next day.",
    ),
    (
        "car-insurance",
        "Seguro de coche: buen conductor y conductor joven",
        "Buen conductor: 20 % menos con cinco años sin partes. Conductor joven: recargo mientras el conductor "
        "tenga menos de 26 años.\n\nNo se ofrecen a la vez sobre la misma póliza: consulte con seguros. Antes de "
        "contratar se envían los documentos y se pregunta por las necesidades.",
        "Car insurance: good driver and young driver",
        "Good driver: 20 % less after five years without claims. Young driver: a surcharge while the driver is "
        "under 26.\n\nThe two are never offered together on one policy: ask the insurance desk. Before signing, "
        "the documents are sent and the needs asked.",
    ),
    (
        "privacy",
        "Protección de datos: qué puede pedir una persona",
        "Puede pedir ver sus datos, corregirlos, borrarlos y oponerse a que elijamos ofertas según sus compras. La "
        "oposición se obedece en el momento.\n\nVerifique a la persona, anote la petición y diga que recibirá "
        "respuesta en un mes como máximo.",
        "Data protection: what a person can ask for",
        "They can ask to see their data, correct them, erase them, and object to offers chosen by what they buy. "
        "An objection is obeyed at once.\n\nVerify the person, write the request down and say that an answer "
        "comes within a month.",
    ),
)


def load(session: Session) -> None:
    for key, title_es, body_es, title_en, body_en in TEXTS:
        articles.publish(session, key=key, language="es", title=title_es, body=body_es)
        articles.publish(session, key=key, language="en", title=title_en, body=body_en)
