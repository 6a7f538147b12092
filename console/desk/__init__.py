"""What one person sees: rows, and the snapshot of all rows that are theirs.

Promises: the same function makes a row for a push and for the snapshot, and a visitor's rows
are types of their own, so that notes and offers cannot leak to them.
"""
