"""What no probability outweighs: who is never joined, and who only after somebody was asked."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from console.customers import comparing
from console.customers.comparing import Comparison
from console.customers.names import CLOSE, HINT, PART
from console.customers.traits import Traits

EDITS_OF_ONE_DOCUMENT = 2


def veto(one: Traits, other: Traits) -> bool:
    """What no likeness outweighs: two proven documents, or born on other days under other names."""
    for a in one.documents:
        for b in other.documents:
            if a.proven and b.proven and OSA.distance(a.number, b.number) > EDITS_OF_ONE_DOCUMENT:
                return True
    if one.births and other.births and not any(comparing.birth(a, b) for a in one.births for b in other.births):
        return comparing.best_name(one, other).given <= 1
    return False


def needs_somebody(said: Comparison) -> bool:
    """Likely, but not to be joined without asking."""
    return not named(said) or of_two_generations(said) or not anything_but_name(said)


def named(said: Comparison) -> bool:
    """Whether more speaks for one person than a shared phone, mailbox or address: those are a
    household's, or a switchboard's. Without it the two are only asked about."""
    given, surname = said.given >= PART, max(said.first, said.second) >= CLOSE
    if given and surname:
        return True
    proof = said.document >= 3 or said.card == 1 or said.birth == 3
    return proof and (given or surname or said.given == HINT)


def of_two_generations(said: Comparison) -> bool:
    """Parent and child of one name share a number, a mailbox and an address: only a document or a
    card says that one of the birth dates is a mistake."""
    apart = said.birth in (0, 1) and said.years_apart >= comparing.GENERATION
    return apart and said.document < 4 and said.card != 1


def anything_but_name(said: Comparison) -> bool:
    """However rare a name, two may bear it. A mailbox of nothing but the name, with another provider, is no more
    than the name again where somebody else is to be expected who is called so."""
    mailbox = said.email == 4 or (said.email >= 2 and not (said.plain_mailbox and said.namesakes > 0))
    return said.document >= 3 or said.card == 1 or said.phone >= 1 or mailbox or said.birth >= 2 or said.place >= 3


def worth_asking(said: Comparison) -> bool:
    """Half a name alone is no reason to take somebody's time."""
    fact = anything_but_name(said) or said.email >= 1
    return fact or (said.given >= PART and said.first >= CLOSE)
