"""What stays of somebody who was forgotten: enough to leave them alone, too little to know them.

Keyed digests of their numbers and addresses, so that a list bought or imported later still finds
an instruction not to sell; and of the rows they stood in, so that no import brings them back.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.customers import preferences
from console.customers.identifiers import IdentifierKind, identifiers_in
from console.customers.source_records import SourceRecord
from console.db import Base
from console.errors import Invalid

REACHABLE = (IdentifierKind.PHONE, IdentifierKind.EMAIL, IdentifierKind.DOCUMENT)
_key: bytes | None = None


class DoNotContact(Base):
    __tablename__ = "do_not_contact"

    digest: Mapped[str] = mapped_column(primary_key=True)
    """Of a number, an address, a document, or of a source's row."""
    at: Mapped[datetime]


class Forgotten(Invalid):
    message = "This person has asked to be forgotten: take the row out of the source too."


def keep_key(key: str) -> None:
    """What this process's digests are made with: the same in every process and for ever."""
    global _key
    _key = key.encode()


def digest(kind: str, value: str) -> str:
    if _key is None:
        raise RuntimeError("no key for digests: keep_key at start")
    return hmac.new(_key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def of_row(source_key: str, key: str) -> str:
    return digest("row", f"{source_key}:{key}")


def of_person(record: SourceRecord) -> list[str]:
    """Of everything by which they could be reached."""
    return [digest(kind, value) for kind, value in sorted(identifiers_in(record.fields)) if kind in REACHABLE]


def add(session: Session, digests: Iterable[str]) -> None:
    wanted = set(digests)
    known = set(session.scalars(select(DoNotContact.digest).where(DoNotContact.digest.in_(wanted))))
    session.add_all(DoNotContact(digest=each, at=clock.now()) for each in sorted(wanted - known))


def any_known(session: Session) -> bool:
    return session.scalar(select(DoNotContact.digest).limit(1)) is not None


def is_known(session: Session, digests: Iterable[str]) -> bool:
    wanted = list(digests)
    return bool(wanted) and session.scalar(
        select(DoNotContact.digest).where(DoNotContact.digest.in_(wanted)).limit(1)
    ) is not None  # fmt: skip


def refuse_row(session: Session, source_key: str, key: str) -> None:
    """Raises Forgotten for a row that somebody forgotten stood in."""
    if is_known(session, [of_row(source_key, key)]):
        raise Forgotten(field="key")


def obey(session: Session, record: SourceRecord) -> None:
    """A record, new or changed, of somebody who asked to be left alone gets the instruction."""
    if is_known(session, of_person(record)):
        preferences.instruct(session, record)
