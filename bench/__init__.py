"""What we promise in numbers: one file per promise, JSON out, anybody can run them again."""
