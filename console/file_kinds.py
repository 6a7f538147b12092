"""What files people may send us are: by their first bytes, with which the end of their name has to agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from console.errors import Invalid

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """``served``: the content type it is given back as; nothing here is run by a browser."""

    served: str
    endings: tuple[str, ...]
    beginnings: tuple[bytes, ...]
    """Empty for what is text."""

    @property
    def is_image(self) -> bool:
        return self.served.startswith("image/")

    def begins(self, data: bytes) -> bool:
        return data.startswith(self.beginnings) and (self.served != "image/webp" or data[8:12] == b"WEBP")


PDF = Kind("application/pdf", ("pdf",), (b"%PDF-",))
PHOTOS = (
    Kind("image/jpeg", ("jpg", "jpeg", "jfif"), (b"\xff\xd8\xff",)),
    Kind("image/png", ("png",), (b"\x89PNG\r\n\x1a\n",)),
    Kind("image/gif", ("gif",), (b"GIF87a", b"GIF89a")),
    Kind("image/webp", ("webp",), (b"RIFF",)),
)
TEXTS = (Kind("text/plain; charset=utf-8", ("txt",), ()), Kind("text/csv; charset=utf-8", ("csv",), ()))


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def named(name: str, among: Iterable[Kind]) -> Kind | None:
    """What its name says it is."""
    return next((each for each in among if ending(name) in each.endings), None)


def begun(data: bytes, among: Iterable[Kind]) -> Kind | None:
    """What its first bytes say it is."""
    return next((each for each in among if each.beginnings and each.begins(data)), None)


def tidy(name: str) -> str:
    """The last part of a name, of characters that mean nothing to anybody's disk. Raises Invalid(field="file")."""
    plain = re.sub(r"[^\w.\- ]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    if not plain:
        raise Invalid("The file's name has 1 to {most} characters.", field="file", most=LONGEST_NAME)
    return plain
