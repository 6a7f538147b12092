"""Reads everything, changes nothing: the trade's numbers, each from the event log alone.

Promises: a number means what its docstring says, and the live one equals the one recomputed
later from the same events.
"""
