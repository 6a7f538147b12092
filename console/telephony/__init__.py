"""The phone system, whichever it is: one folder per provider, chosen by configuration.

Promises: a provider says whether it routes (we mirror it) or asks (we decide); what it tells us
may come late, twice or in any order; what we tell it is a due row, never a call inside a write.
"""
