"""Our servers by name, for those who ask whether one is on without loading it."""

NEWS = "news"
TWITTER = "twitter"
