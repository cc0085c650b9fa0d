"""A whole newsroom in one deterministic run: the real control plane and SQL inside, everything outside played by a seed.

One seed is one run. Crashes, losses, delays and people are drawn from it; after each committed decision and each request
to a platform the invariants are checked, and once faults have stopped every story must come to its end. The same seed
gives the same trace on every machine (docs/decisions/0007).
"""
