"""A rating changes what is counted and nothing of what came (N 1.1)."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.desk.track_record import prior_of
from newsroom.model.credibility import Rating, outlet_id, outlet_key
from newsroom.model.item import Item, Publisher
from newsroom.scouts.credibility import can_only_lower, items_as_rated
from newsroom.scouts.independence import origins

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
RATINGS = st.builds(
    Rating,
    tier=st.integers(1, 5),
    owner=st.sampled_from(["North Press", "South Press"]),
    kind=st.sampled_from(["wire", "newspaper", "local", "blog", "aggregator"]),
)


def report(n: int, outlet: str, rating: Rating) -> Item:
    """One report in words of its own."""
    publisher = Publisher(name=outlet, owner=rating.owner, kind=rating.kind, tier=rating.tier)
    text = " ".join(f"word{n}x{k}" for k in range(30))
    return Item(id=f"item_{n}", source_id=f"s{n}", publisher=publisher, url="", title=f"Report {n}", text=text, language="en",
                kind="article", published_at=NOON, seen_at=NOON, snapshot="0" * 64)  # fmt: skip


def test_one_outlet_under_all_its_spellings():
    """Case, article, www. and spacing make no second outlet."""
    assert len({outlet_id(name) for name in ("The Orlin Post", "orlin  post", "THE ORLIN POST ")}) == 1
    assert outlet_key("www.orlin.example/") == "orlin.example"


def test_an_index_that_becomes_an_outlet_gains_a_voice():
    """So it takes two people, although a blog is no source type."""
    index, blog = (Rating(tier=3, owner="North Press", kind=kind) for kind in ("aggregator", "blog"))
    assert not can_only_lower(index, blog)
    assert can_only_lower(blog, index)


@settings(deadline=None)
@given(old=RATINGS, new=RATINGS, other=RATINGS)
def test_a_mere_lowering_never_gains_a_voice_or_a_tier(old, new, other):
    """What may count at once can only take away: no more voices, no better tier, no more source types."""
    if not can_only_lower(old, new):
        return
    items = (report(1, "The Orlin Post", old), report(2, "Harbour Radio", other))
    rated = items_as_rated(items, {"orlin post": new})
    before, after = origins(items), origins(rated)
    assert len(after) <= len(before)
    assert min((one.tier for one in after), default=5) >= min((one.tier for one in before), default=5)
    assert {t for one in after for t in one.types} <= {t for one in before for t in one.types}


@given(rating=RATINGS)
def test_a_rating_reaches_its_outlet_alone(rating):
    """Every other item is the very same."""
    items = (report(1, "Orlin Post", Rating(tier=1, owner="A", kind="wire")), report(2, "Harbour Radio", rating))
    first, second = items_as_rated(items, {"orlin post": rating})
    assert (first.publisher.tier, first.publisher.owner) == (rating.tier, rating.owner)
    assert second is items[1]


@settings(deadline=None)
@given(host=st.from_regex(r"[a-z]{3,12}\.(com|org|net|info)", fullmatch=True))
def test_a_good_name_lifts_no_unrated_outlet_out_of_its_tier(host):
    """Whatever a host is called, what is expected of it stays below tier 3; a rated tier does not ask for the name."""
    assert 0.0 <= prior_of(5, host) <= prior_of(4)
    assert prior_of(2, host) == prior_of(2)
