"""Why an offer isn't proposed, in the words of a page; the desk has its own in `live/phrases.ts`."""

from __future__ import annotations

from typing import Any

from console.routes.languages import language, translated


def words(told: dict[str, Any]) -> str:
    """A phrase's code and facts, as somebody who writes offers reads them."""
    facts: dict[str, Any] = told["facts"]
    match told["code"]:
        case "gate_purpose":
            return translated("A service contact carries no selling")
        case "gate_consent":
            offers = facts.get("purpose") == "offers"
            return translated("has not agreed to offers") if offers else translated("has not agreed to profiling")
        case "gate_certainty":
            return translated("It is not certain enough who this is")
        case "gate_service_first":
            return translated("{number} comes first", number=facts.get("number", ""))
        case "gate_repeated":
            return translated("contact number {count} in {days} days: help first", **facts)
        case "gate_instruction":
            return translated("Asked not to be sold anything")
        case "gate_skill":
            return translated("needs a trained agent: {skill}", skill=facts.get("skill", ""))
        case "gate_capped":
            return translated("told often enough: {times} times", times=facts.get("times", ""))
        case "gate_muted":
            return translated("asked before; not again until {date}", date=str(facts.get("until", ""))[:10])
        case "gate_profit":
            return translated("would cost more than it brings")
        case _:
            return str(facts.get(f"text_{language()}") or told["code"])
