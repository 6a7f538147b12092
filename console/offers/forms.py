"""Questions inside a script whose answers are written down where they belong.

    {"key", "label", "type", "writes"?, "choices"?, "sensitive"?, "needed"?}

``type`` is text, number, date, truth or choice (``choices``: ``[{"key", "es", "en"}]``);
``writes`` is what of the customer it becomes (`customers.telling`), as ``profile.children``.
A ``sensitive`` value goes there and nowhere else: no position, no move, no event keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from console.customers import telling
from console.errors import Invalid
from console.expressions import Field
from console.offers.vocabulary import VOCABULARY

Step = dict[str, Any]
TYPES = {"text": "text", "number": "number", "date": "date", "truth": "truth", "choice": "text"}
"""What each becomes in a condition."""
WRITES = {f"profile.{each}" for each in telling.READERS}
LONGEST, MOST_FIELDS, LARGEST = 500, 12, 1_000_000_000


def fields_of(script: Sequence[Step]) -> list[dict[str, Any]]:
    """Those that may be spoken of later: what is sensitive may not."""
    return [field for step in script for field in step.get("fields") or [] if not field.get("sensitive")]


def vocabulary(script: Sequence[Step]) -> dict[str, Field]:
    return {
        each["key"]: Field(TYPES[each["type"]], each["label"]["es"], each["label"]["en"]) for each in fields_of(script)
    }


def check(step: Step) -> None:
    """Raises Invalid naming the step and the field."""
    fields = step.get("fields") or []
    if bool(fields) != (step.get("kind") == "form"):
        raise Invalid("Step {key}: a form has fields, and only a form has.", field="script", key=step["key"])
    if not isinstance(fields, list) or len(fields) > MOST_FIELDS:
        raise Invalid("Step {key}: a form has {most} fields at most.",
                      field="script", key=step["key"], most=MOST_FIELDS)  # fmt: skip
    for each in fields:
        try:
            check_field(each)
        except Invalid as wrong:
            raise Invalid("Step {key}: {why}", field="script", key=step["key"], why=wrong) from None


def check_field(field: Any) -> None:
    key = field.get("key") if isinstance(field, dict) else None
    if not isinstance(key, str) or not key.isidentifier() or key in VOCABULARY.fields:
        raise Invalid("Each field has a key of its own, of letters and _.", field="script")
    if field.get("type") not in TYPES:
        raise Invalid("Field {key}: {type} is no type of field.", field="script", key=key, type=field.get("type"))
    label = field.get("label")
    if not isinstance(label, dict) or not all(isinstance(label.get(each), str) and label[each].strip()
                                              for each in ("es", "en")):  # fmt: skip
        raise Invalid("Field {key} lacks words in Spanish or English.", field="script", key=key)
    if field.get("writes") is not None and field["writes"] not in WRITES:
        raise Invalid("Field {key}: nothing is written to {writes}.", field="script", key=key, writes=field["writes"])
    if (field["type"] == "choice") != bool(field.get("choices")):
        raise Invalid("Field {key}: a choice has choices.", field="script", key=key)


def read(step: Step, given: dict[str, Any]) -> dict[str, Any]:
    """The values of a form, each as its type. Raises Invalid naming the field at fault."""
    known = {each["key"]: each for each in step.get("fields") or []}
    for key in given:
        if key not in known:
            raise Invalid("{field_name} is not asked here.", field=key, field_name=key)
    found: dict[str, Any] = {}
    for key, field in known.items():
        value = given.get(key)
        if value in (None, ""):
            if field.get("needed"):
                raise Invalid("{field_name}: this is needed.", field=key, field_name=key)
            continue
        found[key] = value_of(field, value)
    return found


def value_of(field: dict[str, Any], value: Any) -> Any:
    key = field["key"]
    match field["type"]:
        case "number" if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
            return value
        case "truth" if isinstance(value, bool):
            return value
        case "date":
            try:
                return date.fromisoformat(value).isoformat()
            except (TypeError, ValueError):
                raise Invalid("{field_name}: expected a day.", field=key, field_name=key) from None
        case "choice" if value in [each["key"] for each in field["choices"]]:
            return value
        case "text" if isinstance(value, str) and len(value) <= LONGEST and "\x00" not in value:
            return value.strip()
    raise Invalid("{field_name}: expected a {type}.", field=key, field_name=key, type=field["type"])


def kept(step: Step, values: dict[str, Any]) -> dict[str, Any]:
    """What may stay beside the script's position."""
    sensitive = {each["key"] for each in step.get("fields") or [] if each.get("sensitive")}
    return {key: value for key, value in values.items() if key not in sensitive}


def told(step: Step, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What is told of the customer, and by which field of the form."""
    said: dict[str, Any] = {}
    by: dict[str, str] = {}
    for each in step.get("fields") or []:
        if each.get("writes") and each["key"] in values:
            what = each["writes"].removeprefix("profile.")
            said[what], by[what] = values[each["key"]], each["key"]
    return said, by
