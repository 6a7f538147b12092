"""Which records are worth comparing: those that share a key. A key of a crowd says nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from console.customers.names import Name, main
from console.customers.sounding import sound
from console.customers.traits import Place, Traits

MOST_PER_KEY = 40
"""A switchboard's phone, a shared mailbox or the commonest name is no reason to compare."""


def keys(traits: Traits) -> set[int]:
    """64-bit keys, signed as databases keep them."""
    return {hashed(each) for each in texts(traits)}


def hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def texts(traits: Traits) -> Iterator[str]:
    for document in traits.documents:
        yield from halves("d", document.number)
    for phone in traits.phones:
        yield f"p|{phone}"
        for name in traits.names:
            yield f"p1|{phone[:-4]}|{sound(main(name.given))}|{sound(name.first)}"
            yield f"p2|{phone[-5:]}|{sound(main(name.given))[:1]}"
    for email in traits.emails:
        yield from of_email(email, traits.names)
    for place in traits.places:
        if place.street:
            yield f"a|{place.street}|{place.number}|{place.postcode}"
    for card in traits.cards:
        yield f"c|{card}"
    for name in traits.names:
        yield from of_name(name, traits)


def halves(kind: str, text: str) -> Iterator[str]:
    """One mistake breaks one half only."""
    yield f"{kind}|{text}"
    if len(text) >= 7:
        middle = len(text) // 2
        yield f"{kind}1|{text[:middle + 1]}|{len(text)}"
        yield f"{kind}2|{text[middle - 1:]}"


def of_email(email: str, names: Iterable[Name]) -> Iterator[str]:
    local = email.partition("@")[0]
    yield f"e|{email}"
    yield f"l|{local}"
    if len(local) >= 8:
        yield f"l1|{local[:6]}|{len(local) // 4}"
        yield f"l2|{local[-6:]}"


def of_name(name: Name, traits: Traits) -> Iterator[str]:
    given, first, second = sound(main(name.given)), sound(name.first), sound(name.second)
    if given and first and second:
        yield "n3|" + "|".join(sorted((given, first, second)))
    for one, other in ((given, first), (given, second), (first, second)):
        if one and other:
            yield "n2|" + "|".join(sorted((one, other)))
    for born in traits.births:
        year, month, day = born.split("-")
        turned = turned_birth(born)
        yield f"bb|{turned}"
        for part in (given[:2], first[:3], second[:3]):
            if part:
                yield f"b|{turned}|{part}"
        if given and first:
            yield "bd|" + "|".join((month + day, *sorted((given, first))))
            yield "by|" + "|".join((year, *sorted((given, first))))
    for place in traits.places:
        yield from of_place(place, given, first)


def turned_birth(born: str) -> str:
    """The same when day and month changed places."""
    year, *rest = born.split("-")
    return "".join((year, *sorted(rest)))


def of_place(place: Place, given: str, first: str) -> Iterator[str]:
    street = sound(max(place.street.split(), key=len, default=""))
    if place.postcode and given and first:
        yield "z|" + "|".join((place.postcode, *sorted((given, first))))
    if street and place.number:
        yield f"a2|{street}|{place.number}|{given[:1]}"
        if place.postcode:
            yield f"a1|{place.postcode}|{place.number}|{street[:2]}"
