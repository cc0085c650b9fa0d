"""How much of strangers' input we take. Figures: the threat model's (docs/decisions.md)."""

DOCUMENT_BYTES = 5_000_000
ITEMS = 2_000
DEPTH = 64
ATTRIBUTES = 256
TAGS = 250_000
"""A full feed of 5 MB holds about that many tags; more is a slow path for tolerant parsers."""

ITEM_CHARS = 1_000_000
"""Raw characters of one item; beyond it the item is refused, below it its fields are cut."""

RAW_FIELD_CHARS = 200_000
"""Raw characters of one field that are looked at before it becomes plain text."""

TITLE_CHARS = 300
TEXT_CHARS = 20_000
KEY_CHARS = 2_000
LINKS = 40
PARSE_SECONDS = 5.0
PARSE_BYTES = 400_000_000
