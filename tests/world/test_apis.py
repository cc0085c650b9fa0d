"""How each service is asked: an address, headers, a token where it needs one – and off, with its reason, without a key."""

from datetime import UTC, datetime

import pytest

from newsroom.model.errors import Refused
from newsroom.settings import source_keys
from newsroom.world.apis import ADAPTERS, follow, keys_needed, request_of, with_token
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.formats import FORMATS

NOW = datetime(2031, 5, 14, 9, tzinfo=UTC)
SECRETS = ("FACT_CHECK_TOOLS_KEY", "NEWSAPI_KEY", "REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET", "X_BEARER_TOKEN")
KEYS = Keys({name: f"secret-{name.lower()}" for name in SECRETS})
QUERY = {"words": "ferry strike", "sub": "worldnews", "actor": "harbour.example", "host": "square.example"}


def asked(feed_format: str, **query: object):
    """The request of one entry."""
    return request_of({"format": feed_format, "query": query}, KEYS, NOW)


def test_every_adapter_has_a_parser_and_asks_over_https() -> None:
    """No secret stands in an address, where logs and redirects would carry it on."""
    for feed_format in ADAPTERS:
        assert feed_format in FORMATS
        entry = {"format": feed_format, "query": QUERY, "url": "file:imports/list.csv"}
        request = request_of(entry, KEYS, NOW)
        assert request.format == feed_format
        assert request.url.startswith(("https://", "file:"))
        assert "secret" not in request.url
        assert "secret" not in repr(request)


def test_a_source_without_its_key_is_off_and_says_which() -> None:
    """Open services need none."""
    for feed_format in ADAPTERS:
        needs = keys_needed(feed_format)
        entry = {"format": feed_format, "query": QUERY, "url": "file:imports/list.csv"}
        if not needs:
            request_of(entry, Keys(), NOW)
            continue
        with pytest.raises(Refused) as refused:
            request_of(entry, Keys(), NOW)
        assert refused.value.code == "no_key"
        assert all(name in refused.value.message for name in needs)


def test_a_plain_feed_is_asked_at_its_own_address() -> None:
    """An entry without a query, or of a format without an adapter, is what its url says."""
    request = request_of({"format": "rss", "url": "https://post.example/rss"}, Keys(), NOW)
    assert (request.url, request.format, request.token) == ("https://post.example/rss", "rss", None)
    own = request_of({"format": "gdelt", "url": "https://index.example/list"}, Keys(), NOW)
    assert own.url == "https://index.example/list"


def test_news_api_takes_its_key_in_a_header_and_turns_pages() -> None:
    """As many as the query asks for, three at most; one unless it says so, for every page costs."""
    request = asked("newsapi", country="gb", category="general", page_size=50, pages=9)
    assert request.url == "https://newsapi.org/v2/top-headlines?country=gb&category=general&pageSize=50&page=1"
    assert request.headers == {"X-Api-Key": "secret-newsapi_key"}
    (second,) = follow(request, ("next",))
    (third,) = follow(second, ("next",))
    assert (second.url[-6:], third.url[-6:]) == ("page=2", "page=3")
    assert follow(third, ("next",)) == ()
    assert follow(asked("newsapi", country="gb"), ("next",)) == ()
    assert "/everything?q=ferry%20strike&" in asked("newsapi", words="ferry strike").url


def test_reddit_is_asked_for_a_token_first() -> None:
    """The application's id and secret go to the token's address alone; the listing gets the bearer."""
    request = asked("reddit", sub="worldnews", sort="new", limit=25, pages=2)
    assert request.token is not None
    assert request.token.url == "https://www.reddit.com/api/v1/access_token"
    assert request.token.form == {"grant_type": "client_credentials"}
    assert request.token.headers["Authorization"].startswith("Basic ")
    assert not request.headers
    ready = with_token(request, b'{"access_token": "abc", "token_type": "bearer", "expires_in": 86400}')
    assert ready.url == "https://oauth.reddit.com/r/worldnews/new?raw_json=1&limit=25"
    assert (ready.headers, ready.token) == ({"Authorization": "Bearer abc"}, None)
    (further,) = follow(ready, ("t3_zz9",))
    assert further.url.endswith("&after=t3_zz9")
    assert further.headers == ready.headers


