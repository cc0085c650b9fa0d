"""The local site: static pages that open from disk. It is always on and needs nobody's permission."""
