"""What comes from outside, parsed into types at the edge. Every error names its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson
from flask import Response, request

from console.errors import Invalid


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON object somebody sent; each reader checks one field."""

    fields: dict[str, Any]

    def text(self, name: str, *, most: int = 10_000, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if not isinstance(value, str) or len(value) > most or "\x00" in value:
            raise Invalid(
                "{field_name}: expected text of {most} characters at most.", field=name, field_name=name, most=most
            )
        return value

    def maybe_text(self, name: str, *, most: int = 200) -> str | None:
        return None if self.fields.get(name) is None else self.text(name, most=most)

    def number(self, name: str, *, least: int = 0, most: int = 2**31 - 1) -> int:
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Invalid(
                "{field_name}: expected a whole number from {least} to {most}.",
                field=name, field_name=name, least=least, most=most,
            )  # fmt: skip
        return value

    def maybe_number(self, name: str) -> int | None:
        return None if self.fields.get(name) is None else self.number(name)

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        value = self.fields.get(name)
        if value not in among:
            raise Invalid(
                "{field_name}: expected one of {among}.", field=name, field_name=name, among=", ".join(among)
            )
        return str(value)

    def texts(self, name: str, *, most: int = 20) -> list[str]:
        value = self.fields.get(name)
        if not isinstance(value, list) or len(value) > most or not all(isinstance(each, str) for each in value):
            raise Invalid("{field_name}: expected a list of texts.", field=name, field_name=name)
        return value

    def part(self, name: str) -> Body | None:
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Invalid("{field_name}: expected an object.", field=name, field_name=name)
        return Body(value)

    def maybe_day(self, name: str) -> date | None:
        text = self.maybe_text(name, most=10)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Invalid("{field_name}: expected a day.", field=name, field_name=name) from None

    def moment(self, name: str) -> datetime:
        return moment(self.text(name, most=40), name)


def moment(text: str, name: str) -> datetime:
    """An aware UTC time from ISO text. Raises Invalid naming the field."""
    try:
        value = datetime.fromisoformat(text)
        if value.tzinfo is not None:
            return value.astimezone(UTC)
    except (ValueError, OverflowError):  # no time at all, or one beyond the last year there is
        pass
    raise Invalid("{field_name}: expected a time with its zone.", field=name, field_name=name)


def body() -> Body:
    """The request's JSON object. Raises Invalid when it is anything else."""
    try:
        sent = orjson.loads(request.get_data() or b"{}")
    except orjson.JSONDecodeError:
        raise Invalid("Expected JSON.") from None
    if not isinstance(sent, dict):
        raise Invalid("Expected a JSON object.")
    return Body(sent)


def json(what: object, status: int = 200) -> Response:
    """Rows as they are, through orjson."""
    return Response(orjson.dumps(what), status=status, mimetype="application/json")


NOTHING = ("", 204)