@pytest.mark.parametrize("answer", [b"{}", b'{"access_token": "a\\nb"}', b'{"access_token": 7}', b"[]"])
def test_a_token_answer_without_a_token_is_refused(answer: bytes) -> None:
    """Also one that would break a header."""
    with pytest.raises(Refused) as refused:
        with_token(asked("reddit", sub="news"), answer)
    assert refused.value.code == "no_token"


def test_x_is_asked_for_trends_counts_and_posts() -> None:
    """All with the account's bearer."""
    assert "/2/trends/by/woeid/23424975?" in asked("x_trends", woeid=23424975).url
    assert (
        "/2/tweets/counts/recent?query=ferry&granularity=minute"
        in asked("x_counts", words="ferry", granularity="minute").url
    )
    request = asked("x_search", words="ferry -is:retweet lang:en", pages=2)
    assert "query=ferry%20-is%3Aretweet%20lang%3Aen&max_results=100" in request.url
    assert request.headers == {"Authorization": "Bearer secret-x_bearer_token"}
    (further,) = follow(request, ("b26v",))
    assert further.url.endswith("&next_token=b26v")


def test_hacker_news_gives_ids_and_then_items() -> None:
    """One document an id, and an item leads nowhere further."""
    request = asked("hackernews_api", limit=2)
    items = follow(request, ("7", "8"))
    assert [one.url for one in items] == [f"https://hacker-news.firebaseio.com/v0/item/{n}.json" for n in (7, 8)]
    assert follow(items[0], ("9",)) == ()


def test_what_a_stranger_calls_the_next_page_stays_in_its_place() -> None:
    """A mark from an answer can change neither host nor path nor any other field."""
    (further,) = follow(asked("reddit", sub="news", pages=2), ("x&limit=1#@evil.example/../",))
    assert further.url.endswith("&after=x%26limit%3D1%23%40evil.example%2F..%2F")
    (item,) = follow(asked("hackernews_api"), ("../../v9/secret",))
    assert item.url == "https://hacker-news.firebaseio.com/v0/item/..%2F..%2Fv9%2Fsecret.json"


def test_page_views_are_asked_for_a_day_that_is_counted() -> None:
    """A day and a half back, so that the list is there."""
    assert asked("wikipedia_views").url.endswith("/top/en.wikipedia/all-access/2031/05/12")


@pytest.mark.parametrize(
    ("feed_format", "query"),
    [
        ("reddit", {}),
        ("reddit", {"sub": "../api/v1/me"}),
        ("reddit", {"sub": "news", "sort": "rude"}),
        ("mastodon_tags", {"host": "square.example/@a"}),
        ("mastodon_tags", {"host": "a..b"}),
        ("x_search", {"words": ""}),
        ("x_search", {"words": "a\nb"}),
        ("gdelt", {"words": "x" * 501}),
        ("import_csv", {}),
        ("newsapi", {}),
        ("newsapi", {"country": False}),
        ("reddit", {"sub": ["news"]}),
    ],
)
def test_a_query_that_cannot_be_asked_is_refused(feed_format: str, query: dict[str, object]) -> None:
    """With what to correct."""
    with pytest.raises(Refused) as refused:
        request_of({"format": feed_format, "query": query}, KEYS, NOW)
    assert refused.value.code == "bad_source"
    assert refused.value.next_step


def test_keys_come_from_the_environment_or_a_closed_file(tmp_path) -> None:
    """The environment wins; a file that others can read is refused; nothing prints a value."""
    file = tmp_path / "secrets.env"
    file.write_text("# mine\nNEWSAPI_KEY='from-file'\nX_BEARER_TOKEN=from-file\nOTHER=1\n")
    file.chmod(0o644)
    with pytest.raises(Refused, match="read by others"):
        source_keys(tmp_path, {})
    file.chmod(0o600)
    keys = source_keys(tmp_path, {"X_BEARER_TOKEN": "from-environment"})
    assert dict(keys) == {"NEWSAPI_KEY": "from-file", "X_BEARER_TOKEN": "from-environment"}
    assert "from" not in repr(keys)
