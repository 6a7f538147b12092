"""The one offer worth making: catalogue, gates, arithmetic, decision, script, outcome.

Promises: a service contact carries no selling; unclear consent means no; nothing is proposed
before the problem is solved; every figure shown adds up; what was told is written down once.
"""
