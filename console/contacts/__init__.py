"""The centre of everything: one call or chat with one customer, from arriving to wrapped up.

Promises: each change appends one `contact_event` with a dense seq under the row's lock; a
contact is never at two agents; no waiting contact is forgotten, whoever crashes.
"""
