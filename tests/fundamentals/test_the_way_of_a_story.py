"""One story from an item to its lesson, through the real loop."""


def test_a_story_goes_the_whole_way(tiny, roles):
    """An item becomes a story, is bid for, voted on, produced, published, analysed and closed: each step audited."""
    newsroom = tiny()
    result = newsroom.play(roles(stories=1))
    assert newsroom.actions() == [
        "bid",
        "won",
        "admitted",
        "approved",
        "admitted",
        "produced",
        "published",
        "analysed",
        "closed",
    ]
    assert newsroom.story().state == "COMPLETE"
    assert result["published"] == [{"video": "videos/story_0/video.mp4", "platform": "site", "url": "site/story_0"}]
    assert result["audit"]["verified"]
