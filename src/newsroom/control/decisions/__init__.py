"""What the Judge makes of results and deadlines, one file a stage. Each applies a tier's rule and gives a Commit."""
