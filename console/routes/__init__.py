"""HTTP: one module per resource. A handler says who it is, whether they may, does it, answers.

Promises: no query here, no status code but in `failures.py`, nothing from outside believed
before `reading_input.py` has parsed it.
"""
