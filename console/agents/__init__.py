"""Who works here: signing in, roles, skills and states.

Promises: a password is never kept, a session can be revoked and expires, every change of an
agent's state is one `agent_event` with a dense seq, and only an agent whose browser was seen
lately can be rung.
"""
