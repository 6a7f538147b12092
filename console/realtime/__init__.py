"""Sockets: who is connected, who may see which row, and telling them what changed.

Promises: a push reaches only the row's audience, a lost push heals within one heartbeat, and
nothing here can fail a write.
"""
