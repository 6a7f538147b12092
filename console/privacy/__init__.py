"""What a person may ask of us: a copy of everything about them, and to be forgotten.

Promises: no table that holds something of a person is left out of either (a test counts them);
forgetting first seals, then destroys, and happens again after a restore; every figure stays true.
"""
