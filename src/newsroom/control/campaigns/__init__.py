"""Campaigns: a goal in plain words raises the priority of stories it is about, and never their verdict (C 1.1)."""
