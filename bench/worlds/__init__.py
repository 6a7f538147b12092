"""Simulated call centres for `bench.offers`, unlike the one the engine was designed beside."""
