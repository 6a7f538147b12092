"""Phones, mailboxes and addresses beside each other: how alike they are, and who else uses what is shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from console.customers import names
from console.customers.blocking import MOST_PER_KEY
from console.customers.counting import Counts, local
from console.customers.names import MISSING
from console.customers.traits import Place, Traits


@dataclass(frozen=True, slots=True)
class Mailbox:
    """As `comparing.Comparison` says it of e-mail."""

    level: int = MISSING
    others: float = 0.0
    plain: int = 0
    other_digits: int = 0
    own: int = 0


def telling(values: Iterable[str], kind: str, counts: Counts) -> set[str]:
    """Those that few share: a switchboard or an office's mailbox says nothing of anybody."""
    return {each for each in values if counts.seen[f"{kind}|{each}"] <= MOST_PER_KEY}


def best_phone(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    ones, others = telling(one.phones, "p", counts), telling(other.phones, "p", counts)
    if not ones or not others:
        return MISSING, 0.0
    shared = ones & others
    if shared:
        others_too, rarest = min((counts.others(f"p|{each}", one, other), each) for each in shared)
        return (3 if mobile(rarest) else 2), others_too
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in ones for b in others)
    return int(near), 0.0


@lru_cache(1 << 16)
def mobile(phone: str) -> bool:
    """Of one person, as a rule; where we cannot tell, a number counts as a household's."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False
    return bool(kind == phonenumbers.PhoneNumberType.MOBILE)


def best_email(one: Traits, other: Traits, counts: Counts) -> Mailbox:
    ones, others = telling(one.emails, "e", counts), telling(other.emails, "e", counts)
    shared = ones & others
    if shared:
        fewest, address = min((counts.others(f"e|{each}", one, other), each) for each in shared)
        return Mailbox(4, fewest, own=own(one, other, address))
    level, a, b = max(((email(a, b), a, b) for a in ones for b in others), default=(MISSING, "", ""))
    if level == 3:
        elsewhere = counts.elsewhere(local(a), {*one.emails, *other.emails})
        return Mailbox(3, elsewhere, plain=int(not digits(a)), own=own(one, other, a))
    if level == 2:
        plain, differ = int(not digits(a) and not digits(b)), int(digits(a) != digits(b))
        return Mailbox(2, plain=plain, other_digits=differ, own=own(one, other, a))
    return Mailbox(level)


def own(one: Traits, other: Traits, address: str) -> int:
    """1 when the mailbox bears the given name of both: a couple's bears one of theirs."""
    before_at = local(address)
    return int(all(any(named_after(before_at, name.given) for name in each.names) for each in (one, other)))


@lru_cache(1 << 17)
def named_after(before_at: str, given: str) -> bool:
    words = {word for each in (*names.meant(given), given) for word in each.split() if len(word) > 2}
    return any(word in before_at or (len(word) > 4 and fuzz.partial_ratio(word, before_at) >= 80) for word in words)


def digits(address: str) -> str:
    return "".join(c for c in local(address) if c.isdigit())


@lru_cache(1 << 17)
def email(one: str, other: str) -> int:
    a, b = local(one), local(other)
    if a == b:
        return 3
    if min(len(a), len(b)) > 4 and OSA.distance(a, b, score_cutoff=1) <= 1:
        return 2
    return int(fuzz.ratio(a, b) >= 80)


def best_place(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    best, found = MISSING, 0.0
    for a in one.places:
        for b in other.places:
            where = f"a|{a.street}|{a.number}|{a.postcode}"
            level = place(a, b) if counts.seen[where] <= MOST_PER_KEY else MISSING
            if level > best:
                best, found = level, counts.others(where, one, other) if level >= 3 else 0.0
    return best, found


@lru_cache(1 << 17)
def place(one: Place, other: Place) -> int:
    near = (bool(one.postcode) and one.postcode == other.postcode) or (bool(one.city) and one.city == other.city)
    if not one.street or not other.street:
        return int(near) if (one.postcode and other.postcode) or (one.city and other.city) else MISSING
    street = fuzz.token_set_ratio(one.street, other.street) >= 85
    number = bool(one.number) and one.number == other.number
    if street and number and near:
        return 4
    if (street and (number or near)) or (near and number and fuzz.ratio(one.street, other.street) >= 60):
        return 3
    return 2 if street else int(near)
