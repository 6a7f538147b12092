"""La Tahona, the demo company: made from a seed, taken in through the real doors."""
