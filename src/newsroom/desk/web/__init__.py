"""The web desk: plain pages and a small API over the same hands as the terminal's."""
