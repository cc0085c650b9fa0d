"""How often the simulated world does what real processes do by the clock, in milliseconds, and how deep work nests."""

DEPTH = 2
HEARD_ANYWAY = 0.05
HEARD_MS = (300, 15_000)
AHEAD_MS = 3_000
LOOKED_AT = 6
RENEW_MS = 6_600
SWEEP_MS = 60_000
SWEEP_MAX_MS = 1_800_000
