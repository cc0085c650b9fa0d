"""What each stage of a story's way calls for. Pure: a case and the time in, tasks out."""
