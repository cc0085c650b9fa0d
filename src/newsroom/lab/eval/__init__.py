"""`newsroom eval`: one file a set, each with `measure(path)`; scores are computed before a label is read."""
