"""What each service answers becomes drafts, terms or counts; what it answers instead becomes a refusal with a code."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.model.errors import Refused
from newsroom.world.apis import ADAPTERS
from newsroom.world.feeds.draft import Draft, Parsed
from newsroom.world.feeds.formats import parse_document

ANSWERS = Path(__file__).parent / "api_answers"
REPORT = "https://post.example/2031/05/14/ferry-to-the-islands-stops"


def parsed(name: str, feed_format: str) -> Parsed:
    """One stored answer, read."""
    return parse_document((ANSWERS / name).read_bytes(), feed_format)


def one(found: Parsed) -> Draft:
    """The only draft."""
    (draft,) = found.drafts
    return draft


def reached(draft: Draft) -> int:
    """Interactions."""
    assert draft.engagement is not None
    return draft.engagement.interactions


def test_news_api_names_the_outlet_of_each_article() -> None:
    """What was taken down is left out; there is a next page while more is counted than sent."""
    found = parsed("newsapi.json", "newsapi")
    assert (one(found).named, one(found).text) == (
        "Port Halden Post",
        "The harbour office closes the eastern pier for repairs.",
    )
    assert one(found).published == datetime(2031, 5, 14, 7, 5, tzinfo=UTC)
    assert found.more == ("next",)


def test_a_reddit_post_points_to_its_report_and_names_nobody() -> None:
    """Score and comments are the engagement; pinned posts are no news; a user is a mark, in texts as well."""
    found = parsed("reddit.json", "reddit")
    link, own = found.drafts
    assert (link.key, link.named, reached(link)) == ("t3_aa1", REPORT, 450)
    assert link.url == "https://www.reddit.com/r/halden/comments/aa1/ferry_stops/"
    assert own.text == "As a user wrote, two men carried a chart."
    assert own.title == "What a user saw at the pier"
    assert found.more == ("t3_zz9",)
    assert "harbour_watcher" not in str(found)
    assert link.author.startswith("reddit:")
    assert link.author == own.author


def test_x_gives_trends_counts_and_posts() -> None:
    """A tag becomes words; spans are in order; mere reposts are left out; looks are no interactions."""
    assert parsed("x_trends.json", "x_trends").trends == {"halden ferry": 1.0, "eastern pier": 0.5}
    counts = parsed("x_counts.json", "x_counts").counts
    assert [(span.start.hour, span.value) for span in counts] == [(7, 12), (8, 310)]
    found = parsed("x_search.json", "x_search")
    post = one(found)
    assert (post.url, post.named) == ("https://x.com/i/web/status/1790000000000000001", REPORT)
    assert (reached(post), found.more) == (168, ("b26v89c19zqg8o3f",))
    assert post.engagement is not None
    assert post.engagement.accounts == ((10.0, 400.0, 12),)
    assert "somebody" not in str(found)


def test_bluesky_posts_are_read_and_what_is_passed_on_is_not() -> None:
    """An address carries no name."""
    post = one(parsed("bluesky_author.json", "bluesky_author"))
    assert (post.title, reached(post)) == ("The eastern pier is closed until Monday.", 33)
    assert post.url == "https://bsky.app/profile/did:plc:halden1/post/3kaa"
    assert one(parsed("bluesky_search.json", "bluesky_search")).title == "Queue at the pier since six."
    assert parsed("bluesky_trends.json", "bluesky_trends").trends == {"ferry in halden": 1.0, "pier": 0.5}


def test_mastodon_posts_lose_their_html() -> None:
    """Posts for followers, and those passed on, are left out."""
    post = one(parsed("mastodon_statuses.json", "mastodon_statuses"))
    assert (post.text, post.named, reached(post)) == ("No ferry today.\nThe pier is closed.", REPORT, 29)
    assert parsed("mastodon_tags.json", "mastodon_tags").trends == {"haldenferry": 1.0, "pier": 0.5}


def test_google_s_rising_searches_rank_by_traffic_and_name_reports() -> None:
    """The report counts for the outlet that wrote it."""
    found = parsed("google_trends.xml", "google_trends")
    assert found.trends == {"halden ferry": 1.0, "tide table": 0.5}
    assert (one(found).url, one(found).named) == (REPORT, "Port Halden Post")


def test_a_day_s_most_read_pages_are_terms() -> None:
    """Front page and searches are no topics; the list is known when its day is over."""
    found = parsed("wikipedia_views.json", "wikipedia_views")
    assert found.trends == {"halden ferry": 1.0, "tide table": 0.5}
    assert found.stated_at == datetime(2031, 5, 14, tzinfo=UTC)


def test_hacker_news_lists_ids_and_then_gives_each_story() -> None:
    """Jobs are no stories; an item that is gone is nothing."""
    assert parsed("hackernews_top.json", "hackernews_api").more == ("49000001", "49000002")
    story = one(parsed("hackernews_item.json", "hackernews_api"))
    assert (story.key, reached(story)) == ("hackernews:49000001", 69)
    assert not parsed("hackernews_job.json", "hackernews_api").drafts
    assert parse_document(b"null", "hackernews_api") == Parsed()


def test_gdelt_finds_nothing_without_a_fault() -> None:
    """An object without a list is its way to say so."""
    assert one(parsed("gdelt.json", "gdelt")).title == "Ferry stops, harbour office says"
    assert parse_document(b"{}", "gdelt") == Parsed()


def test_natural_events_are_alerts_of_their_newest_observation() -> None:
    """Another observation is another edition of the same event."""
    event = one(parsed("eonet.json", "eonet"))
    assert (event.key, event.revision, event.text) == (
        "eonet:EONET_9001",
        "2031-05-14T06:00:00Z",
        "Wildfires: 1200 acres.",
    )
    assert event.place is not None
    assert event.place.point is not None
    assert event.place.point.lat == 54.5


def test_exploited_flaws_come_newest_first() -> None:
    """Each by its public number."""
    drafts = parsed("exploited_flaws.json", "exploited_flaws").drafts
    assert [draft.key for draft in drafts] == ["CVE-2031-0002", "CVE-2031-0001"]
    assert drafts[0].text == "A name is run as a command.\nUpdate."


@pytest.mark.parametrize(
    ("name", "feed_format", "code"),
    [
        ("newsapi_bad_key.json", "newsapi", "api_key"),
        ("newsapi_too_often.json", "newsapi", "api_limit"),
        ("reddit_unauthorised.json", "reddit", "api_key"),
        ("x_unauthorised.json", "x_trends", "api_key"),
        ("x_unauthorised.json", "x_search", "api_key"),
        ("x_usage_cap.json", "x_counts", "api_limit"),
        ("bluesky_error.json", "bluesky_author", "api_error"),
        ("mastodon_closed.json", "mastodon_public", "api_key"),
        ("wikipedia_not_yet.json", "wikipedia_views", "api_error"),
        ("gdelt_refusal.txt", "gdelt", "api_error"),
    ],
)
def test_a_service_s_own_refusal_is_a_refusal(name: str, feed_format: str, code: str) -> None:
    """Whatever status it came with; its words are shown, not its markup."""
    with pytest.raises(Refused) as refused:
        parsed(name, feed_format)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "feed_format"),
    [("newsapi_none.json", "newsapi"), ("x_nothing.json", "x_search"), ("x_nothing.json", "x_counts")],
)
def test_nothing_found_is_no_fault(name: str, feed_format: str) -> None:
    """An empty answer is an answer."""
    assert parsed(name, feed_format) == Parsed()


@pytest.mark.parametrize("feed_format", sorted(ADAPTERS))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"[[]]",
        b'{"data": "x", "feed": 1, "posts": {}, "items": null, "articles": 0}',
        b'{"data": {"children": [1, {"kind": "t3"}]}, "posts": [{}], "feed": [{}], "items": [{}], "articles": [{}]}',
        b'[{"name": 1}, {"account": []}, null, 7]',
        b'{"errors": [{"message": 1}]}',
        b"\xff\xfe\x00",
    ],
)
def test_no_answer_brings_a_parser_down(feed_format: str, data: bytes) -> None:
    """Anything is drafts, nothing, or a refusal with a code."""
    with suppress(Refused):
        assert all(draft.title for draft in parse_document(data, feed_format).drafts)
