"""The Planner, the Judge and the workers as processes of their own, on one shared store and one queue (C 1.1).

They run the same code as the loop in one process. What is theirs alone is how they wait, and what they do when a server
is away or a neighbour has died.
"""
