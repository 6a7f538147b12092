"""Who contacts us: what each source says of a person, and the one profile made of it.

Promises: a source's row is never changed, only followed by a newer version; history hangs on
source records, so it moves with them; two people are never one because a number is shared.
"""
