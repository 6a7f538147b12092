"""Agent Console: who is calling, what happened before, the one offer worth making, the words."""
