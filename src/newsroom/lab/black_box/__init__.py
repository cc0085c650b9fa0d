"""The control plane seen from outside: real processes, a real PostgreSQL, a real Redis, and somebody who pulls plugs.

Planners, judges and workers are the product's own; only the news, the agents' answers and the platforms are invented.
It knows nothing of the inside of any process and shares no check with the simulation, so that each may find what the
other cannot see.
"""
