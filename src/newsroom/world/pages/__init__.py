"""Article pages of strangers: what a reader would see of them, and which part of that is the report."""
