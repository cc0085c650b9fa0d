"""Native feed formats, one parser each: bytes in, drafts out, or a refusal with a stable code."""
