"""Who an item counts for: aggregators and communities point to somebody, and nobody unknown counts as good."""

import pytest

from newsroom.model.errors import Refused
from newsroom.model.item import Source, SourceKind
from newsroom.world.attribution import credit
from newsroom.world.feeds.draft import Draft
from newsroom.world.sources import Outlets, Way, read_source, site_of, source_kind, way_of

RATED = (
    {"name": "Coast Radio", "owner": "Coast Group", "tier": 2, "kind": "broadcaster"},
    {"name": "coastradio.example", "owner": "Coast Group", "tier": 2, "kind": "broadcaster"},
    {"name": "Reuters", "owner": "Thomson Reuters", "tier": 1},
    {"name": "mirror.example", "owner": "republisher, owner unknown", "tier": 4},
)
POST = Source(
    id="post", name="Halden Post", owner="Post Ltd", kind="newspaper", tier=2, url="https://www.haldenpost.example/rss"
)
INDEX = Source(
    id="idx", name="Index", owner="Index Inc", kind="aggregator", tier=4, url="https://index.example/", aggregator=True
)
SQUARE = Source(
    id="sq", name="Square", owner="Square users", kind="social", tier=5, url="https://square.example/", aggregator=True
)
OUTLETS = Outlets((POST, INDEX, SQUARE), RATED)


def draft(title: str = "A long enough headline", text: str = "", **more: object) -> Draft:
    return Draft(key="k", url="https://index.example/1", title=title, text=text, snapshot="0", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("newspaper", "newspaper"), ("official measurement", "official"), ("official-alert", "official"), ("tabloid", "newspaper"),
     ("aggregator (headline, url)", "aggregator"), ("community link list", "social"), ("trend list", "trend"),
     ("public", "broadcaster"), ("science", "research"), ("video_channel", "video_channel"), ("somebody's page", "blog")],
)  # fmt: skip
def test_other_people_s_words_for_kinds_are_understood(words: str, kind: SourceKind) -> None:
    """A word that nobody knows is a blog, which counts as no source type."""
    assert source_kind(words) == kind


def test_a_headline_s_suffix_names_the_outlet_and_leaves_the_title() -> None:
    """The index's list of other headlines is nobody's text."""
    credited = credit(
        draft("Dam holds after a night of rain - Coast Radio", "Others wrote"), INDEX, "title_suffix", OUTLETS
    )
    assert (credited.publisher.owner, credited.publisher.tier) == ("Coast Group", 2)
    assert (credited.title, credited.text) == ("Dam holds after a night of rain", "")


def test_brackets_before_the_text_name_the_outlet() -> None:
    """They leave the text."""
    credited = credit(draft(text="[Coast Radio] The dam holds."), INDEX, "text_brackets", OUTLETS)
    assert (credited.publisher.name, credited.text) == ("Coast Radio", "The dam holds.")


def test_a_community_s_link_names_the_outlet() -> None:
    """Sub-domains belong to their site; a post without an outside link is the community's own."""
    post = draft(text="submitted by /u/x [link] [comments]", links=(("[link]", "https://live.coastradio.example/a"),))
    credited = credit(post, SQUARE, "link", OUTLETS)
    assert (credited.publisher.owner, credited.text) == ("Coast Group", "")
    own = draft(text="I saw smoke.").model_copy(update={"url": "https://square.example/9"})
    assert credit(own, SQUARE, "link", OUTLETS).publisher.kind == "social"


def test_a_report_named_in_the_text_counts_for_that_outlet() -> None:
    """Otherwise the index keeps it, and an index is never an origin."""
    assert credit(draft(text="The dam holds, reports Coast Radio."), INDEX, "named_report", OUTLETS).publisher.tier == 2
    assert credit(draft(text="The dam holds."), INDEX, "named_report", OUTLETS).publisher.kind == "aggregator"


@pytest.mark.parametrize("name", ["Nobody's Gazette", "nobody.example", "mirror.example", "https://nobody.co.uk/x"])
def test_an_unrated_outlet_is_unknown_never_good(name: str) -> None:
    """Tier 5, no source type; a republisher whose owner is unknown gains nothing from its rating."""
    publisher = OUTLETS.resolve(name)
    assert (publisher.tier, publisher.kind) == (5, "blog")


def test_a_look_alike_domain_is_not_the_outlet() -> None:
    """Only the rated domain and what lies under it count."""
    assert OUTLETS.resolve("coastradio.example.evil.com").tier == 5
    assert OUTLETS.resolve("notcoastradio.example").tier == 5


def test_a_source_s_own_site_and_name_are_known() -> None:
    """A link to a watched outlet counts for it; agencies are wires in whichever list they stand."""
    assert OUTLETS.resolve("https://haldenpost.example/2").owner == "Post Ltd"
    assert OUTLETS.resolve("The Halden Post").owner == "Post Ltd"
    assert OUTLETS.resolve("reuters").kind == "wire"


@pytest.mark.parametrize(
    ("url", "site"),
    [("https://www.a.b.co.uk/x", "b.co.uk"), ("live.coast.example", "coast.example"), ("Coast Radio", "")],
)
def test_a_site_is_the_registered_part_of_a_host(url: str, site: str) -> None:
    """Two labels, three under suffixes such as co.uk."""
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("url", "way"), [("https://news.google.com/rss", "title_suffix"), ("https://www.reddit.com/r/x/.rss", "link")]
)
def test_well_known_indexes_are_read_in_their_own_way(url: str, way: Way) -> None:
    """An entry may say otherwise with publisher_from."""
    source = INDEX.model_copy(update={"url": url})
    assert way_of(source) == way
    assert way_of(source, "itself") == "itself"
    assert way_of(POST) == "itself"


def test_a_source_without_a_tier_is_refused_with_its_place() -> None:
    """A rating is never guessed."""
    with pytest.raises(Refused, match=r"sources\.yaml, x"):
        read_source({"id": "x", "name": "X"}, "sources.yaml, x")


@pytest.mark.parametrize("feed_format", ["newsapi", "gdelt", "google_trends", "reddit", "hackernews_api"])
def test_a_list_of_other_people_s_reports_is_never_an_outlet(feed_format: str) -> None:
    """Also where the entry forgets to say so: its items count for whom they point to."""
    entry = {"id": "x", "name": "List", "tier": 3, "kind": "trend", "format": feed_format}
    source = read_source(entry, "sources.yaml, x")
    assert source.aggregator
    assert way_of(source) == "link"
