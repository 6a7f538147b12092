"""What nobody works with: purchases that tell of health, faith, love or a pregnancy.

They stay on the receipt, where the customer can ask for them, and reach no measure, no segment
and no screen. Children are known only when they were declared.
"""

from __future__ import annotations

from functools import lru_cache

from console.customers.sounding import fold

STEMS = (
    "pharm", "farmac", "parafarm", "medic", "salud", "health", "diet", "diabet", "insulin", "celiac", "gluten",
    "lactosa", "lactose", "laxant", "incontinen", "ortoped", "orthop", "clinic", "alergi", "allerg", "religi", "halal",
    "kosher", "ramad", "cuaresma", "biblia", "bible", "coran", "sexual", "preservativ", "condom", "lubric",
    "intim", "lgbt", "embaraz", "pregnan", "prenatal", "prematern", "matern", "lactanci", "bebe", "baby", "babies",
    "nappy", "nappies", "diaper", "biberon", "menopaus", "tampon", "compresa", "quimio", "vih", "hiv",
)  # fmt: skip
WHOLE = frozenset({"panal", "panales", "potito", "potitos", "test", "tests"})
"""Too short or too common as a beginning: ``panaleria`` sells bread."""


@lru_cache(maxsize=20_000)
def is_sensitive(category: str, product: str) -> bool:
    """Whether a line of a receipt is nobody's business. It errs on the side of leaving out."""
    words = fold(f"{category} {product}".replace("_", " ")).split()
    return any(each in WHOLE or each.startswith(STEMS) for each in words)


CAUSES = (
    "enferm", "ill", "sick", "cancer", "depres", "ansied", "anxiety", "disab", "discapac", "minusval", "ciego", "blind",
    "sordo", "deaf", "alcoholic", "adict", "addict", "gay", "lesbi", "trans", "homosex", "catolic", "catholic",
    "musulm", "muslim", "judi", "jewish", "evangel", "sindicat", "union", "divorc", "viud", "widow", "luto", "bereav",
)  # fmt: skip
"""Of persons rather than goods: words that give a reason nobody needs in order to act."""
HARMLESS = frozenset({
    "saluda", "saludar", "saludarle", "saludarla", "saludo", "saludos", "judia", "judias",
})  # fmt: skip
"""They begin like one of these, and greet, or are green beans."""


def tells_too_much(text: str) -> bool:
    """Whether somebody's words about a person say more than what to do for them."""
    words = [each for each in fold(text).split() if each not in HARMLESS]
    return any(each in WHOLE_WORDS or each.startswith(PERSONAL) for each in words)


PERSONAL = tuple(each for each in STEMS + CAUSES if len(each) > 3 and each not in {"trans", "union"})
WHOLE_WORDS = frozenset({"ill", "gay", "vih", "hiv", "trans"})
