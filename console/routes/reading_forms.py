"""A form somebody sent, parsed into types at the edge. Every error names its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, request

from console.errors import Invalid


@dataclass(frozen=True, slots=True)
class Form:
    fields: dict[str, list[str]]

    def text(self, name: str, *, most: int = 10_000) -> str:
        """With the line ends of Unix: browsers send those of DOS."""
        value = (self.fields.get(name) or [""])[0].replace("\r\n", "\n")
        if len(value) > most or "\x00" in value:
            raise Invalid(
                "{field_name}: expected text of {most} characters at most.", field=name, field_name=name, most=most
            )
        return value

    def number(self, name: str) -> int:
        found = self.maybe_number(name)
        if found is None:
            raise Invalid("{field_name}: expected a whole number.", field=name, field_name=name)
        return found

    def maybe_number(self, name: str) -> int | None:
        text = self.text(name, most=12).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text) < 2**31):
            raise Invalid("{field_name}: expected a whole number.", field=name, field_name=name)
        return int(text)

    def numbers(self, name: str) -> list[int]:
        return [int(each) for each in self.fields.get(name, []) if each.isascii() and each.isdigit()][:200]

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        value = self.text(name, most=80)
        if value not in among:
            raise Invalid(
                "{field_name}: expected one of {among}.", field=name, field_name=name, among=", ".join(among)
            )
        return value

    def ticked(self, name: str) -> bool:
        return bool(self.fields.get(name))

    def maybe_day(self, name: str) -> date | None:
        text = self.text(name, most=10)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Invalid("{field_name}: expected a day.", field=name, field_name=name) from None

    def moment(self, name: str) -> datetime:
        found = self.maybe_moment(name)
        if found is None:
            raise Invalid("{field_name}: expected a day and a time.", field=name, field_name=name)
        return found

    def maybe_moment(self, name: str) -> datetime | None:
        """A time of the clock on our wall, as a browser's `datetime-local` sends it; UTC."""
        text = self.text(name, most=25)
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise Invalid("{field_name}: expected a day and a time.", field=name, field_name=name) from None
        return (local if local.tzinfo else local.replace(tzinfo=zone())).astimezone(UTC)


def form() -> Form:
    return Form({name: request.form.getlist(name) for name in request.form})


def zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["ZONE"])


def local(moment: datetime) -> datetime:
    """On the clock on our wall, for the page."""
    return moment.astimezone(zone())
