"""A built-in phone system with customers who call: for the demo and for trying things out.

It asks and obeys like a real one that lets us decide. Its calls are contacts in the database,
so a killed server finds them again when it starts.
"""
